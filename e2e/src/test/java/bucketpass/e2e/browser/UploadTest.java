package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {

  private static final int MIB = 1024 * 1024;

  @RegisterExtension static final Stage stage = new Stage();

  @TempDir Path folder;

  @Test
  void uploads_a_small_file_byte_for_byte() throws IOException {
    Path file = Fixtures.random(folder, "small.bin", 1_000);

    Visitor alice = stage.visitor().opens().signsInAs("alice").uploads(file).seesUploadComplete();

    assertThat(alice.row("small.bin")).containsText("1.0 kB");
    assertThat(stage.storage().bytes("alice/small.bin")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void uploads_60_MB_in_parts_byte_for_byte_and_moves_the_bar() throws IOException {
    Path file = Fixtures.random(folder, "large.bin", 60_000_000);
    Visitor alice = stage.visitor().opens().signsInAs("alice").watchesTheBar();

    alice.uploads(file).seesUploadComplete();

    assertThat(alice.whereTheBarWas()).hasSizeGreaterThan(3).isSorted().endsWith(100);
    assertThat(alice.row("large.bin")).containsText("60 MB");
    assertThat(stage.storage().parts("alice/large.bin")).isEqualTo(12);
    assertThat(stage.storage().bytes("alice/large.bin")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void leaves_neither_object_nor_unfinished_upload_when_cancelled_half_way() {
    Path file = Fixtures.random(folder, "regretted.bin", 20 * MIB);
    Visitor alice = stage.visitor().opens().signsInAs("alice").onASlowLine();

    alice.uploads(file).waitsUntilTheBarIsAt(40);
    assertThat(stage.storage().unfinished()).contains("alice/regretted.bin");
    Response aborted =
        alice
            .page()
            .waitForResponse(
                response -> response.request().method().equals("DELETE"),
                () -> alice.button("Cancel").last().click());

    assertThat(aborted.status()).isEqualTo(204);
    assertThat(stage.storage().unfinished()).isEmpty();
    assertThat(stage.storage().keys("alice/")).doesNotContain("alice/regretted.bin");
    assertThat(alice.page().getByText("Drop files here")).isVisible();
  }

  @Test
  void goes_on_where_it_was_paused() throws IOException {
    Path file = Fixtures.random(folder, "paused.bin", 20 * MIB);
    Visitor alice = stage.visitor().opens().signsInAs("alice").onASlowLine();

    alice.uploads(file).waitsUntilTheBarIsAt(30);
    alice.button("Pause").click();
    assertThat(alice.page().locator(".uppy-StatusBar")).containsText("Paused");
    alice.onAFastLine().button("Resume").click();
    alice.seesUploadComplete();

    assertThat(stage.storage().bytes("alice/paused.bin")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void renews_credentials_ahead_of_their_end_and_completes_the_upload() throws IOException {
    Path file = Fixtures.random(folder, "long.bin", 30 * MIB);
    Set<String> keys = ConcurrentHashMap.newKeySet();
    List<Integer> refused = new CopyOnWriteArrayList<>();
    Visitor alice = stage.visitor().withOwnClock().withConfig(Map.of("duration", "15m"));
    alice.opens().signsInAs("alice").onASlowLine();
    alice
        .page()
        .onResponse(
            response -> {
              accessKeyOf(response.url()).ifPresent(keys::add);
              if (response.status() >= 400) {
                refused.add(response.status());
              }
            });

    alice.uploads(file).waitsUntilTheBarIsAt(20);
    pass(alice, Duration.ofMinutes(8));
    assertThat(alice.page().locator("#renewed")).hasAttribute("data-count", "1");
    // The first credentials end here.
    pass(alice, Duration.ofMinutes(8));
    alice.onAFastLine().seesUploadComplete();
    stage.clock().reset();

    assertThat(keys).hasSizeGreaterThanOrEqualTo(2);
    assertThat(refused).isEmpty();
    assertThat(stage.storage().bytes("alice/long.bin")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void completes_an_upload_whose_credentials_S3_says_have_ended() throws IOException {
    Path file = Fixtures.random(folder, "overtaken.bin", 30 * MIB);
    List<Integer> refused = new CopyOnWriteArrayList<>();
    Visitor bob = stage.visitor().withConfig(Map.of("duration", "15m"));
    bob.opens().signsInAs("bob").onASlowLine();
    bob.page()
        .onResponse(
            response -> {
              if (response.status() >= 400) {
                refused.add(response.status());
              }
            });

    bob.uploads(file).waitsUntilTheBarIsAt(20);
    // The browser knows nothing of it: its clock is behind.
    stage.clock().advance(Duration.ofMinutes(16));
    bob.onAFastLine().seesUploadComplete();

    stage.clock().reset();

    assertThat(refused).isNotEmpty();
    assertThat(stage.storage().bytes("bob/overtaken.bin")).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void asks_again_when_the_API_answers_503_twice() {
    AtomicInteger asked = new AtomicInteger();
    Visitor alice = stage.visitor();
    alice
        .page()
        .route(
            stage.application().api() + "/credentials",
            route -> {
              if (!route.request().method().equals("POST") || asked.incrementAndGet() > 2) {
                route.resume();
                return;
              }
              // The real answer's headers, so that the page may read no more than CORS lets it.
              var answer = route.fetch();
              Map<String, String> headers = new HashMap<>(answer.headers());
              headers.put("retry-after", "1");
              headers.put("content-type", "application/problem+json");
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(503)
                      .setHeaders(headers)
                      .setBody("{\"code\":\"StsThrottled\",\"detail\":\"busy\"}"));
            });

    alice.opens().signsInAs("alice");

    assertThat(asked).hasValue(3);
    assertThat(alice.page().locator("#problem")).isHidden();
  }

  @Test
  void never_replaces_a_file_of_the_same_name() {
    stage.storage().put("bob/notes.txt", new byte[] {1});
    Path other = Fixtures.random(folder, "notes.txt", 10);

    Visitor bob = stage.visitor().opens().signsInAs("bob").uploads(other).seesUploadComplete();

    assertThat(bob.row("notes (2).txt")).isVisible();
    assertThat(stage.storage().bytes("bob/notes.txt")).containsExactly(1);
  }

  @Test
  void keeps_names_that_URLs_and_policies_have_other_plans_for() throws IOException {
    String name = "50% *of* $äöü (1) + ~'ж' & more?.bin";
    Path file = Fixtures.random(folder, name, 6 * MIB);

    Visitor bob = stage.visitor().opens().signsInAs("bob").uploads(file).seesUploadComplete();

    assertThat(bob.row(name)).isVisible();
    assertThat(stage.storage().bytes("bob/" + name)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void is_a_page_to_drop_files_at_where_access_is_write_once() throws IOException {
    Path small = Fixtures.random(folder, "entry.bin", 1_000);
    Path large = Fixtures.random(folder, "film.bin", 12 * MIB);
    Visitor bob =
        stage.visitor().withConfig(Map.of("access", "write-once")).opens().signsInAs("bob");

    bob.uploads(small, large).seesUploadComplete();
    assertThat(bob.page().getByText("not see the ones that are there")).isVisible();
    assertThat(stage.storage().bytes("bob/entry.bin")).isEqualTo(Files.readAllBytes(small));
    assertThat(stage.storage().bytes("bob/film.bin")).isEqualTo(Files.readAllBytes(large));

    Files.write(small, new byte[10]);
    Visitor later =
        stage.visitor().withConfig(Map.of("access", "write-once")).opens().signsInAs("bob");
    later.uploads(small);
    assertThat(later.page().locator(".uppy-StatusBar")).containsText("Upload failed");
    assertThat(stage.storage().bytes("bob/entry.bin")).hasSize(1_000);
  }

  /** Of the credentials that signed a link. */
  private static Optional<String> accessKeyOf(String url) {
    Matcher credential = Pattern.compile("X-Amz-Credential=([A-Z0-9]+)").matcher(url);
    return credential.find() ? Optional.of(credential.group(1)) : Optional.empty();
  }

  private static void pass(Visitor visitor, Duration time) {
    stage.clock().advance(time);
    visitor.advance(time);
  }
}
