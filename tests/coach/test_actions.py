"""Actions: what kind they are, whether they were volunteered, and being stuck."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coach.patterns import finishes
from valley.coach.actions import is_stuck, verdict
from valley.coach.volunteered import volunteered
from valley.model import Verdict


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("ring Dana at 9 and ask for a date", Verdict.CONCRETE),
        ("write three questions for the Mill Lane visit", Verdict.CONCRETE),
        ("ask my boss for the discount by noon", Verdict.CONCRETE),
        ("try harder", Verdict.VAGUE),
        ("keep an eye on the Mill Lane deal", Verdict.VAGUE),
        ("from Monday I'll be more organised", Verdict.VAGUE),
        ("wait and see", Verdict.PASSIVE),
        ("wait until Thursday to see if they answer", Verdict.PASSIVE),
        ("fingers crossed", Verdict.PASSIVE),
        ("", Verdict.PASSIVE),
        ("marketing needs to fix the leads", Verdict.SOMEONE_ELSE),
        ("Priya will ring them tomorrow at 10", Verdict.SOMEONE_ELSE),
        ("get my manager to chase legal", Verdict.SOMEONE_ELSE),
    ],
)
def test_an_action_is_judged_by_who_acts_and_what_can_be_checked(
    action: str, kind: Verdict
) -> None:
    """An hour makes nobody else's step mine, and a date makes no waiting an action."""
    assert verdict(action) is kind


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("CFO ghosted me, I'll ring his PA at 9", "I'll ring his PA at 9"),
        ("no reply again. I'm going to call in on Thursday at 8.", "I'm going to call in on Thursday at 8"),
        ("Too dear, he said. Tomorrow I send him the small one by noon", "Tomorrow I send him the small one by noon"),
        ("I forgot it and I\u2019ll send it tonight by 7", "I\u2019ll send it tonight by 7"),
    ],
)  # fmt: skip
def test_an_action_in_a_reason_is_found_word_for_word(text: str, action: str) -> None:
    """It need not be asked for again."""
    assert volunteered(text) == action


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gone quiet since Monday",
        "I'll never get past that receptionist",
        "I'll probably lose it tomorrow",
        "he said he'll ring me at 9",
        "she asked when I'll send the quote",
        "said I'd ring at 9 and didn't",
        "I rang at 9 and nobody answered",
        "if they call tomorrow I'll send it",
        "meeting moved to tomorrow at 10",
        "I won't ring him again",
        "I'll be late again tomorrow",
        "train strike tomorrow",
        "they will ring me on Friday at 3",
        "I'll wait till Thursday",
    ],
)
def test_what_only_sounds_like_an_action_is_none(text: str) -> None:
    """Denied, doubted, past, somebody else's, a condition: precision first."""
    assert volunteered(text) is None


@pytest.mark.parametrize(
    "answer",
    ["", " ", "?", "???", "dunno", "Dunno.", "no idea", "idk", "nothing", "n/a", "N/A",
     "nothing I can do", "nothing I can do about it", "I don't know", "not sure", "…"],
)  # fmt: skip
def test_being_stuck_is_heard(answer: str) -> None:
    """Then help is due, not a nudge."""
    assert is_stuck(answer)


@pytest.mark.parametrize("answer", ["ring her", "wait", "try harder", "nothing fancy, ring her"])
def test_an_answer_is_not_being_stuck(answer: str) -> None:
    """However weak it is."""
    assert not is_stuck(answer)


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_judged(text: str) -> None:
    """Nothing crashes, and what is volunteered stands in the text."""
    assert verdict(text) in Verdict
    assert is_stuck(text) in {True, False}
    action = volunteered(text)
    assert action is None or action in text


@pytest.mark.parametrize(
    "piece", ["I'll ", "tomorrow ", "a ", "so I will ", "- ", "the my will ", "x"]
)
def test_a_long_text_does_not_take_long(piece: str) -> None:
    """No pattern backtracks without bound."""
    finishes("from valley.coach.actions import verdict; verdict(text)", piece)
    finishes("from valley.coach.volunteered import volunteered; volunteered(text)", piece)
