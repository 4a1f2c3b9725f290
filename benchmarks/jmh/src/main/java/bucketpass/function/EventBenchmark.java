package bucketpass.function;

import bucketpass.function.event.EventReader;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import java.io.ByteArrayInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the event, beside the typed event that Lambda's runtime makes for a handler of it. */
@State(Scope.Benchmark)
public class EventBenchmark {

  private final Example example = new Example();
  private final PojoSerializer<APIGatewayV2HTTPEvent> serializer =
      LambdaEventSerializers.serializerFor(
          APIGatewayV2HTTPEvent.class, EventBenchmark.class.getClassLoader());

  @Benchmark
  public Object bucketpass() {
    return Example.get(EventReader.read(example.event()));
  }

  @Benchmark
  public Object peer() {
    return serializer.fromJson(new ByteArrayInputStream(example.event()));
  }
}
