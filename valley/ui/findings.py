"""What a finding says and asks: its lead, its sentence and its questions beside each other.

`FINDINGS` has one row for each rule of `valley.insight.findings`. Where there are several
questions, the weeks take turns. At least one question of a review is about what worked, and none
asks why something did not.
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from valley import dates
from valley.coach.catalogue import title
from valley.insight.evidence import Finding
from valley.insight.review import Ask
from valley.ui.review_sentences import quoted
from valley.ui.sentences import times

TEENS = 20  # up to here every number ends in th
HALF_A_YEAR = 25  # weeks: as far as a review looks back


class Wording(NamedTuple):
    """How a finding is worded; places in braces are filled from it (see `_words`).

    Attributes:
        lead: The same in the few words that a week is told by first.
        sentence: What stands out, or what decides between several such sentences.
        questions: What is asked about it.
        improved: What is asked instead where a share rose, of rules that find a rise or a fall.
        about: Returns the words for what the finding is about.
    """

    lead: str | Callable[[Finding], str]
    sentence: str | Callable[[Finding], str]
    questions: tuple[str, ...]
    improved: tuple[str, ...] = ()
    about: Callable[[str], str] = quoted


_HELD = {
    "hour": "Promises with an hour in them held better.",
    "soon": "Promises due by the next day held better.",
    "concrete": "Concrete promises held better.",
    "unasked": "Promises that came to you unasked held better.",
}
_SHARES = ": {count} of {of} in four weeks, {then} of {then_of} in the four before."
_KINDS = {
    "hour": "In 90 days, with an hour in it: {count} of {of} kept or bettered; without: {then} of {then_of}.",
    "soon": "In 90 days, due by the next day: {count} of {of} kept or bettered; later: {then} of {then_of}.",
    "concrete": "In 90 days, concrete actions: {count} of {of} kept or bettered; others: {then} of {then_of}.",
    "unasked": "In 90 days, actions that came to you unasked: {count} of {of} kept or bettered;"
    " others: {then} of {then_of}.",
}

FINDINGS: dict[str, Wording] = {
    "running": Wording(
        lambda found: (
            "“{about}”, every week for half a year."
            if found.count >= HALF_A_YEAR
            else "“{about}” again: the {nth} week running."
        ),
        lambda found: (
            "“{about}” has come up every week for half a year."
            if found.count >= HALF_A_YEAR
            else "“{about}” is here for the {nth} week running, {of_times} in all."
        ),
        (
            "If “{about}” were gone for good, what would you be doing instead?",
            "What part of “{about}” is yours to change?",
            "When does “{about}” not come up, and what is different then?",
        ),
        about=title,
    ),
    "before_win": Wording(
        "“{about}”, {after} {step} there.",
        "{when} the win “{about}”, on the same account, {did}: “{link}”.",
        (
            "What did you do on the way to “{about}” that you could do again?",
            "“{about}”: which step of yours made it more likely?",
        ),
    ),
    "left_behind": Wording(
        "“{about}” is behind you: {count} days without it.",
        "You left “{about}” behind: it came {of_times} in 90 days,"
        " and not once in the {count} days since.",
        ("“{about}” used to come up, and no longer does. What did you change?",),
        about=title,
    ),
    "behind": Wording(
        "“{about}” again: {count} setbacks in eight weeks.",
        "“{about}” is in {count} setbacks of the last eight weeks.",
        (
            "If “{about}” were new to you today, what would you do first?",
            "What do you know about “{about}” now that can change your next step?",
        ),
    ),
    "all_answered": Wording(
        "Every setback met a concrete step of yours.",
        "Every setback met a concrete answer: {count} of {of}.",
        ("Every setback met a step of yours this week. What made that work?",),
    ),
    "all_kept": Wording(
        "You kept or bettered {count} promises this week.",
        "Every promise of this half year that ended this week was kept or bettered: {count} of {of}.",
        ("You kept or bettered the {of} promises that ended this week. What made that work?",),
    ),
    "rising": Wording(
        "“{about}” is coming up more often.",
        "“{about}” comes up more: {times} in {of} days, {then_times} in the {then_of} before.",
        (
            "What has changed since “{about}” comes up more often, and which part is yours?",
            "What could you do before “{about}” comes up the next time?",
        ),
        about=title,
    ),
    "kept_kind": Wording(
        lambda found: _HELD[found.about],
        lambda found: _KINDS[found.about],
        ("What helps you keep the promises you keep?",),
    ),
    "ownership": Wording(
        "You own {more} of your reasons than before.",
        "You own {more} of your reasons" + _SHARES,
        ("Which reason of this week has a part in it that was yours?",),
        ("You own more of your reasons than you did. What has that made possible?",),
    ),
    "answers": Wording(
        "{more} setbacks meet a concrete step than before.",
        "{more} setbacks met a concrete answer" + _SHARES,
        ("Which setback of this week still waits for a step of yours?",),
        ("More setbacks end in a step of yours. What helps you find it?",),
    ),
    "weekday": Wording(
        "{about}s are steep.",
        "{about}s are steep: of the {of} logged in eight weeks, {count} had setbacks without a"
        " concrete answer, and no win; of the other days {then} of {then_of}.",
        ("What makes {about}s different, and which part of that can you move?",),
        about=lambda number: dates.WEEKDAYS[int(number)],
    ),
    "unasked": Wording(
        "{more} steps come to you unasked than before.",
        "{more} actions came to you unasked" + _SHARES,
        ("Which step did you know before the question came?",),
        ("Actions come to you before the question. What do you do with that?",),
    ),
    "most_wins": Wording(
        "{count} wins, the most in five weeks.",
        "{count} wins: more than in any of the four weeks before.",
        ("More wins than in a while. What did you do that you could do again?",),
    ),
    "comes_back": Wording(
        "“{about}” came back: {times} in {of} days.",
        lambda found: (
            "“{about}” keeps coming back: {times} in {of} days"
            + ("; {then} of {then_of} met a concrete answer." if found.against[1] else ".")
        ),
        (
            "What part of “{about}” is yours to change?",
            "When does “{about}” not come up, and what is different then?",
        ),
        about=title,
    ),
}

# What is asked where nothing stands out, and what a leader is asked.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "win": (
        "“{about}”: what was your part in that?",
        "What in “{about}” went well because of how you went about it?",
    ),
    "kept": ("You kept “{about}”. What made that work?",),
    "better": ("You did better than “{about}”. What made that work?",),
    "worked": (
        "What went better than you expected, however small?",
        "What did you do this week that you would do again?",
    ),
    "came_back": (
        "What part of “{about}” is yours to change?",
        "What could you do before “{about}” comes up the next time?",
    ),
    "setback": ("“{about}”: knowing what you know now, what would you try?",),
    "empty": ("What would make two minutes in the evening easier next week?",),
    "leader_blame": ("Where did I blame this week: the team, the market, the company?",),
    "leader_asked": (
        "When somebody brought me a reason, did I ask ‘What are you going to do about that?’",
    ),
    "leader_safe": ("Where did I make it safe to say how things are, and what worked about that?",),
}


def sentence(found: Finding) -> str:
    """Return what stands out in one sentence."""
    return _filled(FINDINGS[found.rule].sentence, found)


def lead(found: Finding) -> str:
    """Return what stands out in the few words that a week is told by first."""
    return _filled(FINDINGS[found.rule].lead, found)


def question(ask: Ask, *, monday: date) -> str:
    """Return a question in words; those of a rule take turns by the week."""
    if ask.finding:
        wording, about = FINDINGS[ask.finding.rule], ask.finding.about
        texts = (ask.finding.worked and wording.improved) or wording.questions
        words = _words(ask.finding) | {"about": wording.about(about)}
    else:
        texts = QUESTIONS[ask.name]
        about = title(ask.about) if ask.name == "came_back" else quoted(ask.about)
        words = {"about": about}
    return texts[monday.toordinal() // 7 % len(texts)].format_map(words)


def _filled(worded: str | Callable[[Finding], str], found: Finding) -> str:
    text = worded if isinstance(worded, str) else worded(found)
    about = FINDINGS[found.rule].about(found.about)
    filled = text.format_map(_words(found) | {"about": about})
    return filled[0].upper() + filled[1:]


def _words(found: Finding) -> dict[str, str | int]:
    then, then_of = found.against
    before = {0: "On the day of", 1: "The day before"}.get(found.count)
    after = {0: "on the day of", 1: "the day after"}.get(found.count)
    return {
        "count": found.count,
        "of": found.of,
        "times": times(found.count),
        "of_times": times(found.of),
        "nth": nth(found.count),
        "then": then,
        "then_of": then_of,
        "then_times": times(then),
        "more": "more" if found.worked else "fewer",
        "when": before or f"{found.count} days before",
        "after": after or f"{found.count} days after",
        "step": "a step you took" if found.kept else "a step you planned",
        "did": "you kept or bettered a promise" if found.kept else "you planned",
        "link": quoted(found.link),
    }


def nth(number: int) -> str:
    """Return an ordinal: third, 21st."""
    words = {3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth"}
    end = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number > TEENS else "th"
    return words.get(number) or f"{number}{end}"
