package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.InvalidSignatureException;
import bucketpass.local.protocol.SigV4Signature;
import bucketpass.local.protocol.UriEncoding;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/**
 * A browser's form that uploads one file: the signature, and the policy that it covers, are among
 * its fields.
 *
 * @param fields those before the file, by lower-case name; the key's variable is filled in
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTForms.html">HTML form
 *     fields</a>
 */
record PostObjectForm(String bucket, Map<String, String> fields, S3Payload file) {

  /** The file is held in memory, and nobody has been authenticated before all of it is read. */
  private static final int LONGEST = 64 * 1024 * 1024;

  private static final int LONGEST_FIELDS = 20 * 1024;

  /**
   * Fields that say of the object what a header of a put says. No other field becomes a header: one
   * named like the header of a copy would make a copy of the upload, unseen by the policies.
   */
  private static final Set<String> HEADERS =
      Set.of(
          "cache-control",
          "content-disposition",
          "content-encoding",
          "content-type",
          "expires",
          "x-amz-server-side-encryption",
          "x-amz-server-side-encryption-aws-kms-key-id",
          "x-amz-server-side-encryption-customer-algorithm",
          "x-amz-server-side-encryption-customer-key",
          "x-amz-server-side-encryption-customer-key-md5",
          "x-amz-storage-class",
          "x-amz-website-redirect-location");

  /** Whether a request is a form: a signature in its header or its URL would make it another. */
  static boolean isSentBy(DecodedRequest request) {
    return request.method().equals("POST")
        && request.path().matches("/[^/]+/?")
        && request.parameters().isEmpty()
        && request.header("authorization").isEmpty()
        && request
            .header("content-type")
            .filter(type -> type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data"))
            .isPresent();
  }

  /** Reads a form; what follows its file is ignored. */
  static PostObjectForm read(HttpServletRequest http, DecodedRequest request) throws IOException {
    String bucket = request.path().split("/", -1)[1];
    Map<String, String> fields = new TreeMap<>();
    int length = 0;
    for (Part part : parts(http)) {
      byte[] content = part.getInputStream().readAllBytes();
      String name = part.getName().toLowerCase(Locale.ROOT);
      if (name.equals("file")) {
        return of(bucket, fields, fileName(part), content);
      }
      length += content.length;
      if (length > LONGEST_FIELDS) {
        throw new AwsErrorException(
            400,
            "MaxPostPreDataLengthExceeded",
            "Your POST request fields preceding the upload file were too large.");
      }
      if (fields.put(name, new String(content, StandardCharsets.UTF_8)) != null) {
        throw new AwsErrorException(
            400, "InvalidArgument", "The form has the field %s twice.".formatted(name));
      }
    }
    throw new AwsErrorException(
        400,
        "IncorrectNumberOfFilesInPostRequest",
        "POST requires exactly one file upload per request.");
  }

  private static Iterable<Part> parts(HttpServletRequest http) throws IOException {
    http.setAttribute(
        ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
        new MultipartConfigElement("", LONGEST, LONGEST, LONGEST));
    try {
      return http.getParts();
    } catch (ServletException | RuntimeException e) {
      throw new AwsErrorException(
          400,
          "MalformedPOSTRequest",
          "The body of your POST request is not well-formed multipart/form-data.");
    }
  }

  /** The name alone of a path that a browser may send. */
  private static String fileName(Part part) {
    String path = Optional.ofNullable(part.getSubmittedFileName()).orElse("");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** The policy speaks of the key and the bucket that are written to, so both are put in first. */
  private static PostObjectForm of(
      String bucket, Map<String, String> fields, String fileName, byte[] file) {
    fields.computeIfPresent("key", (name, key) -> key.replace("${filename}", fileName));
    fields.put("bucket", bucket);
    PostObjectForm form =
        new PostObjectForm(
            bucket,
            Map.copyOf(fields),
            new S3Payload(new ByteArrayInputStream(file), OptionalLong.of(file.length)));
    if (form.key().isEmpty()) {
      throw new AwsErrorException(
          400, "InvalidArgument", "User key must have a length greater than 0.");
    }
    return form;
  }

  String key() {
    return required("key");
  }

  Optional<String> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  private String required(String name) {
    return field(name)
        .orElseThrow(
            () ->
                new AwsErrorException(
                    400,
                    "InvalidArgument",
                    "Bucket POST must contain a field named '%s'. If it is specified, please check the order of the fields."
                        .formatted(name)));
  }

  /** What was signed. */
  String policy() {
    return required("policy");
  }

  /** Whose signature it has; a form that has none is nobody's. */
  SigV4Signature signature() throws InvalidSignatureException {
    if (field("policy").isEmpty() && field("x-amz-signature").isEmpty()) {
      throw new AwsErrorException(403, "AccessDenied", "Access Denied");
    }
    if (!required("x-amz-algorithm").equals(SigV4Signature.ALGORITHM)) {
      throw new AwsErrorException(
          400, "InvalidArgument", "X-Amz-Algorithm only supports " + SigV4Signature.ALGORITHM);
    }
    return SigV4Signature.of(
        required("x-amz-credential"),
        "",
        required("x-amz-signature"),
        required("x-amz-date"),
        field("x-amz-security-token"),
        Optional.empty());
  }

  /** The put that the form stands for. */
  ParsedS3Request call(DecodedRequest request) throws IOException {
    TreeMap<String, String> headers = new TreeMap<>();
    fields.forEach(
        (name, value) -> {
          if (HEADERS.contains(name)
              || name.startsWith("x-amz-meta-")
              || name.startsWith("x-amz-checksum-")) {
            headers.put(name, value);
          }
        });
    field("acl").ifPresent(acl -> headers.put("x-amz-acl", acl));
    if (field("tagging").isPresent()) {
      headers.put("x-amz-tagging", query(required("tagging")));
    }
    return ParsedS3Request.ofForm(
        new DecodedRequest(request.method(), request.path(), new TreeMap<>(), headers),
        bucket,
        key());
  }

  private static String query(String tagging) throws IOException {
    return XmlDocument.parse(tagging.getBytes(StandardCharsets.UTF_8)).elements("Tag").stream()
        .map(
            tag ->
                UriEncoding.encode(XmlDocument.text(tag, "Key"))
                    + "="
                    + UriEncoding.encode(XmlDocument.text(tag, "Value")))
        .collect(Collectors.joining("&"));
  }
}
