"""The STS and the runtime API that peers talk to (Servers.java), from this side."""

import subprocess
from pathlib import Path
from typing import NamedTuple

from harness import peers


class Invocation(NamedTuple):
    """Times are seconds of the monotonic clock, as ``time.perf_counter`` gives them."""

    handed: float
    answered: float
    body: bytes

    @property
    def seconds(self) -> float:
        return self.answered - self.handed


class FunctionFailed(Exception):
    """The function reported an error in place of an answer, or nothing in 30 s."""


class Servers:
    def __init__(self) -> None:
        program = Path(__file__).parent / "Servers.java"
        command = [peers.java(), "-XX:+UseSerialGC", "-Xmx64m", program]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.sts_url = f"http://127.0.0.1:{self._ask('sts')}"

    def _ask(self, line: str) -> str:
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().rstrip("\n")

    def sessions_given(self) -> int:
        return int(self._ask("calls"))

    def new_runtime_api(self) -> str:
        """Its address; the one before is closed."""
        return f"127.0.0.1:{self._ask('api')}"

    def hand(self, event: str) -> None:
        self._ask("hand " + event)

    def take(self) -> Invocation:
        handed, answered, body = self._ask("take").split(" ", 2)
        if handed == "failed":
            raise FunctionFailed(f"{answered} {body}")
        return Invocation(int(handed) / 1e9, int(answered) / 1e9, body.encode())

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(timeout=20)
