"""Shows that `sam build` packs the code of now: after a change of version, nothing of the earlier version is deployed.

Works on a copy of the checkout; see .ci/steps/20-sam.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

from local_sam import copy_checkout

VERSION = "<version>0.1.0-SNAPSHOT</version>"
NEW_VERSION = "9.9.9-artifact-check"
GONE = "package bucketpass;\n\n/** A class of the earlier version. */\nfinal class GoneSince {}\n"


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed\n{done.stdout[-5000:]}\n{done.stderr[-5000:]}")


def check(folder):
    copy_checkout(folder)
    artifact = folder / ".aws-sam" / "build" / "CredentialsFunction" / "lib"
    gone = folder / "function" / "src" / "main" / "java" / "bucketpass" / "GoneSince.java"

    # The earlier version, as a developer builds it.
    gone.write_text(GONE)
    run(folder, "mvn", "-q", "-B", "-pl", "function", "-am", "package", "-DskipTests", "-Dspotless.check.skip")
    left, = (folder / "function" / "target").glob("bucketpass-function-*.jar")
    assert "bucketpass/GoneSince.class" in ours(left.parent)[left.name], "the first build is not of this source"

    gone.unlink()
    for pom in folder.rglob("pom.xml"):
        pom.write_text(pom.read_text().replace(VERSION, f"<version>{NEW_VERSION}</version>"))
    run(folder, "sam", "build")
    after = ours(artifact)
    assert after and all(name.endswith(f"-{NEW_VERSION}.jar") for name in after), (
        f"the artifact has {sorted(after)} after the change of version")
    classes = [name for jar in after.values() for name in jar]
    assert "bucketpass/GoneSince.class" not in classes, "the artifact has a class that the source has no more"
    assert len(set(classes)) == len(classes), "the artifact has one of our classes twice"
    assert left.exists(), "sam build touched function/target, which a running ./bucketpass may be reading"
    print(f"ok    after a change of version the artifact has {len(classes)} of our classes, all in {', '.join(after)}")


def ours(artifact):
    """Our classes by jar, for each jar that has at least one."""
    found = {}
    for jar in sorted(artifact.glob("*.jar")):
        with zipfile.ZipFile(jar) as opened:
            classes = [name for name in opened.namelist() if name.startswith("bucketpass/") and name.endswith(".class")]
        if classes:
            found[jar.name] = classes
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        check(pathlib.Path(temporary))
