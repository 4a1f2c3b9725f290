package bucketpass.cli.local;

import static bucketpass.cli.local.StepReport.expect;

import bucketpass.cli.login.DevTokenClient;
import bucketpass.local.LocalApplication;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the demo tells: alice gets to her own part of the bucket, and nowhere else. */
final class DemoScript {

  private static final RequestBody DIARY = RequestBody.fromString("Dear diary\n");

  private final LocalApplication application;
  private final StepReport story;
  private final DemoFile file;
  private final String bucket;
  private final String key;

  private DemoCaller alice;
  private S3Client s3;

  DemoScript(LocalApplication application, StepReport story, DemoFile file) {
    this.application = application;
    this.story = story;
    this.file = file;
    this.bucket = application.bucket();
    this.key = "alice/" + file.name();
  }

  void tell() {
    story.part("From a signed-in caller to a file in their own prefix:");
    story.tell("alice signs in", this::signIn);
    story.tell("the API derives her prefix", this::prefix);
    story.tell("and vends credentials for it", this::vend);
    story.tell("limited by a session policy", this::policy);
    story.tell("she puts a file, straight to S3", this::put);
    story.tell("lists it", this::list);
    story.tell("and reads it back", this::read);
    story.tell("bob does the same in his", this::bob);

    story.part("And to nothing else:");
    story.tell("alice reads bob's file", () -> refusedByS3(() -> get("bob/diary.txt")));
    story.tell("the file of a sibling prefix", this::sibling);
    story.tell("lists the bucket's root", () -> refusedByS3(() -> listBelow("")));
    story.tell("puts, with read-only credentials", this::putReadOnly);
    story.tell("comes with an expired token", this::expired);
    story.tell("or one forged to say bob", this::forged);
  }

  private String signIn() throws IOException, InterruptedException {
    alice = DemoCaller.signIn(application, "alice");
    JsonNode claims = alice.claims();
    Instant expires = Instant.ofEpochSecond(claims.get("exp").asLong());
    return "her ID token says sub \"%s\", in no group, for %d minutes"
        .formatted(
            claims.get("sub").asText(),
            Math.round(Duration.between(Instant.now(), expires).toSeconds() / 60.0));
  }

  private String prefix() throws Exception {
    JsonNode whoami = alice.get("/whoami");
    expect(whoami.get("Prefix").asText().equals("alice/"), "it said " + whoami);
    return "%s in bucket %s, %s"
        .formatted(
            whoami.get("Prefix").asText(),
            whoami.get("Bucket").asText(),
            whoami.get("Access").asText());
  }

  private String vend() throws Exception {
    JsonNode vended = alice.get("/credentials");
    s3 = DemoCaller.s3(application, DemoCaller.keys(vended));
    return "%s, secret ****, until %s"
        .formatted(vended.get("AccessKeyId").asText(), vended.get("Expiration").asText());
  }

  private String policy() throws Exception {
    JsonNode sent = alice.get("/policy");
    JsonNode statements = sent.get("Policy").get("Statement");
    for (JsonNode resources : statements.findValues("Resource")) {
      for (JsonNode resource : resources) {
        expect(isWithin(resource.asText()), "it opens " + resource);
      }
    }
    return "%d statements, %d of 2048 characters, tagged prefix=%s access=%s"
        .formatted(
            statements.size(),
            sent.get("Policy").toString().length(),
            sent.get("Tags").get("prefix").asText(),
            sent.get("Tags").get("access").asText());
  }

  private boolean isWithin(String arn) {
    String ofBucket = "arn:aws:s3:::" + bucket;
    return arn.equals(ofBucket) || arn.equals(ofBucket + "/alice/*");
  }

  private String put() {
    s3.putObject(request -> request.bucket(bucket).key(key), file.body());
    return "%s, %,d bytes".formatted(key, file.size());
  }

  private String list() throws Exception {
    var listed = listBelow("alice/");
    expect(listed.contents().stream().anyMatch(o -> o.key().equals(key)), "it is not there");
    return "%d object below alice/".formatted(listed.keyCount());
  }

  private String read() throws Exception {
    String before = file.checksum();
    String after = DemoFile.checksum(get(key));
    expect(before.equals(after), "other bytes: SHA-256 " + after + " and not " + before);
    return "SHA-256 %s…, the same".formatted(after.substring(0, 16));
  }

  private String bob() throws Exception {
    JsonNode vended = DemoCaller.signIn(application, "bob").get("/credentials");
    try (S3Client bobs = DemoCaller.s3(application, DemoCaller.keys(vended))) {
      bobs.putObject(request -> request.bucket(bucket).key("bob/diary.txt"), DIARY);
    }
    return "bob/diary.txt, %d bytes".formatted(DIARY.optionalContentLength().orElseThrow());
  }

  /** The file is there, so that a refusal cannot come from its absence. */
  private String sibling() throws Exception {
    var operator = application.operator();
    var keys = AwsBasicCredentials.create(operator.accessKeyId(), operator.secretAccessKey());
    try (S3Client operators = DemoCaller.s3(application, keys)) {
      operators.putObject(request -> request.bucket(bucket).key("alice2/diary.txt"), DIARY);
    }
    return refusedByS3(() -> get("alice2/diary.txt"));
  }

  private String putReadOnly() throws Exception {
    JsonNode vended = alice.get("/credentials?access=read-only");
    try (S3Client reader = DemoCaller.s3(application, DemoCaller.keys(vended))) {
      DemoFile.checksum(reader.getObject(request -> request.bucket(bucket).key(key)));
      return refusedByS3(() -> reader.putObject(request -> request.bucket(bucket).key(key), DIARY));
    }
  }

  private String expired() throws Exception {
    String token =
        new DevTokenClient("alice").expiresIn(Duration.ofMinutes(-1)).request(application.issuer());
    return refusedByApi(token);
  }

  private String forged() throws Exception {
    String[] parts = alice.token().split("\\.", 3);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    byte[] changed = payload.replace("\"alice\"", "\"bob\"").getBytes(StandardCharsets.UTF_8);
    parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
    return refusedByApi(String.join(".", parts));
  }

  private InputStream get(String someKey) {
    return s3.getObject(request -> request.bucket(bucket).key(someKey));
  }

  private ListObjectsV2Response listBelow(String prefix) {
    return s3.listObjectsV2(request -> request.bucket(bucket).prefix(prefix));
  }

  private static String refusedByS3(Runnable attempt) throws StepReport.Otherwise {
    try {
      attempt.run();
    } catch (S3Exception e) {
      String code = e.awsErrorDetails().errorCode();
      String seen = "S3: %d %s".formatted(e.statusCode(), code);
      expect(e.statusCode() == 403 && code.equals("AccessDenied"), seen);
      return seen + ", " + essence(e.awsErrorDetails().errorMessage());
    }
    throw new StepReport.Otherwise("S3 let it through");
  }

  /** Who it was and why, in IAM's words, would fill two lines. */
  private static String essence(String message) {
    return message.replaceFirst("^User: \\S+ is ", "").replaceFirst(" because .*", "");
  }

  private String refusedByApi(String token) throws Exception {
    HttpResponse<String> response = DemoCaller.withToken(application, token).call("/credentials");
    expect(response.statusCode() == 401, "the API answered " + response.statusCode());
    String header = response.headers().firstValue("www-authenticate").orElse("");
    return "API: 401 Unauthorized, " + header.replaceFirst(".*error_description=", "");
  }
}
