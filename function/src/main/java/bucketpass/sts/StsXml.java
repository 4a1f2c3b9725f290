package bucketpass.sts;

import bucketpass.sts.StsAnswer.Garbled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Reads the XML that STS writes: elements one in another, and text. All else that XML can be – a
 * document type, a comment, CDATA – is refused, and so is what ends too early. The JDK's parser
 * takes a twentieth of a cold start and a tenth of a warm vend for it (benchmarks/NOTES.md); a test
 * holds what is read here to what it reads.
 */
final class StsXml {

  private static final String NAMESPACE = " xmlns=\"";
  private static final Map<String, Character> ENTITIES =
      Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'');

  /** What stands in a string for bytes that are not UTF-8. */
  private static final char NO_TEXT = '\ufffd';

  /** Characters of a reference to one in ASCII, leading zeros included. */
  private static final int MAX_REFERENCE = 6;

  private final Map<String, String> texts;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean rooted;
  private boolean innermost;

  private StsXml(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Adds the text of each innermost element; the first of a name counts.
   *
   * @throws Garbled if the bytes are no such document, or not the whole of one; what came before is
   *     then added all the same
   */
  static void read(byte[] utf8, Map<String, String> texts) throws Garbled {
    String xml = new String(utf8, StandardCharsets.UTF_8);
    require(xml.indexOf(NO_TEXT) < 0);
    new StsXml(texts).document(xml);
  }

  private void document(String xml) throws Garbled {
    int from = xml.startsWith("<?xml ") ? after("?>", xml, 0) : 0;
    for (int tag = xml.indexOf('<', from); tag >= 0; tag = xml.indexOf('<', from)) {
      int end = after(">", xml, tag);
      element(xml.substring(from, tag), xml.substring(tag + 1, end - 1));
      from = end;
    }
    require(rooted && open.isEmpty() && xml.substring(from).isBlank());
  }

  private void element(String textBefore, String tag) throws Garbled {
    String text = unescaped(textBefore);
    if (open.isEmpty()) {
      require(text.isBlank() && !rooted);
      rooted = true;
    }
    if (tag.startsWith("/")) {
      String name = tag.substring(1);
      require(name.equals(open.poll()));
      if (innermost) {
        texts.putIfAbsent(name, text.strip());
      }
      innermost = false;
    } else {
      open.push(name(tag));
      innermost = true;
    }
  }

  /** Of a tag that has, at most, a namespace. */
  private static String name(String tag) throws Garbled {
    int namespace = tag.indexOf(NAMESPACE);
    String name = namespace < 0 ? tag : tag.substring(0, namespace);
    require(namespace < 0 || tag.indexOf('"', namespace + NAMESPACE.length()) == tag.length() - 1);
    require(!name.isEmpty());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      require((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
    return name;
  }

  private static String unescaped(String text) throws Garbled {
    require(!text.contains("]]>"));
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    for (int and = text.indexOf('&'); and >= 0; and = text.indexOf('&', from)) {
      int end = after(";", text, and);
      plain.append(text, from, and).append(character(text.substring(and + 1, end - 1)));
      from = end;
    }
    return plain.append(text, from, text.length()).toString();
  }

  /** Of a reference: {@code amp}, {@code #39}, {@code #x27}. */
  private static char character(String reference) throws Garbled {
    Character named = ENTITIES.get(reference);
    if (named != null) {
      return named;
    }
    require(reference.startsWith("#") && reference.length() <= MAX_REFERENCE);
    boolean hexadecimal = reference.startsWith("#x");
    int code = 0;
    for (char digit : reference.substring(hexadecimal ? 2 : 1).toCharArray()) {
      int value = Character.digit(digit, hexadecimal ? 16 : 10);
      require(value >= 0 && digit < 0x80);
      code = code * (hexadecimal ? 16 : 10) + value;
    }
    require((code >= ' ' && code <= '~') || code == '\n' || code == '\r' || code == '\t');
    return (char) code;
  }

  private static int after(String what, String text, int from) throws Garbled {
    int at = text.indexOf(what, from);
    require(at >= 0);
    return at + what.length();
  }

  private static void require(boolean met) throws Garbled {
    if (!met) {
      throw new Garbled("not XML of STS"); // not quoted: it can hold a secret
    }
  }
}
