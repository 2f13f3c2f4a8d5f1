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
        ("IT are looking at my laptop", Verdict.SOMEONE_ELSE),
    ],
)
def test_an_action_is_judged_by_who_acts_and_what_can_be_checked(
    action: str, kind: Verdict
) -> None:
    """An hour makes nobody else's step mine, and a date makes no waiting an action."""
    assert verdict(action) is kind


@pytest.mark.parametrize(
    "action",
    ["monday", "1", "7", "linkedin", "yes", "ok", "friday 3pm", "by noon", "eod", "next week", "calls",
     "linkedin tomorrow", "tomorrow morning at 9", "phone", "in 2 years", "=1+1", "3, 4 and 5"],
)  # fmt: skip
def test_a_fragment_is_no_step(action: str) -> None:
    """A day, an hour, a number or one word does not say what will be done."""
    assert verdict(action) is Verdict.VAGUE


@pytest.mark.parametrize("action", ["wait", "pray", "patience", "hope"])
def test_one_word_can_be_waiting(action: str) -> None:
    """It says so by itself."""
    assert verdict(action) is Verdict.PASSIVE


@pytest.mark.parametrize(
    "action",
    [
        "double confirm by text the morning of",
        "say no to discounts over 10%",
        "chase legal daily till they sign",
        "ask her who else has to sign",
        "put the price on page one of every quote",
        "call 3 people",
        "make ten calls",
        "I'd ring the PA at 9",
        "see Dana on friday",
        "we will call them at 10",
    ],
)
def test_a_step_needs_no_clock(action: str) -> None:
    """Tomorrow one can say whether it was done."""
    assert verdict(action) is Verdict.CONCRETE


@pytest.mark.parametrize(
    "action",
    [
        "ring Dana at 9, maybe",
        "maybe ring Dana at 9",
        "ring Dana at some point tomorrow",
        "send the three quotes when I get round to it",
        "sit down one of these days and write the list",
        "perhaps visit all ten on friday",
    ],
)
def test_what_is_hedged_is_not_concrete(action: str) -> None:
    """However exact the rest is."""
    assert verdict(action) is Verdict.VAGUE


@pytest.mark.parametrize(
    "action",
    [
        "he'll come back to me",
        "she will sign in the end",
        "they'll ring on Friday",
        "he says Tuesday",
        "she's talking to her husband",
        "it'll pick up in spring",
        "giving up on that one",
        "done with this account",
        "done with prospecting",
        "life's too short for this account",
        "I am not ringing that man again",
    ],
)
def test_optimism_waiting_for_somebody_and_giving_up_are_passive(action: str) -> None:
    """What he or she will do of themselves is nobody's step."""
    assert verdict(action) is Verdict.PASSIVE


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("let him run the next one alone, debrief at 5", Verdict.CONCRETE),
        ("let my boss run it, debrief at 5", Verdict.CONCRETE),
        ("have Carla redo the forecast, I check it at 4", Verdict.CONCRETE),
        ("let her lead tomorrow's call and go through it with her at noon", Verdict.CONCRETE),
        ("let Jo do it", Verdict.SOMEONE_ELSE),
        ("have Carla redo the forecast by 4", Verdict.SOMEONE_ELSE),
        ("get my manager to check the price by Friday", Verdict.SOMEONE_ELSE),
        ("my reps need to pick up the phone", Verdict.SOMEONE_ELSE),
        ("maybe let him run one and debrief at 5", Verdict.VAGUE),
    ],
)
def test_delegating_is_a_step_where_it_is_checked(action: str, kind: Verdict) -> None:
    """Letting somebody act is the leader's step if they look at it at a time that is named."""
    assert verdict(action) is kind


def test_typing_errors_do_not_change_a_verdict() -> None:
    """What is judged is what was meant."""
    assert verdict("wiat til thrusday") is Verdict.PASSIVE
    assert verdict("hpoe it gets better") is Verdict.PASSIVE
    assert verdict("fnigers corssed") is Verdict.PASSIVE
    assert verdict("marekting shoudl fix it") is Verdict.SOMEONE_ELSE


def test_what_is_fitted_belongs_to_its_data() -> None:
    """The same data give the same bytes; after a change, `python -m tests.fit.actions`."""
    pytest.importorskip("sklearn")
    from tests.fit import actions

    assert actions.text_of(actions.fit()) == actions.TARGET.read_text("utf-8")
    assert actions.TARGET.stat().st_size < 150_000


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
        "it ended with 'I'll send it over', as always",
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
