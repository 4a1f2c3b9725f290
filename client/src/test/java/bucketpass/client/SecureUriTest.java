package bucketpass.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureUriTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com",
        "HTTPS://api.example.com/stage?x=y",
        "http://localhost",
        "http://LOCALHOST:8700/",
        "http://127.0.0.1:1/",
        "http://127.255.0.9",
        "http://[::1]:8080/",
      })
  void https_and_loopback_are_secure(String uri) {
    assertThat(SecureUri.isSecure(URI.create(uri))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com",
        "http://localhost.evil.com",
        "http://127.0.0.1.evil.com",
        "http://localhost@evil.com",
        "http://localhost:80@evil.com",
        "https://user@example.com",
        "http://128.0.0.1",
        "http://127.0.0.256",
        "http://127.0.0.01",
        "http://127.1",
        "http://2130706433",
        "http://0.0.0.0",
        "http://localhost.",
        "http://[::2]",
        "http://[::1%25lo]",
        "http://[::ffff:7f00:1]",
        "http://local_host",
        "http:localhost",
        "https:///path",
        "https://example.com/#fragment",
        "file:///etc/passwd",
        "smb://host/share",
        "javascript:alert(1)",
        "ftp://localhost",
        "ws://localhost",
        "//localhost",
        "localhost",
        "--version",
        "",
      })
  void every_other_address_is_not(String uri) {
    assertThat(SecureUri.isSecure(URI.create(uri))).isFalse();
  }

  @Test
  void no_address_is_not_secure() {
    assertThat(SecureUri.isSecure(null)).isFalse();
  }
}
