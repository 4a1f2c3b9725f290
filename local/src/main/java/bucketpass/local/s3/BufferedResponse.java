package bucketpass.local.s3;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Holds a response of the store back until all of it is written: one that fails half-way is none,
 * and the status would have gone out.
 */
final class BufferedResponse extends HttpServletResponseWrapper {

  private final HttpServletResponse response;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));

  BufferedResponse(HttpServletResponse response) {
    super(response);
    this.response = response;
  }

  /** Sends it, or refuses to where the store wrote a reference that is no XML. */
  void complete() throws IOException {
    writer.flush();
    String text = body.toString(StandardCharsets.UTF_8);
    if (text.contains("&#xfffe;") || text.contains("&#xffff;")) {
      throw S3ErrorMapper.unspeakable();
    }
    if (body.size() > 0) {
      response.setContentLength(body.size());
      body.writeTo(response.getOutputStream());
    }
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new ServletOutputStream() {
      @Override
      public void write(int b) {
        body.write(b);
      }

      @Override
      public boolean isReady() {
        return true;
      }

      @Override
      public void setWriteListener(WriteListener listener) {
        throw new UnsupportedOperationException("the store writes at once");
      }
    };
  }

  @Override
  public void flushBuffer() {
    writer.flush();
  }

  @Override
  public void resetBuffer() {
    writer.flush();
    body.reset();
  }
}
