"""What is declared as a table is kept like an entry: read, merged, undone, checked, handed on."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.conftest import World
from tests.strategies import kept_in
from valley.fields import FieldType
from valley.journal import Journal
from valley.json_values import read_kept
from valley.kept import TABLES, Kept, Table
from valley.store import tables
from valley.ui import json_views

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def some(table: Table) -> Kept:
    """Return one value of a table, always the same."""
    found: list[Kept] = []

    @settings(max_examples=1, derandomize=True, database=None)
    @given(kept_in(table))
    def take(value: Kept) -> None:
        found.append(value)

    take()
    return found[0]


def keep(home: Path, *values: Kept) -> Journal:
    """Keep values in a journal."""
    journal = Journal(home, NOW)
    with journal.change("something kept") as change:
        for value in values:
            change.keep(value)
    return journal


@EACH
def test_a_value_is_a_row_and_back(table: Table) -> None:
    """Whatever its texts hold, through JSON too."""

    @settings(max_examples=60, deadline=None)
    @given(kept_in(table))
    def holds(value: Kept) -> None:
        row = json.loads(json.dumps(tables.to_row(value)))
        assert row["id"] == value.id
        assert read_kept(table, row) == value
        assert read_kept(table, json.loads(json.dumps(json_views.values(value)))) == value

    holds()


@EACH
def test_it_is_read_again_and_can_be_taken_back(world: World, table: Table) -> None:
    """Undone, it is gone; and the journal is sound before and after."""
    value = some(table)
    journal = keep(world.home, value)
    assert [*journal.kept(table.kind)] == [value]
    assert world.json("doctor")["ok"]
    world.run("undo", "--yes")
    assert [*Journal(world.home, NOW).kept(table.kind)] == []
    assert world.json("doctor")["ok"]


@EACH
def test_what_was_dropped_stays_away(world: World, table: Table, tmp_path: Path) -> None:
    """A copy from before it was dropped does not bring it back."""
    value = some(table)
    keep(world.home, value)
    keep(tmp_path / "copy", value)
    journal = Journal(world.home, NOW)
    with journal.change("dropping it") as change:
        change.drop(value)
    world.run("merge", str(tmp_path / "copy"))
    assert [*Journal(world.home, NOW).kept(table.kind)] == []


@EACH
def test_another_copy_brings_it(world: World, table: Table, tmp_path: Path) -> None:
    """By a merge, and by the lossless export; a second time changes nothing."""
    value = some(table)
    keep(tmp_path / "copy", value)
    world.run("merge", str(tmp_path / "copy"))
    assert [*Journal(world.home, NOW).kept(table.kind)] == [value]
    world.checkin("Nothing much")
    file = tmp_path / "all.json"
    world.run("export", str(file))
    world.set(VALLEY_HOME=str(tmp_path / "new"))
    for _ in range(2):
        world.run("import", str(file))
        assert [*Journal(tmp_path / "new", NOW).kept(table.kind)] == [value]


@EACH
def test_a_redacted_export_leaves_out_what_could_name_somebody(world: World, table: Table) -> None:
    """A table that cannot name anybody goes along."""
    world.checkin("Nothing much")
    keep(world.home, some(table))
    exported = json.loads(world.run("export", "--format", "json", "--redact"))
    assert (table.name in exported) is table.nameless


@EACH
@pytest.mark.parametrize("junk", [7, "nonsense", [1], {"x": []}, True])
def test_a_row_that_makes_no_sense_is_told_and_passed_over(
    world: World, table: Table, junk: Any
) -> None:
    """By doctor; the others are read."""
    value = some(table)
    keep(world.home, value)
    (file,) = world.home.glob("journal/*.json")
    tables_there = json.loads(file.read_text("utf-8"))
    name = next(name for name in table.fields if name != "id")
    if table.fields[name].type in {FieldType.TEXT, FieldType.NAME} and isinstance(junk, str):
        junk = 8  # a text is as good as another
    tables_there[table.name]["7"] = tables.to_row(value) | {"id": "other", name: junk}
    file.write_text(json.dumps(tables_there), "utf-8")
    assert [*Journal(world.home, NOW).kept(table.kind)] == [value]
    assert not world.json("doctor", code=5)["ok"]


@EACH
def test_an_export_that_makes_no_sense_is_refused(
    world: World, table: Table, tmp_path: Path
) -> None:
    """Nothing of it is imported."""
    file = tmp_path / "bad.json"
    whole = {"format": "valley-export", "version": 1, "entries": [], table.name: [{"id": 7}]}
    file.write_text(json.dumps(whole), "utf-8")
    assert "Nothing was imported" in world.fails("import", str(file), code=3)
