"""The least of HTTP/1.1 that a runtime interface client and an AWS SDK speak.

Python's own http.server costs about 0.3 ms a request, as much as what is measured here; this costs a tenth.
"""

import socketserver
import threading
from typing import Callable, NamedTuple


class Request(NamedTuple):
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


def reply(status: str, body: bytes = b"", **headers: str) -> bytes:
    """One reply; an underscore in a header's name stands for a dash."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Connection(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self) -> None:
        try:
            while request := self.read():
                self.connection.sendall(self.server.answer(request))
        except (BrokenPipeError, ConnectionResetError):
            pass  # the process under test was ended

    def read(self) -> Request | None:
        line = self.rfile.readline()
        if not line:
            return None
        method, path, _ = line.decode().split(" ", 2)
        headers = {}
        while (line := self.rfile.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        return Request(method, path, headers, self.body(headers))

    def body(self, headers: dict[str, str]) -> bytes:
        if headers.get("expect", "").lower() == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(headers.get("content-length", "0")))
        parts = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)


class Server(socketserver.ThreadingTCPServer):
    """Answers on a free port of the loopback, a thread to each connection, until it is closed."""

    daemon_threads = True

    def __init__(self, answer: Callable[[Request], bytes]):
        super().__init__(("127.0.0.1", 0), Connection)
        self.answer = answer
        self.address = f"127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.shutdown()
        self.server_close()
