package bucketpass.local.template;

/** A template with something that this reader does not know; the message names its place. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TemplateException(String place, String problem) {
    super(place + ": " + problem);
  }

  TemplateException(String place, String problem, Throwable cause) {
    super(place + ": " + problem, cause);
  }
}
