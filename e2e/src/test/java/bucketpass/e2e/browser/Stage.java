package bucketpass.e2e.browser;

import bucketpass.local.LocalApplication;
import bucketpass.testkit.TestRequirement;
import com.microsoft.playwright.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A local application for a class of tests, and browsers to visit it with.
 *
 * <p>After each test every visitor leaves; a test whose page broke its own security policy, or
 * threw where nobody caught it, fails then.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Path CHECKOUT = Path.of("..");

  private final MovableClock clock = new MovableClock();
  private final List<Visitor> visitors = new ArrayList<>();
  private Browser browser;
  private LocalApplication application;
  private Storage storage;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Path program = TestRequirement.program("chromium");
    TestRequirement.that(
        Files.isRegularFile(CHECKOUT.resolve("web/dist/index.html")),
        "web/dist, which `npm ci && npm run build` in web/ makes");
    browser =
        context
            .getRoot()
            .getStore(Namespace.create(Stage.class))
            .getOrComputeIfAbsent("chromium", key -> new Chromium(program), Chromium.class)
            .browser();
    application = LocalApplication.start(LocalApplication.Options.of(CHECKOUT).clock(clock));
    storage = new Storage(application);
  }

  LocalApplication application() {
    return application;
  }

  /** What is really in the bucket. */
  Storage storage() {
    return storage;
  }

  /**
   * The time of everything but the browsers, which have {@link Visitor#advance}. It is set right
   * after each test; what the function keeps for a user until later is still kept, so let each user
   * travel once.
   */
  MovableClock clock() {
    return clock;
  }

  /** Someone at a desk, with a browser that has never been here. */
  Visitor visitor() {
    return visitor(options -> options.setViewportSize(1100, 900));
  }

  Visitor visitor(UnaryOperator<Browser.NewContextOptions> how) {
    Browser.NewContextOptions options = new Browser.NewContextOptions().setLocale("en-GB");
    Visitor visitor = new Visitor(browser.newContext(how.apply(options)), application.web());
    visitors.add(visitor);
    return visitor;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    String name = context.getRequiredTestMethod().getName();
    context
        .getExecutionException()
        .ifPresent(failure -> visitors.forEach(v -> v.picture("failed-" + name)));
    List<String> faults = visitors.stream().flatMap(visitor -> visitor.faults().stream()).toList();
    visitors.forEach(Visitor::close);
    visitors.clear();
    clock.reset();
    if (!faults.isEmpty()) {
      throw new AssertionError("the page did what it must not: " + faults);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (application != null) {
      storage.close();
      application.close();
    }
  }
}
