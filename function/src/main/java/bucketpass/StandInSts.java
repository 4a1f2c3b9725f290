package bucketpass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers one call as STS does, on the loopback, with keys that open nothing. */
final class StandInSts implements AutoCloseable {

  private static final String CREDENTIALS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/priming/priming</Arn></AssumedRoleUser>
      <Credentials><AccessKeyId>priming</AccessKeyId><SecretAccessKey>priming</SecretAccessKey>
      <SessionToken>priming</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>
      <PackedPolicySize>1</PackedPolicySize></AssumeRoleResult></AssumeRoleResponse>
      """;

  private static final int TIMEOUT_MILLIS = 2_000;

  private final ServerSocket socket;

  StandInSts() throws IOException {
    socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    Thread thread = new Thread(this::answer, "priming");
    thread.setDaemon(true);
    thread.start();
  }

  String url() {
    return "http://" + socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /** Closes its connection, so that none is kept in the snapshot. */
  private void answer() {
    try (Socket call = socket.accept()) {
      call.setSoTimeout(TIMEOUT_MILLIS);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
      int length = 0;
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      // A connection closed with something unread is reset, and the answer may be lost.
      while (length-- > 0 && in.read() >= 0) {}
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\nContent-Length: "
              + CREDENTIALS.length()
              + "\r\n\r\n";
      OutputStream out = call.getOutputStream();
      out.write((head + CREDENTIALS).getBytes(StandardCharsets.US_ASCII));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // ends this thread; the call then fails in its own time
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
