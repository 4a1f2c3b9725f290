package bucketpass.function.faults;

import java.io.IOException;
import java.net.Socket;

/** What an STS, or the way to it, can do other than answer as it should. */
enum Fault {
  NEVER_ANSWERS(call -> call.holdUntilItHangsUp()),
  DRIPS_ITS_ANSWER(call -> call.drip(call.ok(call.credentials()))),
  THROTTLING(call -> call.error(400, "Throttling", "Rate exceeded")),
  THROTTLING_EXCEPTION(call -> call.error(400, "ThrottlingException", "Rate exceeded")),
  REQUEST_LIMIT_EXCEEDED(
      call -> call.error(400, "RequestLimitExceeded", "Request limit exceeded.")),
  TOO_MANY_REQUESTS(call -> call.write(429, "<html><p>Too many<br></html>")),
  RESETS_WITHIN_A_RESPONSE(
      call -> {
        call.send(half(call.ok(call.credentials())));
        Thread.sleep(100); // so that the head has been read
        reset(call.socket());
      }),
  RESETS_THE_CONNECTION(call -> reset(call.socket())),
  CLOSES_THE_CONNECTION(call -> {}),
  INTERNAL_FAILURE(call -> call.error(500, "InternalFailure", "We encountered an internal error.")),
  BUSY_WITH_A_PAGE(call -> call.write(503, "<html><p>Busy<br></html>")),
  GARBAGE(call -> call.write(200, "\u0000\u0001 not xml")),
  GARBAGE_IN_AN_ERROR(call -> call.write(400, "no")),
  EMPTY(call -> call.write(200, "")),
  TRUNCATED_BODY(call -> call.send(half(call.ok(call.credentials())))),
  TRUNCATED_XML(call -> call.write(200, half(call.credentials()))),
  NO_SESSION_TOKEN(
      call ->
          call.write(200, call.credentials().replaceAll("<SessionToken>.*</SessionToken>", ""))),
  NO_EXPIRATION(
      call -> call.write(200, call.credentials().replaceAll("<Expiration>.*</Expiration>", ""))),
  ANOTHER_CALLERS_CREDENTIALS(call -> call.write(200, call.credentialsOf("mallory"))),
  REDIRECT(
      call ->
          call.send(
              "HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")),
  WRONG_REGION(
      call ->
          call.error(
              403, "SignatureDoesNotMatch", "Credential should be scoped to a valid region.")),
  REGION_DISABLED(
      call ->
          call.error(
              403, "RegionDisabledException", "STS is not activated in this region for account")),
  CLOCK_SKEW(
      call ->
          call.error(
              403,
              "SignatureDoesNotMatch",
              "Signature expired: 20261124T035000Z is now earlier than 20261124T040000Z")),
  OWN_KEYS_EXPIRED(call -> call.error(403, "ExpiredToken", "The security token is expired")),
  PACKED_POLICY_TOO_LARGE(
      call ->
          call.error(
              400,
              "PackedPolicyTooLarge",
              "Packed size of session tags consumes 114% of allotted space.")),
  MALFORMED_POLICY(call -> call.error(400, "MalformedPolicyDocument", "Syntax errors in policy.")),
  ROLE_GONE(call -> call.error(403, "AccessDenied", notAuthorized(""))),
  NO_PERMISSION(
      call ->
          call.error(
              403,
              "AccessDenied",
              notAuthorized(" because no identity-based policy allows the sts:AssumeRole action"))),
  DENIED_BY_THE_ORGANIZATION(
      call ->
          call.error(
              403,
              "AccessDenied",
              notAuthorized(" with an explicit deny in a service control policy"))),
  CALLER_REVOKED(
      call ->
          call.error(
              403,
              "AccessDenied",
              notAuthorized(" with an explicit deny in an identity-based policy"))),
  CALLER_REVOKED_BY_HAND(
      call ->
          call.error(
              403,
              "AccessDenied",
              notAuthorized(" with an explicit deny in a resource-based policy")));

  /** How a call is answered. */
  interface Answer {
    void to(FaultySts.Call call) throws IOException, InterruptedException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
  final Answer answer;

  Fault(Answer answer) {
    this.answer = answer;
  }

  private static String notAuthorized(String why) {
    return "User: arn:aws:sts::123456789012:assumed-role/function/bucketpass is not authorized to"
        + " perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/vended"
        + why;
  }

  private static String half(String text) {
    return text.substring(0, text.length() * 2 / 3);
  }

  /** RST instead of FIN. */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
