package bucketpass.cli.options;

import bucketpass.core.grant.SessionDuration;
import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Prefix;
import bucketpass.core.result.Result;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of the bucket, what may be done there, and for how long. */
public final class GrantOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--prefix",
      paramLabel = "P",
      description = "Keys that start with this; ends with a slash.")
  private String prefix;

  @ArgGroup private Level level;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "D",
      description = "How long: 15m to 1h, as 900, 15m or 1h (default: 1h).")
  private String duration;

  /** Exactly one of these. The flags take no value: {@code --read-only=false} would say nothing. */
  private static final class Level {
    @Option(
        names = "--access",
        paramLabel = "LEVEL",
        description = "read-write, read-only, write-only or write-once.")
    private String id;

    @Option(names = "--read-only", arity = "0", description = "As --access read-only.")
    private boolean readOnly;

    @Option(names = "--write-only", arity = "0", description = "As --access write-only.")
    private boolean writeOnly;

    @Option(names = "--write-once", arity = "0", description = "As --access write-once.")
    private boolean writeOnce;

    private Result<AccessLevel> access() {
      if (id != null) {
        return AccessLevel.parse(id);
      }
      if (readOnly) {
        return Result.ok(AccessLevel.READ_ONLY);
      }
      if (writeOnly) {
        return Result.ok(AccessLevel.WRITE_ONLY);
      }
      if (writeOnce) {
        return Result.ok(AccessLevel.WRITE_ONCE);
      }
      throw new IllegalStateException("an option of the group that names no level");
    }
  }

  public Optional<Prefix> prefix() {
    return Optional.ofNullable(prefix).map(text -> value(Prefix.parse(text)));
  }

  Prefix requiredPrefix() {
    return prefix().orElseThrow(() -> wrong("Missing required option: '--prefix=P'"));
  }

  /** The access that was named, if one was. */
  public Optional<AccessLevel> access() {
    return Optional.ofNullable(level).map(named -> value(named.access()));
  }

  public Optional<SessionDuration> lifetime() {
    return Optional.ofNullable(duration).map(text -> value(SessionDuration.parse(text)));
  }

  private <T> T value(Result<T> outcome) {
    return outcome.fold(
        value -> value,
        refusal -> {
          throw wrong(refusal.detail());
        });
  }

  public ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
