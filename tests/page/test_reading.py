"""A page of valley's, read back: what it shows comes in as it was."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import World
from tests.exchange.journals import JOURNAL, said, view
from tests.page.test_markdown import TEXTS
from valley.exchange.records import Record
from valley.model import EntryKind, Status, Theme
from valley.page.markdown import page
from valley.page.reading import TITLE, entries
from valley.ui.text import visible

SHOWN = ("happened", "kind", "reason", "mine", "action", "status", "tags", "note")


def read_back(text: str) -> list[dict[str, Any]]:
    """Return the rows of a page."""
    title = TITLE.match(text)
    assert title
    return [dict(record.row) for record in entries(title) if isinstance(record, Record)]


def as_shown(text: str | None) -> str | None:
    """Return a text as a page can show it: control characters visible, no spaces around lines."""
    if text is None:
        return None
    return "\n".join(line.strip() for line in visible(text).split("\n")).strip("\n")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.sampled_from(Status)), min_size=1, max_size=3))
def test_whatever_was_typed_comes_back_as_the_page_shows_it(drawn: list[tuple[Any, ...]]) -> None:
    """Markdown in it stays text on the way out and in."""
    journal = [
        replace(
            said(day, happened, reason=reason, action=action, mine=reason, status=status),
            excuse="dear-offer",
            theme=Theme.PRICE,
        )
        for day, (happened, reason, action, status) in enumerate(drawn, 2)
    ]
    for row, entry in zip(read_back(page(view(journal))), journal, strict=True):
        assert row["day"] == str(entry.day)
        assert (row["excuse"], row["status"]) == ("Dear offer", str(entry.status))
        for name in ("happened", "reason", "mine", "action"):
            assert as_shown(row[name]) == as_shown(getattr(entry, name)), name


@pytest.mark.parametrize("front_matter", [False, True])
def test_a_page_is_imported_as_the_journal_it_was_made_of(
    world: World, tmp_path: Path, front_matter: bool
) -> None:
    """Days, kinds, names, promises with their days and notes, tags; a second time adds nothing."""
    journal = [one for one in JOURNAL if one.day.month == 3]
    journal.append(replace(said(13, "nothing much"), kind=EntryKind.NOTE))
    file = tmp_path / "page.md"
    file.write_text(page(view(journal), front_matter=front_matter), encoding="utf-8")
    world.day("2026-03-13T18:00")
    report = world.json("import", str(file))
    assert (report["added"], report["problems"]) == (len(journal), [])
    found = {entry["happened"]: entry for entry in world.json("log")}
    for entry in journal:
        row = found[entry.happened]
        assert row["day"] == str(entry.day)
        for name in (*SHOWN, "excuse", "due" if entry.status is Status.OPEN else "resolved_on"):
            value = getattr(entry, name)
            assert row[name] == (list(value) if name == "tags" else value and str(value)), name
    assert world.json("import", str(file))["added"] == 0


def test_a_page_over_the_turn_of_the_year_keeps_its_days(world: World, tmp_path: Path) -> None:
    """Its headings leave out the year of the day it was made."""
    for day in ("2025-12-30", "2026-01-02"):
        world.day(day)
        world.checkin(f"Call on {day}", reason="too dear", excuse="dear", action="ring at 9")
    file = tmp_path / "page.md"
    world.run("export", "--from", "2025-12-29", "--to", "2026-01-02", str(file))
    world.run("delete", "--yes", world.json("log")[0]["id"])
    assert world.json("import", str(file))["added"] == 1
    assert [entry["day"] for entry in world.json("log")] == ["2026-01-02", "2025-12-30"]
