package bucketpass.local.signin;

import java.util.List;
import java.util.Optional;

/**
 * Someone who can sign in to the local application, and what the tokens say of them.
 *
 * @param sub what the default prefix is made of; a real pool gives a UUID, a name reads better
 */
public record User(String username, String sub, String email, List<String> groups) {

  /** The users there are: two who may read and write what is theirs, and one who may only read. */
  public static final List<User> ALL =
      List.of(named("alice"), named("bob"), named("rita").in(List.of("readers")));

  public User {
    groups = List.copyOf(groups);
  }

  public static Optional<User> find(String username) {
    return ALL.stream().filter(user -> user.username.equals(username)).findFirst();
  }

  /** A user in no group, with what follows from the name. */
  static User named(String username) {
    return new User(username, username, username + "@example.com", List.of());
  }

  User in(List<String> someGroups) {
    return new User(username, sub, email, someGroups);
  }

  /** Everybody's password is their name: this is a development stack, and its page says so. */
  boolean hasPassword(String password) {
    return username.equals(password);
  }
}
