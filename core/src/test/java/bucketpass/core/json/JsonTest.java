package bucketpass.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Property
  void any_text_comes_back_as_it_was_written_in_ascii(@ForAll String text) throws IOException {
    String written = Json.write(JsonObject.of("text", text));

    assertThat(written).isASCII();
    assertThat(Json.read(written).text("text")).contains(text);
  }

  @Test
  void null_is_a_member() throws IOException {
    JsonObject read = Json.read("{\"a\":null,\"b\":[null]}");

    assertThat(read.has("a")).isTrue();
    assertThat(read.has("c")).isFalse();
    assertThat(Json.write(read)).isEqualTo("{\"a\":null,\"b\":[null]}");
  }

  /** A claim's JSON may hold one, and no charset has bytes for it. */
  @Test
  void half_of_a_surrogate_pair_is_written_as_an_escape() {
    assertThat(Json.write(JsonObject.of("text", "a\ud800"))).isEqualTo("{\"text\":\"a\\uD800\"}");
  }
}
