"""Every sentence valley says at the evening's questions, so that it can be read as prose.

Each function returns the sentence that stands in it.

The tone is on the rep's side: no scolding, no zero after one miss, never a ready answer.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from valley import dates
from valley.entry.promise import given_up, is_agreed
from valley.model import Altitude, Entry, EntryKind, PlanUse, Status, Step, Theme, Verdict, short
from valley.workdays import Away

if TYPE_CHECKING:
    from valley.coach.recognise import Guess
    from valley.insight.promises import Tally

SOME = 10  # from which a share is told in percent

TODAY = "Today"
HAPPENED = "What happened today?"
HAPPENED_HINT = "Enter: nothing to log"
IN_WORDS = "That is no answer to this yet: a few words, please. Enter goes on without."
REASON = "What reason did you give?"
REASON_HINTS = {
    EntryKind.WIN: "Enter: none, ★ a win; -: none, a plain day",
    EntryKind.NOTE: "Enter: none, a plain day; +: none, ★ a win",
}
KIND_KEYS = {"+": EntryKind.WIN, "-": EntryKind.NOTE}  # keys at that question
REASON_HELP = (
    "In a few words, as you would say it: “they went quiet”, “too dear”, “I left it too late”."
    " With a reason you are asked what you will do about it; without one you are not."
)
EXCUSE = "Which excuse is that?"
MINE = "If you couldn't use that reason, what would you do differently?"
MINE_HINT = "Enter: skip"
QUESTION = "What are you going to do about that?"
QUESTION_AGAIN = "So: what are you going to do about that?"
QUESTION_HINT = "?: help, <: back"
QUESTION_HELP = "It becomes a promise with a day, and a check-in then asks how it went."
DUE = "By when?"
LEARN = "What would make it work next time?"
LEARN_HINT = "one line; Enter: skip"
NOTHING = "Nothing written. See you tomorrow."
ANOTHER = "Another?"
THROWN_AWAY = "Thrown away."
WIN = "A win. Well done."
NOTE = "A plain day."
THIS_WEEK = "This week:"
IF_NOTE = "If it was none: valley edit {id} --plain-day"
IF_WIN = "If it was a win: valley edit {id} --win"
NO_PLAN = "Saved as it is. Once you have a plan: valley edit {id} --action '…'"

NUDGES = {
    Verdict.VAGUE: "Good intent. How will you know tomorrow that it's done?",
    Verdict.PASSIVE: "While you wait: what's one step that is yours?",
    Verdict.SOMEONE_ELSE: "What part of that can you do yourself?",
}
NUDGE_HINT = "Enter: leave it as it is"

ALTITUDES = {
    Altitude.VALLEY: "in the Valley: a reason, and no plan yet",
    Altitude.SLOPE: "on the slope: a start, not yet a step you can tick off",
    Altitude.CLIMBING: "climbing: a concrete step of your own",
    Altitude.OUT: "out of the Valley: you did it",
}
THEMES = {
    Theme.CUSTOMER: "the customer",
    Theme.PRICE: "the price",
    Theme.PRODUCT: "the product",
    Theme.LEADS: "the leads",
    Theme.MANAGEMENT: "management",
    Theme.COMPANY: "the company",
    Theme.TEAM: "the team",
    Theme.TOOLS: "the tools",
    Theme.COMPETITOR: "a competitor",
    Theme.MARKET: "the market",
    Theme.TIME: "time",
    Theme.PERSONAL: "personal reasons",
    Theme.SELF: "yourself",
}
# Before what the mentor wrote of an entry, or of its promise.
MENTOR = {"entry": "Mentor", "promise": "Mentor, on the promise"}
STATUSES = {
    Status.OPEN: "open",
    Status.KEPT: "kept",
    Status.MISSED: "missed",
    Status.BETTER: "did something better",
}


def times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def quoted(text: str) -> str:
    return f"“{short(text)}”"


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def things(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def part(share: float | None, whole: int) -> str:
    """Return a share in numbers, and in percent only where it is of enough."""
    if share is None:
        return "-"
    return f"{share:.0%}" if whole >= SOME else f"{round(share * whole)} of {whole}"


def listed(counts: Iterable[tuple[float, str]]) -> str:
    return ", ".join(f"{count} {word}" for count, word in counts if count)


def tally_words(tally: "Tally") -> str:
    ended = ((tally.kept, "kept"), (tally.better, "bettered"), (tally.missed, "missed"))
    return listed((*ended, (tally.open, "open")))


def period_words(period: Away, *, today: date) -> str:
    first, last = (dates.show(day, today=today) for day in (period.first, period.last))
    return f"on {first}" if first == last else f"from {first} to {last}"


def for_day(day: date, today: date) -> str:
    return f"For {dates.show(day, today=today)}."


def resume(happened: str, day: date, today: date) -> str:
    return f"{begun(happened, day, today)} Go on with it?"


def waits(happened: str, day: date, today: date) -> str:
    return f"{begun(happened, day, today)} It waits: valley checkin goes on with it."


def begun(happened: str, day: date, today: date) -> str:
    when = "today" if day == today else dates.show(day, today=today)
    what = f": “{short(happened)}”" if happened else ""
    return f"You began a check-in for {when}{what}."


def guess_lines(guesses: Sequence["Guess"], *, own: bool = True) -> list[str]:
    """Return the guesses with their keys, and that of 'I own this'."""
    lines = []
    for number, guess in enumerate(guesses, 1):
        used = f" (used {times(guess.seen)})" if guess.seen else ""
        lines.append(f"  {number}  {guess.title}{used}")
    return [*lines, "  o  I own this"] if own else lines


def came_back(title: str, count: int, since: date, today: date) -> str:
    when = dates.show(since, today=today)
    return f"“{title}” again: {times(count)} in 90 days, since {when}."


def promised_before(entry: Entry, today: date) -> list[str]:
    day = dates.show(entry.day, today=today)
    stands = STATUSES[entry.status] if entry.status else ""
    promised = [(action, STATUSES[Status.MISSED]) for action in given_up(entry)]
    promised.append((entry.action or "", stands))
    return [f"  {day}: “{short(action)}” ({how})" for action, how in promised]


def step_words(step: Step, today: date) -> str:
    """Return what was done with a promise, and when."""
    what = f" from “{short(step.action)}”" if step.action else ""
    due = f", it was due {dates.show(step.due, today=today)}" if step.due else ""
    note = f": {step.note}" if step.note else ""
    return f"{dates.show(step.on, today=today)}: {step.did}{what}{due}{note}"


def take_mine(mine: str) -> str:
    return f"You just said: “{short(mine)}”. Is that what you will do?"


def ended_well(entry: Entry) -> str:
    return "bettered" if entry.status is Status.BETTER else "kept"


def example(entry: Entry) -> str:
    return f"  One you {ended_well(entry)}: “{short(entry.action or '')}”"


def stuck(worked: Sequence[Entry]) -> list[str]:
    lines = ["Take it in three steps:"]
    if worked:
        did, action = ended_well(worked[0]), short(worked[0].action or "")
        lines.append(f"  1. What worked before? You {did}: “{action}”")
    else:
        lines.append("  1. What worked for you before, in something like this?")
    lines.append("  2. What in this is within your control?")
    lines.append("  3. What is the smallest step you could do in ten minutes?")
    return lines


def volunteered(action: str) -> str:
    return f"You said it already: “{short(action)}”. Is that what you will do?"


def due_hint(day: date, today: date) -> str:
    return f"Enter: {dates.show(day, today=today)}; or a day: friday, in 2 weeks, 20 mar"


def understood(day: date, today: date) -> str:
    return f"  {dates.show(day, today=today)}"


def promise_due(entry: Entry, today: date) -> str:
    due = dates.show(entry.due, today=today) if entry.due else "some day"
    how = "agreed on" if is_agreed(entry) else "promised"
    return f"You {how} “{short(entry.action or '')}” by {due}. Did you?"


def kept_in_draft(place: str, command: str = "checkin") -> str:
    what = "text is" if command == "edit" else "answers are"
    return f"Your {what} kept in {place}; valley {command} goes on from there."


def often_moved(count: int) -> str:
    return f"Moved {times(count)} now. Is it still the right step, or is there a smaller one?"


def more_due(count: int) -> str:
    return f"{count} more due. Go through them too?"


def plan(excuse_title: str, action: str) -> str:
    return f"If “{excuse_title}” comes up again, then I will: {short(action)}"


def plan_score(came_up: int, used: int, helped: int) -> str:
    if not came_up:
        return "  Your plan, not tried yet."
    worked = f", helped {times(helped)}" if used else ""
    return f"  Your plan: came up {times(came_up)}, used {times(used)}{worked}."


def milestone(count: int) -> str:
    return f"{count} working days in a row."


WELCOME_BACK = "You came back. That is the hardest evening of all, and you are here."


def streak_ended(count: int, last: date, momentum: float, today: date) -> str:
    return (
        f"The {count} days in a row up to {dates.show(last, today=today)} stay yours,"
        f" and so does a momentum of {momentum:.0f}%."
    )


def can_be_mended(days_missing: Sequence[date], until: date, current: int, today: date) -> str:
    missing = " and ".join(dates.show(day, today=today) for day in days_missing)
    by = "tonight" if until == today else f"the end of {dates.show(until, today=today)}"
    kept = (
        f"the streak stands at {days(current)}"
        if current > len(days_missing)
        else "it still counts"
    )
    return f"Write {missing} by {by}, and {kept}."


def this_week(focus: str) -> str:
    return f"Your focus: {short(focus)}"


STOPPED = "Stopped. What was answered is saved."
WAY = "What got in the way?"
WAY_HINT = "in your words; Enter: skip"
WAY_HELP = "It stays with the promise, and is counted like any reason."
WAY_WAITS = "What got in the way of it waits for Friday."
INSTEAD = "What did you do instead?"
RENEW = "What would make it work next time? Say it as a new promise."
RENEWED_OLD = "The words it had; change what you will do now."
RENEW_LEFT = "Left there. A new one whenever you like: valley promises renew {id} --action '…'"
UNSAID = "Taken back: what you said of it."
CHANGED_SINCE = "It was changed elsewhere meanwhile, so it stays as it is."
MINE_HELP = "It is kept with the entry, and offered again where you are stuck at the last question."
NUDGE_HELP = (
    "A day, a time or a condition is added to what you said; a whole step takes its place."
    " Whatever you say now stands."
)
HAPPENED_HELP = "It begins an entry of today. Enter ends here, with nothing written."
DUE_HELP = "The day the promise is asked about. Enter takes the next working day."
INSTEAD_HELP = "It stays with the promise, as how it ended."
OWN_RECORD_FROM = 5  # promises; of fewer nothing is said
KINDS = {
    Verdict.VAGUE: "vague ones",
    Verdict.PASSIVE: "ones that wait",
    Verdict.SOMEONE_ELSE: "ones that are another's",
}
# Keys and what they mean, for stories that are told in them.
ENDS = {"k": Status.KEPT, "m": Status.MISSED, "b": Status.BETTER}
PLAN_USES = {"h": PlanUse.HELPED, "t": PlanUse.TRIED, "n": PlanUse.NOT_USED}


def promised(action: str) -> str:
    return f"  Promised: “{short(action)}”"


def ended(entry: Entry, note: str, count: tuple[int, int]) -> str:
    """Return how a promise ended, with the credit that is due and what was noted."""
    kept, of = count
    what = f"“{short(entry.action or '')}”"
    noted = f" Noted: “{short(note)}”" if note else ""
    if entry.status is Status.MISSED:
        return f"Missed: {what}. Thanks for saying so.{noted}"
    credit = f" That is {kept} of your last {of}." if of > 1 else ""
    how = "Something better than" if entry.status is Status.BETTER else "Kept:"
    return f"{how} {what}. Well done.{credit}{noted}"


def moved_to(day: date, today: date) -> str:
    return f"Moved to {dates.show(day, today=today)}."


def taken_back(entry: Entry) -> str:
    stands = STATUSES[entry.status] if entry.status else ""
    return f"Taken back: “{short(entry.action or '')}” is {stands} again."


def missed(entry: Entry) -> str:
    return f"You missed “{short(entry.action or '')}”."


def goes_by(excuse_title: str) -> str:
    return f"  Goes by “{excuse_title}”"


def own_record(kind: Verdict, alike: "Tally", with_hour: "Tally") -> str:
    """Return how promises of a kind went, and those with an hour in them, of five or more."""
    sides = [(KINDS[kind], alike), ("with an hour in it", with_hour)]
    told = [
        f"{name}: {one.kept + one.better} of {one.made} kept"
        for name, one in sides
        if one.made >= OWN_RECORD_FROM
    ]
    return f"  Yours so far, {'; '.join(told)}" if told else ""
