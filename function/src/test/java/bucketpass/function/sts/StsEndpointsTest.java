package bucketpass.function.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointParams;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;

/** Each region's addresses against the SDK's own. */
class StsEndpointsTest {

  private static final Set<String> FIPS = fipsRegions();

  static List<String> regions() {
    List<String> regions = new ArrayList<>();
    for (Region region : Region.regions()) {
      if (!region.isGlobalRegion()) {
        regions.add(region.id());
      }
    }
    // That the SDK does not know yet.
    regions.addAll(List.of("us-moon-1", "cn-moon-1", "us-gov-moon-1", "eusc-de-moon-9"));
    return regions;
  }

  @Test
  void all_regions_of_the_sdk_are_compared() {
    assertThat(regions())
        .hasSizeGreaterThan(40)
        .contains("us-east-1", "cn-north-1", "us-iso-east-1");
    assertThat(FIPS).contains("us-east-1", "us-gov-west-1").doesNotContain("eu-central-1");
  }

  @ParameterizedTest
  @MethodSource("regions")
  void address_is_that_of_the_sdk(String region) {
    for (boolean dualStack : new boolean[] {false, true}) {
      assertThat(StsEndpoints.regional(region, false, dualStack))
          .isEqualTo(bySdk(region, false, dualStack));
      if (FIPS.contains(region) || region.startsWith("us-gov-")) {
        assertThat(StsEndpoints.regional(region, true, dualStack))
            .isEqualTo(bySdk(region, true, dualStack));
      } else {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> StsEndpoints.regional(region, true, dualStack))
            .withMessage("AWS_USE_FIPS_ENDPOINT: STS has no FIPS endpoint in " + region);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("regions")
  void partition_is_that_of_the_sdk(String region) {
    RegionMetadata metadata = Region.of(region).metadata();
    if (metadata != null) {
      assertThat(StsEndpoints.partition(region)).isEqualTo(metadata.partition().id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4566", "https://sts.example.com/"})
  void configured_address_is_used_unchanged(String address) {
    assertThat(StsEndpoints.custom(address)).hasToString(address);
  }

  private static URI bySdk(String region, boolean fips, boolean dualStack) {
    return StsEndpointProvider.defaultProvider()
        .resolveEndpoint(
            StsEndpointParams.builder()
                .region(Region.of(region))
                .useFips(fips)
                .useDualStack(dualStack)
                .build())
        .join()
        .endpointUrl()
        .toUri();
  }

  /** The provider makes an address by a rule; the SDK's list says where there is one. */
  private static Set<String> fipsRegions() {
    Set<String> regions = new TreeSet<>();
    for (JsonNode partition : endpoints().field("partitions").orElseThrow().asArray()) {
      Map<String, JsonNode> services = partition.field("services").orElseThrow().asObject();
      if (services.containsKey("sts")) {
        services
            .get("sts")
            .field("endpoints")
            .orElseThrow()
            .asObject()
            .forEach(
                (region, endpoint) -> {
                  if (endpoint.field("variants").isPresent()) {
                    regions.add(region);
                  }
                });
      }
    }
    return regions;
  }

  private static JsonNode endpoints() {
    String file = "/software/amazon/awssdk/regions/internal/region/endpoints.json";
    try (InputStream in = Region.class.getResourceAsStream(file)) {
      return JsonNode.parser().parse(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
