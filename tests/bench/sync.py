"""How large Git's history of a journal grows, and how long a sync takes then.

    python -m tests.bench.sync [YEARS]

Every day a year's volume is one entry longer, and is committed as `valley sync` would; a journal in
clear, and a sealed one, whose volumes are bytes that no two days have in common.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from uuid import uuid4

from valley.clock import now
from valley.demo.journal import write
from valley.journal import Journal
from valley.store import volume
from valley.sync.exchange import sync
from valley.sync.setting_up import set_up

DAYS = 250  # syncs a year
FIRST = 2006


def rows(place: Path) -> list[dict[str, object]]:
    """Return what a made-up rep's entries look like on the disk."""
    write(place, now(), now().date())
    volumes = sorted(place.glob("journal/2*.json"))
    return [row for path in volumes for row in json.loads(path.read_text())["entries"].values()]


def days(
    of_rep: list[dict[str, object]], years: int, *, sealed: bool
) -> Iterator[tuple[str, bytes]]:
    """Yield the volume of each day."""
    for year in range(FIRST, FIRST + years):
        name = f"{year}"
        tables = volume.new(name) | {"entries": {}}
        for day in range(DAYS):
            row = of_rep[day % len(of_rep)] | {"id": str(uuid4()), "day": f"{year}-06-01"}
            tables["entries"][str(day + 1)] = row
            data = volume.serialise(tables)
            yield volume.file_of(name), os.urandom(len(data)) if sealed else data


def grow(repository: Path, found: Iterator[tuple[str, bytes]]) -> tuple[int, dict[str, bytes]]:
    """Commit each day; return how many bytes the packed repository has, and the last volumes."""
    command = ["git", "-C", str(repository), "fast-import", "--quiet"]
    last: dict[str, bytes] = {}
    with subprocess.Popen(command, stdin=subprocess.PIPE) as git:
        assert git.stdin
        for number, (name, data) in enumerate(found):
            head = f"commit refs/heads/main\ncommitter valley <valley@localhost> {number} +0000\n"
            git.stdin.write(
                f"{head}data 4\nsync\nM 100644 inline {name}\ndata {len(data)}\n".encode()
            )
            git.stdin.write(data + b"\n")
            last[name] = data
    subprocess.run(["git", "-C", str(repository), "gc", "--quiet"], check=True)
    return sum(path.stat().st_size for path in repository.rglob("*") if path.is_file()), last


def main() -> None:
    """Print the sizes, and the time of a sync with nothing new and with one entry."""
    years = int(sys.argv[1]) if sys.argv[1:] else 20
    place = Path(tempfile.mkdtemp())
    try:
        of_rep = rows(place / "rep")
        for sealed in (False, True):
            remote = place / f"{'sealed' if sealed else 'clear'}.git"
            subprocess.run(["git", "init", "--quiet", "--bare", str(remote)], check=True)
            size, last = grow(remote, days(of_rep, years, sealed=sealed))
            told = "sealed" if sealed else "clear"
            print(f"{told}: {years} years of {DAYS} syncs: {size / 2**20:.1f} MiB;", end=" ")  # noqa: T201
            print(f"the last volume has {len(last[max(last)]) / 2**10:.0f} KiB")  # noqa: T201
            if not sealed:
                _time(place / "home", remote)
    finally:
        shutil.rmtree(place)


def _time(home: Path, remote: Path) -> None:
    def timed(what: str) -> None:
        begun = perf_counter()
        sync(Journal(home, now()), home)
        print(f"  a sync with {what}: {perf_counter() - begun:.2f} s")  # noqa: T201

    begun = perf_counter()
    set_up(Journal(home, now()), home, str(remote))
    print(f"  joining: {perf_counter() - begun:.2f} s")  # noqa: T201
    timed("nothing new")
    with Journal(home, now()).change("a day") as change:
        entry = next(Journal(home, now()).entries())
        change.put(entry, was=entry)
    timed("one change")


if __name__ == "__main__":
    main()
