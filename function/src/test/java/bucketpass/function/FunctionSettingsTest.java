package bucketpass.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bucketpass.core.session.WriteOnceCheck;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionSettingsTest {

  private static Map<String, String> with(String name, String value) {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      Map<String, String> environment = TestFunction.environment(sts);
      environment.put(name, value);
      return environment;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "unset",
      value = {
        "AWS_REGION|unset",
        "BUCKETPASS_BUCKET|unset",
        "BUCKETPASS_BUCKET|''",
        "BUCKETPASS_BUCKET|*",
        "BUCKETPASS_BUCKET|a/b",
        "BUCKETPASS_ROLE_ARN|unset",
        "BUCKETPASS_ROLE_ARN|vended",
        "BUCKETPASS_ROLE_ARN|arn:aws:iam::1:role/vended",
        "AWS_ENDPOINT_URL_STS|sts.us-east-1.amazonaws.com",
        "AWS_ENDPOINT_URL_STS|https://sts.us-east-1.amazonaws.com/path",
        "AWS_ENDPOINT_URL_STS|not an address",
        "BUCKETPASS_ISSUER|unset",
        "BUCKETPASS_ISSUER|cognito",
        "BUCKETPASS_AUDIENCE|unset",
        "BUCKETPASS_AUDIENCE|,",
        "BUCKETPASS_TOKEN_USE|refresh",
        "BUCKETPASS_PREFIX_TEMPLATE|unset",
        "BUCKETPASS_PREFIX_TEMPLATE|{sub}",
        "BUCKETPASS_PREFIX_TEMPLATE|everyone/",
        "BUCKETPASS_PREFIX_TEMPLATE|{a}-{b}/",
        "BUCKETPASS_PREFIX_TEMPLATE|/{sub}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{sub}//",
        "BUCKETPASS_PREFIX_TEMPLATE|../{sub}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{sub/",
        "BUCKETPASS_PREFIX_TEMPLATE|*{sub}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{cognito:groups}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{name}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{preferred_username}/{sub}/",
        "BUCKETPASS_PREFIX_TEMPLATE|{custom:}/",
        "BUCKETPASS_TRUSTED_CLAIMS|' name'",
        "BUCKETPASS_TRUSTED_CLAIMS|name,",
        "BUCKETPASS_TRUSTED_CLAIMS|'name, email'",
        "BUCKETPASS_TRUSTED_CLAIMS|,",
        "BUCKETPASS_KEY_SET_URL|keys",
        "BUCKETPASS_KEY_SET_URL|file:///etc/passwd",
        "BUCKETPASS_KEY_SET_URL|http://",
        "AWS_REGION|us-east-1'",
        "BUCKETPASS_WRITE_ONCE_CHECK|none",
        "BUCKETPASS_WRITE_ONCE_CHECK|Value",
        "BUCKETPASS_DEFAULT_ACCESS|unset",
        "BUCKETPASS_DEFAULT_ACCESS|all",
        "BUCKETPASS_GROUP_ACCESS|readers",
        "BUCKETPASS_GROUP_ACCESS|readers=all",
        "BUCKETPASS_GROUP_ACCESS|=read-only",
        "BUCKETPASS_GROUP_ACCESS|a=read-only,a=read-write",
      })
  void a_wrong_setting_stops_the_function_and_is_named(String name, String value) {
    Map<String, String> environment = with(name, value);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CredentialsFunction(environment::get, Clock.systemUTC()))
        .withMessageStartingWith(name + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "aws,us-east-1,https://sts.us-east-1.amazonaws.com",
    "aws-cn,cn-north-1,https://sts.cn-north-1.amazonaws.com.cn",
    "aws-us-gov,us-gov-west-1,https://sts.us-gov-west-1.amazonaws.com",
    "aws-eusc,eusc-de-east-1,https://sts.eusc-de-east-1.amazonaws.eu"
  })
  void sts_is_the_region_s_own(String partition, String region, String endpoint) {
    Map<String, String> environment =
        with("BUCKETPASS_ROLE_ARN", "arn:" + partition + ":iam::123456789012:role/vended");
    environment.put("AWS_REGION", region);
    environment.remove("AWS_ENDPOINT_URL_STS");

    assertThat(FunctionSettings.read(environment::get).stsEndpoint()).hasToString(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "us-west-2,true,'',https://sts-fips.us-west-2.amazonaws.com",
    "us-west-2,'',true,https://sts.us-west-2.api.aws",
    "us-west-2,TRUE,true,https://sts-fips.us-west-2.api.aws",
    "us-west-2,false,false,https://sts.us-west-2.amazonaws.com"
  })
  void sts_is_fips_or_dual_stack_where_the_environment_says_so(
      String region, String fips, String dualStack, String endpoint) {
    Map<String, String> environment = with("AWS_REGION", region);
    environment.remove("AWS_ENDPOINT_URL_STS");
    environment.put("AWS_USE_FIPS_ENDPOINT", fips);
    environment.put("AWS_USE_DUALSTACK_ENDPOINT", dualStack);

    assertThat(FunctionSettings.read(environment::get).stsEndpoint()).hasToString(endpoint);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1,AWS_USE_FIPS_ENDPOINT,true",
    "us-east-1,AWS_USE_FIPS_ENDPOINT,yes",
    "us-east-1,AWS_USE_DUALSTACK_ENDPOINT,1",
    "cn-north-1,BUCKETPASS_ROLE_ARN,arn:aws:iam::123456789012:role/vended"
  })
  void an_endpoint_that_is_not_there_stops_the_function(String region, String name, String value) {
    Map<String, String> environment = with(name, value);
    environment.put("AWS_REGION", region);
    environment.remove("AWS_ENDPOINT_URL_STS");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CredentialsFunction(environment::get, Clock.systemUTC()))
        .withMessageStartingWith(name + ": ");
  }

  @Test
  void a_partition_that_is_not_known_is_refused() {
    Map<String, String> environment =
        with("BUCKETPASS_ROLE_ARN", "arn:aws-moon:iam::123456789012:role/vended");
    environment.remove("AWS_ENDPOINT_URL_STS");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FunctionSettings.read(environment::get))
        .withMessageStartingWith("BUCKETPASS_ROLE_ARN: ");
  }

  @ParameterizedTest
  @CsvSource({"'',VALUE", "value,VALUE", "presence,PRESENCE"})
  void write_once_is_checked_by_value_unless_set(String text, WriteOnceCheck check) {
    assertThat(
            FunctionSettings.read(with("BUCKETPASS_WRITE_ONCE_CHECK", text)::get).writeOnceCheck())
        .isEqualTo(check);
  }

  @Test
  void nobody_has_anything_where_the_default_is_none() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      Map<String, String> environment = TestFunction.environment(sts);
      environment.put("BUCKETPASS_DEFAULT_ACCESS", "none");
      TestFunction function = new TestFunction(environment, Clock.systemUTC());

      assertThat(function.call(TestEvents.get("/credentials", Map.of())).code())
          .isEqualTo("NoAccess");
      assertThat(sts.calls()).isEmpty();
    }
  }
}
