package bucketpass.sts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much it loads is counted by {@code PrimingTest}. */
class HeadStartTest {

  private static final int MILLIS = 300;

  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void goes_through_a_whole_call_and_connects_to_nobody(String scheme) throws IOException {
    try (ServerSocket sts = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create(scheme + "://127.0.0.1:" + sts.getLocalPort());
      assertThatCode(() -> HeadStart.load(endpoint)).doesNotThrowAnyException();

      sts.setSoTimeout(MILLIS);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(sts::accept);
    }
  }
}
