"""Every parser of what comes from outside, each as a function of bytes that may raise what it says.

Whatever else one raises is a bug: shortly looked for by `tests/test_parsers.py`, longer by
`python tests/fuzz/run.py`.
"""

import itertools
import tempfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path

from valley import dates, settings
from valley import settings_file as changes
from valley.coach.recognise import Recogniser
from valley.entry import editor_text
from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.exchange import detect
from valley.exchange.days import Days
from valley.exchange.formats import ImportFormat, Reading
from valley.exchange.importer import import_records
from valley.exchange.known import Known
from valley.exchange.source import Source
from valley.model import Entry, EntryKind
from valley.store import backups, undo_log, volume
from valley.store.drafts import Draft
from valley.store.encryption import key_file, sealed_file, swap
from valley.store.folder import Folder
from valley.store.rows import from_review_row, from_row
from valley.ui.text import json_safe, visible
from valley.workdays import Away, Workdays

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
KEY = sealed_file.Key(bytes(32))
MOST = 2000  # records taken from one import

# In memory where there is such a place: a fuzzer writes a file for each of its inputs.
ROOM = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
SCRATCH = tempfile.TemporaryDirectory(prefix="valley-fuzz-", dir=ROOM)
ROOT = Path(SCRATCH.name)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def days(data: bytes) -> None:
    """Read days and weeks in words."""
    for parse in (dates.parse, dates.parse_due, dates.parse_off):
        with suppress(InvalidInput):
            parse(_text(data), today=TODAY)
    with suppress(InvalidInput):
        dates.parse_week(_text(data))


def patterns(data: bytes) -> None:
    """Read a pattern of working days."""
    with suppress(InvalidInput):
        Workdays.of(_text(data)).counts(TODAY)


def settings_file(data: bytes) -> None:
    """Read a settings file: whatever is wrong keeps nobody out."""
    (ROOT / settings.FILE).write_bytes(data)
    loaded = settings.load(ROOT)
    loaded.workdays(holidays=False)
    assert loaded.day_ends_at
    with suppress(InvalidInput, DamagedJournal):
        changes.set_value(ROOT, "role", "leader", TODAY)
    with suppress(InvalidInput, DamagedJournal):
        changes.set_value(ROOT, "workdays", "mon", TODAY)
    with suppress(InvalidInput, DamagedJournal):
        changes.add_away(ROOT, Away(TODAY, TODAY))
    with suppress(DamagedJournal, NotFound):
        changes.remove_away(ROOT, 1)


def volume_file(data: bytes) -> None:
    """Read a volume and each of its rows."""
    try:
        _, tables = volume.read(data)
    except volume.NoVolume:
        return
    for table in tables.values():
        for row in table.values():
            for read in (from_row, from_review_row):
                with suppress(InvalidInput):
                    read(row)
    volume.read(volume.serialise(tables))


def a_sealed_file(data: bytes) -> None:
    """Open a sealed file, of bytes of all kinds and of a header that is right."""
    for sealed in (data, sealed_file.MAGIC + data, sealed_file.FORMAT + data):
        with suppress(sealed_file.BadSeal):
            KEY.open(sealed, "journal/2026.json")


def a_key_file(data: bytes) -> None:
    """Read a key file."""
    with suppress(DamagedJournal):
        key_file.parse(data, "key.json")


def small_files(data: bytes) -> None:
    """Read a draft, a record of a change, a copy and the plan of a turn."""
    folder = Folder(ROOT / "small")
    for name in ("drafts/checkin.json", "history/00000001.json", "backups/2026.2026-03-04.json"):
        folder.path(name).parent.mkdir(parents=True, exist_ok=True)
        folder.path(name).write_bytes(data)
    Draft(folder, "checkin").load()
    undo_log.read(folder, "history/00000001.json")
    for copy in backups.copies(folder):
        with suppress(DamagedJournal):
            backups.read(folder, copy)
    plan = ROOT / "turn" / swap.COMMITTED / swap.PLAN
    plan.parent.mkdir(parents=True, exist_ok=True)
    plan.write_bytes(data)
    with suppress(DamagedJournal):
        swap.settle(ROOT / "turn")


def editor(data: bytes) -> None:
    """Read what an editor saved."""
    entry = Entry(
        id="x", day=TODAY, written_at=NOW, updated_at=NOW, kind=EntryKind.NOTE, happened="a day"
    )
    with suppress(InvalidInput):
        editor_text.changes(entry, data.decode("utf-8", "replace"))


def imports(data: bytes) -> None:
    """Read an import, in every format there is."""
    path = ROOT / "import"
    path.write_bytes(data)
    maps = [("day", "1"), ("happened", "2"), ("happened", "3")]
    orders = ("", "day-first", "excel", "%d.%m.%Y")
    chosen = zlib.crc32(data)  # one of them for an input: all would take eight times as long
    for form in ImportFormat:
        days = Days(today=TODAY, day_ends_at=time(4), form=orders[chosen % len(orders)])
        how = Reading(days=days, columns=maps if chosen & 4 else [])
        with suppress(InvalidInput), Source(path) as source:
            found = detect.read(source, form, how)
            records = itertools.islice(found.records, MOST)
            import_records(
                records,
                known=Known(()),
                recogniser=Recogniser((), today=TODAY),
                now=NOW,
                days=how.days,
            )


def shown(data: bytes) -> None:
    """Show a text on a terminal, and in JSON."""
    for text in (visible(_text(data)), json_safe(_text(data))):
        assert "\x1b" not in visible(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "days": days,
    "patterns": patterns,
    "settings": settings_file,
    "volume": volume_file,
    "sealed": a_sealed_file,
    "key": a_key_file,
    "small": small_files,
    "editor": editor,
    "imports": imports,
    "shown": shown,
}

SEEDS: dict[str, list[bytes]] = {
    "days": [b"friday", b"3 days ago", b"in 2 weeks", b"4 mar", b"2026-W12", b"31 feb 2024"],
    "patterns": [b"mon-fri", b"sun-thu", b"mon,wed", b"FREQ=WEEKLY;BYDAY=MO,TU;INTERVAL=2"],
    "settings": [
        b'[[x]]\nworkdays = "mon"\nworkdays = "mon"\n',
        b"away = 1\n",
        b"away = [1, {}]\n",
        b"[[away]]\nfrom = 9594-01-01\nto = 2026-01-02\n[[away]]\nx = 1\n",
        b'away = "x"\nworkdays_before = true\n',
        b"[away]\nfrom = 2026-01-01\n",
        b"a = " + b"[" * 5000,
        b"a" + b".a" * 3000 + b" = 1",
        b'workdays = "mon-fri"\nrepair_days = 1\nday_ends_at = "04:00"\nplain = true\n',
        (b'[[away]]\nfrom = 2026-01-01\nto = 2026-01-02\nnote = "x"\n'
        b'[[workdays_before]]\nuntil = 2026-01-01\nworkdays = "mon"\n'),
    ],
    "volume": [
        (b'{\n"meta": {\n"1": {"format": "valley", "schema": 1, "year": 2026}\n},\n"entries": {\n'
        b'"1": {"id": "a", "day": "2026-03-04", "written_at": "2026-03-04T12:00:00+00:00", '
        b'"updated_at": "2026-03-04T12:00:00+00:00", "happened": "x", "due": "2026-03-05", '
        b'"status": "open", "verdict": "vague", "theme": "price", "tags": ["t"], "steps": []}\n}\n}\n'),
    ],
    "sealed": [KEY.seal("journal/2026.json", b"x"), KEY.seal("journal/2026.json", b"")[16:]],
    "key": [
        b'{"format": "valley-key", "version": 1, "cipher": "AES-256-GCM", "kdf": "scrypt", '
        b'"n": 16, "r": 8, "p": 1, "salt": "' + b"00" * 16 + b'", "nonce": "' + b"00" * 12
        + b'", "key": "00", "wrapped": "' + b"00" * 48 + b'"}',
    ],
    "small": [
        b"valley-sealed ",
        b'{"day": "2026-03-04", "answers": {"happened": "x"}}',
        (b'{"at": "2026-03-04T12:00:00+00:00", "what": "x", "rows": [["2026", "entries", "a", null,'
        b' "b"]], "files": [["journal/2026.json", null, null]]}'),
        b'{"files": ["journal/2026.json"], "remove": ["key.json"]}',
        b'{"files": [], "remove": ["nowhere/key.json"]}',
    ],
    "editor": [b"# happened\na day\n\n# reason\ntoo dear\n# due\n2026-03-05\n"],
    "imports": [
        b'[{"day": "2026-03-04", "happened": "x", "reason": "y", "tags": ["z"]}]',
        b'{"day": "2026-03-04", "happened": "x"}\n{"date": "2026-03-05", "happened": "y"}\n',
        b'day,happened,reason\n2026-03-04,x,y\n2026-03-05,"a\nb",\n',
        b"day;happened\n4.3.2026;x\n",
        b"[2026-03-04 12:00] Title. Body @tag\nmore\n\n[2026-03-05 09:00 AM] *\n",
        (b'{"metadata": {"version": "1.0"}, "entries": [{"creationDate": "2026-03-04T12:00:00Z", '
        b'"text": "x", "timeZone": "Europe\\/Berlin", "starred": true, "tags": ["t"]}]}'),
        b'{"entries": [{"title": "x", "body": "y", "date": "2026-03-04", "time": "12:00"}]}',
        b"\tDate:\t4 March 2026 at 18:30:00 GMT\n\tTags:\ta, b\n\nx\n\tDate:\t5 March 2026\n\ny\n",
        b"---\ndate: 2026-03-04\ntags: [a, b]\n---\n# Reason\n- x\n## 2026-03-05\n* [ ] y\n",
        b"4 March 2026 a\n\n04.03.2026 18:30 b\n2026-03-05 Wed 6 PM c\n",
        b"sep=|\nTitle\n\nDate|Time|Notes|Id\n46085|6 PM|<p>a&amp;b<br>c|7\n\nTotal\n",
        '"Date";"Notes"\n"2026-03-04 00:00Z";"x"\n'.encode("utf-16-le"),
        b'[{"at": 1, "day": "Mar 4, 2026", "text": [], "due": "4/3/26", "id": 5}, 7]',
        b"PK\x03\x04" + bytes(60),
        b"[" * 3000,
        b'{"a":' * 3000,
    ],
    "shown": [b"\x1b[31m", "a\u200db".encode(), "\u202eabc".encode()],
}  # fmt: skip
