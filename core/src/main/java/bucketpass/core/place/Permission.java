package bucketpass.core.place;

import java.util.Locale;

/** One thing that a session may do with the keys under its prefix. */
public enum Permission {
  /** List the keys. */
  LIST,
  /** Get objects, their tags and their ACLs. */
  READ,
  /** Put objects, also where one is; includes {@link #CREATE}. */
  PUT,
  /** Put an object only where no object is. */
  CREATE,
  /** Delete objects. */
  DELETE;

  /** Returns the name, {@code [a-z]+}, that the session tag {@code access} holds. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
