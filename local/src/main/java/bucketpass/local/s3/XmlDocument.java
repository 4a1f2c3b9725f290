package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The XML document in a request's body; one with a DOCTYPE is refused, and so has no entities. */
record XmlDocument(Element root) {

  static XmlDocument parse(byte[] body) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      // The default one writes to standard error.
      builder.setErrorHandler(new DefaultHandler());
      return new XmlDocument(builder.parse(new ByteArrayInputStream(body)).getDocumentElement());
    } catch (SAXException e) {
      throw malformed();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK's parser has these features", e);
    }
  }

  /** All elements of this name, wherever they are. */
  List<Element> elements(String name) {
    NodeList found = root.getElementsByTagNameNS("*", name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /** The text of the one child of this name. */
  static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagNameNS("*", name);
    if (found.getLength() != 1) {
      throw malformed();
    }
    return found.item(0).getTextContent();
  }

  /** The text of a child that may be missing. */
  static String textOrNull(Element parent, String name) {
    return parent.getElementsByTagNameNS("*", name).getLength() == 0 ? null : text(parent, name);
  }

  private static AwsErrorException malformed() {
    return new AwsErrorException(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");
  }
}
