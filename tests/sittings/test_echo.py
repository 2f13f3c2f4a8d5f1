"""Whatever is typed at a closed question, the journal changes only as was said on the screen."""

import io
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import an_entry
from valley.entry.answers import Answers
from valley.errors import Interrupted
from valley.language import table
from valley.model import Entry, EntryKind, Status, short
from valley.operations import check_in
from valley.session import Session
from valley.sittings.action import Action
from valley.sittings.old_wins import look_at_old_wins
from valley.sittings.promises_due import Promises
from valley.sittings.sheet import Sheet
from valley.sittings.walk import walk
from valley.ui import choices, sentences
from valley.ui.prompts import Asker
from valley.ui.text import visible

PHRASES = " | ".join(table("replies")["phrases"].values()).replace(" ...", "").split(" | ")
WORDS = st.sampled_from(
    [*PHRASES, *" ".join(PHRASES).split(), "rang", "Kim", "Jo", "but", ",", "9"]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=30),
    st.lists(WORDS, max_size=6).map(" ".join),
)
ACTION = "ring Kim at 9"


class Room:
    """A journal of its own, and answers to what is asked in it."""

    def __init__(self, patch: pytest.MonkeyPatch, home: Path) -> None:
        self._patch = patch
        self._out = io.StringIO()
        patch.setenv("VALLEY_HOME", str(home))
        patch.setenv("VALLEY_TODAY", "2026-03-04T18:30")
        self.session = Session(tell=lambda _: None, ask=str)
        self.asker = Asker(self._out)

    def hears(self, lines: list[str]) -> None:
        """Have these lines typed, and nothing after them."""
        self._patch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    def shows(self, *texts: str) -> bool:
        """Return whether texts were shown, wherever lines were broken."""
        shown = "".join(self._out.getvalue().split())
        return all("".join(visible(text).split()) in shown for text in texts)

    def shown(self) -> str:
        """Return all that was shown."""
        return self._out.getvalue()

    def promise(self) -> Entry:
        """Make a promise that is due."""
        session = self.session
        return check_in(
            session.journal,
            Answers(happened="x", reason="y", action=ACTION, due=session.today),
            day=session.today,
            moment=session.moment,
            reader=session.recognition,
        )


def told(before: Entry, after: Entry, lines: list[str]) -> list[str]:
    """Return what is to be said of how a promise has changed, beside the words typed as they stand."""
    typed = {before.note, *(line.strip() for line in lines)}
    parts = [after.note] if after.note in typed else (after.note or "").split("; ")
    noted = [short(part or "") for part in parts if part not in typed]
    if after.status is Status.MISSED:
        return [f"Missed: “{ACTION}”", *noted]
    if after.status is not Status.OPEN:
        return [f"“{ACTION}”. Well done.", *noted]
    renewed = [sentences.promised(after.action or "")] if after.action != before.action else []
    return [*renewed, *(["Moved to"] if after.due != before.due and not renewed else []), *noted]


@given(lines=st.lists(TEXTS, max_size=3))
@settings(max_examples=60)
def test_a_promise_ends_as_was_said(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """How it went, its note, its day, and what was promised anew."""
    with pytest.MonkeyPatch.context() as patch:
        room = Room(patch, tmp_path_factory.mktemp("echo"))
        before = room.promise()
        room.hears(lines)
        with suppress(EOFError):
            walk(room.asker, Promises(room.session, room.asker, choices.DID_YOU).due())
        after = room.session.journal.find(before.id)
        assert room.shows(*told(before, after, lines))


@given(lines=st.lists(TEXTS, max_size=4))
@settings(max_examples=60)
def test_what_is_promised_was_typed_or_said(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """An action that stood in the reason, what the nudge made of an answer, and the day."""
    with pytest.MonkeyPatch.context() as patch:
        room = Room(patch, tmp_path_factory.mktemp("echo"))
        session = room.session
        begun = Answers(happened="x", reason="CFO ghosted me, I'll ring his PA at 9")
        draft = session.journal.new_draft("checkin")
        sheet = Sheet(session, room.asker, begun, session.today, draft)
        room.hears(lines)
        with suppress(EOFError):
            walk(room.asker, Action(sheet).questions())
        action, typed = sheet.answers.action, [line.strip() for line in lines]
        assert not action or action in typed or room.shows(sentences.promised(action))
        if sheet.answers.due:
            day = sentences.understood(sheet.answers.due, session.today)
            assert room.shows(day) or "" in typed


@given(lines=st.lists(TEXTS, max_size=4))
@settings(max_examples=60)
def test_an_old_win_becomes_what_was_said(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    """And stays one until something was."""
    with pytest.MonkeyPatch.context() as patch:
        room = Room(patch, tmp_path_factory.mktemp("echo"))
        old = [old_win(day) for day in (date(2026, 3, 2), date(2026, 3, 3))]
        journal = room.session.journal
        with journal.change("old") as change:
            for entry in old:
                change.add(entry)
        _forget_kinds(journal.folder.root)
        room.hears(lines)
        with suppress(Interrupted):
            look_at_old_wins(room.session, room.asker)
        waiting = Session(tell=lambda _: None, ask=str).journal.wins_before_kinds()
        notes = [one for one in journal.entries() if one.kind is EntryKind.NOTE]
        settled = len(old) - len(waiting)
        assert not settled or "valley undo" in room.shown()
        assert len(notes) <= settled
        assert not notes or room.shows("plain day")


def old_win(day: date) -> Entry:
    """Return a day whose words tell no win."""
    return an_entry(day, id=str(uuid4()), happened="Talked to Larkhill")


def _forget_kinds(root: Path) -> None:
    """Put a journal into the state that a version before kinds left it in."""
    volume = root / "journal" / "2026.json"
    text = volume.read_text("utf-8").replace('"kind": "win", ', "")
    volume.write_text(text.replace('"schema": 2', '"schema": 1'), "utf-8")
