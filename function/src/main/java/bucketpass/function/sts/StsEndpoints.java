package bucketpass.function.sts;

import java.net.URI;
import java.util.Set;

/**
 * The addresses of STS by region: the SDK's rules, in the few lines that STS needs. A test compares
 * every region with the SDK's {@code StsEndpointProvider}.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/sts.html">STS endpoints and
 *     quotas</a>
 */
public final class StsEndpoints {

  /**
   * The regions of the partition {@code aws} where STS has a FIPS endpoint. The SDK makes up an
   * address for any other, which no name server knows.
   */
  private static final Set<String> FIPS_REGIONS =
      Set.of("us-east-1", "us-east-2", "us-west-1", "us-west-2");

  /** A partition of AWS: how its regions begin, and the domains of its endpoints. */
  private enum Partition {
    CHINA("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
    GOVCLOUD("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws"),
    ISO("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
    ISO_B("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
    ISO_E("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
    ISO_F("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
    EU_SOVEREIGN("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
    /** Last, for its regions begin in many ways. */
    COMMERCIAL("aws", "", "amazonaws.com", "api.aws");

    private final String id;
    private final String regionStart;
    private final String domain;
    private final String dualStackDomain;

    Partition(String id, String regionStart, String domain, String dualStackDomain) {
      this.id = id;
      this.regionStart = regionStart;
      this.domain = domain;
      this.dualStackDomain = dualStackDomain;
    }

    private static Partition of(String region) {
      for (Partition partition : values()) {
        if (region.startsWith(partition.regionStart)) {
          return partition;
        }
      }
      return COMMERCIAL;
    }

    private boolean hasFips(String region) {
      return this == GOVCLOUD || (this == COMMERCIAL && FIPS_REGIONS.contains(region));
    }
  }

  private StsEndpoints() {}

  /** Returns the name of a region's partition, such as {@code aws-cn}. */
  public static String partition(String region) {
    return Partition.of(region).id;
  }

  /**
   * Returns the address of a region's own STS.
   *
   * @param fips whether its cryptography must be validated by FIPS 140
   * @param dualStack whether it must have an IPv6 address too
   * @throws IllegalArgumentException if there is no FIPS endpoint in the region
   */
  public static URI regional(String region, boolean fips, boolean dualStack) {
    Partition partition = Partition.of(region);
    if (fips && !partition.hasFips(region)) {
      throw new IllegalArgumentException(
          "AWS_USE_FIPS_ENDPOINT: STS has no FIPS endpoint in " + region);
    }
    // GovCloud's plain endpoint is its FIPS endpoint.
    boolean fipsByName = fips && (partition != Partition.GOVCLOUD || dualStack);
    return URI.create(
        (fipsByName ? "https://sts-fips." : "https://sts.")
            + region
            + "."
            + (dualStack ? partition.dualStackDomain : partition.domain));
  }

  /**
   * Returns the address that a setting names.
   *
   * @throws IllegalArgumentException if it is not an address of HTTP, or more than a host
   */
  public static URI custom(String address) {
    return requireHostOnly(URI.create(address));
  }

  /** A form is posted to the root, so that a path or query would be dropped unseen. */
  static URI requireHostOnly(URI endpoint) {
    boolean http = "https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme());
    if (!http
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null
        || endpoint.getRawQuery() != null
        || endpoint.getRawFragment() != null
        || !(endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"))) {
      throw new IllegalArgumentException("must be http:// or https:// and a host only");
    }
    return endpoint;
  }
}
