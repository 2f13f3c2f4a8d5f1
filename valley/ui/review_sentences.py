"""Every sentence valley says at the weekly review, so that it can be read as prose.

The tone is on the rep's side: what is, not what should have been; what works before what does not.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from valley import dates
from valley.coach.catalogue import title
from valley.model import EntryKind, Verdict, short
from valley.ui.sentences import ended_well, things, times

if TYPE_CHECKING:
    from valley.insight.review import Focus
    from valley.insight.week import Figures, Week
    from valley.model import Entry

SHOWN_DAYS = 5
QUOTED = 60  # characters

# The picture

NOTHING_YET = "Nothing is logged in this week yet. The one before: valley review --last"
AWAY = "A week off: none of its days counts, and nothing was logged."
NO_WEEKS_BEFORE = "Before: no week yet to compare with."
ALL_OWNED = "Nobody was blamed: every reason was owned."
CAME_BACK = "Came back, counted over 90 days"
BLAME = "The blame went to"
STANDS_OUT = "What stands out"
NOTHING_STANDS_OUT = "Nothing stands out this week."
TOO_EARLY = "Nothing stands out yet. With more weeks there is more to see."
SAID = "What you said"
FOCUS = "Focus for the week after"
FIGURES = {
    "logged": "Days logged",
    "wins": "Wins",
    "setbacks": "Setbacks",
    "notes": "Plain days",
    "owned": "Reasons owned",
    "answered": "Concrete answers",
    "volunteered": "Unasked actions",
    "made": "Promises made",
    "kept": "  kept",
    "better": "  did better",
    "missed": "  missed",
    "open": "  open",
}
THIS_WEEK, BEFORE = "week", "before"
NOTHING = "n/a"  # of a share, where there is nothing to share
LEVEL = "a plain day is level ground"
NOT_LOGGED, TO_COME, PLAIN = "nothing logged", "still to come", "a plain day"

# The sitting

HOW_DID_IT_GO = "How did it go?"
TURN_OVER = "Enter: what stands out"
WENT_HINT = "a few words; Enter: skip"
ANSWER_HINT = "Enter: skip"
AGAIN_HINT = "Enter: leave it, -: clear it"
FOCUS_QUESTION = "One focus for next week. What will you do differently?"
FOCUS_HINT = "your own words; w: in four steps; Enter: none this time"
PLAN_HINT = "Enter: finish this sentence; your own words; w: in four steps; n: none this time"
FOCUS_HINT_THEN = "finish the sentence; Enter: none this time"
ANSWER_HELP = "It is kept with the review of this week, and shown when you look at it again."
FOCUS_HELP = "It is shown every evening of the week to come; next Friday begins with how it went."
FOCUS_NUDGES = {
    Verdict.VAGUE: "Good intent. How will you know next Friday that you did it?",
    Verdict.PASSIVE: "While you wait: what's one step that is yours?",
    Verdict.SOMEONE_ELSE: "What part of that can you do yourself?",
}
# The focus in four steps, and what a question mark says at each.
STEPS_KEY = "w"
STEP_BY_STEP = "That is more than a line. Take it in four steps, with this as your wish?"
WISH = "What do you wish for in the week to come?"
OUTCOME = "What would be the best thing about it, if it came true?"
OBSTACLE = "What is it in you that stands in the way?"
STEP = "What will you do about it, and when?"
STEPS = {
    WISH: "One wish that matters to you and that a week can do. It is kept with this review.",
    OUTCOME: "See it for a moment: what would be best about it? It is kept with this review.",
    OBSTACLE: (
        "A habit, a feeling or a thought of your own; others you cannot change by Friday."
        " It becomes the 'if' of your plan."
    ),
    STEP: "The step you take when it comes up. The two together are your focus; Enter: the wish is.",
}
NOTHING_ANSWERED = "Nothing was answered yet."
CLEAR = "-"
NOTHING_KEPT = "Nothing written. The picture is there whenever you want it: valley review"
MENTOR_SAID = "What your mentor wrote"
NO_REVIEWS = "No review yet. On Friday: valley review"
NO_FOCUS = "no focus"


def headline(week: "Week", today: date) -> str:
    """Return which week it is, how far it has come, and its name."""
    start, end = (dates.show(day, today=today) for day in (week.first, week.last))
    if not week.in_progress or today >= week.last:
        return f"The week of {start} to {end}  {week.name}"
    left = f", with {things(week.to_come, 'working day')} to come" if week.to_come else ""
    so_far = f"The week so far, {start} to {dates.show(today, today=today)}"
    return f"{so_far}; it ends on {end}{left}  {week.name}"


def week_before(count: int, first: date, *, today: date) -> str:
    logged = things(count, "entry", "entries")
    week = f"valley review --week {dates.week_name(first)}"
    return f"The week of {dates.show(first, today=today)} has {logged}: {week}"


def nothing(week: "Week") -> str:
    """Return what there is to say of a week without entries."""
    if week.is_away:
        return AWAY
    if week.in_progress and week.to_come:
        return NOTHING_YET
    return nothing_logged(week.figures.workdays)


def nothing_logged(workdays: float) -> str:
    days = "its working day" if workdays == 1 else f"its {workdays:g} working days"
    where = f"on {days}" if workdays else "in this week"
    return f"Nothing was logged {where}. That happens; the next evening is a fresh one."


def mist(unknown: Iterable[str]) -> str:
    """Return what mist in a picture stands for."""
    return f"mist: {' or '.join(unknown)}"


def counted(figures: "Figures") -> str:
    """Return what a week was, where nothing stands out of it."""
    kinds = (
        (figures.wins, "win", "wins"),
        (figures.setbacks, "setback", "setbacks"),
        (figures.notes, "plain day", "plain days"),
    )
    *some, last = [things(int(count), one, many) for count, one, many in kinds if count]
    return f"A week of {', '.join(some)} and {last}." if some else f"A week of {last}."


def few(days: int) -> str:
    logged = "One day was" if days == 1 else f"{days} days were"
    return f"{logged} logged: a glimpse, too few to tell a trend."


def few_before(days: int) -> str:
    return f"Before: {'one day' if days == 1 else f'{days} days'} logged, too few to compare."


def weeks_before(weeks: int) -> str:
    return "Before: the week before." if weeks == 1 else f"Before: the average of {weeks} weeks."


def more_excuses(count: int) -> str:
    return f"and {count} more: valley excuses"


def focus_was(focus: "Focus") -> str:
    return f"The focus of this week: {focus.text}"


def focus_seen(focus: "Focus") -> str:
    if focus.excuse is None:
        return ""
    if not focus.came:
        logged = things(focus.days, "day")
        return (
            f"“{title(focus.excuse)}” did not come up on the {logged} logged." if focus.days else ""
        )
    stepped = "" if not focus.stepped else f", {times(focus.stepped)} with a concrete answer"
    return f"“{title(focus.excuse)}” came up {times(focus.came)}{stepped}."


def day_list(days: Sequence[date], today: date) -> str:
    """Return days in short: 'Mon 9, Tue 17 and Fri 20 Mar'."""
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


# How the last focus went, and the next one


def focus_went(focus: "Focus") -> str:
    return f"{focus_was(focus)}\n{HOW_DID_IT_GO}"


def plan(excuse: str) -> str:
    return f"If “{title(excuse)}” comes up again, I will"


def plan_begun(excuse: str) -> str:
    return f"  {plan(excuse)} …"


def planned(excuse: str, then: str) -> str:
    return f"{plan(excuse)} {then}"


def obstacle_begun(obstacle: str) -> str:
    return f"{_if(obstacle)}, then I will …"


def if_then(obstacle: str, then: str) -> str:
    return f"{_if(obstacle)}, then I will {then}"


def _if(obstacle: str) -> str:
    return f"If “{obstacle.rstrip(' .,;!')}” comes up"


def tried(entry: "Entry", *, kept: bool) -> str:
    how = ended_well(entry) if kept else "planned"
    return f"  Once you {how}: “{quoted(entry.action or '')}”"


def resumed(count: int) -> str:
    return f"Going on where you left off; {things(count, 'answer is', 'answers are')} kept."


def unfinished(week: str) -> str:
    return f"The review of {week} is not finished: valley review --week {week}"


def saved(focus: str | None) -> str:
    if focus is None:
        return "Kept."
    return f"Kept. Your focus for next week: {focus}"


def change_it(week: str) -> str:
    return f"To change an answer: valley review --week {week} --edit"


def quoted(text: str) -> str:
    """Return the beginning of a text, ended at a word."""
    line = short(text, QUOTED)
    return line[:-1].rstrip(" ,;:.-") + "…" if line.endswith("…") else line


STOPPED = "Stopped. What was answered is saved."
OLD_WINS = "Make them plain days, of which nothing is claimed?"


def old_wins(some: Sequence["Entry"], count: int, today: date) -> Iterator[str]:
    """Yield which days an earlier valley called wins."""
    yield (
        f"{things(count, 'day counts as a win', 'days count as wins')} only because no reason was"
        " given; the words tell none:"
    )
    for entry in some:
        yield f"  {dates.show(entry.day, today=today)}  “{short(entry.happened)}”"
    if count > len(some):
        yield f"  … and {count - len(some)} more"


def kinds_are(count: int, kind: EntryKind) -> str:
    """Return what the days that were asked about are now."""
    one, many = {
        EntryKind.NOTE: ("a plain day", "plain days"),
        EntryKind.WIN: ("★ a win", "★ wins"),
    }[kind]
    are = f"It is {one}" if count == 1 else f"They are {many}"
    return f"{are}. If not: valley undo"


def was_a_win(entry: "Entry", today: date) -> str:
    """Return the question whether a day was a win."""
    return f"{dates.show(entry.day, today=today)}: “{short(entry.happened)}”. Was it a win?"
