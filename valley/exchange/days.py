"""The one reader of days in files: which day a text says, and which moment.

Read without being told: the year first (2026-03-04, 2026/3/4) and months by name (4 March 2026,
Mar 4, 2026), each with a time and an offset where they are there. Other numbers mean two days, so
`--date-format` says which comes first, or gives a form as `strptime` takes it, beside these.
"""

import re
from copy import copy
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple, Self

from valley import clock, dates, language
from valley.errors import InvalidInput
from valley.workdays import local_day

DAY_FIRST, MONTH_FIRST, EXCEL = "day-first", "month-first", "excel"
ORDERS = (DAY_FIRST, MONTH_FIRST, EXCEL)
EVENING = time(18)  # when an entry was written whose file does not say
LONGEST = 60  # characters of a day with a time
MOST_WORDS = 7  # of a day with a time: Wednesday, 4 March 2026 at 5:14 PM
HALF_DAY = 12  # hours
CENTURY = 2000  # of years in two figures

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_EXACT = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d\d:\d\d)", re.ASCII)
_FIGURES = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_SHORT_YEAR = re.compile(r"(.*\D)(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # a spreadsheet knows no zones
# The names that RFC 5322, section 4.3, gives hours; others mean several, so none is guessed.
_ZONES = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ZONE_NAMES = "|".join(("UTC", "GMT", *_ZONES))
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?)?"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?"
    rf"(?:\s?(?P<zone>[Zz]|{_ZONE_NAMES}|[+-]\d{{2}}(?::?\d{{2}})?))?"
)
_ENDS_IN_ZONE = re.compile(r"(?P<time>.*[\dAaPpMm.]) ?(?P<zone>[A-Z]{2,5})", re.ASCII)
_TIME = re.compile(_CLOCK, re.ASCII)
_TIMED = re.compile(rf"(?P<day>.*[^\s,T])(?:T|[\s,]+){_CLOCK}", re.ASCII | re.DOTALL)
_NAME = r"[^\W\d_]{3,9}\.?"
_DATE = (
    rf"(?:{_NAME},?\s)?(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|[0-3]?\d[-/.][0-3]?\d[-/.](?:\d{{4}}|\d{{2}})"
    rf"|(?:19|20)\d{{6}}|[0-3]?\d(?:[^\W\d_]{{2}}|\.)?[-/ ]{_NAME},?[-/ ]\d{{2,4}}"
    rf"|{_NAME}\s[0-3]?\d(?:[^\W\d_]{{2}})?,?\s\d{{4}})"
)
# Half a day with a time, as an owner's own format writes it: 2026-03 18:30, 04.03. 18:30, Mar 4 18:30.
_HALF = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}|[0-3]?\d[-/.][0-3]?\d\.?|{_NAME}\s[0-3]?\d|[0-3]?\d\.?\s{_NAME}),?"
    r"\s\d{1,2}[:.]\d{2}"
)
_SEEMS = re.compile(
    rf"{_HALF}.{{0,12}}|{_DATE}(?:[T,\s]+(?:[\d:.+-]{{1,15}}|[^\W\d_]{{1,9}}\.?)){{0,4}}"
)
# At the start of a line words follow, which are none of the day's.
_SEEMS_BARE = re.compile(rf"{_DATE}(?:[T,\s]+(?:[\d:.+-]{{1,15}}|[AaPp]\.?[Mm]\.?)){{0,4}}")
_ENDS_DAY = re.compile(
    rf"\d|^[AaPp]\.?[Mm]\b|^(?:{_ZONE_NAMES}|Z)\b"
)  # a word of it, to save the time
# What other programs write for a form that Python's strptime does not have.
_SHORTHANDS = {
    "%F": "%Y-%m-%d",
    "%T": "%H:%M:%S",
    "%r": "%I:%M:%S %p",
    "%R": "%H:%M",
    "%D": "%m/%d/%y",
    "%e": "%d",
    "%-d": "%d",
    "%-m": "%m",
    "%-H": "%H",
    "%-I": "%I",
    "%l": "%I",
    "%k": "%H",
}
_SPACES = {0x202F: " ", 0xA0: " "}  # as newer systems write before AM and PM
_PROBES = (datetime(2025, 12, 31, tzinfo=UTC), datetime(2031, 2, 3, tzinfo=UTC))


class Moment(NamedTuple):
    """A day, and when it was written where that is told."""

    day: date
    at: datetime | None


class Days:
    """Reads the days of a file, and remembers what it could not read.

    Args:
        today: The last day that an entry can be about.
        day_ends_at: Until when an evening belongs to the day before.
        form: What `--date-format` says; empty for nothing.

    Raises:
        InvalidInput: The form does not say a whole day.
    """

    def __init__(self, *, today: date, day_ends_at: time, form: str = "") -> None:
        self.today = today
        self._ends_at = day_ends_at
        self._order = form if form in ORDERS else ""
        self.strptime = "" if self._order else _expanded(form)
        self.form = form
        self._offered: set[str] | None = None
        self._zone = ""  # the last that was not understood

    def in_form(self, form: str) -> "Days":
        """Return a reader of another form.

        Raises:
            InvalidInput: The form does not say a whole day.
        """
        return Days(today=self.today, day_ends_at=self._ends_at, form=form)

    @property
    def offered(self) -> set[str]:
        """The orders that read all days that could not be read."""
        return set(self._offered or ())

    def afresh(self) -> Self:
        """Return the same reader with nothing to remember: to see whether a text is a day."""
        found = copy(self)
        found._offered = None  # noqa: SLF001  # one of its own
        return found

    def read(self, text: str) -> Moment:
        """Read a day, or a moment and the day that it belongs to.

        Raises:
            ValueError: It is none that can be read, or is in no calendar.
        """
        return self.settle(self._read(text))

    def settle(self, said: datetime) -> Moment:
        """Return the day of a moment; midnight without an offset is a day without a time.

        What says UTC is brought to local time; another offset, or none, is the clock on the wall
        where it was written.

        Raises:
            ValueError: It is at the end of the calendar.
        """
        if said.tzinfo is None and said.time() == time():
            return Moment(said.date(), None)
        at = said if said.utcoffset() else local(said)
        return Moment(self.day_of(at), at)

    def day_of(self, at: datetime) -> date:
        """Return the day that a time on the wall belongs to."""
        return local_day(at, day_ends_at=self._ends_at)

    def at(self, day: Moment, text: str) -> Moment:
        """Return a day with the time that stands beside it: a moment, or a time of the day.

        Raises:
            ValueError: It is neither.
        """
        if clock := _TIME.fullmatch(text.strip()):
            alone = day.at.replace(tzinfo=None) if day.at else None
            base = alone.date() if alone else day.day
            return self.settle(datetime.combine(base, _time(clock)))
        beside = self.read(text)
        return day._replace(at=self.moment(text)) if beside.at else day

    def moment(self, text: str) -> datetime:
        """Read a moment exactly as it says; one without an offset is local.

        Raises:
            ValueError: It is none.
        """
        said = self._read(text)
        return said if said.tzinfo else local(said)

    def is_day(self, text: str) -> bool:
        """Return whether a text can be read as a day."""
        try:
            return bool(self._parsed(text.strip()))
        except ValueError:
            return False

    @property
    def advice(self) -> str:
        """What to say for the days that could not be read; empty where nothing helps."""
        if self._zone:
            return (
                f"{self._zone} is the name of several zones: write its offset instead, as +01:00,"
                f" or say the form with it: --date-format '%Y-%m-%d %H:%M {self._zone}'."
            )
        if self._offered is None:
            return ""
        offered = sorted(self._offered)
        if not offered:
            return (
                "Some of these days fit one order only, others the other: no option reads them all."
            )
        if offered == [EXCEL]:
            return f"These days are numbers of a spreadsheet: --date-format {EXCEL} reads them."
        if len(offered) == 1:
            return f"Every day that is not read fits one order only: --date-format {offered[0]}."
        return f"Say which comes first, the day or the month: --date-format {DAY_FIRST} or {MONTH_FIRST}."

    def _read(self, text: str) -> datetime:
        said = text.strip()
        try:
            return self._parsed(said)
        except ValueError:
            offered = {order for order in ORDERS if _fits(said, order)}
            if offered:
                self._offered = offered if self._offered is None else self._offered & offered
            zoned = _ENDS_IN_ZONE.fullmatch(said[:LONGEST])
            if zoned and self.is_day(zoned["time"]):
                self._zone = zoned["zone"]
            raise

    def _parsed(self, said: str) -> datetime:
        said = said.translate(_SPACES)
        if len(said) > LONGEST:
            raise ValueError("too long for a day")
        if self.strptime:
            try:
                return datetime.strptime(said, self.strptime)  # noqa: DTZ007  # made local later
            except ValueError:
                pass  # one of the other forms
        if _EXACT.match(said):
            try:
                return datetime.fromisoformat(said)  # quicker, and to the second of an offset
            except ValueError:
                pass  # ISO in a looser form, or no day
        if self._order == EXCEL and _SERIAL.fullmatch(said):
            days = timedelta(seconds=round(float(said) * 86400))
            return _SERIAL_ZERO + days
        timed = _TIMED.fullmatch(said)
        if timed and (timed["minute"] or timed["half"]):
            clock, zone = _time(timed), timed["zone"]
            day = self._date(timed["day"].removesuffix(language.table("dates")["at"].rstrip()))
            return datetime.combine(day, clock, _zone(zone) if zone else None)
        return datetime.combine(self._date(said), time())

    def _date(self, said: str) -> date:
        """Read a day without a time.

        Raises:
            ValueError: It is none.
        """
        words = said.replace(",", " ").split()
        if len(words) == 2 and (iso := [_ISO.fullmatch(word) for word in words]):  # noqa: PLR2004
            for match, word in zip(iso, reversed(words), strict=True):
                weekday = dates.weekday(word.lower().rstrip("."))
                if match and weekday is not None:
                    return _on(_ymd(match), weekday)
        if match := _ISO.fullmatch(said):
            return _ymd(match)
        if match := _FIGURES.fullmatch(said):
            if self._order not in {DAY_FIRST, MONTH_FIRST}:
                raise ValueError("its order is not told")
            first, second = int(match[1]), int(match[3])
            day, month = (first, second) if self._order == DAY_FIRST else (second, first)
            return date(_year(match[4]), month, day)
        if self._order in {DAY_FIRST, MONTH_FIRST} and (match := _SHORT_YEAR.fullmatch(said)):
            said = f"{match[1]}{_year(match[2])}"
        if (named := dates.parse_named(said)) is None:
            raise ValueError("it is no day that can be read")
        return named


def seems_day(text: str) -> bool:
    """Return whether a text looks like a day, whether it can be read or not."""
    return len(text) <= LONGEST and bool(_SEEMS.fullmatch(text.strip()))


def beginning(line: str, days: Days) -> tuple[str, str] | None:
    """Return the day that a line begins with, as it is written, and what follows; None for none.

    The longest that can be read is taken, else what looks like a day.
    """
    words = line[: 2 * LONGEST].split(" ", MOST_WORDS)
    if not (days.strptime or words[0][:1].isdigit() or dates.begins_day(words[0].rstrip(",."))):
        return None
    ends = [
        end
        for end in range(min(MOST_WORDS, len(words)), 0, -1)
        if days.strptime or _ENDS_DAY.search(words[end - 1]) or dates.begins_day(words[end - 1])
    ]
    for reads in (days.is_day, _SEEMS_BARE.fullmatch):
        for end in ends:
            said = " ".join(words[:end]).rstrip(":,\n").rstrip(" -–—")
            if said and reads(said):
                return said, line[len(" ".join(words[:end])) :].removeprefix(" ")
    return None


def local(moment: datetime) -> datetime:
    """Return a moment with its local offset.

    Raises:
        ValueError: It is at the end of the calendar, where there is none.
    """
    try:
        return moment.astimezone()
    except (OverflowError, OSError) as error:
        raise ValueError(str(error)) from error


def evening(day: date) -> datetime:
    """Return when an entry was written whose file does not say.

    Raises:
        ValueError: As for `local`.
    """
    return local(datetime.combine(day, EVENING))


def _fits(said: str, order: str) -> bool:
    reader = Days(today=date.max, day_ends_at=time(), form=order)
    try:
        return reader._parsed(said).year in clock.YEARS  # noqa: SLF001  # one of its own
    except (ValueError, OverflowError):
        return False


def _ymd(match: re.Match[str]) -> date:
    return date(int(match[1]), int(match[3]), int(match[4]))


def _on(day: date, weekday: int) -> date:
    if day.weekday() != weekday:
        raise ValueError(f"it is a {dates.WEEKDAYS[day.weekday()]}")
    return day


def _year(figures: str) -> int:
    return int(figures) + (CENTURY if len(figures) == 2 else 0)  # noqa: PLR2004


def _time(found: re.Match[str]) -> time:
    """Return a time of day.

    Raises:
        ValueError: No clock has it.
    """
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= HALF_DAY:
            raise ValueError(f"no hour {hour} {found['half'].upper()}M")
        hour = hour % HALF_DAY + (HALF_DAY if found["half"] in "Pp" else 0)
    part = int((found["part"] or "").ljust(6, "0")[:6])
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0), part)


def _zone(said: str) -> timezone:
    if said[0] not in "+-":
        return timezone(timedelta(hours=_ZONES.get(said, 0)))
    hours, minutes = int(said[1:3]), int(said[3:].lstrip(":") or 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if said[0] == "-" else offset)


def _expanded(form: str) -> str:
    """Return a form as Python's strptime has it.

    Raises:
        InvalidInput: It does not say a whole day.
    """
    for short, long in _SHORTHANDS.items():
        form = form.replace(short, long)
    try:
        said = [datetime.strptime(probe.strftime(form), form) for probe in _PROBES] if form else []  # noqa: DTZ007
        right = all(
            found.date() == probe.date() for found, probe in zip(said, _PROBES, strict=False)
        )
    except (ValueError, re.error):
        right = False
    if not right:
        raise InvalidInput(
            f"--date-format takes {DAY_FIRST}, {MONTH_FIRST}, {EXCEL}, or a form that says the whole"
            f" day, as '%d.%m.%Y'; {form!r} does not."
        )
    return form
