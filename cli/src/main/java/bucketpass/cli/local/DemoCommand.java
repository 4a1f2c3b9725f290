package bucketpass.cli.local;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.local.LocalApplication;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows in a dozen lines what the product does, on this machine, and checks each of them. */
@Command(
    name = "demo",
    description =
        "Show what Bucketpass does, on this machine: sign-in to file, and what is refused.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A file to upload, instead of a made-up one.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    if (file != null && !Files.isReadable(file)) {
      throw new CommandFailedException("cannot read " + file);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "Bucketpass on this machine: sign-in, API, STS and S3, with the policies of template.yaml.");
    StepReport story = new StepReport(out);
    try (LocalApplication application =
        LocalApplication.start(LocalApplication.Options.of(Checkout.path()))) {
      new DemoScript(application, story, DemoFile.of(file)).tell();
    }
    out.println(ending(story));
    return story.failed() == 0 ? 0 : 1;
  }

  private static String ending(StepReport story) {
    // Of this JVM: the process may have waited for the build before it became one.
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    double seconds = (System.currentTimeMillis() - started) / 1000.0;
    return story.failed() == 0
        ? "%nAll %d went as they should, in %.1f s. Next: ./bucketpass local"
            .formatted(story.told(), seconds)
        : "%n%d of %d did not go as they should.".formatted(story.failed(), story.told());
  }
}
