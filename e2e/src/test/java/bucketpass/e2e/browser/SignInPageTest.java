package bucketpass.e2e.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import bucketpass.local.signin.TokenLifetimes;
import com.microsoft.playwright.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInPageTest {

  @RegisterExtension static final Stage stage = new Stage();

  @Test
  void signs_in_through_the_form_and_shows_whose_pass_this_is() {
    Visitor alice = stage.visitor().opens().signsInAs("alice");

    assertThat(alice.page().locator("#name")).containsText("alice");
    assertThat(alice.page().locator("#bucket")).hasText(stage.application().bucket());
    assertThat(alice.page().locator("#access")).hasText("Read and write");
    assertThat(alice.page().locator("#ends")).containsText("Credentials end ");
    assertThat(alice.page()).hasURL(stage.application().web() + "/");
  }

  @Test
  void says_that_a_password_is_wrong_and_lets_in_who_knows_it() {
    Visitor visitor = stage.visitor().opens();
    visitor.button("Sign in").click();
    visitor.page().getByLabel("Name").fill("alice");
    visitor.page().getByLabel("Password").fill("guess");
    visitor.button("Sign in").click();
    assertThat(visitor.page().getByText("do not go together")).isVisible();

    visitor.page().getByLabel("Password").fill("alice");
    visitor.button("Sign in").click();
    assertThat(visitor.page().locator("#prefix")).hasText("alice/");
  }

  @Test
  void keeps_tokens_and_credentials_where_no_later_visitor_finds_them() {
    Visitor alice = stage.visitor().opens().signsInAs("alice");

    assertThat(alice.page().evaluate("() => localStorage.length + sessionStorage.length"))
        .isEqualTo(0);
    assertThat(alice.page().evaluate("() => document.cookie")).isEqualTo("");
    assertThat(alice.page().evaluate("() => indexedDB.databases()")).isEqualTo(List.of());
  }

  @Test
  void renews_a_token_that_ends_with_the_refresh_token() {
    List<String> grants = new CopyOnWriteArrayList<>();
    List<String> tokens = new CopyOnWriteArrayList<>();
    Visitor alice = stage.visitor().withOwnClock();
    alice
        .page()
        .onRequest(
            request -> {
              if (request.url().endsWith("/oauth2/token")) {
                grants.add(grantType(request));
              } else if (request.url().endsWith("/credentials")
                  && request.method().equals("POST")) {
                tokens.add(request.headers().get("authorization"));
              }
            });
    alice.opens().signsInAs("alice").seesTheList();

    // Both the token and the credentials live an hour.
    Duration longer = Duration.ofMinutes(61);
    stage.clock().advance(longer);
    alice.advance(longer);

    assertThat(alice.page().locator("#renewed")).containsText("renewed");
    assertThat(grants).containsExactly("authorization_code", "refresh_token");
    assertThat(tokens).hasSize(2).doesNotHaveDuplicates();
    assertThat(alice.page().locator("#problem")).isHidden();
  }

  @Test
  void asks_to_sign_in_again_when_the_refresh_token_has_ended_too() {
    Visitor bob = stage.visitor().withOwnClock().opens().signsInAs("bob").seesTheList();

    Duration longer = TokenLifetimes.DEFAULT.refresh().plusHours(1);
    stage.clock().advance(longer);
    bob.advance(longer);

    assertThat(bob.page().getByText("Your sign-in has ended")).isVisible();
    assertThat(bob.button("Sign in")).isVisible();
    assertThat(bob.page().locator("#desk")).isHidden();
  }

  @Test
  void signs_out_of_the_page_and_of_the_issuer() {
    Visitor alice = stage.visitor().opens().signsInAs("alice");

    alice.button("Sign out").click();
    alice.button("Sign in").click();

    assertThat(alice.page().getByLabel("Password")).isVisible();
  }

  @Test
  void refuses_a_code_that_it_has_not_asked_for() {
    Visitor visitor = stage.visitor();

    visitor.page().navigate(stage.application().web() + "/?code=stolen&state=guessed");

    assertThat(visitor.page().getByText("was not started here")).isVisible();
    assertThat(visitor.page()).hasURL(stage.application().web() + "/");
  }

  private static String grantType(Request request) {
    return request.postData().replaceAll("^(?:.*&)?grant_type=([a-z_]+).*$", "$1");
  }
}
