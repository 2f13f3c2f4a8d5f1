"""The format of one file of the journal: TinyDB tables as plain JSON, one row a line.

    {
    "meta": {
    "1": {"format": "valley", "schema": 1, "year": 2026}
    },
    "entries": {
    "1": {"id": "…", "day": "2026-03-04", …},
    "2": {…}
    },
    "reviews": {}
    }

A file is a volume when it is UTF-8 JSON of that shape and carries the marker in `meta`. Anything
else is damaged, and whoever holds it must not write to it.
"""

import json
from typing import Any

from valley.errors import DamagedJournal
from valley.store import migrations

FORMAT = "valley"
FOLDER = "journal"

Row = dict[str, Any]
Table = dict[str, Row]
Tables = dict[str, Table]


def file_of(volume: str) -> str:
    """Name the file of a volume: a year, or `excuses`."""
    return f"{FOLDER}/{volume}.json"


def new(volume: str) -> Tables:
    """Make an empty volume."""
    year = int(volume) if volume.isdigit() else None
    return {"meta": {"1": {"format": FORMAT, "schema": migrations.SCHEMA, "year": year}}}


def serialise(tables: Tables) -> bytes:
    """Lay the tables out with one row a line.

    Rows are dumped one by one, because `json` leaves its fast encoder when asked to indent.
    """
    encode = json.JSONEncoder(ensure_ascii=False).encode
    parts = []
    for name, table in tables.items():
        rows = ",\n".join(f'"{key}": {encode(row)}' for key, row in table.items())
        parts.append(f"{encode(name)}: {{\n{rows}\n}}" if rows else f"{encode(name)}: {{}}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def parse(data: bytes, volume: str, where: object) -> Tables:
    """Read a volume, brought up to the present schema.

    Args:
        data: The bytes of the file.
        volume: Its name, which its `meta` must bear out.
        where: How to name the file in a message.

    Raises:
        DamagedJournal: It is not a volume; the message tells the place and the way back.
    """
    why = "it is empty" if not data.strip() else ""
    tables: Any = None
    try:
        tables = None if why else _load(data)
    except UnicodeDecodeError as error:
        why = f"byte {error.start} is not UTF-8"
    except json.JSONDecodeError as error:
        why = f"line {error.lineno}, column {error.colno}: {error.msg}"
    except RecursionError:
        why = "it is nested too deeply"
    except ValueError as error:
        why = str(error)
    why = why or _shape(tables, volume)
    if why:
        raise damaged(where, why, volume)
    return migrations.migrate(tables)


def damaged(where: object, why: str, volume: str) -> DamagedJournal:
    """Say which file is damaged, where, and which command brings it back."""
    return DamagedJournal(
        f"{where} is damaged ({why}) and was left as it is;"
        f" bring back the newest copy with: valley restore {volume}"
    )


def _load(data: bytes) -> Any:
    """Parse the JSON, keeping both of two rows that a line-wise merge gave the same number."""
    text = data.decode()
    tables = json.loads(text)
    if isinstance(tables, dict):
        rows = sum(len(table) for table in tables.values() if isinstance(table, dict))
        if text.count('\n"') != len(tables) + rows:
            return json.loads(text, object_pairs_hook=_keep_both)
    return tables


def _keep_both(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make a dictionary; a row whose number is taken gets the next free one."""
    kept: dict[str, Any] = {}
    for key, value in pairs:
        if key in kept and key.isdigit() and kept[key] != value:
            numbers = [
                int(name) for name in (*kept, *(name for name, _ in pairs)) if name.isdigit()
            ]
            kept[str(max(numbers) + 1)] = value
        else:
            kept[key] = value
    return kept


def _shape(tables: Any, volume: str) -> str:
    """Say what keeps this from being a volume, or nothing."""
    if not isinstance(tables, dict) or not all(isinstance(t, dict) for t in tables.values()):
        return "it is JSON of another shape"
    meta = next(iter(tables.get("meta", {}).values()), None)
    if why := _meta_fault(meta, volume):
        return why
    for name, table in tables.items():
        for key, row in table.items():
            if not key.isdigit() or not isinstance(row, dict):
                return f"row {key[:20]!r} of {name!r} is no row"
    return ""


def _meta_fault(meta: Any, volume: str) -> str:
    """Say what is wrong with the marker of a volume, or nothing."""
    if not isinstance(meta, dict) or meta.get("format") != FORMAT:
        return "it has lost its valley marker"
    schema = meta.get("schema")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        return "its schema number is missing"
    if schema > migrations.SCHEMA:
        return f"its schema {schema} is newer than this valley knows; upgrade valley"
    if meta.get("year") != new(volume)["meta"]["1"]["year"]:
        return f"it is the volume of {meta.get('year')}"
    return ""
