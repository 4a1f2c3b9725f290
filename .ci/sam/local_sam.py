"""What the checks need of the checkout, `sam local` and HTTP."""

import contextlib
import csv
import http.client
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = "172.17.0.1"  # This machine, as a container on Docker's default bridge knows it.


def expected():
    """The table of what each event must answer: a list of dicts."""
    with open(ROOT / "events" / "expected.csv", newline="") as table:
        return list(csv.DictReader(table))


def copy_checkout(folder):
    """The files that git knows, as they are now: a place where a check may build and change what it wants."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def call(url, method="GET", headers=None, body=None):
    """One HTTP request: the status and the JSON answered."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, headers or {}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)


@contextlib.contextmanager
def running(command, ready, log=None, **options):
    """A server for as long as the block: `ready` is asked until it says yes."""
    server = subprocess.Popen(command, cwd=ROOT, **options)
    try:
        for _ in range(480):
            if server.poll() is not None:
                if log:
                    log.seek(0)
                    sys.stderr.write(log.read().decode())
                raise SystemExit(f"{' '.join(command)} ended with {server.returncode}")
            if ready():
                break
            time.sleep(0.25)
        else:
            raise SystemExit(f"{command[0]} was not ready in two minutes")
        yield server
    finally:
        server.terminate()
        server.wait(30)


def listens(port, host="127.0.0.1"):
    def ask():
        connection = http.client.HTTPConnection(host, port, timeout=1)
        try:
            connection.connect()
            return True
        except OSError:
            return False
        finally:
            connection.close()

    return ask


def sam_local(what, port, env_vars, environment, log):
    """`sam local start-api` or `start-lambda` with one warm container, for as long as the block."""
    command = ["sam", "local", what, "--port", str(port), "--skip-pull-image", "--warm-containers", "EAGER",
               "--env-vars", str(env_vars)]
    return running(command, listens(port), log, env=os.environ | environment, stdout=log, stderr=log)
