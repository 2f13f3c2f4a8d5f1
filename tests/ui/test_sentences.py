"""What is told back is true: a promise that was bettered was not kept."""

import pytest

from tests.conftest import World
from tests.weeks import FRIDAY, MONDAY, day, promise, win
from valley.insight.review import look_back
from valley.model import Status
from valley.ui import review_sentences, sentences
from valley.ui.findings import question, sentence
from valley.workdays import Workdays


@pytest.mark.parametrize(("status", "word"), [(Status.KEPT, "kept"), (Status.BETTER, "bettered")])
def test_what_worked_before_is_told_as_it_was(status: Status, word: str) -> None:
    """In the nudge, to somebody stuck, and where the review offers a plan."""
    entry = promise(MONDAY, "ring at 9", status)
    assert sentences.example(entry) == f"  One you {word}: “ring at 9”"
    assert sentences.stuck([entry])[1] == f"  1. What worked before? You {word}: “ring at 9”"
    assert review_sentences.tried(entry, kept=True) == f"  Once you {word}: “ring at 9”"


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (Status.KEPT, "You kept “ring at 9”. What made that work?"),
        (Status.BETTER, "You did better than “ring at 9”. What made that work?"),
    ],
)
def test_the_review_asks_about_what_was_done(status: Status, asked: str) -> None:
    """Where one promise is all that worked."""
    view = look_back(
        [promise(MONDAY, "ring at 9", status)],
        monday=MONDAY,
        today=FRIDAY,
        workdays=Workdays.of("mon-fri"),
    )
    assert question(view.asks[0], monday=MONDAY) == asked


def test_findings_do_not_say_kept_of_what_was_bettered() -> None:
    """Neither of all promises of a week, nor of the one before a win."""
    entries = [promise(day(0, n), "ring @acme", Status.BETTER) for n in range(2)]
    view = look_back(
        [*entries, win(day(0, 2), "signed @acme")],
        monday=MONDAY,
        today=FRIDAY,
        workdays=Workdays.of("mon-fri"),
    )
    told = {one.rule: sentence(one) for one in view.findings}
    assert "was kept or bettered: 2 of 2." in told["all_kept"]
    assert told["before_win"].startswith(
        "On the day of the win “signed @acme”, on the same account, you kept or bettered a promise"
    )


def test_counts_do_not_say_kept_of_what_was_bettered(world: World) -> None:
    """In the excuses, the landscape and the export."""
    world.day("2026-02-23")
    for _ in range(3):
        world.checkin(reason="too dear", excuse="price-too-high")
    world.day("2026-03-02")
    for action in ("call A at 9", "call B at 9", "call C at 9"):
        entry = world.checkin(reason="too dear", excuse="price-too-high", action=action)
        world.run("promises", "better", entry["id"])
    world.set(COLUMNS="160")
    assert "3 kept or bettered" in world.run("excuses")
    landscape = world.run("landscape")
    assert "3 out; Price too high" in landscape
    assert "with 3 promises kept or bettered." in landscape
    assert "3 with the promise kept or bettered" in world.run("--plain", "landscape")
    export = world.run("export", "--week", "2026-W10", "--format", "md")
    assert "kept or bettered 3 times" in export
    assert "What made the promises work that were kept or bettered" in export
