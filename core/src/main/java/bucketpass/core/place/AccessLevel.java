package bucketpass.core.place;

import static bucketpass.core.place.Permission.CREATE;
import static bucketpass.core.place.Permission.DELETE;
import static bucketpass.core.place.Permission.LIST;
import static bucketpass.core.place.Permission.PUT;
import static bucketpass.core.place.Permission.READ;

import bucketpass.core.result.ErrorCode;
import bucketpass.core.result.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * A name for a set of permissions, widest first. A new level is one line here: policies, tags and
 * the role name its permissions.
 */
public enum AccessLevel {
  READ_WRITE("read-write", LIST, READ, PUT, DELETE),
  READ_ONLY("read-only", LIST, READ),
  /** Puts and replaces objects, and neither reads, lists nor deletes. */
  WRITE_ONLY("write-only", PUT),
  /** Puts an object only where none is. */
  WRITE_ONCE("write-once", CREATE);

  private final String id;

  // Immutable: the record copies what it is given. Error Prone's annotation would be a dependency.
  @SuppressWarnings("ImmutableEnumChecker")
  private final PermissionSet permissions;

  AccessLevel(String id, Permission... permissions) {
    this.id = id;
    this.permissions = PermissionSet.of(permissions).requireForSession();
  }

  /** Returns the name in settings, requests, responses and the log. */
  public String id() {
    return id;
  }

  /** Returns what the level permits. */
  public PermissionSet permissions() {
    return permissions;
  }

  /** Returns each level that permits no more than these permissions, widest first. */
  public static List<AccessLevel> within(PermissionSet most) {
    List<AccessLevel> levels = new ArrayList<>();
    for (AccessLevel access : values()) {
      if (most.containsAll(access.permissions)) {
        levels.add(access);
      }
    }
    return List.copyOf(levels);
  }

  /** The level of that name, or {@code InvalidAccess}. */
  public static Result<AccessLevel> parse(String text) {
    List<String> ids = new ArrayList<>();
    for (AccessLevel access : values()) {
      if (access.id.equals(text)) {
        return Result.ok(access);
      }
      ids.add(access.id);
    }
    return Result.refused(
        ErrorCode.INVALID_ACCESS, "The access must be one of: " + String.join(", ", ids) + ".");
  }

  @Override
  public String toString() {
    return id;
  }
}
