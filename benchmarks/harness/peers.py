"""What is measured: how each peer is built, how big its package is, and how its process is started."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness import event

BENCHMARKS = Path(__file__).parent.parent
ROOT = BENCHMARKS.parent
TARGET = BENCHMARKS / "target"
PEERS = BENCHMARKS / "peers"
HANDLER_CLASS = "bucketpass.function.CredentialsFunction"
RUNTIME_MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"
MEMORY_MB = 1024  # of the template's MemorySize
RUNTIME_CACHE = TARGET / "runtime.aot"
# As Lambda's Java runtimes start a JVM: serial GC, C1 alone, 85% of the memory for the heap.
JVM = [
    f"-XX:MaxRAM={MEMORY_MB}m",
    f"-XX:MaxHeapSize={MEMORY_MB * 1024 * 85 // 100}k",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.net.preferIPv4Stack=true",
    "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
]


@dataclass(frozen=True)
class Peer:
    """One way of vending.

    ``command`` starts its process in ``folder``. A peer with a ``path`` is an HTTP server on the port that is put
    in for ``{port}``; any other speaks the Lambda runtime API. ``package`` is what would be uploaded.
    """

    name: str
    command: list[str]
    folder: Path
    package: list[Path]
    env: dict[str, str] = field(default_factory=dict)
    path: str = ""
    restored: bool = False

    def package_bytes(self) -> int:
        """Its size as a zip, which is what Lambda limits and loads."""
        archive = TARGET / "package.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
            for root in self.package:
                for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
                    if file.is_file() and "__pycache__" not in file.parts:
                        out.write(file, file.relative_to(root.parent))
        return archive.stat().st_size


# What the template's intrinsic functions come to here. A variable that is neither here nor a literal in the
# template ends the run.
_VALUES = {
    "BUCKETPASS_BUCKET": "example-bucket",
    "BUCKETPASS_ROLE_ARN": "arn:aws:iam::123456789012:role/vended",
    "BUCKETPASS_ISSUER": event.ISSUER,
    "BUCKETPASS_AUDIENCE": event.AUDIENCE,
    "BUCKETPASS_PREFIX_TEMPLATE": "{sub}/",
}


def _template_variables() -> dict[str, str]:
    """The function's environment in template.yaml, each parameter with its default; read without a YAML library."""
    template = (ROOT / "template.yaml").read_text()
    function = template[template.index("\n  CredentialsFunction:\n") :]
    block = re.search(r"\n      Environment:\n        Variables:\n((?: {10}.*\n|\n)+)", function).group(1)
    variables = {}
    for name, value in re.findall(r"^ {10}([A-Z_]+): *(.*)$", block, re.MULTILINE):
        parameter = re.fullmatch(r"!Ref (\w+)", value)
        if name in _VALUES:
            variables[name] = _VALUES[name]
        elif parameter:
            variables[name] = _default(template, parameter.group(1))
        elif not value.startswith("!"):
            variables[name] = value.strip("\"'")
        else:
            raise RuntimeError(f"no value for {name}: {value}")
    return variables


def _default(template: str, parameter: str) -> str:
    block = re.search(rf"\n  {parameter}:\n((?: {{4}}.*\n|\n)+)", template).group(1)
    return re.search(r"^ {4}Default: *(.*)$", block, re.MULTILINE).group(1).strip("\"'")


def environment(sts_url: str) -> dict[str, str]:
    """The template's and Lambda's variables, the same for every peer; of the caller's own only the search path.

    One differs from a deployment: AWS_ENDPOINT_URL_STS, which is empty in the template, names the stub of STS.
    """
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(TARGET),
        "LANG": "C.UTF-8",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "ASIAFUNCTIONEXAMPLE1",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjEXAMPLE",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_ENDPOINT_URL": sts_url,  # for s3-credentials; nothing of the function reads it
        "AWS_LAMBDA_FUNCTION_NAME": "bucketpass",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(MEMORY_MB),
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/bucketpass",
        "AWS_LAMBDA_LOG_STREAM_NAME": "benchmark",
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        **_template_variables(),
        "AWS_ENDPOINT_URL_STS": sts_url,
    }


def run(*command: object, folder: Path = ROOT, **env: str) -> None:
    done = subprocess.run([str(part) for part in command], cwd=folder, env=os.environ | env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def java() -> str:
    """Java 25, as Lambda runs it, where JAVA_25_HOME says it is; else the ``java`` that is there."""
    home = os.environ.get("JAVA_25_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def _npm(name: str) -> Path:
    folder = PEERS / name
    installed, wanted = folder / "node_modules/.installed", (folder / "package-lock.json").read_text()
    if not installed.exists() or installed.read_text() != wanted:
        run("npm", "ci", "--no-audit", "--no-fund", folder=folder)
        installed.write_text(wanted)
    return folder


def build_java() -> None:
    """The Java peer and the jars of Lambda's own runtime; both take their versions from the root pom."""
    TARGET.mkdir(exist_ok=True)
    for module in ("runtime", "peers/java"):
        shutil.rmtree(BENCHMARKS / module / "target", ignore_errors=True)  # May hold jars of an earlier version.
        run("mvn", "-q", "-B", "-f", BENCHMARKS / module / "pom.xml", "package")


def node() -> Peer:
    folder = _npm("node")
    run("npm", "run", "build", folder=folder)
    client = folder / "node_modules/aws-lambda-ric/index.mjs"
    return Peer(
        "Node, @aws-sdk/client-sts",
        ["node", str(client), "handler.handler"],
        folder / "dist",
        [folder / "dist/handler.js"],
        {"LAMBDA_TASK_ROOT": str(folder / "dist"), "_HANDLER": "handler.handler"},
    )


def _venv(name: str) -> Path:
    venv = TARGET / name
    if not venv.exists():
        run(sys.executable, "-m", "venv", venv)
    run(venv / "bin/pip", "install", "-q", "-r", PEERS / name / "requirements.txt")
    return venv


def _site_packages(venv: Path, without: tuple[str, ...] = ()) -> list[Path]:
    [site] = venv.glob("lib/python*/site-packages")
    tools = ("pip", "setuptools", "pkg_resources", "_distutils_hack", "distutils-precedence", *without)
    return [entry for entry in sorted(site.iterdir()) if not entry.name.startswith(tools)]


def python() -> Peer:
    venv = _venv("python")
    handler = PEERS / "python/handler.py"
    runtime = ("awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py")  # Lambda's own
    return Peer(
        "Python, boto3",
        [str(venv / "bin/python"), "-m", "awslambdaric", "handler.handler"],
        handler.parent,
        [handler, *_site_packages(venv, runtime)],
        {"LAMBDA_TASK_ROOT": str(handler.parent), "_HANDLER": "handler.handler"},
    )


def companion() -> Peer:
    folder = _npm("companion")
    env = {
        "NODE_ENV": "production",
        "COMPANION_PORT": "{port}",
        "COMPANION_DATADIR": str(TARGET),
        "COMPANION_DOMAIN": "localhost",
        "COMPANION_SECRET": "an example of a secret",
        "COMPANION_CLIENT_ORIGINS": "true",
        "COMPANION_UPLOAD_URLS": "https://uploads.example.com/",
        "COMPANION_AWS_KEY": "AKIAIOSFODNN7EXAMPLE",
        "COMPANION_AWS_SECRET": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "COMPANION_AWS_BUCKET": "example-bucket",
        "COMPANION_AWS_REGION": "us-east-1",
        "COMPANION_AWS_EXPIRES": "3600",
    }
    command = ["node", str(folder / "node_modules/@uppy/companion/bin/companion")]
    return Peer("Uppy Companion, /s3/sts", command, folder, [folder / "node_modules"], env, path="/s3/sts")


def localserver() -> Peer:
    venv = _venv("localserver")
    options = "localserver example-bucket --prefix alice/ --duration 1h --port {port}".split()
    command = [str(venv / "bin/s3-credentials"), *options]
    return Peer("s3-credentials localserver", command, TARGET, _site_packages(venv), path="/")


def _lambda_jvm(task: Path) -> tuple[list[str], dict[str, str]]:
    """As on Lambda: the runtime's jars on the class path, the function's found by the runtime's own class loader.

    java25 has an AOT cache of its runtime client, and of nothing of the function's:
    https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html#aot-cds-caches
    """
    command = [java(), *JVM, *_if_there(RUNTIME_CACHE), "-cp", runtime_jars(), RUNTIME_MAIN]
    return command, {"LAMBDA_TASK_ROOT": str(task)}


def _if_there(cache: Path) -> list[str]:
    """Not yet while it is being made."""
    return [f"-XX:AOTCache={cache}"] if cache.exists() else []


def runtime_jars() -> str:
    return ":".join(map(str, sorted((BENCHMARKS / "runtime/target/lib").glob("*.jar"))))


def _unpack(name: str, jar: Path, libraries: Path) -> Path:
    """The zip's layout: classes at the top, libraries in lib/."""
    task = TARGET / name
    shutil.rmtree(task, ignore_errors=True)
    shutil.copytree(libraries, task / "lib")
    with zipfile.ZipFile(jar) as archive:
        archive.extractall(task)
    return task


def bucketpass() -> Peer:
    """What `sam build` makes, run as a zip is run on Lambda."""
    task = TARGET / "bucketpass"
    shutil.rmtree(task, ignore_errors=True)
    run("make", "-s", "-C", ROOT / "function", "build-CredentialsFunction", f"ARTIFACTS_DIR={task}")
    command, env = _lambda_jvm(task)
    return Peer("Bucketpass", [*command, HANDLER_CLASS], task, [task], env)


def bucketpass_primed() -> Peer:
    """As under SnapStart: the runtime calls the function's hooks, then waits to be restored; C2 is on there."""
    plain = bucketpass()
    command = [part for part in plain.command if part != "-XX:TieredStopAtLevel=1"]
    return replace(plain, name="Bucketpass, primed", command=command, restored=True)


def constant() -> Peer:
    """The floor: what Lambda's runtime client and the harness take of every other Java peer's figures."""
    task = TARGET / "constant"
    shutil.rmtree(task, ignore_errors=True)
    classes = Path("bucketpass/peer/ConstantHandler.class")
    (task / classes).parent.mkdir(parents=True)
    shutil.copy(PEERS / "java/target/classes" / classes, task / classes)
    command, env = _lambda_jvm(task)
    return Peer("Java, a constant answer", [*command, "bucketpass.peer.ConstantHandler"], task, [task], env)


def java_sdk() -> Peer:
    target = PEERS / "java/target"
    task = _unpack("java", target / "bucketpass-peer-java-0.1.0-SNAPSHOT.jar", target / "lib")
    command, env = _lambda_jvm(task)
    return Peer("Java, StsClient", [*command, "bucketpass.peer.StsClientHandler"], task, [task], env)
