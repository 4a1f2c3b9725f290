"""AOT caches (JEP 483, 514): the one that Lambda's runtime has of itself, and the function's own in a container image."""

from dataclasses import replace

from harness.event import callers
from harness.measure import LambdaFunction
from harness.peers import (
    HANDLER_CLASS, JVM, RUNTIME_CACHE, RUNTIME_MAIN, TARGET, Peer, bucketpass, constant, environment, java, runtime_jars,
)  # fmt: skip
from harness.servers import Servers

TRAINING_CALLS = 200


def make_runtime_cache(servers: Servers) -> None:
    """Of a handler that needs nothing itself; what the function's own class loader loads is in no cache."""
    RUNTIME_CACHE.unlink(missing_ok=True)
    plain = constant()
    _train(replace(plain, command=[java(), f"-XX:AOTCacheOutput={RUNTIME_CACHE}", *plain.command[1:]]), servers)


def bucketpass_aot(servers: Servers) -> Peer:
    plain = bucketpass()
    # One class path in place of the runtime's own class loader: only what is on it can be cached.
    jars = ":".join([runtime_jars(), *map(str, sorted((plain.folder / "lib").glob("*.jar")))])
    start = [java(), *JVM, "-cp", jars]
    cache = TARGET / "bucketpass.aot"
    cache.unlink(missing_ok=True)
    training = [*start, f"-XX:AOTCacheOutput={cache}", RUNTIME_MAIN, HANDLER_CLASS]
    _train(Peer("training", training, plain.folder, []), servers)
    command = [*start, f"-XX:AOTCache={cache}", RUNTIME_MAIN, HANDLER_CLASS]
    return Peer("Bucketpass, AOT cache", command, plain.folder, [*plain.package, cache], plain.env)


def _train(peer: Peer, servers: Servers) -> None:
    """The JVM writes the cache as it ends."""
    running = LambdaFunction(peer, servers, environment(servers.sts_url) | peer.env)
    running.first()
    for sub in callers(TRAINING_CALLS):
        running.ask(sub)
    running.close()
