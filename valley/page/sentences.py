"""The sentences of the mentor's page, the same in Markdown and HTML."""

from datetime import date

from valley import dates
from valley.coach.catalogue import title
from valley.entry.promise import each
from valley.insight.recurring import WINDOW, Recurring
from valley.insight.week import Figures
from valley.model import Entry, Status
from valley.page.handout import Handout
from valley.ui.numbers_sentences import figure
from valley.ui.sentences import ALTITUDES, STATUSES, THEMES, days, part, tally_words, times

NOTHING = "Nothing was logged in this period."
PROMISES = ("Kept, or something better done", "Missed", "Still open")
REDACTED = (
    "Names, amounts and addresses were replaced by rules, which cannot promise to find every one."
)
FIGURES = (
    *("Wins", "Setbacks", "Plain days", "Reasons owned", "Setbacks with a concrete action"),
    *("Actions that came unasked", "Promises"),
)
NUMBERS = ("In all", "Known of", "A day")  # heads of a table of them
QUESTIONS = 5
DETAILED = 6  # excuses; the others are named
GUESSED = "“Perhaps” marks an excuse that was guessed from the words and not confirmed; it is not counted."
HALF = 1 / 2
TRENDS = {"up": "more than before", "down": "less than before"}


def span(view: Handout) -> str:
    """Return the name of the period."""
    first, last = (f"{dates.show(day, today=day)} {day.year}" for day in (view.first, view.last))
    return first if view.first == view.last else f"{first} to {last}"


def about(view: Handout) -> list[str]:
    """Return what was chosen and what was replaced, if anything."""
    lines = [f"Only entries with {view.only}."] if view.only else []
    return [*lines, REDACTED] if view.redacted else lines


def figures(view: Handout) -> list[tuple[str, str, str]]:
    """Return name, value now and value before of each figure."""
    days = "Days with these entries" if view.only else "Days logged"
    names = (days, *FIGURES)
    before = _values(view.before, view) if view.before else [""] * len(names)
    return list(zip(names, _values(view.figures, view), before, strict=True))


def blamed(one: Recurring) -> str:
    """Return whom an excuse holds responsible, in brackets; nothing where nobody said."""
    return f" ({THEMES[one.theme]})" if one.theme else ""


def words(one: Recurring, entry: Entry) -> str:
    """Return the words an excuse was given in: as the reason, or for a promise that was missed."""
    if entry.excuse == one.excuse:
        return entry.reason or ""
    return next((made.note for made in each(entry) if made.note_excuse == one.excuse), "") or ""


def excuse(one: Recurring, view: Handout) -> str:
    """Return how often an excuse came, and what was done about it."""
    window = f" in {WINDOW} days" if view.since < view.first else ""
    done = f"{times(one.count)}{window}, answered with an action {times(one.answered)}"
    missing = f", {times(one.for_promises)} for a promise missed" if one.for_promises else ""
    kept = f", kept or bettered {times(one.kept)}" if one.kept else ""
    missed = f", missed {times(one.missed)}" if one.missed else ""
    trend = f"; {TRENDS[one.trend]}" if view.compared and one.trend in TRENDS else ""
    return done + missing + kept + missed + trend


def questions(view: Handout) -> list[str]:
    """Return what is worth talking about, on the rep's side."""
    asked, counted = [], view.figures
    if view.excuses:
        most = view.excuses[0][0]
        asked.append(
            f"“{most.title}” came up {times(most.count)}."
            " If that reason could not be used, what would you do differently?"
        )
    rising = [one for one, _ in view.excuses[1:] if one.trend == "up" and view.compared]
    if rising:
        asked.append(f"“{rising[0].title}” came up more often. What of it is in your control?")
    if counted.promises.kept + counted.promises.better:
        asked.append(
            "What made the promises work that were kept or bettered,"
            " and where else would that help?"
        )
    if counted.promises.missed:
        asked.append("What would make a missed promise work next time?")
    if any(entry.due and entry.due < view.today for entry in view.promises[-1]):
        asked.append("Some promises are past their day and still open: what became of them?")
    if counted.setbacks and (counted.answered or 0) < HALF:
        asked.append("Which reason without a concrete step would you take first?")
    return [*asked[: QUESTIONS - 1], "What is the one thing to change next week?"]


def also(view: Handout) -> list[str]:
    """Return the excuses that are not shown in detail."""
    rest = [f"{one.title} {times(one.count)}" for one, _ in view.excuses[DETAILED:]]
    once = [one.title for one in view.once]
    guessed = [f"{title(name)} {times(count)}" for name, count in view.guessed]
    kinds = (("Also", rest), ("Once", once), ("Perhaps", guessed))
    return [f"{kind}: {', '.join(some)}." for kind, some in kinds if some]


def name(entry: Entry) -> str:
    """Return what its reason goes by, marked where that is a guess; empty where it is unnamed."""
    shown = title(entry.excuse) if entry.excuse else ""
    return f"perhaps: {shown}" if entry.guessed and shown else shown


def stands(entry: Entry) -> str:
    """Return where a promise stands."""
    return STATUSES[entry.status or Status.OPEN]


def altitude(entry: Entry) -> str:
    """Return how far out of the Valley an entry is, or what else it is."""
    plain = "a win" if entry.is_win else "a plain day"
    words = ALTITUDES[entry.altitude] if entry.altitude else plain
    return words[0].upper() + words[1:]


def numbers(view: Handout) -> list[tuple[str, str, str, str]]:
    """Return the rep's own numbers: each with its total, the days it is known of, and a day's average."""
    return [
        (name, str(one.total), days(one.days), figure(one.a_day or 0)) for name, one in view.numbers
    ]


def due(entry: Entry, today: date) -> str:
    """Return when a promise is due, or when it ended."""
    if entry.resolved_on and entry.status is not Status.OPEN:
        return f"{stands(entry)}, {dates.show(entry.resolved_on, today=today)}"
    return f"due {dates.show(entry.due, today=today)}" if entry.due else stands(entry)


def _values(counted: Figures, view: Handout) -> list[str]:
    logged = f"{counted.logged:g}"
    return [
        logged if view.only else f"{logged} of {counted.workdays:g} working days",
        f"{counted.wins:g}",
        f"{counted.setbacks:g}",
        f"{counted.notes:g}",
        part(counted.owned, round(counted.setbacks)),
        part(counted.answered, round(counted.setbacks)),
        part(counted.volunteered, round(counted.promises.made)),
        _promises(counted),
    ]


def _promises(counted: Figures) -> str:
    made = counted.promises
    return f"{made.made} made: {said}" if (said := tally_words(made)) else "none"
