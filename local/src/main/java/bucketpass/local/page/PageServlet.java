package bucketpass.local.page;

import bucketpass.local.http.RequestPath;
import bucketpass.local.http.ResponseServlet;
import bucketpass.local.http.ServerResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Serves the built page and the {@code config.json} beside it, or else the start page. */
public final class PageServlet implements ResponseServlet.Handler {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json",
          "map", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private final Path built;
  private final LocalAddresses addresses;

  /**
   * @param built where a build of {@code web/} puts its files, if it was built
   */
  public PageServlet(Path built, LocalAddresses addresses) {
    this.built = built;
    this.addresses = addresses;
  }

  @Override
  public ServerResponse answer(HttpServletRequest http) throws IOException {
    if (!Set.of("GET", "HEAD").contains(http.getMethod())) {
      return ServerResponse.empty(405).with("allow", "GET, HEAD");
    }
    return secured(find(RequestPath.of(http)));
  }

  private ServerResponse find(String path) throws IOException {
    if (path.equals("/config.json")) {
      return ServerResponse.json(200, addresses.config());
    }
    boolean isBuilt = Files.isRegularFile(built.resolve("index.html"));
    if (path.equals("/") && !isBuilt) {
      return ServerResponse.html(200, StartPage.html(addresses));
    }
    Optional<Path> file =
        Optional.of(path.equals("/") ? "/index.html" : path)
            .filter(name -> isBuilt)
            .flatMap(this::file)
            .filter(Files::isRegularFile);
    return file.isPresent()
        ? ServerResponse.of(200, type(file.get()), Files.readAllBytes(file.get()))
        : ServerResponse.html(
            404, "<!doctype html><title>Not found</title><p>There is no such page.");
  }

  /** The file of that name in the build, where it can be a file's name at all. */
  private Optional<Path> file(String name) {
    try {
      return Optional.of(built.resolve("." + name).normalize())
          .filter(file -> file.startsWith(built.normalize()));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** What a deployed page should be served with, too: docs/web.md. */
  private ServerResponse secured(ServerResponse reply) {
    String servers =
        String.join(
            " ",
            LocalAddresses.origin(addresses.api()),
            LocalAddresses.origin(addresses.issuer()),
            LocalAddresses.origin(addresses.s3()));
    return reply
        .with("cache-control", "no-cache")
        .with("referrer-policy", "no-referrer")
        .with("x-content-type-options", "nosniff")
        .with("cross-origin-opener-policy", "same-origin")
        .with(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src"
                + " 'self' blob: data: "
                + LocalAddresses.origin(addresses.s3())
                + "; connect-src 'self' "
                + servers
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  }

  private static String type(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }
}
