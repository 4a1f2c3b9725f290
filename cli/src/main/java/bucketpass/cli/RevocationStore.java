package bucketpass.cli;

import bucketpass.cli.console.CommandFailedException;
import bucketpass.cli.console.ErrorMessages;
import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** What was taken back of a vended role, as its inline policies have it. */
final class RevocationStore {

  /** More than IAM's and S3's clocks are apart. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  private final IamClient iam;
  private final Role vended;
  private final Instant now;

  /** Looks the role up. */
  RevocationStore(IamClient iam, Arn roleArn) {
    GetRoleResponse answer = iam.getRole(get -> get.roleName(nameOf(roleArn)));
    this.iam = iam;
    this.vended = answer.role();
    // AWS's time and not this machine's: where that is slow, sessions would slip through.
    this.now =
        answer
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
            .orElseThrow(() -> new CommandFailedException("IAM's answer has no date"));
  }

  /** The end of this second: times of issue are in whole seconds. */
  Instant now() {
    return now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
  }

  /** When every session that it can hit has ended; never, where it hits those to come. */
  Optional<Instant> end(Revocation revocation) {
    Duration longest = Duration.ofSeconds(vended.maxSessionDuration());
    return revocation.issuedBefore().map(time -> time.plus(longest).plus(SKEW));
  }

  /** The names of the policies, and what each takes back. */
  Map<String, Revocation> list() {
    Map<String, Revocation> found = new LinkedHashMap<>();
    iam.listRolePoliciesPaginator(list -> list.roleName(vended.roleName())).policyNames().stream()
        .filter(name -> name.startsWith(Revocation.NAME))
        .forEach(name -> read(name).ifPresent(revocation -> found.put(name, revocation)));
    return found;
  }

  private Optional<Revocation> read(String policyName) {
    try {
      String document =
          iam.getRolePolicy(get -> get.roleName(vended.roleName()).policyName(policyName))
              .policyDocument();
      return Revocation.read(URLDecoder.decode(document, StandardCharsets.UTF_8));
    } catch (NoSuchEntityException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /**
   * Takes back; first from the sessions, which is the urgent part, then from those to come.
   *
   * @throws CommandFailedException when there is no room, also without what is over or made
   *     needless; or when the second part failed, and the first stays
   */
  void add(Revocation revocation) {
    Predicate<Revocation> needless = other -> isOver(other) || revocation.covers(other);
    try {
      put(vended.roleName(), revocation.policyName(), revocation.ofSessions());
    } catch (LimitExceededException full) {
      remove(needless);
      putOrSayFull(vended.roleName(), revocation.policyName(), revocation.ofSessions());
    }
    if (revocation.issuedBefore().isEmpty()) {
      refuse(revocation);
    }
    remove(needless);
  }

  private void refuse(Revocation revocation) {
    try {
      putOrSayFull(functionRole(), revocation.policyName(), revocation.ofVending(vended.arn()));
    } catch (CommandFailedException | SdkException e) {
      throw new CommandFailedException(
          "half done: no session of %s works, issued or yet to be, but the API may go on vending: %s"
                  .formatted(revocation.caller().orElse("anybody"), ErrorMessages.of(e))
              + ". That put right, the same command again does the rest; --undo in place of"
              + " --refuse gives back what is done",
          e);
    }
  }

  /** Gives back what was taken from this caller; from all at once, where none is named. */
  void undo(Optional<String> caller) {
    remove(revocation -> isOver(revocation) || revocation.caller().equals(caller));
  }

  /** No session can be left of it. */
  private boolean isOver(Revocation revocation) {
    return end(revocation).filter(now::isAfter).isPresent();
  }

  /** What is not there, or not any more, is as it should be. */
  private void remove(Predicate<Revocation> which) {
    list()
        .forEach(
            (name, revocation) -> {
              if (which.test(revocation)) {
                if (revocation.issuedBefore().isEmpty()) {
                  delete(functionRole(), name);
                }
                delete(vended.roleName(), name);
              }
            });
  }

  private void put(String role, String name, String document) {
    iam.putRolePolicy(put -> put.roleName(role).policyName(name).policyDocument(document));
  }

  private void putOrSayFull(String role, String name, String document) {
    try {
      put(role, name, document);
    } catch (LimitExceededException e) {
      throw new CommandFailedException(
          "the role %s has no room for this: IAM allows its inline policies 10,240 characters. "
                  .formatted(role)
              + "Undo some that --list shows, or take back everybody's with --all",
          e);
    }
  }

  private void delete(String role, String name) {
    try {
      iam.deleteRolePolicy(delete -> delete.roleName(role).policyName(name));
    } catch (NoSuchEntityException e) {
      // Another operator was faster.
    }
  }

  /** Whom the vended role trusts: the function's role, and with the template's policy none else. */
  private String functionRole() {
    String trust = URLDecoder.decode(vended.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    for (JsonNode statement : PrettyJson.read(trust, "the trust policy").path("Statement")) {
      Optional<Arn> principal = Arn.tryFromString(statement.at("/Principal/AWS").asText());
      if (statement.path("Action").asText().equals("sts:AssumeRole")
          && statement.path("Effect").asText().equals("Allow")
          && principal.filter(arn -> arn.resourceAsString().startsWith("role/")).isPresent()) {
        return nameOf(principal.get());
      }
    }
    throw new CommandFailedException(
        "%s trusts no role, so there is no function to refuse the caller"
            .formatted(vended.roleName()));
  }

  /** A role's ARN has its path before its name. */
  private static String nameOf(Arn role) {
    String resource = role.resourceAsString();
    return resource.substring(resource.lastIndexOf('/') + 1);
  }
}
