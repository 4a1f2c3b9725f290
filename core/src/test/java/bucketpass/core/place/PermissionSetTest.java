package bucketpass.core.place;

import static bucketpass.core.place.Permission.CREATE;
import static bucketpass.core.place.Permission.DELETE;
import static bucketpass.core.place.Permission.LIST;
import static bucketpass.core.place.Permission.PUT;
import static bucketpass.core.place.Permission.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bucketpass.core.session.SessionPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PermissionSetTest {

  private static PermissionSet set(Permission... permissions) {
    return PermissionSet.of(permissions);
  }

  @ParameterizedTest
  @CsvSource({
    "READ_WRITE, /list/read/put/delete/",
    "READ_ONLY, /list/read/",
    "WRITE_ONLY, /put/",
    "WRITE_ONCE, /create/"
  })
  void a_level_has_one_canonical_text(AccessLevel access, String text) {
    assertThat(access.permissions().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource
  void a_permission_is_named_in_small_letters(Permission permission) {
    assertThat(permission.id()).matches("[a-z]+");
  }

  @Test
  void order_and_implied_permissions_do_not_change_the_text() {
    assertThat(set(DELETE, CREATE, PUT, LIST)).isEqualTo(set(LIST, PUT, DELETE));
    assertThat(set(DELETE, CREATE, PUT, LIST).text()).isEqualTo("/list/put/delete/");
    assertThat(set().text()).isEqualTo("/");
  }

  @Test
  void put_includes_create_and_not_the_other_way_round() {
    assertThat(set(PUT).containsAll(set(CREATE))).isTrue();
    assertThat(set(CREATE).containsAll(set(PUT))).isFalse();
    assertThat(set(LIST).containsAll(set(READ))).isFalse();
    assertThat(set(LIST, READ).containsAll(set())).isTrue();
  }

  @Test
  void union_permits_everything_that_a_member_permits() {
    assertThat(PermissionSet.union(List.of(set(LIST, READ), set(CREATE))).text())
        .isEqualTo("/list/read/create/");
    assertThat(PermissionSet.union(List.of(set(PUT), set(CREATE)))).isEqualTo(set(PUT));
    assertThat(PermissionSet.union(List.of())).isEqualTo(set());
  }

  /** Groups of one caller may allow both; a session of both is not write-once and is not made. */
  @Test
  void create_with_delete_is_a_limit_and_no_session() {
    PermissionSet both = PermissionSet.union(List.of(set(CREATE), set(DELETE, LIST)));
    assertThat(AccessLevel.within(both)).containsExactly(AccessLevel.WRITE_ONCE);
    assertThatIllegalArgumentException().isThrownBy(both::requireForSession);
    assertThatIllegalArgumentException().isThrownBy(() -> policy(both));
    assertThat(policy(set(CREATE, PUT, DELETE)).json()).contains("s3:DeleteObject");
  }

  @Test
  void no_permission_is_no_session() {
    assertThatIllegalArgumentException().isThrownBy(() -> policy(set()));
  }

  /** Future levels: each permission adds its own actions, and nothing else. */
  @ParameterizedTest
  @CsvSource({
    "LIST, s3:ListBucket s3:GetBucketLocation",
    "READ, s3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTagging",
    "PUT, s3:PutObject s3:AbortMultipartUpload s3:ListMultipartUploadParts",
    "CREATE, s3:PutObject s3:AbortMultipartUpload s3:ListMultipartUploadParts",
    "DELETE, s3:DeleteObject"
  })
  void a_permission_allows_its_own_actions(Permission permission, String actions) {
    String json = policy(set(permission)).json();
    assertThat(json.split("\"", -1))
        .filteredOn(word -> word.matches("s3:[A-Z]\\w+") && !word.endsWith("CreationOperation"))
        .containsOnly(actions.split(" ", -1));
  }

  private static SessionPolicy policy(PermissionSet permissions) {
    return SessionPolicy.of("aws", "b", new Prefix("a b/"), permissions, Optional.empty());
  }
}
