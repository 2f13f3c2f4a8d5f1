"""One table of settings: name, default, check, sentence. The source of the help and the README."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from valley import dates, files, public_holidays
from valley.errors import MAKES_NO_SENSE, DamagedJournal, InvalidInput, NotFound
from valley.workdays import PATTERNS, Away, Workdays, check_pattern

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

FILE = "settings.toml"
T = TypeVar("T")


class Setting(NamedTuple):
    """One setting.

    Attributes:
        name: As it stands in `settings.toml`.
        default: What holds where it is not set.
        check: Takes a value from the file or the command line to what is kept; raises
            InvalidInput with what it takes instead.
        sentence: What it is for.
        offers: Values that the Tab key offers.
        travels: Whether `valley sync` takes it to other machines: nothing that names a program does.
    """

    name: str
    default: Any
    check: Callable[[Any], Any]
    sentence: str
    offers: tuple[str, ...] = ()
    travels: bool = True


def _one_of(*words: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        word = str(value).casefold()
        if word in words:
            return word
        raise InvalidInput(f"takes {' or '.join(words)}{_nearest(word, words)}")

    return check


def _nearest(word: str, words: Sequence[str]) -> str:
    """Ask whether the nearest of some words was meant, where one is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, words, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _morning(value: Any) -> str:
    with suppress(InvalidInput):
        told = dates.parse_time(str(value))
        if told < NOON:
            return f"{told:%H:%M}"
    raise InvalidInput("takes an hour and minute before noon, like 04:00")


def _days(value: Any) -> int:
    if isinstance(value, bool) or str(value) not in map(str, range(MOST_REPAIR_DAYS + 1)):
        raise InvalidInput(f"takes a number of days from 0 to {MOST_REPAIR_DAYS}")
    return int(value)


def _yes_no(value: Any) -> bool:
    word = str(value).casefold()
    if word in {"true", "yes", "on", "1"}:
        return True
    if word in {"false", "no", "off", "0"}:
        return False
    raise InvalidInput("takes true or false")


def _pattern(value: Any) -> str:
    try:
        check_pattern(str(value))
    except InvalidInput as error:
        raise InvalidInput(f"takes {PATTERNS}") from error
    return str(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidInput("takes a text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise InvalidInput("holds bytes that are not UTF-8") from error
    return value


MOST_REPAIR_DAYS = 7
NOON = time(12)
LONGEST = 100  # characters of a wrong value in a message

TABLE = (
    Setting("workdays", "mon-fri", _pattern, "Days that count: names, ranges, or an RRULE.", ("mon-fri", "mon-sat", "sun-thu", "mon-thu")),
    Setting("day_ends_at", "04:00", _morning, "Until then an evening belongs to the day before.", ("04:00", "00:00")),
    Setting("repair_days", 1, _days, "Days that count within which a missed one can be mended."),
    Setting("country", "", _text, "Public holidays of this country are rest days, as US or GB/ENG."),
    Setting("region", "", _text, "The part of the country, as SCT or CA."),
    Setting("week_starts", "mon", _one_of("mon", "sun", "sat"), "First day of a week in calendars.", ("mon", "sun", "sat")),
    Setting("role", "rep", _one_of("rep", "leader"), "Whose questions the review asks.", ("rep", "leader")),
    Setting("plain", False, _yes_no, "No boxes, no colour, no redraw: for screen readers.", ("true", "false")),
    Setting("redact_always", "", _text, "Names --redact always replaces, separated by commas."),
    Setting("redact_never", "", _text, "Words --redact never replaces, separated by commas."),
    Setting("sync_after", "never", _one_of("checkin", "review", "never"), "After which of them valley sync runs by itself.", ("checkin", "review", "never")),
    Setting("passphrase_command", "", _text, "A command that prints an encrypted journal's passphrase.", travels=False),
)  # fmt: skip
NAMES = tuple(setting.name for setting in TABLE)
AWAY = "away"
BEFORE = "workdays_before"


class Settings(NamedTuple):
    """What the settings say, checked; a value that is wrong counts as its default.

    Attributes:
        values: By name, every setting of the table.
        chosen: Names of those the file sets.
        away: Periods that do not count.
        before: Earlier patterns of working days, each with the last day it held.
        problems: What in the file could not be used, in words.
    """

    values: dict[str, Any]
    chosen: frozenset[str] = frozenset()
    away: tuple[Away, ...] = ()
    before: tuple[tuple[date, str], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def day_ends_at(self) -> time:
        """The hour at which a day ends."""
        return time.fromisoformat(self.values["day_ends_at"])

    @property
    def repair_days(self) -> int:
        """Days that count within which a missed one can be mended."""
        return int(self.values["repair_days"])

    @property
    def plain(self) -> bool:
        """Whether output is to be without boxes, colour and redraw."""
        return bool(self.values["plain"])

    def workdays(self, *, holidays: bool = True) -> Workdays:
        """Return the days that count, with or without public holidays.

        Raises:
            InvalidInput: There is no such country or region, or the extra is not installed.
        """
        return Workdays.of(
            self.values["workdays"],
            before=self.before,
            away=self.away,
            country=(holidays and self.values["country"]) or None,
            region=(holidays and self.values["region"]) or None,
        )


def setting(name: str) -> Setting:
    """Return a setting by its name.

    Raises:
        InvalidInput: There is none; the nearest name is told.
    """
    for one in TABLE:
        if one.name == name:
            return one
    hint = _nearest(name.casefold(), NAMES) or f"; there are {', '.join(NAMES)}."
    raise InvalidInput(f"No setting is called {name!r}{hint}")


def load(root: Path) -> Settings:
    """Read the settings of a journal; whatever is wrong in them never keeps anybody out."""
    values = {one.name: one.default for one in TABLE}
    path = root / FILE
    try:
        text = files.read(path, files.SMALL).decode("utf-8-sig")
        import tomllib  # not needed where there is no file

        whole = tomllib.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        return Settings(values)
    except (OSError, ValueError, RecursionError) as error:
        return Settings(
            values, problems=(f"{path} is not read, the defaults hold: {files.why(error)}.",)
        )
    problems = []
    chosen = set()
    for name, value in whole.items():
        if name in {AWAY, BEFORE}:
            continue
        try:
            values[name] = setting(name).check(value)
            chosen.add(name)
        except InvalidInput as error:
            problems.append(f"{path}: {name} = {_short(value)}: {error}")
    away = _read_tables(whole, AWAY, _away_of, path, problems)
    before = _read_tables(whole, BEFORE, _before_of, path, problems)
    return Settings(
        values, frozenset(chosen), tuple(away.values()), tuple(before.values()), tuple(problems)
    )


def as_text(value: Any) -> str:
    """Show a value as it would be typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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


def set_value(root: Path, name: str, value: str, today: date) -> Any:
    """Set a setting in the file, leaving the rest of it as it is; return what is kept.

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


def unset(root: Path, name: str, today: date) -> None:
    """Take a setting out of the file, so that its default holds.

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
    shown = [*_read_tables(document.unwrap(), AWAY, _away_of, root / FILE, []).items()]
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
    document: "TOMLDocument", root: Path, name: str, new: str, today: date
) -> None:
    """Keep the pattern of working days that held until yesterday, so that old streaks stay."""
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


def _away_of(row: Any) -> Away:
    return Away(_day(row["from"]), _day(row["to"]), str(row.get("note", "")))


def _before_of(row: Any) -> tuple[date, str]:
    return _day(row["until"]), _pattern(row["workdays"])


def _day(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(value)


def _short(value: Any) -> str:
    """Show a value of the file, however long or deep it is."""
    import reprlib

    shown = reprlib.Repr()
    shown.maxstring = shown.maxother = LONGEST
    return shown.repr(value)


def _read_tables(
    whole: dict[str, Any], name: str, read: Callable[[Any], T], path: Path, problems: list[str]
) -> dict[int, T]:
    """Read a list of tables; return what each says by its place, and add what makes no sense."""
    rows = whole.get(name, [])
    if not isinstance(rows, list):
        problems.append(f"{path}: {name} is no list of tables: [[{name}]]")
        return {}
    found = {}
    for place, row in enumerate(rows):
        try:
            found[place] = read(row)
        except (InvalidInput, *MAKES_NO_SENSE) as error:
            problems.append(f"{path}: {name} {_short(row)}: {error}")
    return found
