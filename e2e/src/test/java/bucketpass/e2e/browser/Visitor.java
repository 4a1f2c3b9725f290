package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Someone who uses the page as people do: by what it says and what its buttons are called. */
final class Visitor {

  /** For what waits for bytes to go up, on a machine with other work to do. */
  private static final double PATIENCE_MS = 90_000;

  private final BrowserContext context;
  private final URI home;
  private final Page page;
  private final CDPSession devTools;
  private final List<String> faults = new CopyOnWriteArrayList<>();

  Visitor(BrowserContext context, URI home) {
    this.context = context;
    this.home = home;
    page = context.newPage();
    devTools = context.newCDPSession(page);
    page.onPageError(faults::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            faults.add(message.text());
          }
        });
  }

  Page page() {
    return page;
  }

  /** Violations of the page's own policy, and errors that nobody caught. */
  List<String> faults() {
    return faults;
  }

  Visitor opens() {
    page.navigate(home.toString());
    return this;
  }

  /** Through the issuer's form; the page is ready when this returns. */
  Visitor signsInAs(String user) {
    button("Sign in").click();
    page.getByLabel("Name").fill(user);
    page.getByLabel("Password").fill(user);
    button("Sign in").click();
    assertThat(page.locator("#prefix")).hasText(user + "/");
    return this;
  }

  /** Waits for the list: what was signed before time passes is refused if it arrives after. */
  Visitor seesTheList() {
    assertThat(page.locator("#no-files:visible, #files > *").first()).isVisible();
    return this;
  }

  Visitor chooses(Path... files) {
    page.locator(".uppy-Dashboard-input").first().setInputFiles(files);
    return this;
  }

  Visitor uploads(Path... files) {
    chooses(files);
    button("Upload " + files.length + (files.length == 1 ? " file" : " files")).click();
    return this;
  }

  Visitor seesUploadComplete() {
    assertThat(page.locator(".uppy-StatusBar"))
        .containsText(
            "Complete", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS));
    return this;
  }

  /** With a {@code config.json} that says this too. */
  Visitor withConfig(Map<String, String> settings) {
    page.route(
        "**/config.json",
        route -> {
          JsonObject config = JsonParser.parseString(route.fetch().text()).getAsJsonObject();
          settings.forEach(config::addProperty);
          route.fulfill(
              new Route.FulfillOptions()
                  .setContentType("application/json")
                  .setBody(config.toString()));
        });
    return this;
  }

  /** With a clock that {@link #advance} moves. To be called before the page is opened. */
  Visitor withOwnClock() {
    page.clock().install();
    return this;
  }

  /** Lets time pass in this browser, as if the machine had slept. */
  Visitor advance(Duration by) {
    page.clock().fastForward(by.toMillis());
    return this;
  }

  /** On a line of 4 MiB/s: what happens during an upload needs an upload that lasts. */
  Visitor onASlowLine() {
    return onALineOf(4 * 1024 * 1024);
  }

  Visitor onAFastLine() {
    return onALineOf(-1);
  }

  private Visitor onALineOf(int bytesPerSecond) {
    JsonObject conditions = new JsonObject();
    conditions.addProperty("offline", false);
    conditions.addProperty("latency", 0);
    conditions.addProperty("downloadThroughput", -1);
    conditions.addProperty("uploadThroughput", bytesPerSecond);
    devTools.send("Network.emulateNetworkConditions", conditions);
    return this;
  }

  /** Notes each place that the progress bar is at from now on. */
  Visitor watchesTheBar() {
    page.evaluate(
        """
        () => {
          window.places = []
          const look = () => {
            const bar = document.querySelector('[role=progressbar][aria-valuenow]')
            const place = bar === null ? NaN : Number(bar.getAttribute('aria-valuenow'))
            if (!Number.isNaN(place) && place !== window.places.at(-1)) window.places.push(place)
          }
          new MutationObserver(look).observe(document.querySelector('#uploads'), {
            subtree: true, childList: true, attributeFilter: ['aria-valuenow']
          })
        }
        """);
    return this;
  }

  /** In percent, one after the other. */
  List<Integer> whereTheBarWas() {
    return ((List<?>) page.evaluate("() => window.places"))
        .stream().map(place -> ((Number) place).intValue()).toList();
  }

  Visitor waitsUntilTheBarIsAt(int percent) {
    page.waitForFunction(
        """
        percent => {
          const bar = document.querySelector('[role=progressbar][aria-valuenow]')
          return bar !== null && Number(bar.getAttribute('aria-valuenow')) >= percent
        }
        """,
        percent);
    return this;
  }

  /** The list's row for a file. */
  Locator row(String name) {
    return page.locator("#files > li")
        .filter(
            new Locator.FilterOptions()
                .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /** Kept with the build's output, to be looked at. */
  Visitor picture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target", "screenshots", name + ".png"))
            .setFullPage(true));
    return this;
  }

  void close() {
    context.close();
  }
}
