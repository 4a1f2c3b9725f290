package bucketpass.function.snapstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPreloaderTest {

  private static final int MILLIS = 300;

  @ParameterizedTest
  @NullAndEmptySource
  void loads_a_whole_call_with_the_template_s_environment(String customSts) {
    assertThat(ClassPreloader.endpoint(customSts)).hasScheme("https");
    assertThatCode(() -> ClassPreloader.load(ClassPreloader.endpoint(customSts)))
        .doesNotThrowAnyException();
  }

  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void opens_no_connection(String scheme) throws IOException {
    try (ServerSocket sts = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI endpoint = ClassPreloader.endpoint(scheme + "://127.0.0.1:" + sts.getLocalPort());
      assertThatCode(() -> ClassPreloader.load(endpoint)).doesNotThrowAnyException();

      sts.setSoTimeout(MILLIS);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(sts::accept);
    }
  }
}
