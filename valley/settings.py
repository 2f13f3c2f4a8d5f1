"""One table of settings: name, default, check, sentence. The source of the help and the README."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from valley import counts, dates, files
from valley.errors import MAKES_NO_SENSE, InvalidInput
from valley.workdays import PATTERNS, Away, Workdays, check_pattern

if TYPE_CHECKING:
    pass

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


def _numbers(value: Any) -> str:
    return ", ".join(counts.as_names(_text(value)))


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
    Setting("numbers", "", _numbers, "What you count each day: up to five names, one leading to the next.", ("dials, talks, meetings, proposals",)),
    Setting("plain", False, _yes_no, "No boxes, no colour, no redraw: for screen readers.", ("true", "false")),
    Setting("my_name", "", _text, "Your name, as it stands on the page for your mentor."),
    Setting("mentor_name", "", _text, "What your mentor is called."),
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
    def numbers(self) -> tuple[str, ...]:
        """What is counted each day, in its order; empty where nothing is."""
        return counts.as_names(str(self.values["numbers"]))

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
    away = read_tables(whole, AWAY, away_of, path, problems)
    before = read_tables(whole, BEFORE, _before_of, path, problems)
    return Settings(
        values, frozenset(chosen), tuple(away.values()), tuple(before.values()), tuple(problems)
    )


def as_text(value: Any) -> str:
    """Show a value as it would be typed."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def away_of(row: Any) -> Away:
    """Return the time away that a table says; one that makes no sense raises what it may."""
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


def read_tables(
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
