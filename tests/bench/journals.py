"""Make the journals that are measured: `python -m tests.bench.journals FOLDER COUNT`.

Entries as people write them, over up to forty years, the same for the same count. They are laid
out straight as volumes, since adding 100,000 entries one by one would take hours. It runs as a
process of its own: Linux counts the memory of a parent towards the peak of its children.
"""

import json
import os
import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.bench import texts
from valley.store import volume

Row = dict[str, Any]

# A Wednesday late in the year, when the volume that a check-in writes is nearly full. The journals
# end on the day before.
TODAY = date(2026, 12, 9)
YEARS = 40
SMALL = 500  # a journal of up to so many entries is one year old
DAYS_LEFT_OUT = 0.03
WINS, ACTED, GUESSED, TAGGED = 0.4, 0.7, 0.3, 0.2
DUE_AFTER = (1, 1, 1, 2, 7)  # days
UNSETTLED = 4  # days; promises of the last days are open
FORGOTTEN = 2500  # of so many older promises one was never settled


def days(count: int) -> list[date]:
    """List the working days there are entries of, the oldest first."""
    rng = random.Random(count)
    first = TODAY - timedelta(days=365 if count <= SMALL else YEARS * 365)
    every = (first + timedelta(days=number) for number in range((TODAY - first).days))
    return [day for day in every if day.weekday() < 5 and rng.random() > DAYS_LEFT_OUT]


def entries(count: int) -> Iterator[Row]:
    """Yield so many entries as rows, the oldest first."""
    rng = random.Random(count)
    written_on = days(count) if count else []
    for number in range(count):
        yield _entry(rng, written_on[number * len(written_on) // count], number)


def _entry(rng: random.Random, day: date, number: int) -> Row:
    names = {"who": rng.choice(texts.WHO), "whom": rng.choice(texts.WHOM)}
    evening = datetime.combine(day, time(18, rng.randrange(60), rng.randrange(60)), UTC)
    row: Row = {
        "id": str(UUID(int=rng.getrandbits(128), version=4)),
        "day": day.isoformat(),
        "written_at": evening.isoformat(),
        "updated_at": evening.isoformat(),
    }
    if rng.random() < WINS:
        row["happened"] = rng.choice(texts.WON).format(**names)
    else:
        row |= _setback(rng, day, names, number)
    if rng.random() < TAGGED:
        row["tags"] = [rng.choice(texts.TAGS)]
    return row


def _setback(rng: random.Random, day: date, names: dict[str, str], number: int) -> Row:
    excuse = rng.choice(tuple(texts.REASONS))
    theme, reasons = texts.REASONS[excuse]
    row: Row = {
        "happened": rng.choice(texts.HAPPENED).format(**names),
        "reason": rng.choice(reasons).format(**names),
        "excuse": excuse,
        "theme": theme,
    }
    if rng.random() < GUESSED:
        row["guessed"] = True
    if rng.random() < ACTED:
        verdict, action = rng.choice(texts.ACTIONS)
        due = day + timedelta(days=rng.choice(DUE_AFTER))
        row |= {"action": action.format(**names), "verdict": verdict, "due": due.isoformat()}
        is_open = (TODAY - day).days <= UNSETTLED or number % FORGOTTEN == 0
        row["status"] = "open" if is_open else rng.choice(("kept", "kept", "missed", "better"))
        if not is_open:
            row["resolved_on"] = due.isoformat()
            did = {"on": due.isoformat(), "did": row["status"], "due": due.isoformat()}
            row["steps"] = [did]
    return row


def reviews(written_on: list[date]) -> Iterator[Row]:
    """Yield the review of each week."""
    for monday in sorted({day - timedelta(days=day.weekday()) for day in written_on}):
        year, week, _ = monday.isocalendar()
        moment = datetime.combine(monday + timedelta(days=4), time(17), UTC).isoformat()
        focus = texts.FOCUS[week % len(texts.FOCUS)]
        yield {
            "id": f"{year}-W{week:02}",
            "written_at": moment,
            "updated_at": moment,
            "focus": focus,
        }


def write_journal(home: Path, count: int) -> None:
    """Write a journal of so many entries; none at all for 0."""
    volumes: dict[str, volume.Tables] = {}
    rows = [("entries", row["day"][:4], row) for row in entries(count)]
    rows += [("reviews", row["id"][:4], row) for row in reviews(days(count) if count else [])]
    for table, year, row in rows:
        tables = volumes.setdefault(year, volume.new(year) | {"entries": {}, "reviews": {}})
        tables[table][str(len(tables[table]) + 1)] = row
    home.mkdir(parents=True, exist_ok=True)
    for year, tables in volumes.items():
        path = home / volume.file_of(year)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(volume.serialise(tables))


def write_lines(path: Path, count: int, *, named: bool) -> None:
    """Write entries to import, one a line: with the names of their reasons, or to be recognised."""
    known = ("day", "happened", "reason", "action", *(("excuse", "theme") if named else ()))
    with path.open("w", encoding="utf-8") as file:
        for row in entries(count):
            file.write(json.dumps({name: row[name] for name in known if name in row}) + "\n")


def write_jrnl(folder: Path, count: int) -> None:
    """Write the same entries as jrnl keeps them, a tag each, and its configuration."""
    parts = []
    for row in entries(count):
        moment = datetime.fromisoformat(row["written_at"])
        tag = row.get("excuse", "win").replace("-", "_")
        parts.append(f"[{moment:%Y-%m-%d %H:%M:%S}] {row['happened']}. #{tag}")
        parts += [row[name] for name in ("reason", "action") if name in row]
        parts.append("")
    journal = folder / "jrnl.txt"
    journal.write_text("\n".join(parts) + "\n", "utf-8")
    lines = [
        *("version: v4.6", "encrypt: false", "editor: ''", "template: false", "highlight: true"),
        *("linewrap: 79", "indent_character: '|'", "tagsymbols: '#@'", "default_hour: 9"),
        *("default_minute: 0", "timeformat: '%Y-%m-%d %H:%M:%S'", "journals:"),
        f"  default: {{journal: {json.dumps(str(journal))}}}",
        "colors: {body: none, date: none, tags: none, title: none}",
    ]
    (folder / "jrnl.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Write what a run needs into a folder."""
    what, place, count, *named = sys.argv[1:]
    folder = Path(place)
    os.umask(0o077)  # closed to others, as valley makes them
    match what:
        case "journal":
            write_journal(folder, int(count))
        case "lines":
            write_lines(folder, int(count), named=bool(named))
        case "jrnl":
            write_jrnl(folder, int(count))


if __name__ == "__main__":
    main()
