package bucketpass.sts;

import java.util.Optional;

/** The keys that sign a call to AWS. */
record AwsKeys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

  /** A record would print its components, and these are secrets. */
  @Override
  public String toString() {
    return "AwsKeys[" + accessKeyId + "]";
  }
}
