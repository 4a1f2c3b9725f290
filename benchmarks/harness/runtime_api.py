"""The Lambda runtime API, as a function's process sees it.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import queue
import time
from typing import NamedTuple

from harness.wire import Request, Server, reply

ROOT = "/2018-06-01/runtime/"
FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:bucketpass"


class Invocation(NamedTuple):
    """Times are those of ``time.perf_counter``: seconds from a common origin."""

    asked: float
    handed: float
    answered: float
    body: bytes

    @property
    def seconds(self) -> float:
        return self.answered - self.handed


class FunctionFailed(Exception):
    """The function reported an error in place of an answer."""


class RuntimeApi:
    """Hands events to one function's process, one at a time, and takes its answers."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[Invocation | FunctionFailed] = queue.SimpleQueue()
        self._asked = self._handed = 0.0
        self._number = 0
        self._server = Server(self._answer)
        self.address = self._server.address

    def hand(self, event: bytes) -> None:
        self._events.put(event)

    def take(self, timeout: float = 30) -> Invocation:
        answer = self._answers.get(timeout=timeout)
        if isinstance(answer, FunctionFailed):
            raise answer
        return answer

    def invoke(self, event: bytes) -> Invocation:
        self.hand(event)
        return self.take()

    def close(self) -> None:
        self._server.close()

    def _answer(self, request: Request) -> bytes:
        arrived = time.perf_counter()
        call = request.path.removeprefix(ROOT)
        if call == "invocation/next":
            return self._next(arrived)
        if call.endswith("/response"):
            self._answers.put(Invocation(self._asked, self._handed, arrived, request.body))
            return reply("202 Accepted")
        if call.endswith("/error"):  # of an invocation, of init, of a restore
            self._answers.put(FunctionFailed(request.body.decode()))
            return reply("202 Accepted")
        if call == "restore/next":  # a snapshot would be taken here; what follows runs after its restore
            return reply("200 OK")
        return reply("404 Not Found")

    def _next(self, arrived: float) -> bytes:
        event = self._events.get()
        self._number += 1
        head = dict(
            Content_Type="application/json",
            Lambda_Runtime_Aws_Request_Id=f"00000000-0000-4000-8000-{self._number:012d}",
            Lambda_Runtime_Deadline_Ms=str(int(time.time() * 1000) + 30_000),
            Lambda_Runtime_Invoked_Function_Arn=FUNCTION_ARN,
            Lambda_Runtime_Trace_Id="Root=1-00000000-000000000000000000000000;Sampled=0",
        )
        answer = reply("200 OK", event, **head)
        self._asked, self._handed = arrived, time.perf_counter()
        return answer
