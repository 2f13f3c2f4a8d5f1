"""Every sentence valley says of a year, so that it can be read as prose."""

from collections.abc import Sequence
from datetime import date

from valley import dates
from valley.coach.catalogue import title
from valley.insight.landscape import WeekGround
from valley.insight.playbook import Move
from valley.insight.promises import Tally
from valley.insight.recurring import LeftBehind
from valley.insight.year import Came, Year
from valley.model import Entry
from valley.ui.review_sentences import quoted
from valley.ui.sentences import things, times

LEFT, CAME, LEARNED, BEST, MOVES = "Left behind", "Came", "Learned", "Best week", "Moves"
BEST_WEEK = "the best week"


def nothing(number: int) -> str:
    return f"Nothing was logged in {number}."


def year_title(view: Year) -> str:
    return f"{view.year}"


def span(view: Year, today: date) -> str:
    return f"{dates.show(view.first, today=today)} to {dates.show(view.last, today=today)}"


def days(view: Year) -> str:
    return f"{view.logged} of {things(view.workdays, 'working day')}"


def rest(view: Year) -> str:
    """Return what the days held."""
    made = view.promises
    kept, ended = made.kept + made.better, made.kept + made.better + made.missed
    told = [things(view.wins, "win")]
    told.append(things(view.setbacks, "setback"))
    if view.setbacks:
        told[-1] += f", {view.owned} owned"
    if ended:
        told.append(f"{kept} of {things(int(ended), 'promise')} kept or bettered")
    return "; ".join(told)


def left(one: LeftBehind, today: date) -> str:
    return f"{one.title}: {times(one.count)}, and not since {dates.show(one.last, today=today)}"


def came(one: Came, today: date) -> str:
    when = dates.show(one.days[0], today=today)
    return f"{one.title}: on {things(len(one.days), 'day')} since {when}, new"


def hours(pair: tuple[Tally, Tally]) -> str:
    told = [f"{one.kept + one.better} of {one.made}" for one in pair]
    return f"Promises with an hour in them: {told[0]} kept; vague ones: {told[1]}"


def turned_out(entry: Entry) -> str:
    said = title(entry.excuse) if entry.excuse else quoted(entry.reason or "")
    return f"“{said}” turned out to be: {quoted(entry.turned_out or '')}"


def moves(some: Sequence[Move]) -> str:
    return ", ".join(f"{one.name} (kept {one.kept} of {one.made})" for one in some)


def best(week: WeekGround, today: date) -> str:
    counts = [things(week.wins, "win")] if week.wins else []
    counts += [f"{week.out} kept or bettered"] if week.out else []
    won = f"; “{quoted(week.win)}”" if week.win else ""
    return f"of {dates.show(week.first, today=today)}: {', '.join(counts) or 'the highest'}{won}"
