package bucketpass.core.place;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Permissions, of which {@code put} includes {@code create}. Two sets that permit the same are
 * equal and have the same text.
 *
 * <p>A set may hold {@code create} and {@code delete} without {@code put}: two groups of one caller
 * can allow that much together. No session gets such a set, because a caller who deletes an object
 * can then write another in its place; see {@link #requireForSession}.
 *
 * @param permissions without {@code create} where there is {@code put}
 */
public record PermissionSet(Set<Permission> permissions) {

  public PermissionSet {
    EnumSet<Permission> canonical = EnumSet.noneOf(Permission.class);
    canonical.addAll(permissions);
    if (canonical.contains(Permission.PUT)) {
      canonical.remove(Permission.CREATE);
    }
    permissions = Set.copyOf(canonical);
  }

  /** Returns the set of these permissions; of none, the empty set. */
  public static PermissionSet of(Permission... permissions) {
    return new PermissionSet(Set.copyOf(List.of(permissions)));
  }

  /** Returns what at least one of the sets permits. */
  public static PermissionSet union(Collection<PermissionSet> sets) {
    EnumSet<Permission> union = EnumSet.noneOf(Permission.class);
    for (PermissionSet set : sets) {
      union.addAll(set.permissions);
    }
    return new PermissionSet(union);
  }

  /** Returns whether the set includes a permission: {@code put} includes {@code create}. */
  public boolean includes(Permission permission) {
    return permissions.contains(permission)
        || (permission == Permission.CREATE && permissions.contains(Permission.PUT));
  }

  /** Returns whether this set permits all that the other one does. */
  public boolean containsAll(PermissionSet other) {
    // A loop: a stream for each level was a tenth of what claims to policy allocates.
    for (Permission permission : other.permissions) {
      if (!includes(permission)) {
        return false;
      }
    }
    return true;
  }

  public boolean isEmpty() {
    return permissions.isEmpty();
  }

  /**
   * Returns this set, which a session may have.
   *
   * @throws IllegalArgumentException if it is empty, for STS reads a missing policy as everything,
   *     or if it creates and deletes without {@code put}, which would not be write-once
   */
  public PermissionSet requireForSession() {
    if (isEmpty()) {
      throw new IllegalArgumentException("a session needs a permission");
    }
    if (permissions.contains(Permission.CREATE) && permissions.contains(Permission.DELETE)) {
      throw new IllegalArgumentException("create with delete is not write-once: use put");
    }
    return this;
  }

  /**
   * Returns the value of the session tag {@code access}, such as {@code /list/read/}. The names
   * stand in the order of {@link Permission}, each between slashes, so that {@code *}{@code
   * /read/*} in a policy matches a whole name.
   */
  public String text() {
    StringBuilder text = new StringBuilder("/");
    for (Permission permission : Permission.values()) {
      if (permissions.contains(permission)) {
        text.append(permission.id()).append('/');
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
