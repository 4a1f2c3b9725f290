package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.DecodedRequest;
import bucketpass.local.protocol.XmlWriter;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/** The tags of objects, which S3Proxy does not keep. Of the current version alone. */
final class ObjectTags {
  private static final int MOST_TAGS = 10;

  private final Map<String, Map<String, String>> byKey = new ConcurrentHashMap<>();

  /** The tags in a header {@code x-amz-tagging}. */
  static SortedMap<String, String> of(String header) {
    try {
      SortedMap<String, String> tags = DecodedRequest.parameters(header);
      Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      names.addAll(tags.keySet());
      if (names.size() < tags.size()) {
        // S3 takes them as two; a policy's condition could not tell one from the other.
        throw new AwsErrorException(
            501,
            "NotImplemented",
            "The local S3 takes no two tags whose keys differ in case alone.");
      }
      return tags;
    } catch (IllegalArgumentException e) {
      throw new AwsErrorException(
          400,
          "InvalidArgument",
          "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.");
    }
  }

  /** Replaces an object's tags by those of the header {@code x-amz-tagging}, or by none. */
  void written(String key, String header) {
    put(key, header == null ? Map.of() : of(header));
  }

  /** Replaces an object's tags by those of a Tagging document. */
  void put(String key, XmlDocument document) {
    Map<String, String> tags = new TreeMap<>();
    for (Element tag : document.elements("Tag")) {
      if (tags.put(XmlDocument.text(tag, "Key"), XmlDocument.text(tag, "Value")) != null) {
        throw new AwsErrorException(
            400, "InvalidTag", "Cannot provide multiple Tags with the same key");
      }
    }
    put(key, tags);
  }

  private void put(String key, Map<String, String> tags) {
    if (tags.size() > MOST_TAGS) {
      throw new AwsErrorException(400, "BadRequest", "Object tags cannot be greater than 10");
    }
    if (tags.isEmpty()) {
      byKey.remove(key);
    } else {
      byKey.put(key, Map.copyOf(tags));
    }
  }

  void remove(String key) {
    byKey.remove(key);
  }

  /** The Tagging document of an object. */
  String document(String key) {
    XmlWriter xml = new XmlWriter().open("Tagging", S3ResponseWriter.NAMESPACE).open("TagSet");
    new TreeMap<>(byKey.getOrDefault(key, Map.of()))
        .forEach(
            (name, value) -> xml.open("Tag").element("Key", name).element("Value", value).close());
    return xml.end();
  }
}
