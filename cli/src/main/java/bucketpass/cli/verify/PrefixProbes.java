package bucketpass.cli.verify;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Permission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What is tried at the borders of a prefix. Every key has a name that no object has, so that
 * nothing of anybody's is touched, even where all is open.
 */
final class PrefixProbes {

  /** Attempts that only a write-once put and its completion can make. */
  static final String PUT_NEW = "put where nothing is";

  static final String COMPLETE_NEW = "multipart upload where nothing is";

  private final S3Client s3;
  private final String bucket;
  private final String prefix;
  private final String other;
  private final SampleObjects seeds;
  private final String name = "bucketpass-verify-" + UUID.randomUUID();
  private final Set<String> touched = new LinkedHashSet<>();

  /**
   * @param other another caller's prefix
   * @param seeds the objects that there are to get
   */
  PrefixProbes(S3Client s3, String bucket, String prefix, String other, SampleObjects seeds) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
    this.other = other;
    this.seeds = seeds;
  }

  /** Where a caller must not reach: what an object's key there starts with. */
  static List<String> outside(String prefix, String other) {
    String open = prefix.substring(0, prefix.length() - 1);
    return List.of(open + "2/", otherCase(prefix), open, "", other);
  }

  /** The keys that may be there now. */
  Set<String> touched() {
    return touched;
  }

  /** In this order: the later ones meet the object that the earlier ones put. */
  List<Probe> all() {
    String own = prefix + name;
    String open = prefix.substring(0, prefix.length() - 1);
    List<Probe> probes = new ArrayList<>();
    probes.add(Probe.allowedTo(Permission.CREATE, PUT_NEW, () -> put(own, true)));
    probes.add(
        Probe.allowedTo(Permission.CREATE, COMPLETE_NEW, () -> uploadInParts(own + ".parts")));
    probes.add(
        new Probe("put where an object is, if none is", this::onceMore, () -> put(own, true)));
    probes.add(Probe.allowedTo(Permission.PUT, "overwrite", () -> put(own, false)));
    if (seeds.has(prefix)) {
      probes.add(Probe.allowedTo(Permission.READ, "get", () -> get(seeds.key(prefix))));
    }
    probes.add(Probe.allowedTo(Permission.LIST, "list own prefix", () -> list(prefix)));
    probes.add(
        Probe.allowedTo(Permission.CREATE, "multipart upload, aborted", () -> multipart(own)));
    probes.add(Probe.allowedTo(Permission.DELETE, "delete", () -> delete(prefix + name)));
    outside("sibling " + open + "2/", open + "2/", probes);
    outside("other case " + otherCase(prefix), otherCase(prefix), probes);
    outside("no slash " + open, open, probes);
    outside("root", "", probes);
    outside("other caller " + other, other, probes);
    probes.add(Probe.deniedToAll("list without a prefix", () -> list(null)));
    return probes;
  }

  private void outside(String where, String start, List<Probe> probes) {
    String key = start + name;
    probes.add(Probe.deniedToAll("get: " + where, () -> get(seeds.key(start))));
    probes.add(Probe.deniedToAll("put: " + where, () -> put(key, true)));
    probes.add(Probe.deniedToAll("list: " + where, () -> list(start)));
    probes.add(
        Probe.deniedToAll(
            "copy from: " + where, () -> copy(seeds.key(start), prefix + name + ".copy")));
  }

  private Probe.Answer onceMore(AccessLevel access) {
    return access.permissions().includes(Permission.CREATE)
        ? Probe.Answer.EXISTS
        : Probe.Answer.DENIED;
  }

  private static String otherCase(String prefix) {
    String upper = prefix.toUpperCase(Locale.ROOT);
    return upper.equals(prefix) ? prefix.toLowerCase(Locale.ROOT) : upper;
  }

  private void put(String key, boolean ifNone) {
    touched.add(key);
    s3.putObject(
        put -> put.bucket(bucket).key(key).ifNoneMatch(ifNone ? "*" : null),
        RequestBody.fromString("verify"));
  }

  private void get(String key) {
    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
  }

  private void list(String start) {
    s3.listObjectsV2(list -> list.bucket(bucket).prefix(start).maxKeys(1));
  }

  private void delete(String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
  }

  private void copy(String from, String to) {
    touched.add(to);
    s3.copyObject(
        copy ->
            copy.sourceBucket(bucket).sourceKey(from).destinationBucket(bucket).destinationKey(to));
  }

  private void uploadInParts(String key) {
    touched.add(key);
    String upload = s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    try {
      String eTag =
          s3.uploadPart(
                  part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(1),
                  RequestBody.fromString("verify"))
              .eTag();
      s3.completeMultipartUpload(
          complete ->
              complete
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .ifNoneMatch("*")
                  .multipartUpload(
                      all -> all.parts(CompletedPart.builder().partNumber(1).eTag(eTag).build())));
    } catch (S3Exception denied) {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
      throw denied;
    }
  }

  private void multipart(String key) {
    String upload = s3.createMultipartUpload(create -> create.bucket(bucket).key(key)).uploadId();
    try {
      s3.uploadPart(
          part -> part.bucket(bucket).key(key).uploadId(upload).partNumber(1),
          RequestBody.fromString("verify"));
      s3.listParts(parts -> parts.bucket(bucket).key(key).uploadId(upload));
    } finally {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
    }
  }
}
