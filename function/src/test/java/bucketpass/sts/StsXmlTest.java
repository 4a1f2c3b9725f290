package bucketpass.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read here against what the JDK's parser reads. */
class StsXmlTest {

  private static Map<String, String> read(byte[] xml) throws StsAnswer.Garbled {
    Map<String, String> texts = new HashMap<>();
    StsXml.read(xml, texts);
    return texts;
  }

  private static Map<String, String> read(String xml) throws StsAnswer.Garbled {
    return read(xml.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void reads_what_the_jdk_reads(@ForAll("documents") String xml)
      throws StsAnswer.Garbled, XMLStreamException {
    assertThat(read(xml)).isEqualTo(readByTheJdk(xml));
  }

  @Property
  void takes_nothing_that_the_jdk_refuses(@ForAll("nearlyDocuments") String xml) {
    Map<String, String> texts;
    try {
      texts = read(xml);
    } catch (StsAnswer.Garbled e) {
      return;
    }
    assertThat(texts).isEqualTo(readByTheJdkOrNothing(xml));
  }

  @Property
  void half_a_document_is_none(@ForAll("documents") String xml) {
    for (int end = 0; end < xml.stripTrailing().length(); end++) {
      String half = xml.substring(0, end);
      assertThatExceptionOfType(StsAnswer.Garbled.class).isThrownBy(() -> read(half));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "{}",
        "<",
        "<>",
        "</a>",
        "<a>",
        "<a></b>",
        "<a><b></a></b>",
        "<a></a><b></b>",
        "<a></a>b",
        "b<a></a>",
        "<a/>",
        "<1></1>",
        "<></>",
        "<a b='c'></a>",
        "<a xmlns=\"b></a>",
        "<a xmlns=\"b\" c=\"d\"></a>",
        "<a xmlns=\"b\"c></a>",
        "<a>&b;</a>",
        "<a>&amp</a>",
        "<a>&</a>",
        "<a>&#;</a>",
        "<a>&#x;</a>",
        "<a>&#3a;</a>",
        "<a>&#0;</a>",
        "<a>&#31;</a>",
        "<a>&#127;</a>",
        "<a>&#x100;</a>",
        "<a>&#x-7;</a>",
        "<a><!-- b --></a>",
        "<a><![CDATA[b]]></a>",
        "<a><?b?></a>",
        "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        "<?xml version='1.0'",
      })
  void refuses_what_sts_does_not_write(String xml) {
    assertThatExceptionOfType(StsAnswer.Garbled.class)
        .isThrownBy(() -> read(xml))
        .withMessage("not XML of STS");
  }

  @Test
  void refuses_bytes_that_are_no_text() {
    assertThatExceptionOfType(StsAnswer.Garbled.class)
        .isThrownBy(() -> read(new byte[] {'<', 'a', '>', (byte) 0xff, '<', '/', 'a', '>'}));
  }

  @Test
  void keeps_what_came_before_the_flaw() {
    Map<String, String> texts = new HashMap<>();
    byte[] xml = "<a><b>1</b><c>2".getBytes(StandardCharsets.US_ASCII);

    assertThatExceptionOfType(StsAnswer.Garbled.class).isThrownBy(() -> StsXml.read(xml, texts));
    assertThat(texts).containsExactly(Map.entry("b", "1"));
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> prolog = Arbitraries.of("", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Arbitrary<String> root =
        Combinators.combine(names(), Arbitraries.of("", " xmlns=\"https://a/\""), content(3))
            .as((name, attribute, inner) -> element(name, attribute, inner));
    return Combinators.combine(prolog, root, Arbitraries.of("", "\n"))
        .as((before, element, after) -> before + element + after);
  }

  @Provide
  Arbitrary<String> nearlyDocuments() {
    return Arbitraries.of(
            "<a>",
            "</a>",
            "<b>",
            "</b>",
            "<b xmlns=\"d\">",
            "<b",
            " xmlns=\"",
            "\"",
            " c=\"d\"",
            "/>",
            "x",
            "&amp;",
            "&",
            ";",
            "<",
            ">",
            " ",
            "]]")
        .list()
        .ofMaxSize(8)
        .map(parts -> "<a>" + String.join("", parts) + "</a>");
  }

  private static Arbitrary<String> content(int depth) {
    if (depth == 0) {
      return texts();
    }
    Arbitrary<String> inner = Arbitraries.lazy(() -> content(depth - 1));
    Arbitrary<String> element =
        Combinators.combine(names(), inner).as((name, text) -> element(name, "", text));
    Arbitrary<String> spaced =
        Combinators.combine(Arbitraries.of("", "\n  "), element).as((space, one) -> space + one);
    return Arbitraries.oneOf(texts(), spaced.list().ofMaxSize(3).map(all -> String.join("", all)));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("Code", "Message", "Arn", "a", "b", "PackedPolicySize");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "+/=",
            " ",
            "\n",
            "é",
            "€",
            "😀",
            ">",
            "&amp;",
            "&lt;",
            "&gt;",
            "&quot;",
            "&apos;",
            "&#39;",
            "&#x27;",
            "&#xA;",
            "&#9;",
            "&#x007e;")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static Map<String, String> readByTheJdkOrNothing(String xml) {
    try {
      return readByTheJdk(xml);
    } catch (XMLStreamException e) {
      return null;
    }
  }

  private static Map<String, String> readByTheJdk(String xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    XMLStreamReader reader =
        factory.createXMLStreamReader(
            new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Map<String, String> texts = new HashMap<>();
    StringBuilder text = new StringBuilder();
    boolean innermost = false;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.CHARACTERS) {
        text.append(reader.getText());
      } else if (event == XMLStreamConstants.END_ELEMENT && innermost) {
        texts.putIfAbsent(reader.getLocalName(), text.toString().strip());
      }
      if (event != XMLStreamConstants.CHARACTERS) {
        innermost = event == XMLStreamConstants.START_ELEMENT;
        text.setLength(0);
      }
    }
    return texts;
  }

  private static String element(String name, String attribute, String content) {
    return "<" + name + attribute + ">" + content + "</" + name + ">";
  }
}
