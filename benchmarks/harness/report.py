"""RESULTS.md and its chart, from the rounds' figures."""

import os
import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Callable

from harness.measure import Figures
from harness.peers import PEERS, ROOT, Peer, java

BASE = "Node"


@dataclass(frozen=True)
class Column:
    title: str
    of: Callable[[Figures], float | None]
    form: str
    what: str


COLUMNS = [
    Column("cold, ms", lambda f: f.cold_ms, "{:.0f}", "start of the process to the first answer"),
    Column("cold CPU, ms", lambda f: f.cold_cpu_ms, "{:.0f}", "the CPU time of all its threads until then"),
    Column("first, ms", lambda f: f.first_ms, "{:.0f}", "the first event handed over to its answer"),
    Column("p50, ms", lambda f: f.p50_ms, "{:.2f}", "a warm answer, another caller each time"),
    Column("p99, ms", lambda f: f.p99_ms, "{:.2f}", "the same"),
    Column("per core", lambda f: f.per_core, "{:.0f}", "warm answers for each second of CPU time"),
    Column("RSS, MB", lambda f: f.rss_mb, "{:.0f}", "the most memory held"),
    Column("STS calls", lambda f: f.sts_calls, "{:.0f}", "for 1,000 answers, when each caller asks ten times"),
]

Rounds = dict[str, list[Figures]]


def _values(column: Column, figures: list[Figures]) -> list[float]:
    return [value for figure in figures if (value := column.of(figure)) is not None]


def _spread(column: Column, figures: list[Figures]) -> str:
    values = _values(column, figures)
    if not values:
        return "–"
    low, high = (column.form.format(edge(values)) for edge in (min, max))
    middle = column.form.format(median(values))
    return middle if low == high else f"{middle} ({low}–{high})"


def ratio(column: Column, figures: list[Figures], base: list[Figures]) -> float | None:
    """The median of the rounds' own ratios: both were measured within the same minute."""
    pairs = zip(_values(column, figures), _values(column, base))
    ratios = [mine / theirs for mine, theirs in pairs if theirs]
    return median(ratios) if ratios else None


def base_of(rounds: Rounds) -> list[Figures]:
    return next(figures for name, figures in rounds.items() if name.startswith(BASE))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _table(peers: list[Peer], rounds: Rounds, packages: dict[str, int]) -> list[str]:
    titles = [column.title for column in COLUMNS]
    lines = [_row("", *titles, "package, MB"), _row("---", *["---:"] * (len(titles) + 1))]
    for peer in peers:
        cells = [_spread(column, rounds[peer.name]) for column in COLUMNS]
        lines.append(_row(peer.name, *cells, f"{packages[peer.name] / 1e6:.2f}"))
    return lines


def _ratios(peers: list[Peer], rounds: Rounds, packages: dict[str, int]) -> list[str]:
    base = base_of(rounds)
    base_size = next(size for name, size in packages.items() if name.startswith(BASE))
    titles = [column.title.split(",")[0] for column in COLUMNS]
    lines = [_row("", *titles, "package"), _row("---", *["---:"] * (len(titles) + 1))]
    for peer in peers:
        values = [ratio(column, rounds[peer.name], base) for column in COLUMNS]
        cells = ["–" if value is None else f"{value:.2f}" for value in values]
        lines.append(_row(peer.name, *cells, f"{packages[peer.name] / base_size:.2f}"))
    return lines


def _targets(rounds: Rounds, packages: dict[str, int]) -> list[str]:
    base = base_of(rounds)
    by_title = {column.title: column for column in COLUMNS}

    def of(name: str, title: str) -> float | None:
        return ratio(by_title[title], rounds[name], base) if name in rounds else None

    plain, cached, primed = "Bucketpass", "Bucketpass, AOT cache", "Bucketpass, primed"
    targets = [
        ("cold start, without help", of(plain, "cold, ms"), 1.5),
        ("cold start, with an AOT cache", of(cached, "cold, ms"), 0.85),
        ("first invoke after priming", of(primed, "first, ms"), 0.6),
        ("warm p50", of(plain, "p50, ms"), 0.8),
        ("RSS", of(plain, "RSS, MB"), 1.0),
        ("package, MB", packages[plain] / 1e6, 3.0),
    ]
    lines = [_row("ratio to Node", "target", "here", ""), "| --- | ---: | ---: | --- |"]
    for what, here, target in targets:
        if here is not None:
            lines.append(_row(what, f"≤ {target}", f"{here:.2f}", "met" if here <= target else "**missed**"))
    return lines


def _version(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True)
    return (done.stdout + done.stderr).strip().splitlines()[0]


def machine() -> list[str]:
    model = re.search("model name\\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search("MemTotal:\\s*(\\d+)", Path("/proc/meminfo").read_text()).group(1)) / 2**20
    node = _version("node", "-p", "'Node ' + process.version")
    sdk = re.search("client-sts\": \"([^\"]+)", (PEERS / "node/package.json").read_text()).group(1)
    boto = re.search("boto3==(\\S+)", (PEERS / "python/requirements.txt").read_text()).group(1)
    java_sdk = re.search("<awssdk.version>([^<]+)", (ROOT / "pom.xml").read_text()).group(1)
    return [
        f"- {model.group(1) if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Linux {platform.release()}",
        f"- {_version(java(), '-version')} (serial GC, C1, as on Lambda with 1,024 MB); AWS SDK for Java {java_sdk}",
        f"- {node}; @aws-sdk/client-sts {sdk} (esbuild); aws-lambda-ric 4.0.2",
        f"- Python {platform.python_version()}; boto3 {boto}; awslambdaric 4.2.2",
        "- @uppy/companion 6.2.2; s3-credentials 0.17",
    ]


def write(out: Path, command: str, peers: list[Peer], rounds: Rounds, packages: dict[str, int], loads: list[float]) -> None:
    busy = f"{min(loads):.1f}–{max(loads):.1f}"
    count = len(base_of(rounds))
    lines = [
        "# Beside what people would use instead",
        "",
        f"Made by `{command}`: {count} rounds, in each of which every peer is started once, in turn. Median of the rounds,",
        "smallest and largest in brackets. All get the same event, over Lambda's runtime API where they are Lambda functions,",
        "and call the same local STS stub. Times are worth comparing within one run only; the ratios further down are",
        f"medians of each round's own ratio. The machine's load average during the run was {busy} on {os.cpu_count()} cores.",
        "",
        "![Cold start and warm answer of each](results.svg)",
        "",
        *_table(peers, rounds, packages),
        "",
        *[f"- **{column.title.split(',')[0]}**: {column.what}" for column in COLUMNS],
        "- **package**: the zip that would be uploaded; of the two that are no Lambda functions, all that they need installed",
        "",
        "## As a ratio to Node",
        "",
        *_ratios(peers, rounds, packages),
        "",
        "## Targets",
        "",
        *_targets(rounds, packages),
        "",
        (Path(__file__).parent.parent / "NOTES.md").read_text().strip(),
        "",
        "## Machine and versions",
        "",
        *machine(),
        "",
    ]
    (out / "RESULTS.md").write_text("\n".join(lines))
    (out / "results.svg").write_text(_chart(peers, rounds))


def _chart(peers: list[Peer], rounds: Rounds) -> str:
    """Two sets of bars; text takes the reader's colour, so that it is read on dark and on light."""
    panels = [(COLUMNS[0], "Cold start to first answer, ms"), (COLUMNS[3], "Warm answer, p50, ms")]
    body, top = [], 0
    for column, title in panels:
        shown = [(peer.name, median(values)) for peer in peers if (values := _values(column, rounds[peer.name]))]
        longest = max(value for _, value in shown)
        body.append(f'<text x="0" y="{top + 16}" class="title">{title}</text>')
        for number, (name, value) in enumerate(shown):
            y, width = top + 30 + 24 * number, 380 * value / longest
            kind = "own" if name.startswith("Bucketpass") else "peer"
            body += [
                f'<text x="190" y="{y + 13}" text-anchor="end">{name}</text>',
                f'<rect x="200" y="{y}" width="{width:.1f}" height="17" class="{kind}"/>',
                f'<text x="{206 + width:.1f}" y="{y + 13}">{column.form.format(value)}</text>',
            ]
        top += 30 + 24 * len(shown) + 20
    style = (
        "text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-weight:600}.own{fill:#1a7f5a}.peer{fill:#8c959f}"
        "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.own{fill:#3fb985}}"
    )
    drawing = "\n".join(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="660" height="{top}" viewBox="0 0 660 {top}" role="img" '
        f'aria-label="Bars: cold start and warm answer of each peer">\n<style>{style}</style>\n{drawing}\n</svg>\n'
    )
