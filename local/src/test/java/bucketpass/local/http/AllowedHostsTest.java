package bucketpass.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8700",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.1:8703",
        "127.9.8.255",
        "[::1]",
        "[::1]:8700",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
      })
  void loopback_names_are_allowed(String host) {
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(host)).isTrue();
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(List.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":8700",
        "example.org",
        "example.org:8700",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "evil-localhost",
        "a.localhost",
        "localhost.",
        "127.0.0.1.",
        "localhost:",
        "localhost:x",
        "localhost:123456",
        "localhost:80:80",
        "user@localhost",
        "localhost@example.org",
        "localhost,example.org",
        "localhost example.org",
        " localhost",
        "localhost/",
        "http://localhost",
        "127.1",
        "127.0.0.256",
        "127.0.0.01",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "2130706433",
        "0.0.0.0",
        "[::]",
        "::1",
        "[::1",
        "[::1%25lo]",
        "[::2]",
        "[:::1]",
        "[127.0.0.1]",
        "[localhost]",
        "169.254.169.254",
        "host.docker.internal",
        "l\u00f6calhost",
        "localhost\u0000",
      })
  void anything_else_is_not(String host) {
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(host)).isFalse();
  }

  @Test
  void a_request_says_one_host() {
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(List.of())).isFalse();
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(List.of("localhost", "localhost"))).isFalse();
    assertThat(AllowedHosts.LOOPBACK_ONLY.allow(List.of("localhost", "example.org"))).isFalse();
  }

  @Test
  void listening_address_and_named_hosts_are_allowed() {
    AllowedHosts hosts = AllowedHosts.of("172.17.0.1", List.of("Host.Docker.internal", "fd00::1"));

    assertThat(hosts.allow("172.17.0.1:8703")).isTrue();
    assertThat(hosts.allow("host.docker.internal:8703")).isTrue();
    assertThat(hosts.allow("[fd00:0::1]:8703")).isTrue();
    assertThat(hosts.allow("localhost")).isTrue();
    assertThat(hosts.allow("172.17.0.2")).isFalse();
    assertThat(hosts.allow("docker.internal")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void listening_on_every_address_allows_this_machines(String listening) throws Exception {
    AllowedHosts hosts = AllowedHosts.of(listening, Set.of());

    assertThat(hosts.allow(listening.contains(":") ? "[::]" : listening)).isTrue();
    for (var each : java.net.NetworkInterface.networkInterfaces().toList()) {
      for (var address : java.util.Collections.list(each.getInetAddresses())) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        assertThat(hosts.allow(text.contains(":") ? "[" + text + "]" : text)).as(text).isTrue();
      }
    }
    assertThat(hosts.allow("example.org")).isFalse();
    assertThat(hosts.allow("192.0.2.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "a b", "localhost:80", "http://a", "a.", "[::1]:80", "u@a"})
  void what_is_no_host_cannot_be_named(String name) {
    assertThatThrownBy(() -> AllowedHosts.of("localhost", Set.of(name)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
