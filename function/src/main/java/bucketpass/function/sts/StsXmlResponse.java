package bucketpass.function.sts;

import bucketpass.core.result.Result;
import bucketpass.core.session.AssumeRoleParameters;
import bucketpass.core.session.RoleArn;
import java.io.ByteArrayInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * STS's XML response: its HTTP status, and the text of each of its innermost elements.
 *
 * <p>Elements and text are read, and nothing else that XML can be: a document type, an attribute, a
 * comment, CDATA or a processing instruction is refused, and so is a second element of one name. A
 * response that succeeded must also have STS's root and namespace.
 */
record StsXmlResponse(int status, Map<String, String> texts) {

  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String ROOT = "AssumeRoleResponse";
  private static final String REPORT_CDATA =
      "http://java.sun.com/xml/stream/properties/report-cdata-event";
  private static final XMLInputFactory FACTORY = factory();

  /** The JDK's own parser, whatever else is on the class path. */
  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(REPORT_CDATA, true); // as an event of its own, which is refused
    return factory;
  }

  /**
   * Reads a response.
   *
   * @throws MalformedResponseException if the XML is not complete and STS's, unless the status says
   *     enough
   */
  static StsXmlResponse read(int status, byte[] xml) throws MalformedResponseException {
    try {
      return new StsXmlResponse(status, texts(status, xml));
    } catch (XMLStreamException | MalformedResponseException e) {
      // A 429 or 5xx of what stands before STS may have any body. No exception is passed on: the
      // parser's may quote the body, which can hold a secret.
      if (status < 500 && status != TOO_MANY_REQUESTS) {
        throw new MalformedResponseException(
            "a response that is not STS's or not well-formed XML, with status " + status);
      }
      return new StsXmlResponse(status, Map.of());
    }
  }

  private static Map<String, String> texts(int status, byte[] xml)
      throws XMLStreamException, MalformedResponseException {
    XMLStreamReader reader = reader(xml);
    Map<String, String> texts = new HashMap<>();
    StringBuilder text = new StringBuilder();
    boolean innermost = false;
    boolean rooted = false;
    while (reader.hasNext()) { // until the document ends: what follows the root is read too
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          require(reader.getAttributeCount() == 0);
          require(status != OK || NAMESPACE.equals(reader.getNamespaceURI()));
          require(status != OK || rooted || ROOT.equals(reader.getLocalName()));
          rooted = true;
          innermost = true;
          text.setLength(0);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (innermost) {
            // Two readers of one response must not see different values.
            require(texts.put(reader.getLocalName(), text.toString().strip()) == null);
          }
          innermost = false;
          text.setLength(0);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE ->
            text.append(reader.getText());
        case XMLStreamConstants.END_DOCUMENT -> {
          // Nothing is missing.
        }
        default -> throw new MalformedResponseException("not XML of STS");
      }
    }
    return texts;
  }

  /** The factory's contract does not promise that threads can share it. */
  private static synchronized XMLStreamReader reader(byte[] xml) throws XMLStreamException {
    return FACTORY.createXMLStreamReader(new ByteArrayInputStream(xml), "UTF-8");
  }

  private static void require(boolean met) throws MalformedResponseException {
    if (!met) {
      throw new MalformedResponseException("not XML of STS");
    }
  }

  /** Returns the credentials in a response that {@link #succeeded}, or {@code StsFailed}. */
  Result<StsCredentials> credentials(AssumeRoleParameters request) {
    if (!texts.getOrDefault("Arn", "").endsWith("/" + request.sessionName())) {
      return StsErrorMapper.failed("credentials of another session than the one asked for");
    }
    try {
      return Result.ok(
          new StsCredentials(
              required("AccessKeyId"),
              required("SecretAccessKey"),
              required("SessionToken"),
              OffsetDateTime.parse(required("Expiration")).toInstant(),
              RoleArn.parse(request.roleArn()).account(),
              Integer.parseInt(texts.getOrDefault("PackedPolicySize", "0")),
              Duration.ofSeconds(request.seconds()),
              false));
    } catch (MalformedResponseException | DateTimeException | IllegalArgumentException e) {
      return StsErrorMapper.failed("an answer without what it must hold: " + e.getMessage());
    }
  }

  private String required(String element) throws MalformedResponseException {
    String text = texts.getOrDefault(element, "");
    if (text.isEmpty()) {
      throw new MalformedResponseException("no " + element);
    }
    return text;
  }

  String code() {
    return texts.getOrDefault("Code", "");
  }

  String message() {
    return texts.getOrDefault("Message", "");
  }

  boolean succeeded() {
    return status == OK;
  }

  /** A record would print its components, and these are secrets if the call succeeded. */
  @Override
  public String toString() {
    return "StsXmlResponse[" + status + " " + code() + "]";
  }
}
