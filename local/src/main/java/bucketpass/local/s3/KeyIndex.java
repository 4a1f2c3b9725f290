package bucketpass.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import org.gaul.s3proxy.blobstore.SdkResponses;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * The keys that were ever written, in the order of their UTF-8 bytes, which is S3's. Whether an
 * object is still there is asked of the store for each key on a page, so that the two cannot drift
 * apart.
 */
final class KeyIndex {
  private static final int LONGEST_PAGE = 1000;

  /** Sorts after every key that starts with what it is appended to. */
  private static final String AFTER_ALL = "\uDBFF\uDFFF";

  private final NavigableSet<String> keys =
      new ConcurrentSkipListSet<>(
          Comparator.comparing(
              key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned));

  void add(String key) {
    keys.add(key);
  }

  /** One page: what starts with the prefix, comes after the marker, and is not rolled up. */
  ListObjectsV2Response list(
      ListObjectsV2Request request, Function<String, HeadObjectResponse> metadata) {
    String prefix = Optional.ofNullable(request.prefix()).orElse("");
    String delimiter = Optional.ofNullable(request.delimiter()).orElse("");
    int most = Optional.ofNullable(request.maxKeys()).orElse(LONGEST_PAGE);
    String last =
        Optional.ofNullable(request.continuationToken())
            .or(() -> Optional.ofNullable(request.startAfter()))
            .orElse("");
    List<S3Object> contents = new ArrayList<>();
    List<CommonPrefix> prefixes = new ArrayList<>();
    String key =
        last.isEmpty() || compare(last, prefix) < 0 ? keys.ceiling(prefix) : keys.higher(last);
    while (key != null && key.startsWith(prefix)) {
      int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
      String name = end < 0 ? key : key.substring(0, end + delimiter.length());
      HeadObjectResponse head = metadata.apply(key);
      if (head == null) {
        keys.remove(key);
        // Written again meanwhile?
        if (metadata.apply(key) != null) {
          keys.add(key);
        }
      } else if (!name.equals(last)) {
        if (contents.size() + prefixes.size() == most) {
          return SdkResponses.objectsPage(contents, prefixes, most == 0 ? null : last);
        }
        if (end < 0) {
          contents.add(object(key, head));
        } else {
          prefixes.add(SdkResponses.commonPrefix(name));
        }
        last = name;
      }
      key = keys.higher(head == null || end < 0 ? key : name + AFTER_ALL);
    }
    return SdkResponses.objectsPage(contents, prefixes, null);
  }

  private static int compare(String left, String right) {
    return Arrays.compareUnsigned(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  private static S3Object object(String key, HeadObjectResponse head) {
    return SdkResponses.objectEntry(
        key,
        head.eTag(),
        head.lastModified(),
        head.contentLength(),
        head.storageClass() == null ? StorageClass.STANDARD : head.storageClass());
  }
}
