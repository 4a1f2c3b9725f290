package bucketpass.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.LocalApplication;
import bucketpass.testkit.TestRequirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class DataToolsTest {

  private static final int KEYS = 25;
  private static final long TOTAL = KEYS * (KEYS + 1) / 2;

  private LocalApplication local;
  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    TestRequirement.program("sqlite-utils");
    TestRequirement.program("datasette");
    local = LocalApplication.start(LocalApplication.Options.of(Shell.ROOT));
    try (S3Client s3 =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .endpointOverride(local.s3())
            .forcePathStyle(true)
            .region(Region.of(local.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        local.operator().accessKeyId(), local.operator().secretAccessKey())))
            .build()) {
      for (int i = 1; i <= KEYS; i++) {
        String key = "data/part, \"%d\".csv".formatted(i);
        s3.putObject(
            put -> put.bucket(local.bucket()).key(key), RequestBody.fromString("x".repeat(i)));
      }
    }
  }

  @AfterEach
  void stop() {
    if (local != null) {
      local.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"--nl, --nl", "--csv, --csv", "--tsv, --tsv", "'', ''"})
  void a_listing_becomes_a_table_with_the_right_sum(String ours, String theirs)
      throws IOException, InterruptedException {
    Path db = folder.resolve("s3.db");
    new Shell(local)
        .run(
            "./bucketpass list %s %s | sqlite-utils insert '%s' keys - %s"
                .formatted(local.bucket(), ours, db, theirs));

    String sums =
        new Shell(local)
            .run(
                "sqlite-utils query '%s' 'select count(distinct Key), sum(Size) from keys' --csv --no-headers"
                    .formatted(db));
    assertThat(sums.strip()).isEqualTo(KEYS + "," + TOTAL);
  }

  @Test
  void datasette_serves_the_listing() throws IOException, InterruptedException {
    Path db = folder.resolve("s3.db");
    Shell shell = new Shell(local);
    shell.run(
        "./bucketpass list %s --nl | sqlite-utils insert '%s' keys - --nl"
            .formatted(local.bucket(), db));
    Process datasette = shell.start("exec datasette serve '%s' -p 0 2>&1".formatted(db));
    try {
      String sql =
          URLEncoder.encode(
              "select count(*) as n, sum(Size) as total from keys", StandardCharsets.UTF_8);
      URI query = URI.create(address(datasette) + "/s3.json?_shape=array&sql=" + sql);
      String answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(query).build(), BodyHandlers.ofString())
              .body();

      assertThat(answer).isEqualTo("[{\"n\": %d, \"total\": %d}]".formatted(KEYS, TOTAL));
    } finally {
      datasette.destroy();
    }
  }

  /** Uvicorn says where it listens. */
  private static String address(Process datasette) throws IOException {
    BufferedReader lines = datasette.inputReader();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int at = line.indexOf("http://127.0.0.1:");
      if (at >= 0) {
        return line.substring(at).split(" ", 2)[0];
      }
    }
    throw new IOException("datasette ended");
  }
}
