package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import bucketpass.cli.console.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Keys as rows, with the columns of {@code s3-credentials list-bucket}; what S3 does not say is
 * absent.
 *
 * @param flat whether a row's value must be text
 * @param url makes a key's URL, if there shall be one
 */
public record ListingRow(boolean flat, Optional<UnaryOperator<String>> url) {

  List<String> columns() {
    List<String> columns =
        new ArrayList<>(List.of("Key", "LastModified", "ETag", "Size", "StorageClass", "Owner"));
    url.ifPresent(any -> columns.add("URL"));
    return columns;
  }

  public Map<String, Object> row(S3Object object) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("Key", object.key());
    row.put(
        "LastModified", object.lastModified() == null ? null : object.lastModified().toString());
    row.put("ETag", object.eTag());
    row.put("Size", object.size());
    row.put("StorageClass", object.storageClassAsString());
    row.put("Owner", object.owner() == null ? null : owner(object.owner()));
    url.ifPresent(of -> row.put("URL", of.apply(object.key())));
    row.values().removeIf(value -> value == null);
    if (flat && Terminal.isTerminal()) {
      // Before quoting, so that a line break in a key does not become one on the screen.
      row.replaceAll((column, value) -> value instanceof String s ? Terminal.escape(s) : value);
    }
    return row;
  }

  private Object owner(Owner owner) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("DisplayName", owner.displayName());
    members.put("ID", owner.id());
    members.values().removeIf(value -> value == null);
    return flat ? PrettyJson.MAPPER.valueToTree(members).toString() : members;
  }
}
