#!/usr/bin/env python3
"""What the function's cache saves STS, at different patterns of arrival.

A session is given again for five minutes; an environment keeps 1,000 sessions, the latest used.
A request goes to any of the environments with the same chance, which is worse for the cache than Lambda's own choice.
"""

import random
from collections import OrderedDict
from typing import Iterator

KEPT_SECONDS = 5 * 60
MAX_SESSIONS = 1_000
HOURS = 4

PATTERNS = {
    "now and then, every 45 minutes": 45 * 60,
    "a page that asks at each load, every 10 minutes": 10 * 60,
    "a page that asks at each load, every minute": 60,
    "`credential_process`, every 10 seconds": 10,
}


def arrivals(callers: int, mean_seconds: float, chance: random.Random) -> Iterator[tuple[float, int]]:
    """Poisson arrivals of all callers together, who are alike."""
    now = 0.0
    while (now := now + chance.expovariate(callers / mean_seconds)) < HOURS * 3600:
        yield now, chance.randrange(callers)


def sts_share(callers: int, mean_seconds: float, environments: int) -> float:
    """The part of the requests that reach STS."""
    chance = random.Random(1)
    caches: list[OrderedDict[int, float]] = [OrderedDict() for _ in range(environments)]
    asked = called = 0
    for now, caller in arrivals(callers, mean_seconds, chance):
        cache = caches[chance.randrange(environments)]
        asked += 1
        if now < cache.get(caller, 0):
            cache.move_to_end(caller)
            continue
        called += 1
        cache[caller] = now + KEPT_SECONDS
        cache.move_to_end(caller)
        if len(cache) > MAX_SESSIONS:
            cache.popitem(last=False)
    return called / asked


def main() -> None:
    sizes = [(100, 1), (1_000, 1), (1_000, 3), (5_000, 3)]
    print("| each caller is | " + " | ".join(f"{callers:,} callers, {n} env." for callers, n in sizes) + " |")
    print("| --- |" + " ---: |" * len(sizes))
    for name, mean in PATTERNS.items():
        cells = [f"{100 * sts_share(callers, mean, environments):.0f}%" for callers, environments in sizes]
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
