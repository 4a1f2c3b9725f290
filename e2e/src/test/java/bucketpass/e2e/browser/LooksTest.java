package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LooksTest {

  @RegisterExtension static final Stage stage = new Stage();

  @TempDir Path folder;

  @BeforeEach
  void alice_has_been_here_before() throws IOException {
    Color night = new Color(0x2b3a55);
    Path dusk = Fixtures.picture(folder, "dusk.png", new Color(0xd9896a), night);
    Path morning =
        Fixtures.picture(folder, "morning.png", new Color(0xa9c7d8), new Color(0x5d7f62));
    stage.storage().put("alice/report 2026.pdf", new byte[1_204_000]);
    stage.storage().put("alice/hills/morning.png", Files.readAllBytes(morning));
    stage.storage().put("alice/hills/dusk.png", Files.readAllBytes(dusk));
  }

  @Test
  void looks_right_by_day() {
    Visitor visitor = stage.visitor().opens();
    assertThat(visitor.button("Sign in")).isVisible();
    visitor.picture("signed-out");

    seesAll(visitor.signsInAs("alice")).picture("signed-in");
    visitor.chooses(folder.resolve("dusk.png"), folder.resolve("morning.png")).picture("chosen");
  }

  @Test
  void looks_right_by_night() {
    Visitor alice = stage.visitor(options -> options.setColorScheme(ColorScheme.DARK)).opens();

    seesAll(alice.signsInAs("alice")).picture("signed-in-dark");

    assertThat(brightnessOf(alice.page())).isLessThan(0.2);
  }

  @Test
  void fits_a_phone() {
    Visitor alice = stage.visitor(LooksTest::phone).opens();

    seesAll(alice.signsInAs("alice")).picture("signed-in-phone");

    assertThat(alice.page().evaluate("() => document.documentElement.scrollWidth")).isEqualTo(390);
  }

  @Test
  void tells_a_read_only_user_so() {
    Visitor rita = stage.visitor().opens().signsInAs("rita");

    assertThat(rita.page().locator("#no-uploads")).isVisible();
    rita.picture("read-only");
  }

  @Test
  void can_be_used_by_keyboard_alone() {
    Visitor alice = stage.visitor().opens();
    var keys = alice.page().keyboard();
    // Until the page knows whether this is the way back from a sign-in, there is nothing to tab to.
    assertThat(alice.button("Sign in")).isVisible();

    keys.press("Tab");
    keys.press("Enter");
    // The form's first field has the focus.
    assertThat(alice.page().getByLabel("Name")).isFocused();
    keys.type("alice");
    keys.press("Tab");
    keys.type("alice");
    keys.press("Enter");
    assertThat(alice.page().locator("#prefix")).hasText("alice/");

    tabsTo(alice, "Preview hills/dusk.png");
    keys.press("Enter");
    assertThat(alice.button("Close")).isFocused();
    keys.press("Enter");
    assertThat(alice.button("Preview hills/dusk.png")).isFocused();

    tabsTo(alice, "Delete hills/dusk.png");
    keys.press("Enter");
    assertThat(alice.button("Keep")).isFocused();
    keys.press("Tab");
    keys.press("Enter");
    assertThat(alice.page().getByText("hills/dusk.png is deleted.")).isAttached();
    assertThat(stage.storage().keys("alice/")).doesNotContain("alice/hills/dusk.png");
  }

  private static Browser.NewContextOptions phone(Browser.NewContextOptions options) {
    return options
        .setViewportSize(390, 844)
        .setDeviceScaleFactor(2)
        .setHasTouch(true)
        .setIsMobile(true);
  }

  private static void tabsTo(Visitor visitor, String button) {
    for (int presses = 0; presses < 40; presses++) {
      visitor.page().keyboard().press("Tab");
      Object label =
          visitor.page().evaluate("() => document.activeElement.getAttribute('aria-label')");
      if (button.equals(label)) {
        return;
      }
    }
    throw new AssertionError("no Tab reaches " + button);
  }

  private static Visitor seesAll(Visitor visitor) {
    assertThat(visitor.page().locator(".thumb img")).hasCount(2);
    assertThat(visitor.page().getByText("Drop files here")).isVisible();
    visitor.page().waitForLoadState();
    return visitor;
  }

  /** Of the page's background, from 0 to 1. */
  private static double brightnessOf(Page page) {
    Object sum =
        page.evaluate(
            """
            () => getComputedStyle(document.documentElement).backgroundColor
              .match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)
            """);
    return ((Number) sum).doubleValue() / (3 * 255);
  }
}
