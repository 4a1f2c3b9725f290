package bucketpass.local.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as bytes, over one connection: ports would run out with one for each. */
final class KeptConnection implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
  private static final Pattern CLOSES = Pattern.compile("(?i)\r\nconnection: *close");
  private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
  private static final int PATIENCE_MILLIS = 10_000;

  private final URI server;
  private Socket socket = new Socket();
  private InputStream in;

  KeptConnection(URI server) {
    this.server = server;
  }

  /** The answer, each of its bytes a character. */
  String answer(RawRequest request) throws IOException {
    try {
      return once(request);
    } catch (EOFException | SocketException closed) {
      // The server ends a connection after a request that it cannot read.
      socket.close();
      return once(request);
    }
  }

  private String once(RawRequest request) throws IOException {
    if (in == null || socket.isClosed()) {
      socket = new Socket(server.getHost(), server.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request.bytes());
    String head = head();
    Matcher length = LENGTH.matcher(head);
    boolean bodiless = request.method().equals("HEAD") || !length.find();
    byte[] body = in.readNBytes(bodiless ? 0 : Integer.parseInt(length.group(1)));
    if (CLOSES.matcher(head).find()) {
      socket.close();
    }
    return head + new String(body, StandardCharsets.ISO_8859_1);
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lastFour = 0;
    while (lastFour != END_OF_HEAD) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      lastFour = lastFour << 8 | next;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
