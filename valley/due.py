"""The day that a promise names: 'send the checklist by Friday', 'ring at 9', 'by the end of the month'.

The words are the language's (`valley/language/en/dates.json`). Precision first: a day that is only
spoken about ('the Monday meeting notes'), hangs on a condition, comes every week, is past, or is one
of two, is none, and is asked instead.
"""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from valley import clock, dates, language
from valley.errors import InvalidInput
from valley.workdays import Workdays

MOST = 1000  # characters that are looked at
EOD, NOON = time(18), time(12)
AT_NIGHT = (
    7  # before it an hour without am or pm is in the afternoon: nobody rings at three at night
)
MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Moment(NamedTuple):
    """When a promise is made, which its words count from.

    Attributes:
        now: The time on the clock.
        today: The day it belongs to.
        workdays: The days that count.
    """

    now: datetime
    today: date
    workdays: Workdays


class _Said(NamedTuple):
    """The days and the times that a text names, and what stands beside them."""

    days: set[date]
    times: set[date]
    rest: list[str]


def of(action: str, moment: Moment) -> date:
    """Return when a promise is due: on the day it names, else the next working day."""
    return named(action, moment) or moment.workdays.next(moment.today)


def named(action: str, moment: Moment) -> date | None:
    """Return the one day that an action names; None where it names none for sure."""
    said = _listen(action, moment)
    return _one(said) if said else None


def parse(text: str, moment: Moment, *, since: date | None = None) -> date:
    """Read the answer to 'By when?': a day as `dates.parse_due` has it, or as an action names it.

    Raises:
        InvalidInput: The text is not understood, or the day lies before `since`.
    """
    try:
        return dates.parse_due(text, today=moment.today, since=since)
    except InvalidInput:
        day = next(filter(None, (_alone(said, moment) for said in _as_named(text))), None)
        if day is None or (since and day < since):
            raise
        return day


def _as_named(text: str) -> list[str]:
    """Return an answer as it may stand in an action: 'noon' is 'by noon' there, '20th' 'by the 20th'."""
    asked = language.table("dates").get("due", {}).get("asked")
    if not asked:
        return [text]
    bare = re.sub(asked["lead"], "", " ".join(text[:MOST].lower().split()))
    return [text, bare, *(f"{by} {bare}" for by in asked["by"] if not bare.isdigit())]


def _alone(text: str, moment: Moment) -> date | None:
    """Return the day that a text names, where it says nothing else."""
    said = _listen(text, moment)
    return _one(said) if said and not re.search(r"\w", "".join(said.rest)) else None


def _one(said: _Said) -> date | None:
    """Return the only day; a time alone is none where a day is spoken of beside it."""
    spoken_of = _patterns()["loose"].search(";".join(said.rest))
    found = said.days or (set() if spoken_of else said.times)
    return next(iter(found)) if len(found) == 1 else None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the patterns of the language, with their pieces put in."""
    said = language.table("dates")["due"]
    texts = {name: text for name, text in said.items() if isinstance(text, str)}
    days = "|".join(said["days"])
    texts["day"] = (
        rf"(?<![\w'#@/-])(?:(?P<mark>MARK) )?(?:{days})(?!\w)(?P<after>{said['time_after']})?"
    )
    for piece, meant in said["pieces"].items():
        texts = {name: text.replace(piece, meant) for name, text in texts.items()}
    return {name: re.compile(text) for name, text in texts.items()}


def _listen(text: str, moment: Moment) -> _Said | None:
    """Return what a text says of days and times; None where one is past or in no journal."""
    if "due" not in language.table("dates"):
        return None  # a language may have no words for it; the day is asked then
    patterns = _patterns()
    plain = text[:MOST].lower().replace("\u2019", "'")
    said = _Said(set(), set(), [])
    try:
        for part in patterns["part"].split(patterns["quoted"].sub(";", plain)):
            _listen_to(" ".join(part.split()), said, moment)
    except (InvalidInput, ValueError, OverflowError):
        return None
    known = all(moment.today <= day and day.year in clock.YEARS for day in said.days | said.times)
    return said if known else None


def _listen_to(part: str, said: _Said, moment: Moment) -> None:
    """Add what a part of a sentence says."""
    patterns, rest = _patterns(), part
    if not patterns["open"].search(part):
        for found in patterns["day"].finditer(part):
            if _is_due(found, part):
                said.days.add(_day(found, moment))
                rest = rest.replace(found[0], " ", 1)
        said.times.update(_at(found, moment) for found in patterns["time"].finditer(rest))
        rest = patterns["time"].sub(" ", rest)
    said.rest.append(rest)


def _is_due(found: re.Match[str], part: str) -> bool:
    """Return whether something will be done on a day that is named, which is not only spoken of."""
    patterns = _patterns()
    before, after = part[: found.start()].rstrip(), part[found.end() :]
    if patterns["no_day"].search(after) or patterns["not_after"].search(before):
        return False
    if found["word"]:
        return not patterns["was"].search(before)
    if found["counted"]:
        return not patterns["gone"].search(before)
    starts, ends = patterns["starts"].search(before), patterns["ends"].search(after)
    if found["ordinal"]:
        leads_on = found["mark"] and (found["after"] or patterns["leads_on"].search(after))
        return bool(leads_on or found[0] == part)
    doubtful = found["weekday"] and patterns["doubtful"].search(found["weekday"])
    return bool(
        found["mark"] or found["after"] or found["iso"] or ((starts or ends) and not doubtful)
    )


def _day(found: re.Match[str], moment: Moment) -> date:
    """Return the day that was found.

    Raises:
        InvalidInput: The calendar does not have it.
        ValueError: Neither does it have this one, or the word may mean another.
    """
    today, workdays = moment.today, moment.workdays
    if found["word"]:
        day = dates.parse_due(found["word"], today=today)
        if day > today and not workdays.counts(day):
            raise ValueError  # on a Friday 'tomorrow' may be Saturday or the next day of work
        return day
    if found["week"]:
        monday, _ = dates.week_of(today + timedelta(days=7))
        return monday + timedelta(days=_named_weekday(found["week"]))
    if found["ordinal"]:
        return _of_month(int(re.sub(r"\D", "", found["ordinal"])), today)
    if found["end_month"]:
        month = dates.parse_due(f"1 {found['month']}", today=today - timedelta(days=today.day))
        return _last_working_day(month, _end_of(month, 1), workdays)
    if found["end"]:
        return _end(found, today, workdays)
    counted = found["counted"] and f"in {found['counted'].partition('in ')[2]}"
    weekday = found["weekday"] and f"{found['next'] or ''}{found['name']}"
    bare = (found["date"] or "").replace("the ", "")
    return dates.parse_due(found["iso"] or bare or counted or weekday, today=today)


def _named_weekday(text: str) -> int:
    """Return the weekday that stands in a text."""
    return next(day for word in text.split() if (day := dates.weekday(word)) is not None)


def _of_month(number: int, today: date) -> date:
    """Return the next day after today with a number: 'the 20th'."""
    if not 1 <= number <= 31:  # noqa: PLR2004  # the longest month
        raise ValueError
    after = (today + timedelta(days=step) for step in range(1, 63))
    return next(day for day in after if day.day == number)


def _end(found: re.Match[str], today: date, workdays: Workdays) -> date:
    """Return the last working day of this week, month, quarter or year, or of the next one."""
    short = language.table("dates")["due"]["spans"]
    span = found["span"] or next(name for said, name in short.items() if said in found["end"])
    if span == "week":
        return _last_working_day(
            *dates.week_of(today + timedelta(days=7 if found["following"] else 0)), workdays
        )
    last = _end_of(today, MONTHS[span])
    if found["following"]:
        last = _end_of(last + timedelta(days=1), MONTHS[span])
    return _last_working_day(last.replace(day=1), last, workdays)


def _end_of(day: date, months: int) -> date:
    """Return the last day of the month, quarter or year that a day lies in."""
    month = day.month + -day.month % months
    return date(day.year, month, dates.days_of(day.year, month))


def _last_working_day(first: date, last: date, workdays: Workdays) -> date:
    return max(workdays.between(first, last), default=last)


def _at(found: re.Match[str], moment: Moment) -> date:
    """Return the day of a time alone: today while it is still ahead, else the next working day.

    Raises:
        InvalidInput: No clock has it.
    """
    if found["clock"]:
        at = dates.parse_time(found["clock"])
    elif found["hour"]:
        at = dates.parse_time(found["hour"])
        at = at.replace(hour=at.hour + 12) if at.hour < AT_NIGHT else at
    else:
        at = NOON if found["noon"] else EOD
    ahead = datetime.combine(moment.today, at) > moment.now.replace(tzinfo=None)
    return moment.today if ahead else moment.workdays.next(moment.today)
