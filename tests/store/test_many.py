"""Many at once, and killed at any moment: what was acknowledged is there."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import World
from tests.store.faults import NOW, state
from valley.journal import Journal

PROCESSES = 8
EACH = 25

WRITER = """
import sys
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4
from valley import clock
from valley.errors import Busy
from valley.journal import Journal
from valley.model import Entry, EntryKind

home, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    now = clock.now()
    entry = Entry(id=str(uuid4()), day=date(2026, 1, 1) - timedelta(days=number), written_at=now,
                  updated_at=now, kind=EntryKind.NOTE, happened=f"{name} {number}")
    while True:
        try:
            with Journal(home, now).change("a check-in") as change:
                change.add(entry)
            break
        except Busy:  # on a machine that has other things to do; it says: try again
            continue
    print(entry.id, flush=True)
"""
READER = """
import sys
from pathlib import Path
from valley import clock
from valley.journal import Journal

last = 0
while last < int(sys.argv[2]):
    journal = Journal(Path(sys.argv[1]), clock.now())
    count = len(list(journal.entries()))
    assert not journal.damaged and not journal.broken, (journal.damaged, journal.broken)
    assert count >= last, (last, count)
    last = count
"""


def _start(script: str, *args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )


def test_eight_at_once_and_readers_alongside(world: World) -> None:
    """Eight processes log 25 entries each while two read on: 200 entries, and nobody complains."""
    readers = [_start(READER, world.home, PROCESSES * EACH) for _ in range(2)]
    writers = [_start(WRITER, world.home, name, EACH) for name in range(PROCESSES)]
    acknowledged = set()
    for process in [*writers, *readers]:
        out, err = process.communicate(timeout=600)
        assert (process.returncode, err) == (0, "")
        acknowledged |= set(out.split())
    found = state(world.home)["entries"]
    assert set(found) == acknowledged
    assert len(found) == PROCESSES * EACH
    assert Journal(world.home, NOW).check() == []


def test_killed_at_random_moments(world: World) -> None:
    """SIGKILL hits `valley checkin` somewhere: what it acknowledged is there, the rest whole or not."""
    dice = random.Random(5)
    acknowledged: set[str] = set()
    killed = 0
    world.checkin("the first")
    command = [sys.executable, "-m", "valley", "checkin", "--no-input", "--json"]
    begun = time.monotonic()
    subprocess.run([*command, "--happened=timed"], check=True, capture_output=True)
    usual = time.monotonic() - begun
    for number in range(14):
        begun = time.monotonic()
        process = subprocess.Popen(
            [*command, f"--happened=evening {number}", "--reason=too dear", "--tag=x"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            out, _ = process.communicate(timeout=usual * dice.uniform(0.4, 1.1))
            usual = time.monotonic() - begun  # however busy the machine is by now
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
            killed += 1
        if out.endswith("}\n"):
            acknowledged.add(json.loads(out)["id"])
        found = state(world.home)["entries"]
        assert acknowledged <= set(found)
        assert all(happened.strip() for _, happened, _ in found.values())
    assert killed
    journal = Journal(world.home, NOW)
    assert [problem for problem in journal.check() if "left this behind" not in problem.why] == []
    world.checkin("the last")


def test_a_shower_of_signals_interrupts_nothing(world: World) -> None:
    """Calls that a signal cuts in on are made again."""
    script = (
        "import signal; signal.signal(signal.SIGALRM, lambda *_: None);"
        f"signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)\n{WRITER}\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)"
    )
    writer = _start(script, world.home, "signals", 20)
    out, err = writer.communicate(timeout=60)
    assert (writer.returncode, err) == (0, "")
    assert set(out.split()) == set(state(world.home)["entries"])
