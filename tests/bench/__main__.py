"""Measure valley's speed: `python -m tests.bench`, from the folder above `tests`.

    --quick          smaller journals and fewer rounds: a minute instead of a quarter of an hour
    --rounds N       how often each command is run; default 7
    --jrnl PATH      the jrnl to compare with; default: the one on the PATH, if there is one
    --imports        instead: what each daily command imports, and what that costs

Every command is run in turn, round after round, so that whatever else the machine does meets them
all; the medians are compared with each other and never with a clock. It ends with the targets that
were met and missed. Nothing here runs with the tests: figures of a busy machine prove nothing.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import extra
from tests.bench.cases import HELLO, PROMPT, SIZES, Case, cases
from tests.bench.process import Took
from tests.bench.targets import Results, Target, targets

QUICK_SIZES = (0, 250, 10_000)
HEAVY_ROUNDS = 3


def main() -> None:
    """Measure, and print the tables."""
    args = sys.argv[1:]
    if "--help" in args or "-h" in args:
        say(__doc__ or "")
        return
    place = Path(tempfile.mkdtemp(prefix="valley-bench-"))
    try:
        if "--imports" in args:
            from tests.bench.imports import profile

            profile(place)
        else:
            quick = "--quick" in args
            rounds = int(_value(args, "--rounds") or (3 if quick else 7))
            compare(place, rounds, _value(args, "--jrnl"), quick=quick)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def compare(place: Path, rounds: int, jrnl: str | None, *, quick: bool) -> None:
    """Measure the commands, then what stands for itself, and print what became of the targets."""
    sizes = QUICK_SIZES if quick else SIZES
    say(f"Making journals of {', '.join(f'{size:,}' for size in sizes)} entries.")
    results = measure(cases(place, sizes), rounds)
    show(results)
    found = targets(results, sizes[-1])
    found += extra.importing(place / "import", 2_000 if quick else 100_000)
    found += extra.against_jrnl(place / "jrnl", 2_000 if quick else 20_000, jrnl)
    found += extra.encrypted(place / "encrypted", rounds)
    conclude(found)


def measure(every: Sequence[Case], rounds: int) -> Results:
    """Run each case in turn, round after round, after one round that counts for nothing."""
    taken: dict[tuple[str, int], list[Took]] = {}
    for number in range(rounds + 1):
        began = time.perf_counter()
        for case in every:
            if case.heavy and number > HEAVY_ROUNDS:
                continue
            took = case.measure()
            if number:
                taken.setdefault((case.name, case.size), []).append(took)
        say(f"Round {number} of {rounds}: {time.perf_counter() - began:.0f} s")
    return {key: extra.median(some) for key, some in taken.items()}


def show(results: Results) -> None:
    """Print the table of times and peaks."""
    assert hasattr(os, "getloadavg")
    hello = results[HELLO, 0].seconds
    say(f"\nOne {HELLO} takes {hello * 1000:.0f} ms here; load {os.getloadavg()[0]:.1f}.\n")
    say(f"{'':24}{'entries':>9}{'ms':>9}{'/hello':>8}{'/empty':>8}{'MB':>8}{'/empty':>8}")
    for (name, size), took in sorted(results.items(), key=lambda item: _order(results, item[0])):
        empty = results.get((name, 0), took)
        line = f"{name:24}{size:>9,}{took.seconds * 1000:>9.0f}{took.seconds / hello:>8.2f}"
        line += f"{took.seconds / empty.seconds:>8.2f}"
        if name != PROMPT:
            line += f"{took.megabytes:>8.0f}{took.megabytes / empty.megabytes:>8.2f}"
        say(line)


def conclude(found: Sequence[Target]) -> None:
    """Print the targets and what became of them."""
    say("\nTargets, as ratios of medians within this run:\n")
    for target in found:
        say(target.line())
    missed = sum(target.verdict == "MISSED" for target in found)
    met = sum(target.verdict == "met" for target in found)
    say(f"\n{met} met, {missed} missed, {len(found) - met - missed} not measured.")


def say(text: str) -> None:
    """Print a line at once, so that a long run shows how far it is."""
    print(text, flush=True)  # noqa: T201


def _order(results: Results, key: tuple[str, int]) -> tuple[int, int]:
    names = list(dict.fromkeys(name for name, _ in results))
    return names.index(key[0]), key[1]


def _value(args: Sequence[str], name: str) -> str | None:
    return args[args.index(name) + 1] if name in args[:-1] else None


if __name__ == "__main__":
    main()
