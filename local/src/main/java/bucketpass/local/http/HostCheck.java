package bucketpass.local.http;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Passes on a request only if its one {@code Host} header and its target name this server. */
final class HostCheck extends Handler.Wrapper {

  private final AllowedHosts hosts;

  HostCheck(AllowedHosts hosts, Handler next) {
    super(next);
    this.hosts = hosts;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!hosts.allow(request.getHeaders().getValuesList(HttpHeader.HOST))
        || !isAllowed(request.getHttpURI())) {
      Response.writeError(request, response, callback, HttpStatus.MISDIRECTED_REQUEST_421);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** A target may be a whole address; where it is a path, Jetty says the Host header's again. */
  private boolean isAllowed(HttpURI target) {
    return target.getUser() == null
        && (target.getAuthority() == null || hosts.allow(target.getAuthority()));
  }
}
