package bucketpass.function.sts;

import bucketpass.core.grant.Grant;

/** Credentials, and what they are for. */
public record VendedCredentials(
    String bucket, String region, Grant grant, StsCredentials credentials) {}
