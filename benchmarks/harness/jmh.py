"""The steps of a vend by themselves, in microseconds and bytes allocated: JMH builds them, forks, and measures."""

import json
import shutil
import uuid
from dataclasses import dataclass
from statistics import median

from harness import event, peers

PROJECT = peers.BENCHMARKS / "jmh"


@dataclass(frozen=True)
class Step:
    """``peer`` is the benchmark that does the same with a library, ``library``; there may be none."""

    title: str
    benchmark: str
    peer: str = ""
    library: str = ""


STEPS = [
    Step("event read", "EventBenchmark.bucketpass", "EventBenchmark.peer", "Lambda's serializer, typed event"),
    Step("claims to policy", "ClaimsBenchmark.bucketpass"),
    Step("of it the policy", "PolicyBenchmark.bucketpass", "PolicyBenchmark.peer", "iam-policy-builder"),
    Step("event to policy", "VendBenchmark.eventToPolicy"),
    Step("signing", "SigningBenchmark.bucketpass"),
    Step("STS's answer read", "ResponseBenchmark.bucketpass"),
    Step("form, signing and answer", "AssumeRoleBenchmark.bucketpass", "AssumeRoleBenchmark.peer", "StsClient"),
    Step("reply", "FormatBenchmark.bucketpass", "FormatBenchmark.peer", "jackson-databind, typed response"),
    Step("log line", "VendBenchmark.log"),
    Step("whole vend", "VendBenchmark.whole"),
]

ALL = [name for step in STEPS for name in (step.benchmark, step.peer) if name]


@dataclass(frozen=True)
class Figure:
    """One benchmark's rounds, of all forks."""

    micros: list[float]
    bytes: float


@dataclass(frozen=True)
class Effort:
    """How often and how long; each fork is a JVM of its own."""

    forks: int
    warm_ups: int
    warm_up: str
    rounds: int
    round: str

    def options(self) -> list[str]:
        forks, warm_ups, rounds = map(str, (self.forks, self.warm_ups, self.rounds))
        return ["-f", forks, "-wi", warm_ups, "-w", self.warm_up, "-i", rounds, "-r", self.round]


def build() -> None:
    peers.TARGET.mkdir(exist_ok=True)
    shutil.rmtree(PROJECT / "target", ignore_errors=True)  # May hold jars of an earlier version.
    peers.run("mvn", "-q", "-B", "-Pjmh", "-pl", "benchmarks/jmh", "-am", "package", "-DskipTests")


def measure(benchmarks: list[str], effort: Effort, alone: bool = True) -> dict[str, Figure]:
    """Each benchmark's figure under Lambda's flags, with the event and the settings that every peer has.

    ``alone`` fails beside another run of JMH.
    """
    one = peers.TARGET / "event.json"
    one.write_text(event.event_of(str(uuid.uuid4())))
    results = peers.TARGET / "jmh.json"
    [jar] = (PROJECT / "target").glob("bucketpass-jmh-*.jar")
    flags = " ".join([*peers.JVM, f"-Devent={one}"])
    wanted = "|".join(benchmarks)
    peers.run(
        peers.java(), f"-Djmh.ignoreLock={str(not alone).lower()}",
        "-cp", f"{jar}:{PROJECT}/target/lib/*", "org.openjdk.jmh.Main", f"\\.({wanted})$",
        "-bm", "avgt", "-tu", "us", "-prof", "gc", "-foe", "true", "-rf", "json", "-rff", results,
        *effort.options(), "-jvmArgs", flags,
        **peers.environment("https://sts.us-east-1.amazonaws.com"),
    )  # fmt: skip
    figures = {".".join(one["benchmark"].rsplit(".", 2)[-2:]): _figure(one) for one in json.loads(results.read_text())}
    missing = set(benchmarks) - set(figures)
    if missing:
        raise RuntimeError(f"not measured: {missing}")
    return figures


def allocated() -> dict[str, float]:
    """The bytes that each step of the function's own allocates: these need no quiet machine and no long run."""
    short = Effort(forks=1, warm_ups=1, warm_up="500ms", rounds=1, round="200ms")
    figures = measure([step.benchmark for step in STEPS], short, alone=False)
    return {step.title: figures[step.benchmark].bytes for step in STEPS}


def _figure(result: dict) -> Figure:
    micros = [time for fork in result["primaryMetric"]["rawData"] for time in fork]
    return Figure(micros, result["secondaryMetrics"]["gc.alloc.rate.norm"]["score"])


def page(command: str, figures: dict[str, Figure], load: float, machine: list[str]) -> str:
    lines = [
        "# The steps of a vend by themselves",
        "",
        f"Made by `{command}` with JMH: the function's own code, hot, under Lambda's flags, over the event and settings that every",
        "peer of [RESULTS.md](RESULTS.md) gets. Median of the rounds, smallest and largest in brackets; bytes are those that one",
        "call allocates. Nothing goes over a wire here, and times are worth comparing within one run only: hence the ratios to a",
        "library that does the same, measured right after. Above 1, the library takes more.",
        f"The machine's load average at the end was {load:.1f}.",
        "",
        "| | µs | bytes | library | its µs | its bytes | µs, ratio | bytes, ratio |",
        "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: |",
        *[_row(step, figures) for step in STEPS],
        "",
        "- **event read**: bytes to request; the library's event is typed, and not yet looked at",
        "- **claims to policy**: issuer, audience, expiry, prefix, grant, and the session policy's text",
        "- **form, signing and answer**: AssumeRole but for HTTP; `StsClient` is given the same answer in memory",
        "- **reply**: credentials to the bytes for API Gateway",
        "- **whole vend**: event to reply and log line, with the step above in place of STS, and no cache",
        "",
        "## Machine and versions",
        "",
        *machine,
        "",
    ]
    return "\n".join(lines)


def _row(step: Step, figures: dict[str, Figure]) -> str:
    own = figures[step.benchmark]
    cells = [step.title, _time(own), f"{own.bytes:,.0f}"]
    if step.peer:
        peer = figures[step.peer]
        cells += [step.library, _time(peer), f"{peer.bytes:,.0f}"]
        cells += [f"{median(peer.micros) / median(own.micros):.1f}", f"{peer.bytes / own.bytes:.1f}"]
    else:
        cells += ["–"] * 5
    return "| " + " | ".join(cells) + " |"


def _time(figure: Figure) -> str:
    return f"{median(figure.micros):.1f} ({min(figure.micros):.1f}–{max(figure.micros):.1f})"
