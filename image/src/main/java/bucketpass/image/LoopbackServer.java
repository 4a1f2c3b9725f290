package bucketpass.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ServerSocketFactory;

/** Stands in for a server: answers one request at a time on the loopback, with what it is told. */
final class LoopbackServer implements AutoCloseable {

  private final ServerSocket socket;
  private final int patienceMillis;

  /**
   * @param sockets makes it one of HTTP or of HTTPS
   * @param patience how long a request may be in coming, and in arriving
   */
  LoopbackServer(ServerSocketFactory sockets, Duration patience) throws IOException {
    patienceMillis = Math.toIntExact(patience.toMillis());
    socket = sockets.createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(patienceMillis);
  }

  /** Host and port. */
  String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /**
   * Closes its connection, so that none is kept in a snapshot.
   *
   * @param headers each ends with CR and LF
   * @return the body of the request
   * @throws IOException also where no request came in time
   */
  String answer(String headers, String body) throws IOException {
    try (Socket call = socket.accept()) {
      call.setSoTimeout(patienceMillis);
      // A connection closed with something unread is reset, and the answer may be lost.
      String asked = read(call);
      byte[] answer = body.getBytes(StandardCharsets.UTF_8);
      String head =
          "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + answer.length + "\r\n";
      call.getOutputStream().write((head + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
      call.getOutputStream().write(answer);
      return asked;
    }
  }

  private static String read(Socket call) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    StringBuilder body = new StringBuilder(length);
    for (int next = 0; body.length() < length && (next = in.read()) >= 0; ) {
      body.append((char) next);
    }
    return body.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
