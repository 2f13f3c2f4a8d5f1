"""Changes of `settings.toml`, which leave the rest of it, its comments and its order, as it is."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valley import files, public_holidays
from valley.errors import DamagedJournal, InvalidInput, NotFound
from valley.settings import AWAY, BEFORE, FILE, TABLE, away_of, load, read_tables, setting
from valley.workdays import Away, Workdays

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def make_file(root: Path) -> Path:
    """Make sure there is a file to edit, and return where it stands.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
        DamagedJournal: Something stands there that is no file.
    """
    path = root / FILE
    if kind := files.odd_kind(path):
        raise DamagedJournal(f"{path} is {kind}, not a file; move it away: valley doctor --fix")
    if not path.exists():
        lines = [f"# {one.sentence}\n# {one.name} = {json.dumps(one.default)}\n" for one in TABLE]
        files.make_folder(root)
        files.write_whole(path, "\n".join(lines).encode())
    return path


def set_value(root: Path, name: str, value: str, today: date | None) -> Any:
    """Set a setting in the file, leaving the rest of it as it is; return what is kept.

    Args:
        root: The journal's folder.
        name: The setting.
        value: As it was typed.
        today: From when on it holds; None where it holds of all days, as in a new journal.

    Raises:
        InvalidInput: There is no such setting, or it does not take that value.
        CannotWrite: The disk is full, or the folder is closed.
    """
    one = setting(name)
    try:
        kept = one.check(value)
    except InvalidInput as error:
        told = f"{name} cannot be {value!r}: it {error}"
        raise InvalidInput(told if told.endswith("?") else f"{told}.") from error
    document = _document(root)
    _remember_pattern(document, root, name, kept, today)
    if name == "country" and kept:
        kept = _move(document, root, kept)
    elif name == "region" and kept:
        Workdays.of(country=load(root).values["country"] or None, region=kept)
    document[name] = kept
    _write(root, document)
    return kept


def _move(document: "TOMLDocument", root: Path, where: str) -> str:
    """Take the region that stands with a country, drop that of another; return the country."""
    country, region = public_holidays.place(where)
    if region:
        document["region"] = region
    elif "region" in document:
        now = load(root).values
        try:
            stays = public_holidays.check(now["country"], now["region"])[0] == country
        except InvalidInput:
            stays = False
        if not stays:
            del document["region"]
    return country


def unset(root: Path, name: str, today: date | None) -> None:
    """Take a setting out of the file, so that its default holds, from a day on as for `set_value`.

    Raises:
        InvalidInput: There is no such setting.
        CannotWrite: The disk is full, or the folder is closed.
    """
    one = setting(name)
    document = _document(root)
    if name in document:
        _remember_pattern(document, root, name, one.default, today)
        del document[name]
        if name == "country":
            document.pop("region", None)  # it is of no other
        _write(root, document)


def add_away(root: Path, away: Away) -> None:
    """Add a period that does not count.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    row = {"from": away.first, "to": away.last} | ({"note": away.note} if away.note else {})
    document = _document(root)
    if row in document.get(AWAY, []):
        return  # said twice, it is one
    _append(document, AWAY, row)
    _write(root, document)


def remove_away(root: Path, number: int) -> Away:
    """Take out the period of that number, counted from 1 as `valley away list` shows them.

    Raises:
        NotFound: There is none of that number.
        CannotWrite: The disk is full, or the folder is closed.
    """
    document = _document(root)
    rows = document.get(AWAY, [])
    shown = [*read_tables(document.unwrap(), AWAY, away_of, root / FILE, []).items()]
    if not 1 <= number <= len(shown):
        raise NotFound(f"There is no away period {number}; `valley away list` numbers them.")
    place, away = shown[number - 1]
    del rows[place]
    if not rows:
        del document[AWAY]
    _write(root, document)
    return away


def take_over(root: Path, values: dict[str, Any], lists: dict[str, list[dict[str, Any]]]) -> None:
    """Put settings in the file as another machine has them.

    Args:
        root: The journal's folder.
        values: By name; None takes one out.
        lists: The tables of `away` and `workdays_before`, where they change.

    Raises:
        DamagedJournal: The file cannot be read.
        CannotWrite: The disk is full, or the folder is closed.
    """
    document = _document(root)
    for name in (*values, *lists):
        document.pop(name, None)
    for name, value in values.items():
        if value is not None:
            document[name] = setting(name).check(value)
    for name, rows in lists.items():
        for row in rows:
            _append(document, name, row)
    _write(root, document)


def _remember_pattern(
    document: "TOMLDocument", root: Path, name: str, new: str, today: date | None
) -> None:
    """Keep the pattern of working days that held until yesterday, so that old streaks stay."""
    if today is None:
        return
    settings = load(root)
    old, yesterday = settings.values["workdays"], today - timedelta(days=1)
    if name != "workdays" or new == old or any(until >= yesterday for until, _ in settings.before):
        return
    _append(document, BEFORE, {"until": yesterday, "workdays": old})


def _append(document: "TOMLDocument", name: str, row: dict[str, Any]) -> None:
    """Add a table to an array of tables."""
    import tomlkit

    if name not in document:
        document.append(name, tomlkit.aot())
    table = tomlkit.table()
    table.update(row)
    document[name].append(table)


def _document(root: Path) -> "TOMLDocument":
    """Open the file for changing, comments and order included."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = root / FILE
    try:
        document = tomlkit.parse(files.read(path, files.SMALL).decode("utf-8-sig"))
        odd = [name for name in (AWAY, BEFORE) if not isinstance(document.get(name, []), list)]
        if odd:
            raise ValueError(f"{odd[0]} is no list of tables: [[{odd[0]}]]")  # noqa: TRY301  # as of tomlkit
    except (FileNotFoundError, NotADirectoryError):
        return tomlkit.document()
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        raise DamagedJournal(
            f"{path} is damaged ({files.why(error)}) and was left as it is; mend it with: valley config edit"
        ) from error
    return document


def _write(root: Path, document: "TOMLDocument") -> None:
    import tomlkit

    files.make_folder(root)
    files.write_whole(root / FILE, tomlkit.dumps(document).encode())
