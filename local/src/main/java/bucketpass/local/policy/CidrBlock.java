package bucketpass.local.policy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An IP address, or a range of them in CIDR form; without a length it is one address. */
record CidrBlock(BigInteger network, int bits, int length) {
  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /**
   * Strict enough that {@link InetAddress} takes it for an address, and never asks a name server.
   */
  private static final Pattern CIDR =
      Pattern.compile(
          "(?<address>%s(?:\\.%s){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:]*)(?:/(?<length>\\d{1,3}))?"
              .formatted(OCTET, OCTET));

  static Optional<CidrBlock> parse(String text) {
    Matcher cidr = CIDR.matcher(text);
    if (!cidr.matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(cidr.group("address")).getAddress();
      int bits = address.length * Byte.SIZE;
      int length = cidr.group("length") == null ? bits : Integer.parseInt(cidr.group("length"));
      return length > bits
          ? Optional.empty()
          : Optional.of(new CidrBlock(new BigInteger(1, address), bits, length));
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  boolean contains(CidrBlock other) {
    int host = bits - length;
    return bits == other.bits
        && length <= other.length
        && network.shiftRight(host).equals(other.network.shiftRight(host));
  }
}
