package bucketpass.e2e.conformance;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** An S3 with sessions, and somebody who may do anything in its bucket. */
interface Target extends AutoCloseable {
  /** As the cases and the report name it. */
  String name();

  String bucket();

  /** A bucket that the sessions have nothing to do with; by default one that does not exist. */
  default String otherBucket() {
    return bucket() + "-other";
  }

  /** Why this target cannot judge a case; empty when it can. */
  Optional<String> cannotJudge(Case one);

  /** A session as the case wants it. */
  Client session(Case one);

  /** Prepares and looks at what is there. */
  Client operator();

  @Override
  void close();

  /** Keys for one endpoint, and the SDK's own client and presigner for them. */
  record Client(AwsCredentialsProvider keys, Optional<URI> endpoint, String region, S3Client s3) {

    static Client of(AwsCredentials keys, URI endpoint, String region) {
      return of(StaticCredentialsProvider.create(keys), Optional.of(endpoint), region);
    }

    static Client of(AwsCredentialsProvider keys, Optional<URI> endpoint, String region) {
      var builder =
          S3Client.builder()
              .credentialsProvider(keys)
              .region(Region.of(region))
              .forcePathStyle(endpoint.isPresent())
              .httpClientBuilder(UrlConnectionHttpClient.builder());
      endpoint.ifPresent(builder::endpointOverride);
      return new Client(keys, endpoint, region, builder.build());
    }

    S3Presigner presigner() {
      var builder =
          S3Presigner.builder()
              .credentialsProvider(keys)
              .region(Region.of(region))
              .serviceConfiguration(
                  S3Configuration.builder().pathStyleAccessEnabled(endpoint.isPresent()).build());
      endpoint.ifPresent(builder::endpointOverride);
      return builder.build();
    }
  }
}
