package bucketpass.cli.verify;

import bucketpass.core.place.AccessLevel;
import bucketpass.core.place.Permission;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Runs the probes of a prefix with one set of credentials after another, and cleans up. */
final class Verification {

  private static final Set<String> WRITE_ONCE_PUTS =
      Set.of(PrefixProbes.PUT_NEW, PrefixProbes.COMPLETE_NEW);

  private final String bucket;
  private final String prefix;
  private final String other;
  private final VerificationTable table;
  private final SampleObjects seeds;
  private final Set<String> left = new LinkedHashSet<>();
  private boolean writeOnceDenied;

  Verification(String bucket, String prefix, String other, VerificationTable table) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.other = other;
    this.table = table;
    this.seeds = new SampleObjects(bucket);
  }

  /** Puts what is to be got or not, as somebody who may. */
  void seed(S3Client s3, List<String> places) {
    seeds.put(s3, places.stream().filter(place -> !seeds.has(place)).toList());
  }

  void run(String with, AccessLevel access, S3Client s3) {
    PrefixProbes probes = new PrefixProbes(s3, bucket, prefix, other, seeds);
    for (Probe probe : probes.all()) {
      Object seen = seen(probe);
      table.row(with, probe.name(), probe.expected().apply(access), seen);
      writeOnceDenied |=
          !access.permissions().includes(Permission.PUT)
              && access.permissions().includes(Permission.CREATE)
              && WRITE_ONCE_PUTS.contains(probe.name())
              && seen == Probe.Answer.DENIED;
    }
    left.addAll(undeletable(s3, probes.touched()));
  }

  private static Object seen(Probe probe) {
    try {
      return probe.seen();
    } catch (S3Exception e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  /** Ends the trying: what was put to be got is no longer needed. */
  void end() {
    if (writeOnceDenied) {
      table.note(
          "A write-once put was denied. If the template's parameter WriteOnceCheck is value, S3's"
              + " condition key s3:if-none-match may not carry the header's value. Deploy with"
              + " WriteOnceCheck=presence and verify again.");
    }
    left.addAll(seeds.keys());
  }

  /** Deletes what these credentials may delete of what is left. */
  void clean(S3Client s3) {
    left.retainAll(undeletable(s3, left));
  }

  /** Deletes what it can. Deleting what is not there is well. */
  private Set<String> undeletable(S3Client s3, Set<String> keys) {
    Set<String> still = new LinkedHashSet<>();
    for (String key : keys) {
      try {
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
      } catch (S3Exception denied) {
        still.add(key);
      }
    }
    return still;
  }

  Set<String> left() {
    return left;
  }
}
