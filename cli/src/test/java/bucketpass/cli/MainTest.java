package bucketpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {

  @Test
  void prints_its_help() {
    CommandRun run = CommandRun.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Usage: bucketpass", "A short-lived pass", "--debug");
  }

  @Test
  void answers_a_wrong_option_with_one_line_and_exit_code_2() {
    CommandRun run = CommandRun.of("completion", "--wrong");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "bucketpass: Unknown option: '--wrong' (see bucketpass completion --help)"
                + System.lineSeparator());
  }

  @Test
  void needs_a_command() {
    CommandRun run = CommandRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("bucketpass: Missing required subcommand");
  }

  @Test
  void shows_the_trace_only_when_asked() {
    assertThat(CommandRun.of("--debug", "--wrong").err()).contains("\tat picocli.");
    assertThat(CommandRun.of("--wrong").err()).doesNotContain("\tat ");
  }

  @Test
  void completes_every_command_and_its_options() {
    CommandRun run = CommandRun.of("completion");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("_complete_bucketpass", "completion");
  }
}
