package bucketpass.client;

import java.io.IOException;

/**
 * Where the provider gets the caller's Cognito token from: the part that an app's own sign-in
 * plays.
 *
 * <p>A lambda will do where the sign-in library renews tokens by itself. Override {@link
 * #renewed()} where it has to be told.
 */
@FunctionalInterface
public interface TokenProvider {

  /**
   * Gives the token to send: the bare JWT, without {@code Bearer}.
   *
   * @throws IOException where the token could not be had now but may be later, as without a network
   * @throws RuntimeException where the caller has to sign in again; it reaches who asked for
   *     credentials as the cause of a {@link BucketpassException}
   */
  String current() throws IOException;

  /**
   * Gives a token made anew with the refresh token. Called once when the API has answered 401 to
   * the current one.
   *
   * @throws IOException as {@link #current()}
   */
  default String renewed() throws IOException {
    return current();
  }
}
