package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.core.result.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleshootingTest {

  @ParameterizedTest
  @EnumSource
  void every_code_has_a_row_in_the_document(ErrorCode reason) throws IOException {
    String document = Files.readString(Path.of("..", "docs", "troubleshooting.md"));

    assertThat(document).containsPattern("\n\\| `" + reason.code() + "`");
  }
}
