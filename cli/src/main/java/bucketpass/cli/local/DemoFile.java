package bucketpass.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.sync.RequestBody;

/** What the demo uploads: its name in the bucket, and its bytes. */
record DemoFile(String name, RequestBody body) {

  private static final String MADE_UP = "Hello, bucket.\n";

  /** That file, or a made-up one for null. */
  static DemoFile of(Path file) {
    return file == null
        ? new DemoFile("hello.txt", RequestBody.fromString(MADE_UP, StandardCharsets.UTF_8))
        : new DemoFile(file.getFileName().toString(), RequestBody.fromFile(file));
  }

  long size() {
    return body.optionalContentLength().orElseThrow();
  }

  String checksum() throws IOException {
    try (InputStream in = body.contentStreamProvider().newStream()) {
      return checksum(in);
    }
  }

  /** SHA-256 in hex. */
  static String checksum(InputStream in) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
