package bucketpass.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A wire to IAM that is cut whenever a policy of one role would be put. It passes on bytes as they
 * came, so that signatures stay right.
 */
final class CutIam implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final URI iam;
  private final String role;
  private final AtomicInteger cuts = new AtomicInteger();

  CutIam(URI iam, String role) throws IOException {
    this.iam = iam;
    this.role = role;
    Thread thread = new Thread(this::serve, "cut-iam");
    thread.setDaemon(true);
    thread.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  int cuts() {
    return cuts.get();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket call = socket.accept()) {
        pass(call);
      } catch (SocketException closed) {
        // by the test, or by who called
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One request, and then the connection ends: there is no second on it to look at. */
  private void pass(Socket call) throws IOException {
    String request = read(call.getInputStream());
    if (request.contains("Action=PutRolePolicy") && request.contains("RoleName=" + role + "&")) {
      cuts.incrementAndGet();
      return;
    }
    try (Socket upstream = new Socket(iam.getHost(), iam.getPort())) {
      String once = request.replaceFirst("(?i)\r\nconnection:[^\r]*", "");
      upstream
          .getOutputStream()
          .write(
              once.replaceFirst("\r\n", "\r\nConnection: close\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      upstream.getInputStream().transferTo(call.getOutputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new SocketException("closed before a request");
      }
      head.write(next);
    }
    Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    head.write(body);
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
