package bucketpass.e2e.browser;

import bucketpass.local.LocalApplication;
import bucketpass.local.account.OperatorKeys;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The bucket as its operator sees it. */
final class Storage implements AutoCloseable {

  private final S3Client s3;
  private final String bucket;

  Storage(LocalApplication application) {
    OperatorKeys keys = application.operator();
    bucket = application.bucket();
    s3 =
        S3Client.builder()
            .endpointOverride(application.s3())
            .region(Region.of(application.region()))
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())))
            .build();
  }

  byte[] bytes(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe();
  }

  void put(String key, byte[] content) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content));
  }

  List<String> keys(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** Keys of multipart uploads that were begun, and neither completed nor aborted. */
  List<String> unfinished() {
    return s3.listMultipartUploads(list -> list.bucket(bucket)).uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  /** How many parts an object was uploaded in, which S3 tells in its ETag. */
  int parts(String key) {
    String eTag = s3.headObject(head -> head.bucket(bucket).key(key)).eTag().replace("\"", "");
    return eTag.contains("-") ? Integer.parseInt(eTag.substring(eTag.indexOf('-') + 1)) : 1;
  }

  @Override
  public void close() {
    s3.close();
  }
}
