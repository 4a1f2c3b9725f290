"""A process under test, and what Linux says it used."""

import subprocess
import time
from pathlib import Path


class Process:
    def __init__(self, command: list[str], env: dict[str, str], folder: Path, log: Path):
        self._log = log
        with log.open("wb") as out:
            self.started = time.perf_counter()
            self._child = subprocess.Popen(command, env=env, cwd=folder, stdout=out, stderr=out)

    def cpu_seconds(self) -> float:
        """What all its threads have used, also those that have ended: the clock of clock_getcpuclockid(3)."""
        return time.clock_gettime(~self._child.pid << 3 | 2)

    def peak_rss_bytes(self) -> int:
        """The most memory it ever held, which is what Lambda reports as Max Memory Used."""
        status = Path(f"/proc/{self._child.pid}/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024

    def ended(self) -> bool:
        return self._child.poll() is not None

    def log(self) -> str:
        return self._log.read_text(errors="replace")[-2000:]

    def end(self) -> None:
        self._child.terminate()
        try:
            self._child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
