package bucketpass.local.signin;

import java.util.List;
import java.util.Optional;

/**
 * Someone who can sign in to the local application, and what the tokens say of them.
 *
 * @param sub what the default prefix is made of; a real pool gives a UUID, a name reads better
 */
public record LocalUser(String username, String sub, String email, List<String> groups) {

  /** The users there are: two who may read and write what is theirs, and one who may only read. */
  public static final List<LocalUser> ALL =
      List.of(named("alice"), named("bob"), named("rita").in(List.of("readers")));

  public LocalUser {
    groups = List.copyOf(groups);
  }

  public static Optional<LocalUser> find(String username) {
    return ALL.stream().filter(user -> user.username.equals(username)).findFirst();
  }

  /** A user in no group, with what follows from the name. */
  static LocalUser named(String username) {
    return new LocalUser(username, username, username + "@example.com", List.of());
  }

  LocalUser in(List<String> someGroups) {
    return new LocalUser(username, sub, email, someGroups);
  }

  /** Everybody's password is their name: this is a development stack, and its page says so. */
  boolean hasPassword(String password) {
    return username.equals(password);
  }
}
