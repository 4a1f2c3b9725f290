package bucketpass.local.s3;

import bucketpass.local.account.AwsSession;
import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.XmlWriter;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.w3c.dom.Element;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Deletes up to a thousand keys, each as if it were asked for by itself: those that the caller may
 * not delete are named in the answer, and the others are gone.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html">DeleteObjects</a>
 */
record DeleteObjectsOperation(S3Authorizer access, BlobStore store, ObjectTags tags) {
  private static final int MOST_KEYS = 1000;

  String call(AwsSession caller, ParsedS3Request call, XmlDocument body) {
    List<Element> objects = body.elements("Object");
    if (objects.isEmpty() || objects.size() > MOST_KEYS) {
      throw new AwsErrorException(400, "MalformedXML", "A delete names from 1 to 1000 objects.");
    }
    boolean quiet =
        body.elements("Quiet").stream().anyMatch(e -> e.getTextContent().equals("true"));
    XmlWriter answer = new XmlWriter().open("DeleteResult", S3ResponseWriter.NAMESPACE);
    for (Element object : objects) {
      String key = XmlDocument.text(object, "Key");
      String version = XmlDocument.textOrNull(object, "VersionId");
      try {
        access.checkKey(
            caller, call, version == null ? "s3:DeleteObject" : "s3:DeleteObjectVersion", key);
        DeleteObjectResponse deleted = store.removeBlob(call.bucket(), key, version);
        tags.remove(key);
        if (!quiet) {
          deleted(answer, key, version, deleted);
        }
      } catch (AwsErrorException e) {
        error(answer, key, version, e.code(), e.getMessage());
      } catch (S3Exception e) {
        error(
            answer,
            key,
            version,
            e.awsErrorDetails().errorCode(),
            e.awsErrorDetails().errorMessage());
      }
    }
    return answer.end();
  }

  private static void deleted(
      XmlWriter answer, String key, String version, DeleteObjectResponse deleted) {
    answer.open("Deleted").element("Key", key);
    if (version != null) {
      answer.element("VersionId", version);
    }
    if (Boolean.TRUE.equals(deleted.deleteMarker())) {
      answer.element("DeleteMarker", "true").element("DeleteMarkerVersionId", deleted.versionId());
    }
    answer.close();
  }

  private static void error(
      XmlWriter answer, String key, String version, String code, String message) {
    answer.open("Error").element("Key", key);
    if (version != null) {
      answer.element("VersionId", version);
    }
    answer.element("Code", code).element("Message", message).close();
  }
}
