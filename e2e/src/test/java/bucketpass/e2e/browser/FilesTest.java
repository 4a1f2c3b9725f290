package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

  @RegisterExtension static final Stage stage = new Stage();

  @TempDir Path folder;

  @Test
  void lists_what_is_there_with_size_and_date() {
    stage.storage().put("alice/in/report.pdf", new byte[1_200_000]);

    Visitor alice = stage.visitor().opens().signsInAs("alice");

    Locator row = alice.row("in/report.pdf");
    assertThat(row.locator(".size")).hasText("1.2 MB");
    assertThat(row.locator("time")).not().hasText("");
  }

  @Test
  void shows_a_picture_small_in_the_list_and_large_when_asked() throws IOException {
    Path picture = Fixtures.picture(folder, "hills.png", Color.ORANGE, Color.GRAY);
    stage.storage().put("alice/hills.png", Files.readAllBytes(picture));
    Visitor alice = stage.visitor().opens().signsInAs("alice");
    assertThat(widthOf(alice.row("hills.png").locator("img"))).isEqualTo(320);

    alice.button("Preview hills.png").click();

    Locator large = alice.page().locator("dialog[open] img");
    assertThat(large).hasAttribute("alt", "hills.png");
    assertThat(widthOf(large)).isEqualTo(320);
    alice.page().keyboard().press("Escape");
    assertThat(large).isHidden();
  }

  @Test
  void saves_a_download_under_its_own_name() throws IOException {
    byte[] content = "a table".getBytes(StandardCharsets.UTF_8);
    stage.storage().put("alice/in/März (1).csv", content);
    Visitor alice = stage.visitor().opens().signsInAs("alice");

    Download download =
        alice.page().waitForDownload(() -> alice.button("Download in/März (1).csv").click());

    assertThat(download.suggestedFilename()).isEqualTo("März (1).csv");
    assertThat(Files.readAllBytes(download.path())).isEqualTo(content);
  }

  @Test
  void deletes_only_after_a_second_yes() {
    stage.storage().put("alice/old.txt", new byte[1]);
    Visitor alice = stage.visitor().opens().signsInAs("alice");

    alice.button("Delete old.txt").click();
    alice.button("Keep").click();
    assertThat(stage.storage().keys("alice/")).contains("alice/old.txt");

    alice.button("Delete old.txt").click();
    alice.button("Delete").click();
    assertThat(alice.row("old.txt")).hasCount(0);
    assertThat(stage.storage().keys("alice/")).doesNotContain("alice/old.txt");
  }

  @Test
  void never_runs_what_a_file_name_says() {
    String name = "<img src=x onerror=document.title='run'>.txt";
    stage.storage().put("bob/" + name, new byte[1]);

    Visitor bob = stage.visitor().opens().signsInAs("bob");

    assertThat(bob.row(name)).isVisible();
    assertThat(bob.page()).hasTitle("Bucketpass");
  }

  /** Of the picture itself: 0 where it could not be fetched. */
  private static Object widthOf(Locator picture) {
    return picture.evaluate("image => image.decode().then(() => image.naturalWidth, () => 0)");
  }
}
