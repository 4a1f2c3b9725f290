package bucketpass.cli.verify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Objects that are there to be got, put by whoever may put them. Without one a refusal says little:
 * S3 answers 403 also where a key is missing and the caller may not list.
 */
final class SampleObjects {

  private final String bucket;
  private final String name = "bucketpass-verify-seed-" + UUID.randomUUID();
  private final Set<String> starts = new LinkedHashSet<>();

  SampleObjects(String bucket) {
    this.bucket = bucket;
  }

  /** The key of the object in a place, whether it is there or not. */
  String key(String start) {
    return start + name;
  }

  boolean has(String start) {
    return starts.contains(start);
  }

  /** Puts an object in each place where these credentials may. */
  void put(S3Client s3, List<String> places) {
    for (String start : places) {
      try {
        s3.putObject(put -> put.bucket(bucket).key(key(start)), RequestBody.fromString("verify"));
        starts.add(start);
      } catch (S3Exception denied) {
        // Then no object is there, and has() says so.
      }
    }
  }

  List<String> keys() {
    return starts.stream().map(this::key).toList();
  }
}
