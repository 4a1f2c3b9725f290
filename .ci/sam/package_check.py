"""Checks what is deployed: the jars by name, and in our own jars only their packages, without a class for tests.

Usage: package_check.py ARTIFACT, the folder that `sam build` fills; see .ci/steps/20-sam and benchmarks/check.
"""

import re
import sys
import zipfile
from pathlib import Path

# A new dependency is a decision: docs/design/aws-sdk.md.
JARS = {
    "annotations", "aws-lambda-java-core", "bucketpass-core", "bucketpass-function", "checksums", "checksums-spi", "crac", "http-auth-aws",
    "http-auth-spi", "http-client-spi", "identity-spi", "jackson-core", "metrics-spi", "reactive-streams", "slf4j-api", "slf4j-nop", "utils",
}  # fmt: skip
PACKAGES = {
    "bucketpass-core": {"core/claims", "core/grant", "core/json", "core/place", "core/result", "core/session"},
    "bucketpass-function": {"function", "function/api", "function/event", "function/snapstart", "function/sts", "function/token"},
}
DEVELOPMENT = re.compile(r"Stub|StandIn|Loopback|Fake|Mock|Fuzz|Benchmark|Training|Test(?![a-z])")


def faults(artifact: Path) -> list[str]:
    jars = {re.sub(r"-\d.*", "", jar.stem): jar for jar in artifact.rglob("*.jar")}
    found = [f"jar {name}" for name in sorted(set(jars) ^ JARS)]
    found += [f"file {file}" for file in artifact.rglob("*") if file.is_file() and file.suffix != ".jar"]
    for jar, packages in PACKAGES.items():
        for entry in zipfile.ZipFile(jars[jar]).namelist():
            if entry.endswith("/") or entry.startswith("META-INF/"):
                continue
            root, _, rest = entry.partition("/")
            package, _, name = rest.rpartition("/")
            if root != "bucketpass" or not name.endswith(".class") or package not in packages or DEVELOPMENT.search(name):
                found.append(f"entry {entry}")
    return found


def main() -> None:
    artifact = Path(sys.argv[1])
    found = faults(artifact)
    if found:
        sys.exit(f"{artifact} holds what it must not, or lacks a jar:\n" + "\n".join(found))
    print(f"ok    the artifact holds {len(JARS)} jars, and in our own only what is deployed")


if __name__ == "__main__":
    main()
