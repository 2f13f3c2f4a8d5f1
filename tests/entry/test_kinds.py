"""What an entry is: one rule, the same on every way in."""

from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.conftest import World
from tests.strategies import an_entry, kept_texts
from valley.coach.wins import tells_win
from valley.due import Moment
from valley.entry import editor_text, promise
from valley.entry.answers import Answers
from valley.entry.compose import compose
from valley.entry.kinds import kind_of
from valley.entry.revise import Revision, revise
from valley.errors import InvalidInput
from valley.model import Did, Entry, EntryKind, Status, Step, Verdict
from valley.workdays import Workdays

DAY = date(2026, 3, 4)
MOMENT = Moment(an_entry(DAY).written_at, DAY, Workdays.of("mon-fri"))
SAID = st.sampled_from([None, EntryKind.WIN, EntryKind.NOTE])
WORDS = st.sampled_from(["Signed Bexley", "quiet day", "Lost Larkhill"]) | kept_texts()


class Silent:
    """Reads no reason: none is given here."""

    def read(self, _: str) -> Any:
        """Fail."""
        raise AssertionError


def revised(entry: Entry, **new: Any) -> Entry:
    """Return it changed."""
    return revise(entry, Revision(**new), reader=Silent(), moment=MOMENT)


@given(WORDS, st.none() | kept_texts(), SAID)
@example("Signed Bexley", "too dear", EntryKind.WIN)
def test_the_rule_is_reason_then_what_was_said_then_the_words(
    happened: str, reason: str | None, said: EntryKind | None
) -> None:
    """And asked again it says the same."""
    kind = kind_of(happened, reason, said)
    assert kind is kind_of(happened, reason, said)
    if reason is not None:
        assert kind is EntryKind.SETBACK
    elif said is not None:
        assert kind is said
    else:
        assert (kind is EntryKind.WIN) is tells_win(happened)


@given(WORDS, SAID)
def test_a_check_in_and_an_edit_follow_the_rule(happened: str, said: EntryKind | None) -> None:
    """Whatever the entry was before."""
    kind = kind_of(happened, None, said)
    answers = Answers(happened=happened, kind=said)
    made = compose(answers, day=DAY, now=MOMENT.now, reader=Silent())
    assert made.kind is kind
    assert (made.owned, made.altitude) == (None, None)
    setback = an_entry(DAY, happened=happened, reason="too dear")
    assert revised(setback, reason="", kind=said).kind is kind
    if said:
        sections = editor_text.changes(made, f"[kind]\n{said}\n")
        assert (
            revise(
                made, editor_text.revision(sections, MOMENT), reader=Silent(), moment=MOMENT
            ).kind
            is said
        )


@pytest.mark.parametrize("happened", ["Signed Bexley", "quiet day"])
def test_every_command_follows_the_same_rule(world: World, tmp_path: Any, happened: str) -> None:
    """`--no-input`, a table and a diary say of the same words the same."""
    kind = kind_of(happened, None)
    assert world.checkin(happened)["kind"] == kind
    table, diary = tmp_path / "days.csv", tmp_path / "days.txt"
    table.write_text(f"day,happened\n2026-03-02,{happened}\n", "utf-8")
    diary.write_text(f"[2026-03-03 18:30:00] {happened}\n", "utf-8")
    world.run("import", str(table))
    world.run("import", str(diary))
    assert {one["kind"] for one in world.json("log")} == {kind}


@pytest.mark.usefixtures("world")
def test_a_kind_is_said_by_a_column_and_by_a_star(world: World, tmp_path: Any) -> None:
    """Else the words decide; a reason makes a setback whatever is starred."""
    table, diary = tmp_path / "days.csv", tmp_path / "days.txt"
    table.write_text("day,happened,kind\n2026-03-02,good talk,win\n2026-03-02,Signed A,note\n")
    diary.write_text(
        "[2026-03-03 18:30:00] good talk *\n\n[2026-03-03 18:40:00] talk *\nReason: too dear\n"
    )
    world.run("import", str(table))
    world.run("import", str(diary))
    kinds = [(one["happened"], one["kind"]) for one in reversed(world.json("log"))]
    assert sorted(kinds) == [
        ("Signed A", "note"),
        ("good talk", "win"),
        ("good talk", "win"),
        ("talk", "setback"),
    ]


def test_a_kind_follows_new_words_unless_the_rep_said_it() -> None:
    """What the words told goes with them; what was said otherwise stays."""
    told = an_entry(DAY, happened="Signed Bexley")
    assert revised(told, happened="Nearly signed Bexley").kind is EntryKind.NOTE
    said = an_entry(DAY, happened="a good talk")  # a win, which no word of it tells
    assert said.kind is EntryKind.WIN
    assert revised(said, happened="a very good talk").kind is EntryKind.WIN


def test_a_kind_and_a_reason_exclude_each_other(world: World) -> None:
    """At the check-in, in an edit, in the editor."""
    setback = an_entry(DAY, reason="too dear")
    with pytest.raises(InvalidInput, match="take the reason away as well"):
        revised(setback, kind=EntryKind.WIN)
    for text in ("[kind]\nmaybe\n", "[kind]\n\n", "[kind]\nsetback\n"):
        sections = editor_text.changes(an_entry(DAY), f"[happened]\nx\n{text}")
        with pytest.raises(InvalidInput, match=r"\[kind\] takes win or note"):
            editor_text.revision(sections, MOMENT)
    for options in (
        ["--win", "--reason=x"],
        ["--plain-day", "--reason=x"],
        ["--win", "--plain-day"],
    ):
        world.fails("checkin", "--no-input", "--happened=x", *options, code=2)
    one = world.checkin("x", reason="too dear")
    world.fails("edit", one["id"], "--win", code=3)


def test_a_kind_is_changed_by_a_flag_and_listed_by_one(world: World) -> None:
    """And said in words beside its sign."""
    one = world.checkin("quiet day")
    assert "★ win" in world.run("edit", one["id"], "--win")
    assert [entry["id"] for entry in world.json("log", "--kind", "win")] == [one["id"]]
    assert world.json("log", "--kind", "note") == []
    assert "· plain day" in world.run("edit", one["id"], "--plain-day")
    assert world.json("log", "--kind", "setback") == []
    said = world.run("checkin", "--no-input", "--happened=Signed Bexley", "--plain-day")
    assert "A plain day. If it was a win: valley edit" in said


def test_a_verdict_stays_with_its_promise(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later catalogue weighs only words that change; a promise of before is not weighed anew."""
    entry = an_entry(
        DAY, reason="x", action="call Jo at 9", verdict=Verdict.CONCRETE, status=Status.OPEN
    )
    missed = promise.settle(entry, Status.MISSED, on=DAY)
    renewed = promise.renew(missed, "try harder", DAY, on=DAY)
    for module in ("valley.coach.actions.verdict", "valley.entry.revise.verdict"):
        monkeypatch.setattr(module, lambda _: Verdict.PASSIVE)
    assert [one.verdict for one in promise.each(renewed)] == [Verdict.CONCRETE, Verdict.VAGUE]
    assert revised(entry, action="call Jo at 9", happened="y").verdict is Verdict.CONCRETE
    assert revised(entry, action="call Jo at 10").verdict is Verdict.PASSIVE
    old = renewed.steps[-1]._replace(verdict=None)
    assert old == Step(DAY, Did.RENEWED, action="call Jo at 9")


def test_the_excuse_of_a_miss_stays_with_its_step() -> None:
    """A renewal takes it off the promise that is open now."""
    entry = an_entry(DAY, reason="x", action="ring", verdict=Verdict.VAGUE, status=Status.OPEN)
    missed = promise.add_note(promise.settle(entry, Status.MISSED, on=DAY), "no time", "no-time")
    assert missed.note_excuse == "no-time"
    renewed = promise.renew(missed, "ring at 9", DAY, on=DAY)
    assert renewed.note_excuse is None
    assert [one.note_excuse for one in promise.each(renewed)] == ["no-time", None]
    assert revised(missed, texts=(("note", "other words"),)).note_excuse is None


def test_a_draft_of_before_kinds_means_what_enter_meant() -> None:
    """Without a reason it went well; a kind that is in the draft stays."""
    assert Answers().completed_by({"happened": "x", "reason": ""}).kind is EntryKind.WIN
    assert Answers().completed_by({"reason": "", "kind": "note"}).kind is EntryKind.NOTE
    assert Answers().completed_by({"happened": "x"}).kind is None
