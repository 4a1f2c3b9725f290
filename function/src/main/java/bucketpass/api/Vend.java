package bucketpass.api;

import bucketpass.grant.Grant;
import bucketpass.sts.VendedCredentials;

/** Credentials, and what they are for. */
record Vend(String bucket, String region, Grant grant, VendedCredentials credentials) {}
