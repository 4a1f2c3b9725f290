"""One round of one peer: start it, wait for its first answer, then keep it busy."""

import http.client
import json
import os
import socket
import time
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Protocol

from harness.event import callers, event_of
from harness.peers import TARGET, Peer, environment
from harness.process import Process
from harness.servers import Servers


@dataclass(frozen=True)
class Load:
    """How many answers are taken: to warm up, to be timed, and (again and again of a few callers) to count STS calls."""

    warm_up: int = 1000
    timed: int = 2000
    callers: int = 100
    asks_each: int = 10


@dataclass(frozen=True)
class Figures:
    """Of one round; what a restored snapshot has no figure for is None."""

    cold_ms: float | None
    cold_cpu_ms: float | None
    first_ms: float
    p50_ms: float
    p99_ms: float
    per_core: float
    rss_mb: float
    sts_calls: float


class Answerer(Protocol):
    """A started peer."""

    def first(self) -> tuple[float, float]:
        """When the first answer was there, and the milliseconds that it took once the peer was ready."""

    def ask(self, sub: str) -> float:
        """Asks once and checks the answer; the milliseconds it took."""

    def close(self) -> None: ...


def check(body: bytes) -> None:
    """An answer counts only if it holds the credentials that STS gave."""
    answer = json.loads(body)
    if "statusCode" in answer:
        answer = json.loads(answer["body"])
    keys = answer.get("credentials", answer)
    if not (keys.get("AccessKeyId", "").startswith("ASIA") and keys.get("SessionToken")):
        raise ValueError(f"not credentials: {body[:500]!r}")


class LambdaFunction:
    def __init__(self, peer: Peer, servers: Servers, env: dict[str, str]):
        self._servers = servers
        env = env | {"AWS_LAMBDA_RUNTIME_API": servers.new_runtime_api()}
        if peer.restored:
            env["AWS_LAMBDA_INITIALIZATION_TYPE"] = "snap-start"
        else:
            env["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand"
        [sub] = callers(1)
        servers.hand(event_of(sub))
        self.process = Process(peer.command, env, peer.folder, TARGET / "peer.log")

    def first(self) -> tuple[float, float]:
        invocation = self._servers.take()
        check(invocation.body)
        return invocation.answered, 1000 * invocation.seconds

    def ask(self, sub: str) -> float:
        self._servers.hand(event_of(sub))
        invocation = self._servers.take()
        check(invocation.body)
        return 1000 * invocation.seconds

    def close(self) -> None:
        self.process.end()


class HttpServer:
    """Has no notion of a caller: it is asked, and vends its one prefix."""

    def __init__(self, peer: Peer, env: dict[str, str]):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        put = lambda text: text.replace("{port}", str(port))
        env = {name: put(value) for name, value in env.items()}
        self._path = peer.path
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.process = Process([put(part) for part in peer.command], env, peer.folder, TARGET / "peer.log")

    def first(self) -> tuple[float, float]:
        while not self._listening():
            time.sleep(0.001)  # a server tells nobody that it is ready
        took = self.ask("")
        return time.perf_counter(), took

    def _listening(self) -> bool:
        if self.process.ended():
            raise ValueError("ended before it listened")
        try:
            self._connection.connect()
            return True
        except ConnectionRefusedError:
            return False

    def ask(self, sub: str) -> float:
        start = time.perf_counter()
        self._connection.request("GET", self._path)
        body = self._connection.getresponse().read()
        took = time.perf_counter() - start
        check(body)
        return 1000 * took

    def close(self) -> None:
        self._connection.close()
        self.process.end()


def measure(peer: Peer, servers: Servers, load: Load) -> Figures:
    env = environment(servers.sts_url) | peer.env
    running = HttpServer(peer, env) if peer.path else LambdaFunction(peer, servers, env)
    try:
        answered, first_ms = running.first()
        cold = None, None
        if not peer.restored:
            cold = 1000 * (answered - running.process.started), 1000 * running.process.cpu_seconds()
        for sub in callers(load.warm_up):
            running.ask(sub)
        before = running.process.cpu_seconds()
        times = [running.ask(sub) for sub in callers(load.timed)]
        busy = running.process.cpu_seconds() - before
        rss = running.process.peak_rss_bytes()
        return Figures(
            *cold,
            first_ms=first_ms,
            p50_ms=median(times),
            p99_ms=quantiles(times, n=100)[98],
            per_core=load.timed / max(busy, 0.01),
            rss_mb=rss / 1e6,
            sts_calls=_sts_calls(running, servers, load),
        )
    except Exception as failure:
        raise RuntimeError(f"{peer.name}: {failure}\n{running.process.log()}") from failure
    finally:
        running.close()


def _sts_calls(running: Answerer, servers: Servers, load: Load) -> float:
    """STS calls for each 1,000 answers when each caller asks ``asks_each`` times."""
    before = servers.sessions_given()
    few = callers(load.callers)
    for _ in range(load.asks_each):
        for sub in few:
            running.ask(sub)
    return 1000 * (servers.sessions_given() - before) / (load.callers * load.asks_each)
