package bucketpass.cli;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.options.ApiOptions;
import bucketpass.cli.options.AwsOptions;
import bucketpass.client.BucketpassCredentials;
import bucketpass.client.BucketpassCredentialsProvider;
import bucketpass.core.place.AccessLevel;
import com.fasterxml.jackson.databind.SequenceWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Lists keys page by page, so that a bucket of any size fits in memory. */
@Command(
    name = "list",
    description = "List the keys of a bucket, or with --api those of your own prefix.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private static final Duration URL_LIFETIME = Duration.ofHours(1);

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private AwsOptions aws;
  @ArgGroup private Form form;

  @Parameters(
      arity = "0..1",
      paramLabel = "BUCKET",
      description = "The bucket; with --api it is known.")
  private String bucket;

  @Option(names = "--prefix", paramLabel = "P", description = "List keys that start with this.")
  private String prefix;

  @Option(
      names = "--urls",
      description =
          "Add a presigned URL to each key, good for an hour or as long as the credentials are.")
  private boolean urls;

  private static final class Form {
    @Option(names = "--nl", arity = "0", description = "Newline-delimited JSON.")
    private boolean nl;

    @Option(names = "--csv", arity = "0", description = "Comma-separated values with a header.")
    private boolean csv;

    @Option(names = "--tsv", arity = "0", description = "Tab-separated values with a header.")
    private boolean tsv;

    private ListingFormat format() {
      if (nl) {
        return ListingFormat.NL;
      }
      return csv ? ListingFormat.CSV : tsv ? ListingFormat.TSV : ListingFormat.JSON;
    }
  }

  /** Where to list, and as whom. */
  private record Place(
      AwsCredentialsProvider credentials, Region region, String bucket, String prefix) {}

  @Override
  public Integer call() throws IOException {
    if (!api.isGiven()) {
      if (bucket == null) {
        throw new ParameterException(spec.commandLine(), "Missing required parameter: 'BUCKET'");
      }
      list(new Place(aws.operator(), aws.region(), bucket, prefix));
      return 0;
    }
    try (BucketpassCredentialsProvider caller =
        api.credentials(
            Optional.of(AccessLevel.READ_ONLY), Optional.ofNullable(prefix), Optional.empty())) {
      BucketpassCredentials vended = caller.vended();
      if (bucket != null && !bucket.equals(vended.bucket())) {
        throw new CommandFailedException(
            "the API is for the bucket '" + vended.bucket() + "': leave BUCKET out");
      }
      list(new Place(caller, Region.of(vended.region()), vended.bucket(), vended.prefix()));
    }
    return 0;
  }

  private void list(Place place) throws IOException {
    try (S3Client s3 = aws.s3(place.credentials(), place.region());
        S3Presigner presigner = aws.presigner(place.credentials(), place.region())) {
      ListingFormat format = form == null ? ListingFormat.JSON : form.format();
      ListingRow rows =
          new ListingRow(
              format.isFlat(),
              urls ? Optional.of(key -> url(presigner, place.bucket(), key)) : Optional.empty());
      PrintWriter out = spec.commandLine().getOut();
      // Closed only after the last row: a listing that broke off must not end as a whole one does.
      SequenceWriter writer = format.open(out, rows.columns());
      ProgressLine progress = new ProgressLine();
      for (ListObjectsV2Response page : s3.listObjectsV2Paginator(request(place))) {
        for (S3Object object : page.contents()) {
          writer.write(rows.row(object));
        }
        writer.flush();
        if (out.checkError()) {
          throw new CommandFailedException(
              "could not write the listing: the pipe is closed or the disk full");
        }
        progress.add(page.contents().size());
      }
      progress.end();
      writer.close();
      format.endLine(out, progress.count());
    }
  }

  private static ListObjectsV2Request request(Place place) {
    return ListObjectsV2Request.builder()
        .bucket(place.bucket())
        .prefix(place.prefix())
        .fetchOwner(true)
        .encodingType(EncodingType.URL)
        .build();
  }

  private static String url(S3Presigner presigner, String bucket, String key) {
    return presigner
        .presignGetObject(
            presign ->
                presign
                    .signatureDuration(URL_LIFETIME)
                    .getObjectRequest(get -> get.bucket(bucket).key(key)))
        .url()
        .toString();
  }
}
