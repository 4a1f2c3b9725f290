package bucketpass.local.s3;

import bucketpass.local.protocol.AwsErrorException;
import bucketpass.local.protocol.UriEncoding;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store in memory whose keys are only names, as in S3.
 *
 * <p>S3Proxy's own takes a key for a path: it resolves {@code ..}, cannot hold {@code a} beside
 * {@code a/b}, and walks every object for each page of a listing. Here each key is one file whose
 * name is the key percent-encoded, slashes too, so that there is nothing to resolve; and the keys
 * are also kept in order, so that a page costs what it holds.
 */
final class FlatBlobStore extends ForwardingBlobStore {
  /** The names under which S3Proxy keeps what it knows of an unfinished upload. */
  private static final List<String> BOOKKEEPING = List.of(".mpus-", ".s3proxy-");

  private final KeyIndex keys = new KeyIndex();
  private final Map<String, String> keyOfUpload = new ConcurrentHashMap<>();

  FlatBlobStore() {
    super(new TransientNio2BlobStore());
  }

  /**
   * Encodes a key as a file name. Each character is encoded by itself, so the encoding of a longer
   * name starts with that of its start: S3Proxy finds parts by the start of their name.
   */
  static String file(String key) {
    String name = UriEncoding.encode(key);
    // The only two names that a directory gives a meaning to.
    return name.equals(".") || name.equals("..") ? name.replace(".", "%2E") : name;
  }

  private static String key(String file) {
    return UriEncoding.decode(file);
  }

  private void written(String key) {
    if (BOOKKEEPING.stream().noneMatch(key::startsWith)) {
      keys.add(key);
    }
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    if (!containerExists(request.bucket())) {
      throw S3Exceptions.noSuchBucket(request.bucket(), "");
    }
    return keys.list(request, key -> currentOrNull(request.bucket(), key));
  }

  /** S3Proxy says of an object under a delete marker that it is gone, and of others nothing. */
  private HeadObjectResponse currentOrNull(String container, String key) {
    try {
      return blobMetadata(container, key);
    } catch (NoSuchKeyException e) {
      return null;
    }
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    PutObjectResponse response =
        super.putBlob(request.toBuilder().key(file(request.key())).build(), payload);
    written(request.key());
    return response;
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    CopyObjectResponse response =
        super.copyBlob(
            request.toBuilder()
                .sourceKey(file(request.sourceKey()))
                .destinationKey(file(request.destinationKey()))
                .build());
    written(request.destinationKey());
    return response;
  }

  @Override
  public boolean blobExists(String container, String name) {
    return super.blobExists(container, file(name));
  }

  @Override
  public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
    return super.blobMetadata(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
    return super.getBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public void removeBlob(String container, String name) {
    super.removeBlob(container, file(name));
  }

  @Override
  public DeleteObjectResponse removeBlob(String container, String name, String versionId) {
    DeleteObjectResponse response = super.removeBlob(container, file(name), versionId);
    // Removing a delete marker brings the key back.
    written(name);
    return response;
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    return super.removeBlob(request.toBuilder().key(file(request.key())).build());
  }

  @Override
  public ListObjectVersionsResponse listVersions(ListObjectVersionsRequest request) {
    ListObjectVersionsResponse page =
        super.listVersions(
            request.toBuilder()
                .prefix(nullable(request.prefix(), FlatBlobStore::file))
                .delimiter(nullable(request.delimiter(), FlatBlobStore::file))
                .keyMarker(nullable(request.keyMarker(), FlatBlobStore::file))
                .build());
    return page.toBuilder()
        .versions(
            page.versions().stream().map(v -> v.toBuilder().key(key(v.key())).build()).toList())
        .deleteMarkers(
            page.deleteMarkers().stream()
                .map(m -> m.toBuilder().key(key(m.key())).build())
                .toList())
        .commonPrefixes(
            page.commonPrefixes().stream()
                .map(p -> p.toBuilder().prefix(key(p.prefix())).build())
                .toList())
        .nextKeyMarker(nullable(page.nextKeyMarker(), FlatBlobStore::key))
        .build();
  }

  private static String nullable(String text, UnaryOperator<String> change) {
    return text == null ? null : change.apply(text);
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name) {
    return super.getBlobAccess(container, file(name));
  }

  @Override
  public ObjectCannedACL getBlobAccess(String container, String name, String versionId) {
    return super.getBlobAccess(container, file(name), versionId);
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    MultipartUpload upload =
        super.initiateMultipartUpload(request.toBuilder().key(file(request.key())).build());
    keyOfUpload.put(upload.id(), request.key());
    return new MultipartUpload(upload.id(), request, upload.response());
  }

  /**
   * Refuses an upload that was begun for another key. S3Proxy itself takes a part for any key, and
   * forgets an upload before it finds that it cannot be aborted under this one.
   */
  void requireUpload(String uploadId, String key) {
    if (!key.equals(keyOfUpload.get(uploadId))) {
      throw new AwsErrorException(
          404,
          "NoSuchUpload",
          "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
    }
  }

  private static MultipartUpload inFile(MultipartUpload upload) {
    return new MultipartUpload(
        upload.id(),
        upload.request().toBuilder().key(file(upload.blobName())).build(),
        upload.response());
  }

  @Override
  public void abortMultipartUpload(MultipartUpload upload) {
    super.abortMultipartUpload(inFile(upload));
    keyOfUpload.remove(upload.id());
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse response =
        super.completeMultipartUpload(
            inFile(upload), request.toBuilder().key(file(request.key())).build());
    written(upload.blobName());
    keyOfUpload.remove(upload.id());
    return response;
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream body) {
    return super.uploadMultipartPart(
        inFile(upload), request.toBuilder().key(file(request.key())).build(), body);
  }

  @Override
  public List<Part> listMultipartUpload(MultipartUpload upload) {
    return super.listMultipartUpload(inFile(upload));
  }

  @Override
  public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(
      String container) {
    return super.listMultipartUploads(container).stream()
        .map(upload -> upload.toBuilder().key(key(upload.key())).build())
        .toList();
  }
}
