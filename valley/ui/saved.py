"""What is shown after a check-in: the line that was saved, where the rep stands, the streak.

In lines of `valley.ui.ansi`, since Rich takes longer to load than a whole unattended check-in.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from valley import dates
from valley.insight.days import DayState
from valley.insight.streak import Standing
from valley.model import Entry
from valley.ui.account_sentences import saved_about
from valley.ui.altitudes import look_of, look_of_day
from valley.ui.ansi import UNBROKEN, Line
from valley.ui.sentences import (
    ALTITUDES,
    IF_NOTE,
    IF_WIN,
    NO_PLAN,
    NOTE,
    THIS_WEEK,
    WELCOME_BACK,
    WIN,
    can_be_mended,
    days,
    milestone,
    quoted,
    streak_ended,
)
from valley.ui.text import visible

UNNAMED = "reason without a name"


def saved(
    entry: Entry,
    standing: Standing,
    week: Iterable[Entry],
    *,
    today: date,
    plain: bool,
    ascii_only: bool,
    accounts: Sequence[str] = (),
) -> Iterator[Line]:
    """Yield what was saved, where the rep stands, the week up to today, and the streak.

    Args:
        entry: What was saved.
        standing: The streak as it stands.
        week: The entries of this week, in any order.
        today: The day.
        plain: Words instead of marks.
        ascii_only: Marks that every terminal has.
        accounts: What it is about.
    """
    look = look_of(entry)
    mark = "" if plain else f"{look.mark(ascii_only=ascii_only)} "
    yield saved_line(entry, today=today)
    if entry.altitude is None:
        said, other = (WIN, IF_NOTE) if entry.is_win else (NOTE, IF_WIN)
        style = look.style if entry.is_win else ""
        yield (f"{mark}{said}", style), (f" {other.format(id=entry.short_id)}", "quiet")
    else:
        yield ((f"{mark}You are {ALTITUDES[entry.altitude]}.", look.style),)
        if entry.action is None:
            yield ((NO_PLAN.format(id=entry.short_id), "quiet"),)
    if entry.due:
        due = dates.show(entry.due, today=today)
        yield (f"Promised for {due}: ", ""), (visible(quoted(entry.action or "")), "bold")
    yield week_line(week, today=today, plain=plain, ascii_only=ascii_only)
    momentum = f"momentum {standing.momentum:.0f}%"
    yield (f"Streak {days(standing.current)}", "bold"), (f", {momentum}.", "quiet")
    if accounts:
        yield ((visible(saved_about(accounts)), "quiet"),)
    written = standing.days[-1].entries if standing.days else 0
    if entry.day == today and written == 1:
        if standing.milestone:
            yield ((milestone(standing.milestone), "win"),)
        yield from _back_again(standing, today)
    if mend := mending(standing, today):
        yield ((mend, ""),)


def _back_again(standing: Standing, today: date) -> Iterator[Line]:
    """Yield a welcome on the evening after a miss; of a streak that broke what is still true, once."""
    counted = [day for day in standing.days if day.state.counted]
    done = [day.state is DayState.DONE for day in counted]
    if done[-2:] != [False, True]:
        return
    yield ((WELCOME_BACK, "win"),)
    last = max((at for at, kept in enumerate(done[:-1]) if kept), default=-1)
    row = done[last::-1].index(False) if False in done[last::-1] else last + 1
    mendable = standing.repair is not None and standing.repair.days[0] <= counted[last + 1].day
    if row > 1 and not mendable:
        ended = counted[last].day
        yield ((streak_ended(row, ended, standing.momentum, today), "quiet"),)


def edge(entry: Entry, *, ascii_only: bool) -> Line:
    """Return what makes the lines of a check-in one block: a bar in the colour of its height."""
    return (("| " if ascii_only else "▌ ", look_of(entry).style),)


def saved_line(entry: Entry, *, today: date) -> Line:
    """Return what was saved in one line: day, excuse where there is one, the start of its id."""
    name = _title(entry.excuse) if entry.excuse else UNNAMED if entry.altitude else ""
    return (
        (dates.show(entry.day, today=today), "day"),
        (f"  {name}" if name else "", ""),
        (f"  {entry.short_id}", "quiet"),
    )


def title_line(entry: Entry, *, today: date, plain: bool, ascii_only: bool) -> Line:
    """Return an entry in one line: day, mark, excuse or kind, the start of its id."""
    look = look_of(entry)
    mark = "" if plain else f"{look.mark(ascii_only=ascii_only)} "
    name = look.name
    if entry.altitude:
        name = _title(entry.excuse) if entry.excuse else UNNAMED
        name += f" ({entry.altitude})"
    return (
        (dates.show(entry.day, today=today), "day"),
        ("  ", ""),
        (f"{mark}{name}", look.style),
        (f"  {entry.short_id}", "quiet"),
    )


def week_line(week: Iterable[Entry], *, today: date, plain: bool, ascii_only: bool) -> Line:
    """Return the days of this week that have an entry, each with its mark and its name; today bold."""
    by_day: dict[date, list[Entry]] = {}
    for entry in week:
        by_day.setdefault(entry.day, []).append(entry)
    line: list[tuple[str, str]] = [(THIS_WEEK, "quiet")]
    for day in sorted(by_day):
        look = look_of_day(by_day[day])
        if look is None:
            continue
        name = dates.WEEKDAYS[day.weekday()][:3]
        mark = "" if plain else f"{look.mark(ascii_only=ascii_only)} "
        line.append((", " if len(line) > 1 else " ", ""))
        line.append((f"{name} ", "day" if day == today else "quiet"))
        line.append((f"{mark}{look.name}".replace(" ", UNBROKEN), look.style))
    return tuple(line)


def mending(view: Standing, today: date) -> str:
    """Return what can still be mended, or nothing."""
    repair = view.repair
    missing = [day for day in repair.days if day < today] if repair else []
    return can_be_mended(missing, repair.until, repair.current, today) if repair and missing else ""


def _title(excuse: str) -> str:
    from valley.coach.catalogue import title  # a win has none, and does without the catalogue

    return visible(title(excuse))
