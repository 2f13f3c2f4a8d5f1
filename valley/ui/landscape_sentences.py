"""Every sentence valley says of the landscape, so that it can be read as prose."""

from datetime import date

from valley import dates
from valley.coach.catalogue import title
from valley.insight.landscape import WeekGround
from valley.insight.terrain import band
from valley.ui.review_sentences import quoted
from valley.ui.sentences import things

NO_LANDSCAPE = "Nothing was logged in these weeks, so there is no terrain yet."
NOTHING_IN_WEEK = "nothing logged"
LEVEL_WORDS = ("in the Valley", "on the slope", "climbing", "out of the Valley", "on the summit")
A_WIN = "a win"
MIST = "mist: nothing logged"
MIST_AHEAD = "mist: nothing logged, or still to come"
_WAYS = {"up": "higher than before", "down": "lower than before", "flat": "level with before"}


def landscape_title(weeks: int, first: str, last: str) -> str:
    return f"The terrain of {things(weeks, 'week')}, {first} to {last}"


def week_counts(week: WeekGround, *, wide: bool) -> str:
    """Return how many entries a week has, in columns."""
    wins = things(week.wins, "win")
    if not wide:
        return f"{wins:<6} of {week.wins + week.setbacks}"
    return f"{wins + ',':<7} {things(week.setbacks, 'setback'):<11}"


def week_told(week: WeekGround) -> str:
    excuse = [title(week.excuse)] if week.excuse else []
    out = [f"{week.out} out"] if week.out else []
    return "; ".join([*out, *excuse, *([week.win] if week.win else [])])


def week_in_words(week: WeekGround, *, today: date) -> str:
    name = f"Week of {dates.show(week.first, today=today)}"
    if week.level is None:
        return f"{name}: {no_ground(week)}."
    where = f"its middle entry {LEVEL_WORDS[band(week.middle or 0)]}"
    way = f", {_WAYS[week.change]}" if week.change else ""
    wins = things(week.wins, "win") if week.wins else "no win"
    setbacks = things(week.setbacks, "setback") if week.setbacks else "no setbacks"
    told = [f"most often “{title(week.excuse)}”"] if week.excuse else []
    told += [f"{week.out} with the promise kept or bettered"] if week.out else []
    won = f" Won: “{quoted(week.win)}”." if week.win else ""
    return f"{name}: {where}{way}; {', '.join([wins, setbacks, *told])}.{won}"


def no_ground(week: WeekGround) -> str:
    """Return what there is of a week without a win or a setback."""
    return things(week.notes, "plain note") if week.notes else NOTHING_IN_WEEK


def path(low: WeekGround, high: WeekGround, *, today: date) -> str:
    start, end = (dates.show(week.first, today=today) for week in (low, high))
    promises = "a promise" if high.out == 1 else f"{high.out} promises"
    kept = f" {promises} kept or bettered" if high.out else ""
    wins = f" {high.wins} wins" if high.wins > 1 else " a win" if high.wins else ""
    what = " with" + " and".join(part for part in (wins, kept) if part) if wins or kept else ""
    return f"The way out: up from the week of {start} to the week of {end}{what}."
