"""What an evening and a Friday teach, in a real terminal of 80 and of 40 columns.

The pictures in `tests/golden/dialogues/` hold what stands on the screen, with what was typed.
"""

import io
import re
from collections.abc import Callable

import pytest

from tests.conftest import PROMPT, Terminal, World
from tests.golden_plugin import Golden
from valley.ui import review_sentences as friday

Start = Callable[..., Terminal]
Plays = Callable[..., str]
DEAR = {"reason": "too dear", "excuse": "price-too-high"}
WIDTHS = [80, 40]
_NOISE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(params=WIDTHS)
def plays(request: pytest.FixtureRequest, terminal: Start, golden: Golden) -> Plays:
    """Give a function that plays a sitting, answer by answer, and holds the screen to its picture."""

    def play(name: str, *command: str, answers: list[tuple[str, str]]) -> str:
        sitting = terminal("--plain", *command, columns=request.param)
        sitting.child.logfile_read = screen = io.StringIO()
        for question, said in answers:
            words = map(re.escape, question.split())  # which may be broken at the edge
            sitting.child.expect(r"\s+".join(words))
            sitting.sees(PROMPT)
            sitting.child.sendline(said)
        sitting.ends()
        text = _NOISE.sub("", screen.getvalue()).replace("\r", "")
        lines = [re.sub(r"\b[0-9a-f]{8}\b", "(id)", line) for line in text.split("\n")]
        typed = {f"{PROMPT}{said}" for _, said in answers}
        assert not [line for line in lines if len(line) > request.param and line not in typed]
        golden(f"dialogues/{name}-{request.param}.txt", "\n".join(lines))
        return " ".join(text.split())

    return play


def write(world: World, day: str, happened: str, **answers: str) -> None:
    """Log an evening without a question."""
    world.day(f"{day}T18:30")
    world.checkin(happened, **answers)


@pytest.fixture(autouse=True)
def before(world: World) -> None:
    """Write of two evenings on which the price was too high, and of one win."""
    write(world, "2026-02-24", "Second visit at Larkhill", **DEAR)
    write(world, "2026-02-25", "Talked terms with Larkhill", **DEAR)
    write(world, "2026-02-26", "Fenwick signed")
    world.day("2026-03-03T18:30")


def test_heard_or_guessed(world: World, plays: Plays) -> None:
    """One key, where an excuse about others has come back."""
    shown = plays(
        "heard",
        "checkin",
        answers=[
            ("What happened today?", "Call with Osgood"),
            ("What reason did you give?", "too dear"),
            ("Which excuse is that?", "1"),
            ("what would you do differently?", ""),
            ("What are you going to do about that?", "ring Osgood at 9 tomorrow"),
            ("Did they say so, or is it your guess?", "?"),
            ("Did they say so, or is it your guess?", "they said so"),
        ],
    )
    assert "Noted: they said so." in shown
    newest, *others = world.json("log")
    assert newest["heard"] == "them"
    assert {one["heard"] for one in others} == {None}
    assert "by them once" in world.run("--plain", "excuses", "show", "price-too-high")


def test_a_win_is_debriefed(world: World, plays: Plays) -> None:
    """Every other win one question, whose answer is in the playbook and on the account's page."""
    plays(
        "debrief",
        "checkin",
        answers=[
            ("What happened today?", "Osgood signed the order"),
            ("What reason did you give?", ""),
            ("What did you do that made it happen?", "?"),
            ("What did you do that made it happen?", "I asked for it on the phone"),
        ],
    )
    newest = world.json("log")[0]
    assert (newest["kind"], newest["debrief"]) == ("win", "I asked for it on the phone")
    assert "I asked for it on the phone" in world.run("about", "Osgood")


@pytest.mark.parametrize(
    ("name", "happened", "said"),
    [("won", "Larkhill signed after all", "y"), ("lost", "Lost Larkhill for good", "it was me")],
)
def test_what_a_reason_turned_out_to_be(
    world: World, plays: Plays, name: str, happened: str, said: str
) -> None:
    """It is offered where the account is won or lost, and names it."""
    named = [("Which excuse is that?", "")] if said != "y" else []
    shown = plays(
        f"turned-out-{name}",
        "checkin",
        answers=[
            ("What happened today?", happened),
            ("What reason did you give?", ""),
            ("Of Larkhill you said on Wed 25 Feb: “too dear”. What was it really?", said),
            *named,
        ],
    )
    assert "Noted. It turned out to be" in shown
    told = next(one for one in world.json("log") if one["turned_out"])
    assert (told["day"], told["reason"]) == ("2026-02-25", "too dear")
    assert told["turned_out"] == ("too dear" if said == "y" else said)


def test_a_focus_in_four_steps(world: World, plays: Plays) -> None:
    """By one key on Friday, line by line."""
    world.day("2026-02-27T17:00")
    steps = [
        (friday.WISH, "two new customers"),
        (friday.OUTCOME, "a calm month"),
        (friday.OBSTACLE, "I put off the first call"),
        (friday.obstacle_begun("I put off the first call"), "ring before nine every day"),
    ]
    plays(
        "focus",
        "review",
        answers=[
            ("Enter: what stands out", ""),
            *2 * [("Enter: skip", "")],
            (friday.FOCUS_QUESTION, "w"),
            *steps,
        ],
    )
    plan = "If “I put off the first call” comes up, then I will ring before nine every day"
    assert world.json("review")["focus"] == plan
