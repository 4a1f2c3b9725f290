package bucketpass.local.template;

/**
 * A method and path of the API that reach the function.
 *
 * @param method in capitals
 */
public record RouteKey(String method, String path) {

  /** As API Gateway names it in an event, for example {@code GET /whoami}. */
  public String key() {
    return method + " " + path;
  }
}
