package bucketpass.cli;

import bucketpass.cli.console.PrettyJson;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/** A form of rows that can be written one at a time, so that any number fits in memory. */
enum ListingFormat {
  JSON,
  /** Newline-delimited JSON. */
  NL,
  CSV,
  TSV;

  /** Whether a value must be text, and so an object is written as its JSON. */
  boolean isFlat() {
    return this == CSV || this == TSV;
  }

  /** Starts writing. Closing what is returned ends the form, as an array's bracket does. */
  SequenceWriter open(Writer out, List<String> columns) throws IOException {
    return switch (this) {
      case JSON -> unflushed(PrettyJson.pretty()).writeValuesAsArray(out);
      case NL ->
          unflushed(PrettyJson.MAPPER.writer()).withRootValueSeparator("\n").writeValues(out);
      case CSV -> separated(',', columns).writeValues(out);
      case TSV -> separated('\t', columns).writeValues(out);
    };
  }

  /** Ends the last line, where the form leaves it open. */
  void endLine(PrintWriter out, long rows) {
    if (this == JSON || (this == NL && rows > 0)) {
      out.println();
    }
    out.flush();
  }

  private static ObjectWriter separated(char separator, List<String> columns) {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true).setColumnSeparator(separator);
    columns.forEach(schema::addColumn);
    return unflushed(new CsvMapper().writer(schema.build()));
  }

  private static ObjectWriter unflushed(ObjectWriter writer) {
    return writer
        .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}
