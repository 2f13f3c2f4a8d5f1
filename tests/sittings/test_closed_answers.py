"""What people answer to closed questions, in their words: each means what its table says, or is asked again."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.weeks import MONDAY, promise
from valley.coach.replies import Meant, Reply
from valley.due import Moment
from valley.model import Status
from valley.sittings.promises_due import heard
from valley.ui import choices
from valley.ui.choices import Choice
from valley.workdays import Workdays

DATA = Path(__file__).parent / "data" / "closed"
ASKED, NEW = "asked", "new"
MOMENT = Moment(datetime(2026, 3, 4, 18, 30), date(2026, 3, 4), Workdays.of("mon-fri"))  # noqa: DTZ001
LEAST = 150  # answers in the table of a question
QUESTIONS = {
    "yes_no": choices.YES,
    "plan_use": choices.PLAN_USE,
    "resume": choices.RESUME,
    "another": choices.ANOTHER,
    "old_wins": choices.OLD_WINS,
    "was_a_win": choices.WAS_A_WIN,
    "order": choices.ORDER,
}


def rows(name: str) -> list[tuple[str, str]]:
    """Read a table: what answers mean, and the answers."""
    found = []
    for line in (DATA / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        meant, mark, said = line.partition(": ")
        if not mark or " " in meant or "|" in meant:
            meant, said = ASKED, line
        found += [(one.strip(), meant) for one in said.split(" | ")]
    return found


UNCLEAR = rows("unclear")


def told(reply: Reply) -> str:
    """Return what was understood, as the tables say it."""
    return ASKED if reply.meant in {None, Meant.PART} else str(reply.meant)


@pytest.mark.parametrize(("name", "choice"), QUESTIONS.items())
def test_answers_mean_what_people_mean(name: str, choice: Choice) -> None:
    """Or are asked again, where that is not sure."""
    table = rows(name)
    assert len({said for said, _ in table}) >= LEAST
    wrong = [
        (said, meant, got)
        for said, meant in [*table, *UNCLEAR]
        if (got := told(choice.read(said))) != meant
    ]
    assert wrong == []


def test_a_new_promise_is_new_words() -> None:
    """Or one of three keys, said in words; whatever says more is the promise."""
    table = rows("renew")
    assert len({said for said, _ in table}) >= LEAST
    wrong = [
        (said, meant, got)
        for said, meant in table
        if (got := str(choices.renewal(said) or NEW)) != meant
    ]
    assert wrong == []


PROMISED = promise(MONDAY, "ring Kim Bexley at 9 about the pilot", Status.OPEN)


def test_how_a_promise_went_is_told_in_words() -> None:
    """By itself, by a past form of its own verb, or by another day."""
    table = rows("did_you")
    assert len({said for said, _ in table}) >= LEAST
    wrong = [
        (said, meant, got)
        for said, meant in [*table, *UNCLEAR]
        if (got := told(heard(said, choices.DID_YOU, PROMISED, MOMENT))) != meant
    ]
    assert wrong == []
