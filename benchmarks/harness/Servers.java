import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The two servers that a peer talks to, in one process of few moving parts, so that little of what is timed is theirs:
 * an STS, and Lambda's runtime API. Lines on the standard input say what to do, and each is answered by one line:
 *
 * <pre>
 * sts              the STS's port
 * api              the port of a new runtime API, in place of the one before
 * hand EVENT       ok; the function gets the event as soon as it asks for one
 * take             HANDED ANSWERED BODY, in nanoseconds of the monotonic clock; or "failed WHY"
 * calls            how many sessions the STS has given
 * </pre>
 */
final class Servers {

  private static final int WARM_UP = 3_000;

  public static void main(String[] arguments) throws Exception {
    Sts sts = new Sts();
    RuntimeApi api = new RuntimeApi();
    warmUp(sts);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "sts" -> say(sts.port());
        case "api" -> {
          api.close();
          api = new RuntimeApi();
          say(api.port());
        }
        case "hand" -> {
          api.events.add(words[1].getBytes(StandardCharsets.UTF_8));
          say("ok");
        }
        case "take" -> say(api.take());
        case "calls" -> say(sts.calls.get());
        default -> throw new IllegalArgumentException(line);
      }
    }
    System.exit(0); // its threads wait for connections
  }

  private static void say(Object answer) {
    System.out.println(answer);
    System.out.flush();
  }

  /** The first peer must not find it colder than the last does. */
  private static void warmUp(Sts sts) throws IOException {
    byte[] form =
        "Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fvended&RoleSessionName=x"
            .getBytes(StandardCharsets.US_ASCII);
    String head = "POST / HTTP/1.1\r\nAuthorization: AWS4-HMAC-SHA256 Signature=" + "0".repeat(64)
        + "\r\nContent-Length: " + form.length + "\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sts.port())) {
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < WARM_UP; i++) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(form);
        socket.getOutputStream().write(request.toByteArray());
        Request.read(in, socket);
      }
    }
    sts.calls.set(0);
  }
}

/** A message of HTTP/1.1: the least of it that a runtime interface client and an AWS SDK speak. */
record Request(String start, Map<String, String> headers, byte[] body) {

  /** {@code null} where the other side has hung up. */
  static Request read(InputStream in, Socket socket) throws IOException {
    String start = line(in);
    if (start.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (headers.containsKey("expect")) {
      socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    byte[] body = "chunked".equalsIgnoreCase(headers.get("transfer-encoding"))
        ? chunks(in)
        : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Request(start, headers, body);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = size(in); size > 0; size = size(in)) {
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  private static int size(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}

/** Answers on a free port of the loopback, a thread to each connection. */
abstract class Server implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  Server() throws IOException {
    start(this::listen);
  }

  abstract byte[] answer(Request request) throws Exception;

  int port() {
    return listener.getLocalPort();
  }

  static byte[] reply(String status, String headers, byte[] body) {
    ByteArrayOutputStream reply = new ByteArrayOutputStream(body.length + 512);
    String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n" + headers + "\r\n";
    reply.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    reply.writeBytes(body);
    return reply.toByteArray();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
      for (Request request = Request.read(in, socket); request != null; request = Request.read(in, socket)) {
        socket.getOutputStream().write(answer(request));
      }
    } catch (IOException e) {
      // the process under test was ended
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

/**
 * Hands events to one function's process, one at a time, and takes its answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi extends Server {

  private static final byte[] NOTHING = {};
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final int LONGEST_SECONDS = 30;

  final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile long handed;

  RuntimeApi() throws IOException {}

  String take() throws InterruptedException {
    String answer = answers.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    return answer == null ? "failed no answer in " + LONGEST_SECONDS + " s" : answer;
  }

  @Override
  byte[] answer(Request request) throws InterruptedException {
    long arrived = System.nanoTime();
    String call = request.start().split(" ")[1].substring(ROOT.length());
    if (call.equals("invocation/next")) {
      return next();
    }
    String body = new String(request.body(), StandardCharsets.UTF_8);
    if (call.endsWith("/response")) {
      answers.add(handed + " " + arrived + " " + body);
      return reply("202 Accepted", "", NOTHING);
    }
    if (call.endsWith("/error")) { // of an invocation, of init, of a restore
      answers.add("failed " + body);
      return reply("202 Accepted", "", NOTHING);
    }
    // A snapshot would be taken at restore/next; what follows runs after its restore.
    return reply(call.equals("restore/next") ? "200 OK" : "404 Not Found", "", NOTHING);
  }

  private byte[] next() throws InterruptedException {
    byte[] event = events.take();
    String headers =
        """
        Content-Type: application/json\r
        Lambda-Runtime-Aws-Request-Id: 00000000-0000-4000-8000-%012d\r
        Lambda-Runtime-Deadline-Ms: %d\r
        Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:bucketpass\r
        Lambda-Runtime-Trace-Id: Root=1-00000000-000000000000000000000000;Sampled=0\r
        """
            .formatted(number.incrementAndGet(), System.currentTimeMillis() + 1_000 * LONGEST_SECONDS);
    byte[] reply = reply("200 OK", headers, event);
    handed = System.nanoTime();
    return reply;
  }
}

/**
 * Answers at once with what STS answers. It checks no signature and no policy: it stands for the time on the wire, which
 * is the same for every peer. Beside STS it answers the two calls that s3-credentials makes before it starts, to IAM and
 * to S3.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class Sts extends Server {

  private static final String ACCOUNT = "123456789012";
  private static final Pattern SIGNATURE = Pattern.compile("AWS4-HMAC-SHA256 .*Signature=[0-9a-f]{64}");
  // As long as real ones: a session token of STS has some 400 to 1,000 characters.
  private static final String TOKEN = "IQoJb3JpZ2luX2VjE" + "A7bQ+/x9Zk3LmNpR".repeat(40) + "==";

  final AtomicInteger calls = new AtomicInteger();

  Sts() throws IOException {}

  @Override
  byte[] answer(Request request) {
    if (request.start().startsWith("HEAD ")) {
      return reply("200 OK", "", new byte[0]);
    }
    Map<String, String> form = form(request.body());
    String action = form.get("Action");
    if (!SIGNATURE.matcher(request.headers().getOrDefault("authorization", "")).find()) {
      return reply("403 Forbidden", "", (action + " came unsigned").getBytes(StandardCharsets.UTF_8));
    }
    String body =
        "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>%2$s</%1$sResult>"
            .formatted(action, result(action, form))
            + "<ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata></"
            + action + "Response>";
    return reply("200 OK", "Content-Type: text/xml\r\n", body.getBytes(StandardCharsets.UTF_8));
  }

  private String result(String action, Map<String, String> form) {
    return switch (action) {
      case "AssumeRole" -> assumedRole(form) + credentials(form, "3600") + "<PackedPolicySize>38</PackedPolicySize>";
      case "GetFederationToken" -> credentials(form, "43200") + "<PackedPolicySize>12</PackedPolicySize>";
      case "GetCallerIdentity" ->
          "<Arn>arn:aws:iam::%1$s:root</Arn><UserId>%1$s</UserId><Account>%1$s</Account>".formatted(ACCOUNT);
      case "GetRole" -> // IAM's
          """
          <Role><Path>/</Path><Arn>arn:aws:iam::%1$s:role/%2$s</Arn><RoleName>%2$s</RoleName>\
          <RoleId>AROACLKWSDQRAOEXAMPLE</RoleId><CreateDate>2026-01-01T00:00:00Z</CreateDate></Role>"""
              .formatted(ACCOUNT, form.get("RoleName"));
      default -> throw new IllegalArgumentException(action);
    };
  }

  private static String assumedRole(Map<String, String> form) {
    String arn = form.get("RoleArn");
    String session = form.get("RoleSessionName");
    return "<SourceIdentity>" + form.getOrDefault("SourceIdentity", "") + "</SourceIdentity><AssumedRoleUser>"
        + "<AssumedRoleId>AROACLKWSDQRAOEXAMPLE:" + session + "</AssumedRoleId><Arn>arn:aws:sts::" + ACCOUNT
        + ":assumed-role/" + arn.substring(arn.lastIndexOf('/') + 1) + "/" + session + "</Arn></AssumedRoleUser>";
  }

  private String credentials(Map<String, String> form, String life) {
    calls.incrementAndGet();
    Instant expiration = Instant.now().truncatedTo(ChronoUnit.SECONDS)
        .plusSeconds(Long.parseLong(form.getOrDefault("DurationSeconds", life)));
    return "<Credentials><AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId>"
        + "<SecretAccessKey>wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY</SecretAccessKey><SessionToken>" + TOKEN
        + "</SessionToken><Expiration>" + expiration + "</Expiration></Credentials>";
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.US_ASCII).split("&")) {
      int equals = pair.indexOf('=');
      form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }
}
