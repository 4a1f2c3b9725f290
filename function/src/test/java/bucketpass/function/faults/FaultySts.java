package bucketpass.function.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An STS on bare sockets, so that what goes wrong can go wrong below HTTP too. */
final class FaultySts implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\nContent-Length: *(\\d+)\r\n");
  private static final Pattern SESSION = Pattern.compile("(?:^|&)RoleSessionName=([^&]+)");

  private final AtomicInteger calls = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ServerSocket listener;
  private final Clock clock;
  private volatile Fault.Answer answer;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  FaultySts(Clock clock) {
    this.clock = clock;
    behave();
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  int calls() {
    return calls.get();
  }

  /** Answers as it should, from now on. */
  void behave() {
    answer = call -> call.write(200, call.credentials());
  }

  void fail(Fault fault) {
    answer = fault.answer;
  }

  /** Lets calls come in and answers none of them until the latch is counted down. */
  CountDownLatch hold() {
    gate = new CountDownLatch(1);
    return gate;
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String form = readForm(socket.getInputStream());
      while (form != null) {
        calls.incrementAndGet();
        gate.await();
        Call call = new Call(socket, form, clock);
        answer.to(call);
        if (!call.whole) {
          return; // and so hang up
        }
        form = readForm(socket.getInputStream());
      }
    } catch (IOException e) {
      // the function hung up
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String readForm(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    return new String(body, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  /** One AssumeRole, and the ways to answer it. */
  static final class Call {

    private final Socket socket;
    private final String caller;
    private final Clock clock;
    private boolean whole;

    Call(Socket socket, String form, Clock clock) {
      this.socket = socket;
      this.clock = clock;
      Matcher session = SESSION.matcher(form);
      this.caller = session.find() ? session.group(1) : "";
    }

    Socket socket() {
      return socket;
    }

    String credentials() {
      return credentialsOf(caller);
    }

    String credentialsOf(String name) {
      return """
          <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleResult>
              <SourceIdentity>%1$s</SourceIdentity>
              <AssumedRoleUser>
                <Arn>arn:aws:sts::123456789012:assumed-role/vended/%1$s</Arn>
                <AssumedRoleId>ARO123EXAMPLE123:%1$s</AssumedRoleId>
              </AssumedRoleUser>
              <Credentials>
                <AccessKeyId>ASIA_OF_%1$s</AccessKeyId>
                <SecretAccessKey>secret-of-%1$s</SecretAccessKey>
                <SessionToken>token-of-%1$s</SessionToken>
                <Expiration>%2$s</Expiration>
              </Credentials>
              <PackedPolicySize>42</PackedPolicySize>
            </AssumeRoleResult>
          </AssumeRoleResponse>
          """
          .formatted(name, clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3_600));
    }

    String ok(String body) {
      return "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
          + body.getBytes(StandardCharsets.UTF_8).length
          + "\r\n\r\n"
          + body;
    }

    /** A whole answer. */
    void write(int status, String body) throws IOException {
      send(ok(body).replace("200 OK", status + " Status"));
      whole = true;
    }

    void error(int status, String code, String message) throws IOException {
      write(
          status,
          """
          <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
            <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
          </ErrorResponse>
          """
              .formatted(code, message));
    }

    /** A text as it is, after which STS hangs up. */
    void send(String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** So slowly that no single read times out, and the whole takes minutes. */
    void drip(String text) throws IOException, InterruptedException {
      for (int i = 0; i < text.length(); i++) {
        send(text.substring(i, i + 1));
        Thread.sleep(200); // the fault itself
      }
    }

    void holdUntilItHangsUp() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // nothing more comes, until the function closes
      }
    }
  }
}
