package bucketpass.function;

import bucketpass.core.json.Json;
import bucketpass.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A row of a table of cases, in one of the shapes of event that the row names. */
record ShapeCase(String says, EventShape shape, JsonObject row) {

  /** Reads the table next to this class: each row once for each of its shapes. */
  static Stream<ShapeCase> read(String table) throws IOException {
    List<ShapeCase> cases = new ArrayList<>();
    try (InputStream rows = ShapeCase.class.getResourceAsStream(table)) {
      for (Object row : (List<?>) Json.read(rows.readAllBytes()).get("cases")) {
        JsonObject data = (JsonObject) row;
        for (Object shape : (List<?>) data.get("shapes")) {
          String says = data.text("says").orElseThrow();
          cases.add(new ShapeCase(says, EventShape.valueOf((String) shape), data));
        }
      }
    }
    return cases.stream();
  }

  @Override
  public String toString() {
    return says + ", " + shape;
  }
}
