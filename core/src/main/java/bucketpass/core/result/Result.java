package bucketpass.core.result;

import java.util.function.Function;

/**
 * What a step of the request's way came to: its value, or why it was refused.
 *
 * <p>Steps are chained with {@link #then}: the first refusal ends the way, and no later step runs.
 */
public sealed interface Result<T> {

  /** The step's value. */
  record Ok<T>(T value) implements Result<T> {}

  /** The reason why there is none. */
  record Refused<T>(Problem refusal) implements Result<T> {}

  static <T> Result<T> ok(T value) {
    return new Ok<>(value);
  }

  /** Refuses. The detail is for the caller's eyes: it names what was wrong and holds no secret. */
  static <T> Result<T> refused(ErrorCode reason, String detail) {
    return refused(reason, detail, "");
  }

  /** Refuses, with a note for the operator's log. */
  static <T> Result<T> refused(ErrorCode reason, String detail, String note) {
    return new Refused<>(new Problem(reason, detail, note));
  }

  default <R> Result<R> then(Function<? super T, Result<R>> next) {
    if (this instanceof Ok<T> ok) {
      return next.apply(ok.value());
    }
    return new Refused<>(((Refused<T>) this).refusal());
  }

  default <R> Result<R> map(Function<? super T, ? extends R> mapper) {
    return then(value -> ok(mapper.apply(value)));
  }

  /** Leaves the world of values, at the end of the way. */
  default <R> R fold(
      Function<? super T, ? extends R> whenOk, Function<Problem, ? extends R> whenRefused) {
    if (this instanceof Ok<T> ok) {
      return whenOk.apply(ok.value());
    }
    return whenRefused.apply(((Refused<T>) this).refusal());
  }
}
