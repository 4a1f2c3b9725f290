"""The function with an AOT cache, as a container image has one (JEP 483, 514)."""

from harness.event import callers
from harness.measure import LambdaFunction
from harness.peers import BENCHMARKS, HANDLER_CLASS, JVM, RUNTIME_MAIN, TARGET, Peer, bucketpass, environment, java
from harness.sts_stub import StsStub

TRAINING_CALLS = 200


def bucketpass_aot() -> Peer:
    plain = bucketpass()
    # One class path in place of the runtime's own class loader: only what is on it can be cached.
    jars = sorted((BENCHMARKS / "runtime/target/lib").glob("*.jar")) + sorted((plain.folder / "lib").glob("*.jar"))
    start = [java(), *JVM, "-cp", ":".join(map(str, jars))]
    cache = TARGET / "bucketpass.aot"
    cache.unlink(missing_ok=True)
    _train(Peer("training", [*start, f"-XX:AOTCacheOutput={cache}", RUNTIME_MAIN, HANDLER_CLASS], plain.folder, []))
    command = [*start, f"-XX:AOTCache={cache}", RUNTIME_MAIN, HANDLER_CLASS]
    return Peer("Bucketpass, AOT cache", command, plain.folder, [*plain.package, cache], plain.env)


def _train(peer: Peer) -> None:
    """The JVM writes the cache as it ends."""
    sts = StsStub()
    running = LambdaFunction(peer, environment(sts.url))
    running.first()
    for sub in callers(TRAINING_CALLS):
        running.ask(sub)
    running.close()
    sts.close()
