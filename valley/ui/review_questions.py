"""The questions of the weekly review, by what they follow from; each can be read as prose.

At least one is about what worked, and none asks why something did not. Where a question has several
wordings, the weeks take turns.
"""

from datetime import date

from valley import dates
from valley.coach.catalogue import title
from valley.insight.review import Ask
from valley.ui.review_sentences import quoted


def turn(monday: date) -> int:
    """Number the weeks, so that wordings take turns."""
    return monday.toordinal() // 7


def question(ask: Ask, *, turn: int) -> str:
    """Put a question into words."""
    wordings = _QUESTIONS[ask.name]
    return wordings[turn % len(wordings)].format(about=_about(ask))


_QUESTIONS: dict[str, tuple[str, ...]] = {
    # What worked
    "before_win": (
        "What did you do on the way to “{about}” that you could do again?",
        "“{about}”: which step of yours made it more likely?",
    ),
    "left_behind": ("“{about}” used to come up, and no longer does. What did you change?",),
    "kept_kind": ("What helps you keep the promises you keep?",),
    "ownership_up": ("You own more of your reasons than you did. What has that made possible?",),
    "answers_up": ("More setbacks end in a step of yours. What helps you find it?",),
    "unasked_up": ("Actions come to you before the question. What do you do with that?",),
    "all_kept": ("You kept or bettered every promise that ended this week. What made that work?",),
    "most_wins": ("More wins than in a while. What did you do that you could do again?",),
    "all_answered": ("Every setback met a step of yours this week. What made that work?",),
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
    # What to change
    "running": (
        "If “{about}” were gone for good, what would you be doing instead?",
        "What part of “{about}” is yours to change?",
        "When does “{about}” not come up, and what is different then?",
    ),
    "behind": (
        "If “{about}” were new to you today, what would you do first?",
        "What do you know about “{about}” now that can change your next step?",
    ),
    "weekday": ("What makes {about}s different, and which part of that can you move?",),
    "rising": (
        "What has changed since “{about}” comes up more often, and which part is yours?",
        "What could you do before “{about}” comes up the next time?",
    ),
    "ownership": ("Which reason of this week has a part in it that was yours?",),
    "answers": ("Which setback of this week still waits for a step of yours?",),
    "unasked": ("Which step did you know before the question came?",),
    "comes_back": (
        "What part of “{about}” is yours to change?",
        "When does “{about}” not come up, and what is different then?",
    ),
    "came_back": (
        "What part of “{about}” is yours to change?",
        "What could you do before “{about}” comes up the next time?",
    ),
    "setback": ("“{about}”: knowing what you know now, what would you try?",),
    "empty": ("What would make two minutes in the evening easier next week?",),
    # The leader's
    "leader_blame": ("Where did I blame this week: the team, the market, the company?",),
    "leader_asked": (
        "When somebody brought me a reason, did I ask ‘What are you going to do about that?’",
    ),
    "leader_safe": ("Where did I make it safe to say how things are, and what worked about that?",),
}


def _about(ask: Ask) -> str:
    about = ask.finding.about if ask.finding else ask.about
    if ask.name in {"running", "rising", "left_behind", "came_back", "comes_back"}:
        return title(about)
    return dates.WEEKDAYS[int(about)] if ask.name == "weekday" else quoted(about)
