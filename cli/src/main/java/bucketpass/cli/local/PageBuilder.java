package bucketpass.cli.local;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Has npm build the page when it is missing or older than its source; without npm there is none.
 */
final class PageBuilder {

  private static final List<String> SOURCES =
      List.of("src", "index.html", "package-lock.json", "tsconfig.json", "vite.config.ts");

  private final Path web;
  private final PrintWriter err;

  PageBuilder(Path web, PrintWriter err) {
    this.web = web;
    this.err = err;
  }

  /** Does what it can. A page that cannot be built is said, and keeps nothing else from running. */
  void run() throws IOException, InterruptedException {
    Path page = web.resolve("dist").resolve("index.html");
    if (!Files.exists(web.resolve("package.json")) || isNewerThanSources(page)) {
      return;
    }
    Optional<Path> npm = npm();
    if (npm.isEmpty()) {
      err.println("bucketpass: found no npm (Node 20.19 or later), so the page is not built.");
      return;
    }
    err.println("bucketpass: building the page (the first time takes a minute) …");
    boolean built = modulesAreThere() || npm(npm.get(), "ci", "--no-audit", "--no-fund");
    built = built && npm(npm.get(), "run", "build");
    if (!built) {
      err.println("bucketpass: the page was not built: see " + log());
    }
  }

  private boolean isNewerThanSources(Path page) throws IOException {
    if (!Files.exists(page)) {
      return false;
    }
    FileTime built = Files.getLastModifiedTime(page);
    for (String source : SOURCES) {
      try (Stream<Path> files = Files.walk(web.resolve(source))) {
        if (files.anyMatch(file -> modified(file).compareTo(built) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** npm writes this file last. */
  private boolean modulesAreThere() throws IOException {
    Path installed = web.resolve("node_modules").resolve(".package-lock.json");
    return Files.exists(installed)
        && modified(installed).compareTo(modified(web.resolve("package-lock.json"))) >= 0;
  }

  private boolean npm(Path npm, String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(npm.toString()), Stream.of(arguments)).toList())
            .directory(web.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.to(log().toFile()))
            .start();
    return process.waitFor() == 0;
  }

  private Path log() throws IOException {
    Path target = web.resolveSibling("cli").resolve("target");
    return Files.createDirectories(target).resolve("page-build.log");
  }

  private static Optional<Path> npm() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "npm"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
