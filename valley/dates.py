"""Days in words: 'friday' to a date, given today; weeks, times of day; and a date back to words.

The words and their order are the language's (`valley/language/en/dates.json`), whatever the locale.
What is not understood is refused, never guessed, so the grammar is closed: a forgiving parser would
take '3/4' for March or April as it pleases.
"""

import re
from datetime import date, time, timedelta
from itertools import count
from typing import NamedTuple

from valley import language
from valley.errors import InvalidInput

_SAID = language.table("dates")
WEEKDAYS: tuple[str, ...] = tuple(_SAID["weekdays"])
MONTHS: tuple[str, ...] = tuple(_SAID["months"])
_SHOWN = 40  # characters of a text that an error repeats
_LIKE = "yesterday, friday, '4 mar', '3 days ago' or 'in 2 weeks'"
_LIKE_DUE = "tomorrow, friday, '4 mar' or 'in 2 weeks'"  # none that would be refused as past
_LATELY = 60  # days that '16 mar' goes back for somebody who was away, before it means the next one

# As texts, like those of the language compiled when they are first used: most runs need one.
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_IN_FIGURES = r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-](?:[0-9]{2}|[0-9]{4}))?"
_WEEK = r"([0-9]{4})-?[Ww]([0-9]{2})"


class Ahead(NamedTuple):
    """Where a name without a year is looked for, going ahead: the first such day after these."""

    weekday: date
    month: date


def parse(text: str, *, today: date) -> date:
    """Read a day, looking back: 'friday' and '4 mar' are the latest up to and including today.

    Raises:
        InvalidInput: The text is not understood, can be read in two ways, or names a day that
            the calendar does not have.
    """
    return _read(text, today)


def parse_due(text: str, *, today: date, since: date | None = None) -> date:
    """Read a day, looking ahead: 'friday' and '4 mar' are the next one after today.

    Raises:
        InvalidInput: As for `parse`; or the day lies before `since`, where a promise begins.
    """
    day = _read(text, today, ahead=Ahead(today, today), like=_LIKE_DUE)
    if since is not None and day < since:
        made = "today" if since == today else show(since, today=today)
        raise InvalidInput(f"{show(day, today=today)} is past; a promise is due {made} or later.")
    return day


def parse_off(text: str, *, today: date, since: date | None = None) -> date:
    """Read a day off, which may lie in the past: 'friday' is today or the next one.

    '4 mar' is the first one from two months ago on: somebody who was away says so soon after, and
    plans are made far ahead.

    Args:
        text: The day in words.
        today: What 'yesterday' and 'in 2 weeks' count from, also in the last day of a period.
        since: The first day of a period, which the names count from in its last. '4 mar' just
            before it stays there, a slip to be refused, and is not that day a year later.

    Raises:
        InvalidInput: As for `parse`.
    """
    start = since or today
    return _read(text, today, ahead=Ahead(_back(start, 1), _back(start, _LATELY)))


def show(day: date, *, today: date) -> str:
    """Write a day for people: 'Wed 4 Mar', with the year where it is not this year."""
    words = f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"
    return words if day.year == today.year else f"{words} {day.year:04}"


def weekday(name: str) -> int | None:
    """Find a weekday by its name or the beginning of it ('fri', 'tues'), Monday being 0."""
    return _index(name, WEEKDAYS)


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday of the ISO week that a day lies in."""
    monday = day.toordinal() - day.weekday()
    # The calendar ends on a Friday, 31 December 9999.
    return date.fromordinal(monday), date.fromordinal(min(monday + 6, date.max.toordinal()))


def week_name(day: date) -> str:
    """Return the name of the ISO week that a day lies in: '2026-W12'."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def days_of(year: int, month: int) -> int:
    """Return how many days a month has; `calendar` takes 4 ms to load, before every prompt."""
    return (date(year, month + 1, 1) - date(year, month, 1)).days if month < len(MONTHS) else 31


def parse_week(text: str) -> tuple[date, date]:
    """Read the name of an ISO week into its Monday and Sunday.

    Raises:
        InvalidInput: It is no such name, or the year has no such week.
    """
    found = re.fullmatch(_WEEK, text.strip())
    if not found:
        raise InvalidInput(f"{_quote(text)} is not a week; write one like 2026-W12.")
    year, week = int(found[1]), int(found[2])
    try:
        return week_of(date.fromisocalendar(year, week, 1))
    except ValueError as error:
        raise InvalidInput(
            f"The year {year} has no week {week}: weeks go from W01 to W52, in some years to W53."
        ) from error


def parse_named(text: str) -> date | None:
    """Read a day with its year whose month is named: '4 Mar 2026', 'March 4th, 2026'; else None.

    Raises:
        ValueError: The calendar has no such day, or it is another weekday.
    """
    said = _tidy(re.sub(r"[-/]", " ", text))
    whole = re.search(r"\b[0-9]{4}\b", said)
    return _of_month(said, date.max, ahead=None) if whole else None


def begins_day(word: str) -> bool:
    """Return whether a word is the name of a weekday or a month, as a day may begin with."""
    return any(_index(word.lower(), names) is not None for names in (WEEKDAYS, MONTHS))


def parse_time(text: str) -> time:
    """Read a time of day: '18:00', '18.00', '18h', '6pm', '6:30 pm'; '6' is in the morning.

    Raises:
        InvalidInput: It is none.
    """
    found = re.fullmatch(_SAID["time"], " ".join(text.split()).lower())
    try:
        if found:
            hour, minute = int(found["hour"]), int(found["minute"] or 0)
            if not (found["am"] or found["pm"]):
                return time(hour, minute)
            if 1 <= hour <= 12:  # noqa: PLR2004  # the dial of a clock
                return time(hour % 12 + (12 if found["pm"] else 0), minute)
    except ValueError:
        pass  # no clock has it
    raise InvalidInput(
        f"{_quote(text)} is not understood as a time of day; give one like 18:00 or 6pm."
    )


def _back(day: date, days: int) -> date:
    """Go back so many days, or as far as the calendar goes."""
    return date.fromordinal(max(day.toordinal() - days, 1))


def _read(text: str, today: date, *, ahead: Ahead | None = None, like: str = _LIKE) -> date:
    said = _tidy(text).removeprefix(_SAID["on"])  # 'on friday'
    try:
        day = (
            _word(said, today)
            or _iso(said)
            or _weekday(said, today, ahead=ahead)
            or _counted(said, today)
            or _of_month(said, today, ahead=ahead)
        )
    except ValueError as error:
        raise InvalidInput(f"{_quote(text)} is not in the calendar: {error}.") from error
    except OverflowError as error:
        raise InvalidInput(f"{_quote(text)} lies beyond the years 1 to 9999.") from error
    if day is None:
        raise InvalidInput(_not_understood(text, said, like))
    return day


def _tidy(text: str) -> str:
    """Return a day in words as the patterns have it: 'mar.' and '4. Mar' without dots."""
    return re.sub(r"\.(?= |$)", "", re.sub(r"[\s,]+", " ", text).strip().lower())


def _word(said: str, today: date) -> date | None:
    days = _SAID["days"].get(said)
    return None if days is None else today + timedelta(days=days)


def _iso(said: str) -> date | None:
    found = re.fullmatch(_ISO, said)
    return _day(*map(int, found.groups())) if found else None


def _weekday(said: str, today: date, *, ahead: Ahead | None) -> date | None:
    """Read 'friday', 'last fri' and 'next fri'; the latter two never mean today."""
    found = re.fullmatch(_SAID["weekday"], said)
    wanted = weekday(found["weekday"]) if found else None
    if found is None or wanted is None:
        return None
    after = ahead.weekday if ahead else today
    if found["next"]:
        after = max(after, today)
    elif found["last"] or not ahead:
        since = (today.weekday() - wanted) % 7
        return today - timedelta(days=since or (7 if found["last"] else 0))
    return after + timedelta(days=7 - (after.weekday() - wanted) % 7)


def _counted(said: str, today: date) -> date | None:
    """Read 'in 2 weeks' and '3 days ago'; a month keeps the day where it can (31 Jan, 28 Feb)."""
    ahead = re.fullmatch(_SAID["ahead"], said)
    found = ahead or re.fullmatch(_SAID["back"], said)
    unit = _SAID["units"].get(found["unit"]) if found else None
    if found is None or unit is None:
        return None
    if found["number"].isdigit():
        number = int(found["number"][:_SHOWN])  # far beyond the calendar all the same
    elif (number := _SAID["numbers"].get(found["number"])) is None:
        return None
    number = number if ahead else -number
    if unit in {"days", "weeks"}:
        return today + timedelta(**{unit: number})
    from dateutil.relativedelta import relativedelta

    return today + relativedelta(months=number * (12 if unit == "years" else 1))


def _of_month(said: str, today: date, *, ahead: Ahead | None) -> date | None:
    """Read '4 mar', 'march 4th', 'wed 4 mar 2026'; without a year the nearest that way."""
    found = re.fullmatch(_SAID["day_month"], said) or re.fullmatch(_SAID["month_day"], said)
    if not found:
        return None
    named, number, year = found["weekday"], found["day"], found["year"]
    month = _index(found["month"], MONTHS)
    if month is None or (named and weekday(named) is None):
        return None
    day = (
        _day(int(year), month + 1, int(number))
        if year
        else _nearest(month + 1, int(number), today, ahead=ahead)
    )
    if named and day.weekday() != weekday(named):
        raise ValueError(f"{day.day} {MONTHS[month]} {day.year:04} is a {WEEKDAYS[day.weekday()]}")
    return day


def _nearest(month: int, number: int, today: date, *, ahead: Ahead | None) -> date:
    _day(2000, month, number)  # a leap year: what it does not have, no year has
    days = (
        date(year, month, number)
        for year in (count(ahead.month.year) if ahead else count(today.year, -1))
        if number <= days_of(year, month)
    )
    return next(day for day in days if (day > ahead.month if ahead else day <= today))


def _day(year: int, month: int, number: int) -> date:
    """Make a date; the text of the ValueError says what the calendar has instead."""
    if not 1 <= month <= len(MONTHS):
        raise ValueError("months go from 1 to 12")
    if year == 0:
        raise ValueError("years go from 0001 to 9999")
    last = days_of(year, month)
    if not 1 <= number <= last:
        raise ValueError(f"{MONTHS[month - 1]} goes from 1 to {last}")
    return date(year, month, number)


def _index(word: str, names: tuple[str, ...]) -> int | None:
    """Find a name by itself, its first three letters, or another beginning: 'tues', 'sept'."""
    if len(word) >= len("mon"):
        for index, name in enumerate(names):
            if name.lower().startswith(word):
                return index
    return None


def _not_understood(text: str, said: str, like: str) -> str:
    if found := re.fullmatch(_IN_FIGURES, said):
        first, second = int(found[1]), int(found[2])
        readings = [
            f"'{number} {MONTHS[month - 1][:3].lower()}'"
            for number, month in dict.fromkeys([(first, second), (second, first)])
            if 1 <= month <= len(MONTHS) and 1 <= number <= 31  # noqa: PLR2004
        ]
        if readings:
            return f"{_quote(text)} reads differently from place to place; write {' or '.join(readings)}, or a day like 2026-03-04."
    return (
        f"{_quote(text)} is not a day that valley understands; write one like 2026-03-04, {like}."
    )


def _quote(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
