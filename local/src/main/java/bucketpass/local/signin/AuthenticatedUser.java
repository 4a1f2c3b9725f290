package bucketpass.local.signin;

import java.time.Instant;

/** A sign-in that happened. Every token that comes of it names its moment. */
record AuthenticatedUser(LocalUser user, Instant at) {}
