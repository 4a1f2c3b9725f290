package bucketpass.local.protocol;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes the small XML documents of AWS's answers, escaping every text. */
public final class XmlWriter {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /** Opens the root element, with its namespace. */
  public XmlWriter open(String name, String namespace) {
    text.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    open.push(name);
    return this;
  }

  /** Opens an element; the name may be followed by attributes. */
  public XmlWriter open(String name) {
    text.append('<').append(name).append('>');
    open.push(name.split(" ", 2)[0]);
    return this;
  }

  /** Closes the element that was opened last. */
  public XmlWriter close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  /** Writes text into the element that is open. */
  public XmlWriter text(String value) {
    value.codePoints().forEach(this::escape);
    return this;
  }

  /** Writes an element that holds text. */
  public XmlWriter element(String name, String value) {
    return open(name).text(value).close();
  }

  /** Closes what is open and gives the document. */
  public String end() {
    while (!open.isEmpty()) {
      close();
    }
    return text.toString();
  }

  private void escape(int c) {
    switch (c) {
      case '<' -> text.append("&lt;");
      case '>' -> text.append("&gt;");
      case '&' -> text.append("&amp;");
      case '"' -> text.append("&quot;");
      case '\r', '\n', '\t' -> text.append("&#").append(c).append(';');
      default -> {
        // XML 1.0 cannot carry other control characters in any form.
        text.appendCodePoint(isWritable(c) ? c : 0xFFFD);
      }
    }
  }

  private static boolean isWritable(int c) {
    return (c >= 0x20 && c < 0xD800)
        || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF)
        || c == '\t'
        || c == '\n'
        || c == '\r';
  }

  /** Returns whether XML 1.0 can hold this text as it is. */
  public static boolean canHold(String text) {
    return text.codePoints().allMatch(XmlWriter::isWritable);
  }
}
