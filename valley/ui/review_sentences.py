"""Every sentence valley says at the weekly review, so that it can be read as prose.

The tone is on the rep's side: what is, not what should have been; what works before what does not.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from valley import dates
from valley.coach.catalogue import title
from valley.model import short
from valley.ui.sentences import ended_well, times

if TYPE_CHECKING:
    from valley.insight.evidence import Finding
    from valley.insight.review import Focus
    from valley.model import Entry

SHOWN_DAYS = 5
QUOTED = 60  # characters
TEENS = 20  # up to here every number ends in th
HALF_A_YEAR = 25  # weeks: as far as a review looks back

# The picture

NOTHING_YET = "Nothing is logged in this week yet. The one before: valley review --last"
AWAY = "A week off: none of its days counts, and nothing was logged."
NO_WEEKS_BEFORE = "Before: no week yet to compare with."
ALL_OWNED = "Nobody was blamed: every reason was owned."
CAME_BACK = "Came back, counted over 90 days"
BLAME = "The blame went to"
STANDS_OUT = "What stands out"
NOTHING_STANDS_OUT = "Nothing stands out: a week much like the others."
TOO_EARLY = "Nothing stands out yet. With more weeks there is more to see."
SAID = "What you said"
FOCUS = "Focus for the week after"
LOGGED, WINS, SETBACKS = "Days logged", "Wins", "Setbacks"
OWNED, ANSWERED, UNASKED = "Reasons owned", "Concrete answers", "Unasked actions"
PROMISES = ("Promises made", "kept", "did better", "missed", "open")
THIS_WEEK, BEFORE = "week", "before"

# The sitting

HOW_DID_IT_GO = "How did it go?"
TURN_OVER = "Enter: what stands out"
WENT_HINT = "a few words; Enter: skip"
ANSWER_HINT = "Enter: skip"
AGAIN_HINT = "Enter: leave it, -: clear it"
FOCUS_QUESTION = "One focus for next week. What will you do differently?"
FOCUS_HINT = "your own words; Enter: none this time"
PLAN_HINT = "Enter: finish this sentence; or your own words; n: none this time"
FOCUS_HINT_THEN = "finish the sentence; Enter: none this time"
NOTHING_ANSWERED = "Nothing was answered yet."
NONE = "n"
CLEAR = "-"
NOTHING_KEPT = "Nothing written. The picture is there whenever you want it: valley review"
NO_REVIEWS = "No review yet. On Friday: valley review"
NO_FOCUS = "no focus"


def headline(first: date, last: date, *, today: date, in_progress: bool) -> str:
    """Name the week."""
    start = dates.show(first, today=today)
    if in_progress and today < last:
        return f"The week so far, {start} to {dates.show(today, today=today)}"
    return f"The week of {start} to {dates.show(last, today=today)}"


def still_going_on(to_come: int, last: date, today: date) -> str:
    """Say that the week is not over."""
    left = {0: "no working day", 1: "1 working day"}.get(to_come, f"{to_come} working days")
    return f"Still going on: it ends on {dates.show(last, today=today)}, with {left} to come."


def nothing_logged(workdays: float) -> str:
    """Say that a week has no entry."""
    days = "its working day" if workdays == 1 else f"its {workdays:g} working days"
    where = f"on {days}" if workdays else "in this week"
    return f"Nothing was logged {where}. That happens; the next evening is a fresh one."


def few(days: int) -> str:
    """Say that there is too little to tell anything from."""
    logged = "One day was" if days == 1 else f"{days} days were"
    return f"{logged} logged: a glimpse, too few to tell a trend."


def few_before(days: int) -> str:
    """Say the same of the weeks before."""
    return f"Before: {'one day' if days == 1 else f'{days} days'} logged, too few to compare."


def weeks_before(weeks: int) -> str:
    """Say over how many weeks the figures before are averaged."""
    return "Before: the week before." if weeks == 1 else f"Before: the average of {weeks} weeks."


def more_excuses(count: int) -> str:
    """Say that more excuses came back than are shown."""
    return f"and {count} more: valley excuses"


def focus_was(focus: "Focus") -> str:
    """Say what the week's focus was."""
    return f"The focus of this week: {focus.text}"


def focus_seen(focus: "Focus") -> str:
    """Say what the entries show of it, where it names an excuse."""
    if focus.excuse is None:
        return ""
    if not focus.came:
        return f"“{title(focus.excuse)}” did not come up."
    stepped = "" if not focus.stepped else f", {times(focus.stepped)} with a concrete answer"
    return f"“{title(focus.excuse)}” came up {times(focus.came)}{stepped}."


def day_list(days: Sequence[date], today: date) -> str:
    """List days shortly: 'Mon 9, Tue 17 and Fri 20 Mar'."""
    shown = days[-SHOWN_DAYS:]
    words = []
    for number, day in enumerate(shown):
        after = shown[number + 1] if number + 1 < len(shown) else None
        same = after is not None and (after.year, after.month) == (day.year, day.month)
        whole = dates.show(day, today=today)
        words.append(" ".join(whole.split()[:2]) if same else whole)
    listed = " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
    more = len(days) - len(shown)
    return f"{more} more, {listed}" if more else listed


# What stands out


def finding(found: "Finding") -> str:
    """Say what stands out in one sentence."""
    return _FINDINGS[found.rule](found)


def _running(found: "Finding") -> str:
    if found.count >= HALF_A_YEAR:
        return f"“{title(found.about)}” has come up every week for half a year."
    return (
        f"“{title(found.about)}” is here for the {_nth(found.count)} week running,"
        f" {times(found.of)} in all."
    )


def _behind(found: "Finding") -> str:
    return f"“{found.about}” is in {found.count} setbacks of the last eight weeks."


def _rising(found: "Finding") -> str:
    before, days = found.against
    return (
        f"“{title(found.about)}” comes up more: {times(found.count)} in {found.of} days,"
        f" {_never(before)} in the {days} before."
    )


def _comes_back(found: "Finding") -> str:
    answered, of = found.against
    return (
        f"“{title(found.about)}” keeps coming back: {times(found.count)} in {found.of} days;"
        f" {answered} of {of} met a concrete answer."
    )


def _most_wins(found: "Finding") -> str:
    return f"{found.count} wins: more than in any of the four weeks before."


def _all_kept(found: "Finding") -> str:
    return (
        "Every promise that came to its end this week was kept or bettered:"
        f" {found.count} of {found.of}."
    )


def _all_answered(found: "Finding") -> str:
    return f"Every setback met a concrete answer: {found.count} of {found.of}."


def _left_behind(found: "Finding") -> str:
    return (
        f"You left “{title(found.about)}” behind: it came {times(found.of)},"
        f" and not once in the last {found.count} days."
    )


def _before_win(found: "Finding") -> str:
    when = {0: "The same day", 1: "The day before"}.get(found.count, f"{found.count} days before")
    did = "a promise worked out" if found.kept else "you planned"
    return f"{when} the win “{quoted(found.about)}”, {did}: “{quoted(found.link)}”."


_KINDS = {
    "hour": ("With an hour in it", "without"),
    "soon": ("Due by the next day", "later"),
    "concrete": ("Concrete actions", "others"),
    "unasked": ("Actions that came to you unasked", "others"),
}


def _kept_kind(found: "Finding") -> str:
    name, other = _KINDS[found.about]
    kept, of = found.against
    return f"{name}: {found.count} of {found.of} kept or bettered; {other}: {kept} of {of}."


def _weekday(found: "Finding") -> str:
    low, of = found.against
    return (
        f"{dates.WEEKDAYS[int(found.about)]}s are steep: {found.count} of the last {found.of} had"
        f" neither a win nor a concrete answer; of the other days {low} of {of}."
    )


_SHARES = {
    "ownership": "You own {more} of your reasons",
    "answers": "{more} setbacks met a concrete answer",
    "unasked": "{more} actions came to you unasked",
}


def _share(found: "Finding") -> str:
    before, of = found.against
    says = _SHARES[found.rule].format(more="more" if found.worked else "fewer")
    return (
        f"{says[0].upper()}{says[1:]}: {found.count} of {found.of} in four weeks,"
        f" {before} of {of} in the four before."
    )


_FINDINGS = {
    "running": _running,
    "behind": _behind,
    "left_behind": _left_behind,
    "before_win": _before_win,
    "all_answered": _all_answered,
    "all_kept": _all_kept,
    "comes_back": _comes_back,
    "most_wins": _most_wins,
    "rising": _rising,
    "kept_kind": _kept_kind,
    "weekday": _weekday,
    "ownership": _share,
    "answers": _share,
    "unasked": _share,
}


# How the last focus went, and the next one


def focus_went(focus: "Focus") -> str:
    """Ask how the last focus went, in one."""
    return f"{focus_was(focus)}\n{HOW_DID_IT_GO}"


def plan(excuse: str) -> str:
    """Begin an if-then plan."""
    return f"If “{title(excuse)}” comes up again, I will"


def plan_begun(excuse: str) -> str:
    """Offer an if-then plan to be finished."""
    return f"  {plan(excuse)} …"


def planned(excuse: str, then: str) -> str:
    """Finish an if-then plan with the rep's own words."""
    return f"{plan(excuse)} {then}"


def tried(entry: "Entry", *, kept: bool) -> str:
    """Quote what the rep promised on that excuse before."""
    how = ended_well(entry) if kept else "planned"
    return f"  Once you {how}: “{quoted(entry.action or '')}”"


def resumed(count: int) -> str:
    """Say that a sitting goes on."""
    given = "1 answer is" if count == 1 else f"{count} answers are"
    return f"Going on where you left off; {given} kept."


def kept_in_draft(place: str, week: str, *, edit: bool) -> str:
    """Say that nothing is lost."""
    command = f"valley review --week {week}" + (" --edit" if edit else "")
    return f"Your answers are kept in {place}; {command} goes on from there."


def unfinished(week: str) -> str:
    """Say that the review of another week was begun and not finished."""
    return f"The review of {week} is not finished: valley review --week {week}"


def saved(focus: str | None) -> str:
    """Say that the review is kept."""
    if focus is None:
        return "Kept."
    return f"Kept. Your focus for next week: {focus}"


def change_it(week: str) -> str:
    """Say how to change an answer."""
    return f"To change an answer: valley review --week {week} --edit"


def quoted(text: str) -> str:
    """Quote the beginning of a text, ended at a word."""
    line = short(text, QUOTED)
    return line[:-1].rstrip(" ,;:.-") + "…" if line.endswith("…") else line


def _never(count: int) -> str:
    return times(count) if count else "never"


def _nth(number: int) -> str:
    words = {3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
    if number in words:
        return words[number]
    end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number > TEENS else "th"
    return f"{number}{end}"
