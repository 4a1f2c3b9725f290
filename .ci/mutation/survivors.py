#!/usr/bin/env python3
"""Compares PIT's survivors with the table in docs/mutation-survivors.md.

    survivors.py          fails when one survives that the table has not, or more of them than it says
    survivors.py --write  writes the table anew, and keeps the reasons that are there

A mutant is told by class, method and mutator: its line changes with every edit above it.
"""
import collections
import csv
import pathlib
import sys

DOCUMENT = pathlib.Path("docs/mutation-survivors.md")
REPORTS = ["function/target/pit-reports/mutations.csv", "local/target/pit-reports/mutations.csv"]
HEAD = "| Class | Method | Mutator | Count | Why it survives |\n|---|---|---|---|---|\n"


def survivors():
    found = collections.Counter()
    for report in REPORTS:
        rows = list(csv.reader(open(report)))
        killed = sum(row[5] not in ("SURVIVED", "NO_COVERAGE") for row in rows)
        print(f"{report.split('/')[0]}: {killed} of {len(rows)} mutants killed, {100 * killed // len(rows)} %")
        for _, name, mutator, method, _, status, *_ in rows:
            if status in ("SURVIVED", "NO_COVERAGE"):
                mutator = mutator.rsplit(".", 1)[-1].removesuffix("Mutator")
                found[name.removeprefix("bucketpass."), method.split("$")[0] + "…" * ("$" in method), mutator] += 1
    return found


def listed():
    table = {}
    for line in DOCUMENT.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[3].isdigit():
            table[tuple(cell.strip("`") for cell in cells[:3])] = (int(cells[3]), cells[4])
    return table


found, table = survivors(), listed()
if "--write" in sys.argv:
    before = DOCUMENT.read_text().split(HEAD)[0]
    lines = [
        f"| `{key[0]}` | `{key[1]}` | `{key[2]}` | {count} | {table.get(key, (0, 'TELL WHY'))[1]} |\n"
        for key, count in sorted(found.items())
    ]
    DOCUMENT.write_text(before + HEAD + "".join(lines))
    sys.exit()
new = {key: count for key, count in found.items() if count > table.get(key, (0, ""))[0]}
for key, count in sorted(new.items()):
    print(f"survives and is not in {DOCUMENT}: {' '.join(key)}, {count} of them")
print(f"{sum(found.values())} survivors, {sum(new.values())} of them unexplained")
sys.exit(1 if new else 0)
