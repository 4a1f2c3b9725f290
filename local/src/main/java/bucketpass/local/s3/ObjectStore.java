package bucketpass.local.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/** S3Proxy's handler, asking nobody for a signature: whatever reaches it has been allowed. */
final class ObjectStore {
  private static final long LARGEST_OBJECT = 5L * 1024 * 1024 * 1024;
  private static final long LARGEST_XML = 2L * 1024 * 1024;
  private static final int LARGEST_CHUNK = 64 * 1024 * 1024;

  private final FlatBlobStore blobs = new FlatBlobStore();
  private final S3ProxyHandler handler;

  ObjectStore(String bucket) {
    blobs.createContainer(bucket);
    handler =
        new S3ProxyHandler(
            blobs,
            AuthenticationType.NONE,
            null,
            null,
            null,
            LARGEST_OBJECT,
            LARGEST_XML,
            LARGEST_CHUNK,
            false,
            null,
            null,
            0);
  }

  BlobStore blobs() {
    return blobs;
  }

  /** Carries out a call. What it throws, {@link S3ErrorMapper} puts into S3's words. */
  void handle(
      HttpServletRequest http,
      HttpServletResponse response,
      ParsedS3Request call,
      S3Payload payload)
      throws IOException {
    call.request()
        .parameter("uploadId")
        .ifPresent(uploadId -> blobs.requireUpload(uploadId, call.key()));
    StoreServletRequest request = new StoreServletRequest(http, call, payload);
    handler.doHandle(request, request, response, payload.body(), null);
  }
}
