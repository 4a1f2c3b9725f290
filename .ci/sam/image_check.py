"""Builds and runs the function's container image: that it is of the one template, vends, and starts from its AOT cache.

Needs Docker, `make -C image` and a built ./bucketpass; see .ci/steps/22-image.
"""

import contextlib
import json
import os
import re
import statistics
import subprocess
import time
import urllib.request

import samcli.local
from samcli.yamlhelper import yaml_parse

from container_check import check_upload, invoke
from local_sam import HERE, ROOT, listens, running

TEMPLATE = ".aws-sam/image/template.yaml"
BASE = "public.ecr.aws/lambda/java:25"
PACKAGE = {"BuildMethod", "DockerContext", "Dockerfile", "CodeUri", "Handler", "Runtime", "PackageType", "SnapStart"}
EMULATOR = os.path.join(samcli.local.__path__[0], "rapid", "aws-lambda-rie-x86_64")
PORT = 8080  # The emulator's.
STARTS = 7  # Of each way, in turns.
IMAGE = "credentialsfunction:latest"


def docker(*command):
    return subprocess.run(["docker", *command], check=True, capture_output=True, text=True)


def check_template():
    """The image's template differs in how the function is packed, and in nothing else."""
    zipped, image = (yaml_parse((ROOT / name).read_text()) for name in ("template.yaml", "template-image.yaml"))
    for template in zipped, image:
        function = template["Resources"]["CredentialsFunction"]
        for part in function["Metadata"], function["Properties"]:
            for key in PACKAGE & set(part):
                del part[key]
    assert image == zipped, "template-image.yaml differs from template.yaml in more than the function's package"
    print("ok    template-image.yaml is template.yaml but for the function's package")


def build():
    if subprocess.run(["docker", "image", "inspect", BASE], capture_output=True).returncode:
        docker("tag", BASE + "-x86_64", BASE)
    begin = time.monotonic()
    done = subprocess.run(
        ["sam", "build", "-t", "template-image.yaml", "--build-dir", os.path.dirname(TEMPLATE),
         "--parameter-overrides", "Architecture=x86_64"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"sam build of the image failed\n{done.stdout}\n{done.stderr}")
    print(f"ok    sam build -t template-image.yaml: the function was trained, in {time.monotonic() - begin:.0f} s")


@contextlib.contextmanager
def started(environment, change):
    """The image in a container, as Lambda runs it: as a user of its own who can write to /tmp alone."""
    entrypoint = json.loads(docker("inspect", "-f", "{{json .Config.Entrypoint}}", IMAGE).stdout)
    variables = [part for name, value in environment.items() for part in ("-e", f"{name}={value}")]
    container = docker(
        "run", "-d", "--user", "993:990", "--read-only", "--tmpfs", "/tmp:exec", "-v", f"{EMULATOR}:/aws-lambda-rie:ro",
        "--entrypoint", "/aws-lambda-rie", *variables, IMAGE, *change(entrypoint), "bucketpass.function.CredentialsFunction",
    ).stdout.strip()
    try:
        yield container
    finally:
        docker("rm", "-f", container)


def first_vend(container, event):
    """How long it took, in milliseconds; the emulator starts the function when it is first asked."""
    host = docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", container).stdout.strip()
    url = f"http://{host}:{PORT}/2015-03-31/functions/function/invocations"
    while not listens(PORT, host)():
        time.sleep(0.05)  # The emulator tells nobody that it is ready.
    begin = time.monotonic()
    with urllib.request.urlopen(url, event, timeout=60) as response:
        answer = json.load(response)
    assert answer.get("statusCode") == 200, answer
    return 1000 * (time.monotonic() - begin)


def without_cache(entrypoint):
    return [part for part in entrypoint if not part.startswith("-XX:AOTCache=")]


def check_cache(environment, event):
    """Every class of the function that a first vend loads comes out of the cache, and TLS is in it for AWS."""
    def traced(entrypoint):
        logs = ["-Xlog:class+load:stderr", "-Xlog:aot+codecache+init:stderr"]
        return [entrypoint[0], "-XX:AOTMode=on", *logs, *entrypoint[1:]]

    with started(environment, traced) as container:
        first_vend(container, event)
        written = docker("logs", container)
    log = written.stdout + written.stderr
    loaded = re.findall(r"\[class,load *\] (\S+) source: (.+)", log)
    cached = [name for name, source in loaded if source.startswith("shared objects file")]
    ours = [name for name, _ in loaded if name.startswith("bucketpass.")]
    missing = [name for name in ours if name not in cached]
    assert ours and not missing, f"{len(missing)} of the function's {len(ours)} classes are not out of the cache: {missing}"
    assert "AOT code entries" not in log, "the cache holds code for the processor that it was made on"
    tls = [name for name in cached if name.startswith("sun.security.ssl.")]
    assert "sun.security.ssl.SSLSocketImpl" in tls, "the cache is of a vend without TLS"
    print(f"ok    a first vend loads {len(ours)} classes of the function, each out of the cache, "
          f"and so {len(cached)} of {len(loaded)} in all; {len(tls)} of them are for TLS")


def compare(environment, event):
    millis = {"with": [], "without": []}
    for _ in range(STARTS):
        for name, change in ("with", list), ("without", without_cache):
            with started(environment, change) as container:
                millis[name].append(first_vend(container, event))
    cached, plain = (statistics.median(millis[name]) for name in ("with", "without"))
    print(f"first vend of a new container, median of {STARTS}: {cached:.0f} ms with the cache, {plain:.0f} without it, "
          f"ratio {cached / plain:.2f}")


def main():
    check_template()
    build()
    serve = ["./bucketpass", "local", "--json", "--skip-page", "--host", HERE,
             "--allow-host", "host.docker.internal"]  # As env.json calls it.
    with running(serve, lambda: True, stdout=subprocess.PIPE, text=True) as server:
        local = json.loads(server.stdout.readline())
        keys = {
            "AWS_ACCESS_KEY_ID": local["accessKeyId"],
            "AWS_SECRET_ACCESS_KEY": local["secretAccessKey"],
            "AWS_DEFAULT_REGION": local["region"],
            "AWS_ENDPOINT_URL_STS": local["sts"],
        }
        status, credentials = invoke(
            "alice-read-write", keys, "-t", TEMPLATE, "--config-file", str(ROOT / "samconfig.toml"))
        assert status == 200, (status, credentials)
        print("ok    sam local invoke of the image -e events/alice-read-write.json: 200")
        check_upload(credentials, local["s3"])
        event = (ROOT / "events" / "alice-read-write.json").read_bytes()
        environment = json.loads((ROOT / "env.json").read_text())["CredentialsFunction"] | keys | {
            "AWS_REGION": local["region"],
            "BUCKETPASS_TOKEN_USE": "id",
            "BUCKETPASS_PREFIX_TEMPLATE": "{sub}/",
            "BUCKETPASS_DEFAULT_ACCESS": "read-write",
            "BUCKETPASS_KEY_SET_URL": "",  # As on AWS.
        }
        check_cache(environment, event)
        compare(environment, event)


if __name__ == "__main__":
    main()
