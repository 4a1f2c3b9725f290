package bucketpass.cli.console;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer to a terminal, which escapes control characters except line breaks and tabs. */
public final class TerminalWriter extends FilterWriter {

  private static final String KEPT = "\n\t";

  public TerminalWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(Terminal.escape(String.valueOf((char) character), KEPT));
  }

  @Override
  public void write(char[] text, int start, int length) throws IOException {
    out.write(Terminal.escape(new String(text, start, length), KEPT));
  }

  @Override
  public void write(String text, int start, int length) throws IOException {
    out.write(Terminal.escape(text.substring(start, start + length), KEPT));
  }
}
