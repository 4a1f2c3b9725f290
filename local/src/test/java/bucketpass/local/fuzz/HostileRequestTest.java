package bucketpass.local.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.TestAws;
import bucketpass.local.protocol.TestSigner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Requests that nobody means well with, signed by who may do anything, over a real connection: each
 * has a complete answer that is no fault of the server's, and an XML one can be read.
 */
class HostileRequestTest {

  private static TestAws aws;
  private static TestSigner s3;
  private static TestSigner sts;
  private static TestSigner iam;
  private KeptConnection toS3;
  private KeptConnection toSts;
  private KeptConnection toIam;

  @BeforeAll
  static void start() {
    aws = new TestAws();
    String region = aws.template().region();
    s3 = new TestSigner(aws.endpoints().operator(), region, "s3");
    sts = new TestSigner(aws.endpoints().function(), region, "sts");
    iam = new TestSigner(aws.endpoints().operator(), "us-east-1", "iam");
  }

  @AfterAll
  static void stop() {
    aws.close();
  }

  @BeforeEach
  void connect() {
    toS3 = new KeptConnection(aws.endpoints().s3());
    toSts = new KeptConnection(aws.endpoints().sts());
    toIam = new KeptConnection(aws.endpoints().iam());
  }

  @AfterEach
  void disconnect() throws IOException {
    toS3.close();
    toSts.close();
    toIam.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PUT /{b}/a\nx-amz-tagging: a=1&A=2",
        "PUT /{b}/a\nx-amz-tagging: =1&=2",
        "PUT /{b}/a\nx-amz-tagging: a=%00",
        "PUT /{b}/a\nx-amz-tagging: a=%ED%A0%80",
        "PUT /{b}/a\nx-amz-tagging: " + "&&&",
        "PUT /{b}/a?tagging\n\n<Tagging><TagSet><Tag><Key>a</Key><Value>&#xFFFE;</Value></Tag></TagSet></Tagging>",
        "PUT /{b}/a?tagging\n\n<Tagging><TagSet><Tag><Tag><Key>a</Key><Value>1</Value></Tag></Tag></TagSet></Tagging>",
        "PUT /{b}/a?tagging\n\n<Tagging",
        "PUT /{b}/a?tagging\n\n<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Tagging>&e;</Tagging>",
        "GET /%00",
        "GET /%00/a",
        "PUT /{b}/%00\n\nx",
        "GET /{b}/%00",
        "GET /{b}/%",
        "GET /{b}/%f",
        "GET /{b}/%zz",
        "GET /{b}/%u0041",
        "GET /{b}/%c0%ae%c0%ae",
        "GET /{b}/%ed%a0%80",
        "GET //",
        "GET //{b}//a",
        "GET /{b}/..%2f..%2fa",
        "GET /{b}/../../a",
        "GET /..",
        "GET /.",
        "GET /;",
        "GET /;x=y/{b}",
        "GET /{b}/a;param=1",
        "GET /{b};x/a",
        "GET /{b}/%3B%2F%5C",
        "GET /{b}%2fa",
        "GET /{b}/a\\b",
        "GET /{b}/a|b^c`d{e}",
        "GET /{b}?list-type=2&prefix=%00",
        "GET /{b}?list-type=2&prefix=%01",
        "GET /{b}?list-type=2&prefix=%ef%bf%be",
        "GET /{b}?list-type=2&prefix=%ef%bf%bf",
        "GET /{b}?list-type=2&prefix=%ed%a0%80",
        "GET /{b}?list-type=2&delimiter=%01",
        "GET /{b}?list-type=2&delimiter=%ef%bf%bf",
        "GET /{b}?list-type=2&start-after=%01",
        "GET /{b}?list-type=2&start-after=%f4%8f%bf%bf",
        "GET /{b}?list-type=2&continuation-token=%01",
        "GET /{b}?list-type=2&max-keys=99999999999999999999",
        "GET /{b}?list-type=2&max-keys=-1",
        "GET /{b}?list-type=2&max-keys=",
        "GET /{b}?list-type=2&encoding-type=%01",
        "GET /{b}?list-type=2&encoding-type=url&prefix=%01",
        "GET /{b}?list-type=2&encoding-type=url&delimiter=%01",
        "GET /{b}?list-type=2&encoding-type=url&start-after=%01",
        "GET /{b}?list-type=1",
        "GET /{b}?list-type=%01",
        "GET /{b}?marker=%01",
        "GET /{b}?prefix=%01",
        "GET /{b}?delimiter=%01",
        "GET /{b}?encoding-type=url&marker=%01&prefix=%01&delimiter=%01",
        "GET /{b}?versions&prefix=%01",
        "GET /{b}?versions&key-marker=%01",
        "GET /{b}?versions&version-id-marker=%01",
        "GET /{b}?versions&encoding-type=url&prefix=%01&key-marker=%01&delimiter=%01",
        "GET /{b}?uploads&prefix=%01",
        "GET /{b}?uploads&key-marker=%01&upload-id-marker=%01",
        "GET /{b}?uploads&delimiter=%01",
        "GET /{b}?uploads&encoding-type=url&prefix=%01&delimiter=%01",
        "GET /{b}?uploads&max-uploads=99999999999999",
        "GET /?prefix=%01",
        "GET /?max-buckets=99999999999999",
        "GET /?continuation-token=%01",
        "GET /?bucket-region=%01",
        "GET /nobucket?list-type=2",
        "GET /%01?list-type=2",
        "GET /{b}?=",
        "GET /{b}?&&&",
        "GET /{b}?a=1&a=2",
        "GET /{b}?%",
        "PUT /{b}/%01?tagging\n\n<Tagging><TagSet/></Tagging>",
        "POST /{b}/%01?uploads",
        "POST /{b}/%ef%bf%be?uploads",
        "PUT /{b}/a?partNumber=1&uploadId=nope\n\nx",
        "PUT /{b}/a?partNumber=99999999999999999999&uploadId={u}\n\nx",
        "PUT /{b}/a?partNumber=-1&uploadId={u}\n\nx",
        "PUT /{b}/a?partNumber=%01&uploadId={u}\n\nx",
        "PUT /{b}/a?partNumber=&uploadId=\n\nx",
        "GET /{b}/a?uploadId={u}&max-parts=99999999999999&part-number-marker=-7",
        "GET /{b}/a?uploadId={u}&max-parts=x",
        "GET /{b}/a?uploadId={u}&encoding-type=%01",
        "GET /{b}/a?partNumber=99999999999999",
        "GET /{b}/a?partNumber=x",
        "GET /{b}/a?versionId=%01",
        "GET /{b}/a?versionId=%00",
        "DELETE /{b}/a?versionId=%00",
        "HEAD /{b}/a?versionId=..%2f..",
        "POST /{b}/a?uploadId={u}",
        "POST /{b}/a?uploadId={u}\n\n<",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload/>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part/></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><Part><PartNumber>1</PartNumber></Part></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber><a>1</a></PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag><b>x</b></ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><ETag>x</ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part>text</Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload>text</CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber>99999999999999999999</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><PartNumber>2</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>",
        "POST /{b}/a?uploadId={u}\n\n<Other><Part/></Other>",
        "POST /{b}/a?uploadId={u}\n\n<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>&e;</ETag></Part></CompleteMultipartUpload>",
        "PUT /{b}?versioning\n\n<",
        "PUT /{b}?versioning\n\n<VersioningConfiguration><Status><Status>Enabled</Status></Status></VersioningConfiguration>",
        "PUT /{b}?versioning\n\n<VersioningConfiguration><Status>&#x1;</Status></VersioningConfiguration>",
        "PUT /{b}?versioning",
        "POST /{b}?delete",
        "POST /{b}?delete\n\n<Delete><Object><Key>&#x1;</Key></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key>&#0;</Key></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key></Key></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Object><Key>a</Key></Object></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key><Key>a</Key></Key></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key>a</Key><VersionId>&#x85;</VersionId></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key>a</Key><VersionId>../..</VersionId></Object></Delete>",
        "POST /{b}?delete\n\n<Delete><Object><Key>a</Key><VersionId></VersionId></Object></Delete>",
        "POST /{b}?delete\n\n<!DOCTYPE a [<!ENTITY e \"x\">]><Delete><Object><Key>&e;</Key></Object></Delete>",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/%00",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/%01",
        "PUT /{b}/a\nx-amz-copy-source: %",
        "PUT /{b}/a\nx-amz-copy-source: //",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/a?versionId=%00",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/a\nx-amz-copy-source-if-modified-since: never",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/a\nx-amz-copy-source-if-match: \"",
        "PUT /{b}/a\nx-amz-copy-source: /{b}/a\nx-amz-metadata-directive: ?",
        "PUT /{b}/a?partNumber=1&uploadId={u}\nx-amz-copy-source: /{b}/a\nx-amz-copy-source-range: bytes=9-1",
        "PUT /{b}/a?partNumber=1&uploadId={u}\nx-amz-copy-source: /{b}/a\nx-amz-copy-source-range: x",
        "PUT /{b}/a\ncontent-md5: x\n\nx",
        "PUT /{b}/a\ncontent-md5: ====\n\nx",
        "PUT /{b}/a\nx-amz-checksum-crc32: x\n\nx",
        "PUT /{b}/a\nx-amz-checksum-sha256: =\n\nx",
        "PUT /{b}/a\nx-amz-storage-class: NONE\n\nx",
        "PUT /{b}/a\nx-amz-acl: NONE\n\nx",
        "PUT /{b}/a\nx-amz-object-lock-mode: x\n\nx",
        "PUT /{b}/a\nexpires: x\n\nx",
        "PUT /{b}/a\ncontent-type: ;;;\n\nx",
        "PUT /{b}/a\ncontent-type: /\n\nx",
        "PUT /{b}/a\ncontent-encoding: aws-chunked\n\nx",
        "PUT /{b}/a\ncontent-encoding: gzip\n\nx",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-decoded-content-length: 5\n\nzz\r\nx",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-decoded-content-length: 5\n\n",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-trailer: x\n\n1\r\nx\r\n0\r\nx-amz-checksum-crc32:?\r\n\r\n",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\n\nffffffffffffffffffff\r\nx",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\nx-amz-decoded-content-length: 999\n\n1\r\nx\r\n0\r\n\r\n",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD\nx-amz-decoded-content-length: 1\n\n1;chunk-signature=0\r\nx\r\n0\r\n\r\n",
        "PUT /{b}/a\nx-amz-content-sha256: STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER\n\nq",
        "PUT /{b}/a\nx-amz-content-sha256: x\n\nx",
        "PUT /{b}/a\nx-amz-decoded-content-length: x\n\nx",
        "PUT /{b}/a\nx-amz-meta-: x\n\nx",
        "PUT /{b}/a\nx-amz-meta-s3proxy_checksum_x: x\n\nx",
        "PUT /{b}/a\nif-match: x\n\nx",
        "PUT /{b}/a\nif-unmodified-since: x\n\nx",
        "GET /{b}/a\nrange: bytes=9999999999999999999999-",
        "GET /{b}/a\nrange: bytes=-",
        "GET /{b}/a\nrange: bytes=1-0",
        "GET /{b}/a\nrange: x",
        "GET /{b}/a\nif-modified-since: x",
        "GET /{b}/a\nif-match: ,,,",
        "GET /{b}/a?response-content-type=%0d%0aa%3a%20b",
        "GET /{b}/a?response-content-type=%00",
        "GET /{b}/a?response-expires=%01",
        "GET /{b}/a?response-content-disposition=%e2%98%83",
        "GET /{b}/a?attributes",
        "GET /{b}/a?attributes\nx-amz-object-attributes: ,",
        "GET /{b}/a?attributes\nx-amz-object-attributes: Nope",
        "OPTIONS /{b}/%00\norigin: x\naccess-control-request-method: GET",
        "OPTIONS /%\norigin: http://localhost:1\naccess-control-request-method: \nhost: x",
        "PATCH /{b}/a",
        "TRACE /{b}/a",
        "CONNECT /{b}/a",
        "PROPFIND /",
        "LIST /{b}",
      })
  void s3_answers_or_refuses(String request) throws IOException {
    assertClean(toS3, raw(request).signed(s3));
    assertClean(toS3, raw(request));
  }

  private RawRequest raw(String request) throws IOException {
    String withBucket = request.replace("{b}", aws.bucket());
    return RawRequest.parse(
        withBucket.contains("{u}") ? withBucket.replace("{u}", upload()) : withBucket);
  }

  private String upload() throws IOException {
    String begun = toS3.answer(raw("POST /{b}/a?uploads").signed(s3));
    return begun.replaceAll("(?s).*<UploadId>([^<]+)<.*", "$1");
  }

  @Test
  void keys_that_xml_cannot_hold_are_listed_encoded_or_refused() throws IOException {
    for (String key : new String[] {"odd/%01", "odd/%1B", "odd/%EF%BF%BE", "odd/%EF%BF%BF"}) {
      assertThat(toS3.answer(raw("PUT /{b}/" + key + "\n\nx").signed(s3))).contains(" 200 ");

      for (String query : new String[] {"list-type=2&", "", "versions&"}) {
        String listing = "GET /{b}?" + query + "prefix=odd/";
        assertThat(toS3.answer(raw(listing).signed(s3)))
            .startsWith("HTTP/1.1 501 ")
            .contains("<Code>NotImplemented</Code>", "encoding-type=url");
        String encoded = assertClean(toS3, raw(listing + "&encoding-type=url").signed(s3));
        assertThat(encoded).startsWith("HTTP/1.1 200 ").contains("<Key>" + key + "</Key>");
      }

      assertThat(toS3.answer(raw("GET /{b}/" + key).signed(s3))).contains(" 200 ");
      assertThat(toS3.answer(raw("POST /{b}/" + key + "?uploads").signed(s3)))
          .startsWith("HTTP/1.1 501 ");
      assertThat(toS3.answer(raw("GET /{b}?uploads&encoding-type=url").signed(s3)))
          .startsWith("HTTP/1.1 200 ")
          .doesNotContain("<Key>odd/");
      assertThat(toS3.answer(raw("DELETE /{b}/" + key).signed(s3))).contains(" 204 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "%",
        "=",
        "Action=",
        "Action=%00&Version=2011-06-15",
        "Action=%01&Version=2011-06-15",
        "Action=%ef%bf%be&Version=2011-06-15",
        "Action=AssumeRole&Version=2011-06-15",
        "Action=AssumeRole&Version=%01",
        "Action=AssumeRole&Action=AssumeRole&Version=2011-06-15",
        "Action=AssumeRole&Version=2011-06-15&RoleArn=%01&RoleSessionName=%01&Policy=%01",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Policy=%7B",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Policy=%5B%5B%5B",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Policy=null",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&DurationSeconds=999999999",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&DurationSeconds=-1",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=A&Tags.member.2.Value=2",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Tags.member.1.Key=%00&Tags.member.1.Value=1",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Tags.member.99999.Key=a",
        "Action=AssumeRole&Version=2011-06-15&RoleArn={r}&RoleSessionName=aa&Tags=%01",
        "Action=GetCallerIdentity&Version=2011-06-15&%01=%01",
        "Action=GetRole&Version=2010-05-08",
        "Action=GetRole&Version=2010-05-08&RoleName=%01",
        "Action=GetRole&Version=2010-05-08&RoleName=%00%ef%bf%bf",
        "Action=GetRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=%01",
        "Action=PutRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=%01&PolicyDocument=%01",
        "Action=PutRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=a&PolicyDocument=%01",
        "Action=PutRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=a&PolicyDocument=%7B%22Statement%22%3A%5B%5B%5D%5D%7D",
        "Action=PutRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=a&PolicyDocument=%ed%a0%80",
        "Action=DeleteRolePolicy&Version=2010-05-08&RoleName={n}&PolicyName=%ef%bf%bf",
      })
  void sts_and_iam_answer_or_refuse(String form) throws IOException {
    String role = aws.template().vendedRole().arn();
    String known =
        form.replace("{r}", role).replace("{n}", role.substring(role.lastIndexOf('/') + 1));
    String type = "\ncontent-type: application/x-www-form-urlencoded\n\n";
    for (String start : new String[] {"POST /", "POST /%00", "POST /?%", "GET /", "PUT //..%2f;"}) {
      RawRequest request = RawRequest.parse(start + type + known);
      assertClean(toSts, request.signed(sts));
      assertClean(toSts, request);
      assertClean(toIam, request.signed(iam));
      assertClean(toIam, request);
    }
  }

  private static String assertClean(KeptConnection connection, RawRequest request)
      throws IOException {
    String answer = connection.answer(request);
    int status = FuzzedAws.Answer.parse(answer).status();
    assertThat(status < 500 || status == 501).as(answer).isTrue();
    assertThat(answer).doesNotContain("InternalError", "Exception", "<html", "Jetty", "\tat ");
    String[] headAndBody = answer.split("\r\n\r\n", 2);
    if (headAndBody[0].matches("(?si).*\r\ncontent-type: (application|text)/xml.*")
        && !request.method().equals("HEAD")) {
      assertThat(headAndBody[0].toLowerCase(Locale.ROOT)).contains("\r\ncontent-length: ");
      assertReadable(headAndBody[1]);
    }
    return answer;
  }

  private static void assertReadable(String xml) {
    try {
      var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      builder.parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (SAXException e) {
      throw new AssertionError(e.getMessage() + " in " + xml, e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
