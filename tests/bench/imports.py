"""What each daily command imports, and what that costs: a profile by `-X importtime`."""

import re
import subprocess
from pathlib import Path

from tests.bench.cases import DAILY, PROMPT, World, valley

SHOWN = 15
LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \| ( *)(\S+)")


def profile(place: Path) -> None:
    """Print the costliest imports of each command on a small journal."""
    for name, args in DAILY.items():
        if name == PROMPT:
            continue  # where it would be asked nothing is measured that the others do not show
        world = World(place / re.sub(r"\W+", "-", name))
        world.make_journal(250)
        argv = valley(*args)
        ran = subprocess.run(
            [argv[0], "-X", "importtime", *argv[1:]],
            env=world.env,
            capture_output=True,
            text=True,
            check=True,
        )
        own = [(int(m[1]), int(m[2]), m[4]) for m in map(LINE.match, ran.stderr.split("\n")) if m]
        total = sum(alone for alone, _, _ in own)
        print(f"\n{name}: {len(own)} modules, {total / 1000:.0f} ms with the profiler on")  # noqa: T201
        print(f"{'alone':>9} {'with its own':>13}  ms")  # noqa: T201
        for alone, whole, module in sorted(own, reverse=True)[:SHOWN]:
            print(f"{alone / 1000:9.1f} {whole / 1000:13.1f}  {module}")  # noqa: T201
