package bucketpass.local.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which the local servers may be called, with any port. A page elsewhere can have
 * its own name resolve to this machine (DNS rebinding) and then calls these servers as if they were
 * its own; the {@code Host} that its browser sends still says that name.
 *
 * @param names in lower case, addresses in the JDK's form; the loopback addresses need no entry
 */
public record AllowedHosts(Set<String> names) {

  /** Refuses userinfo, a closing dot, and addresses in any form but dotted decimal. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>\\[[0-9a-f:.]{2,45}]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:[0-9]{1,5})?",
          Pattern.CASE_INSENSITIVE);

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern LOOPBACK = Pattern.compile("127(\\." + OCTET + "){3}");
  private static final String LOOPBACK_6 = "0:0:0:0:0:0:0:1";

  /** {@code localhost} and the loopback addresses. */
  public static final AllowedHosts LOOPBACK_ONLY = of("localhost", Set.of());

  /** Copies the names. */
  public AllowedHosts {
    names = Set.copyOf(names);
  }

  /**
   * The loopback names, the address that is listened on, and what else the user names.
   *
   * @param listening a name or an address; all of this machine's where it is {@code 0.0.0.0} or
   *     {@code ::}
   * @param others names or addresses without a port
   * @throws IllegalArgumentException when one of them is neither a name nor an address
   */
  public static AllowedHosts of(String listening, Collection<String> others) {
    Set<String> names = new TreeSet<>(List.of("localhost", name(listening)));
    others.forEach(other -> names.add(name(other)));
    if (Set.of("0.0.0.0", "0:0:0:0:0:0:0:0").contains(name(listening))) {
      names.addAll(ownAddresses());
    }
    return new AllowedHosts(names);
  }

  /**
   * Whether a request may have come for this server.
   *
   * @param host each {@code Host} header of the request: exactly one is a request that may
   */
  boolean allow(List<String> host) {
    return host.size() == 1 && allow(host.get(0));
  }

  /** Whether this is an allowed host with or without a port. */
  boolean allow(String authority) {
    Matcher matcher = HOST.matcher(authority);
    return matcher.matches()
        && canonical(matcher.group("name"))
            .filter(
                name ->
                    LOOPBACK.matcher(name).matches()
                        || name.equals(LOOPBACK_6)
                        || names.contains(name))
            .isPresent();
  }

  private static String name(String text) {
    String bracketed = text.contains(":") && !text.startsWith("[") ? "[" + text + "]" : text;
    Matcher matcher = HOST.matcher(bracketed);
    if (!matcher.matches() || matcher.end("name") != bracketed.length()) {
      throw notAHost(text);
    }
    return canonical(bracketed).orElseThrow(() -> notAHost(text));
  }

  private static IllegalArgumentException notAHost(String text) {
    return new IllegalArgumentException(
        "'%s' is neither a host's name nor an address, without a port".formatted(text));
  }

  /** One spelling for each name; an address in brackets is never looked up in the DNS. */
  private static Optional<String> canonical(String name) {
    if (!name.startsWith("[")) {
      return Optional.of(name.toLowerCase(Locale.ROOT));
    }
    try {
      return Optional.of(InetAddress.getByName(name).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static List<String> ownAddresses() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
          .flatMap(NetworkInterface::inetAddresses)
          // Without the interface's name, which no Host header may have.
          .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
          .toList();
    } catch (SocketException e) {
      throw new IllegalStateException("cannot find this machine's addresses", e);
    }
  }
}
