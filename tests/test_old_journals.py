"""Journals that earlier versions wrote open with the same entries, and go on."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal, World
from tests.journals.make import PASSPHRASE
from valley import dates

JOURNALS = sorted(Path(__file__).parent.glob("journals/*/*.log.json"))
DAY = "2026-01-12T18:30"  # on which each of them was left


@pytest.fixture(params=JOURNALS, ids=lambda log: f"{log.parent.name}-{log.name.split('.')[0]}")
def old(request: pytest.FixtureRequest, world: World) -> list[dict[str, Any]]:
    """Put an old journal in place; return the entries its own version listed."""
    log: Path = request.param
    shutil.copytree(log.with_name(log.name.split(".")[0]), world.home)
    for path in (world.home, *world.home.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)  # Git keeps no such modes
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.day(DAY)
    listed: list[dict[str, Any]] = json.loads(log.read_text("utf-8"))
    return listed


def kind(entry: dict[str, Any]) -> str:
    """Return what kind an entry was; 0.1.0 had none, and without a reason it was a win."""
    return str(entry.get("kind") or ("setback" if entry["reason"] else "win"))


def same(entries: list[dict[str, Any]], old: list[dict[str, Any]]) -> bool:
    """Whether entries say what the old ones said, whenever they were changed last."""
    pairs = zip(entries, old, strict=True)
    return all(
        entry.get(name) == said
        for entry, was in pairs
        for name, said in was.items()
        if name != "updated_at"
    )


def test_an_old_journal_opens_with_the_same_entries(world: World, old: list[Any]) -> None:
    """Every field it had says what it said, and nothing is wrong with any file."""
    entries = world.json("log")
    assert same(entries, old)
    assert [one["kind"] for one in entries] == [kind(one) for one in old]
    assert {one["kind"] for one in entries} >= {"setback", "win"}
    for week in ("2026-W01", "2026-W02"):
        figures = world.json("review", "--week", week)["figures"]
        of_week = [one for one in old if dates.week_name(date.fromisoformat(one["day"])) == week]
        assert figures["wins"] == sum(kind(one) == "win" for one in of_week)
        assert figures["setbacks"] == sum(kind(one) == "setback" for one in of_week)
    assert world.json("doctor")["ok"]
    for command in ("", "streak", "excuses", "landscape", "review --no-input", "promises worked"):
        world.run(*command.split())


def test_an_old_journal_is_written_to_and_the_change_undone(world: World, old: list[Any]) -> None:
    """A check-in stands beside the old entries; undo goes back through the old version's changes."""
    added = world.checkin("A new day", reason="they went quiet", action="ring them at 9")
    assert added["id"] in {entry["id"] for entry in world.json("log")}
    world.run("undo", "--yes")
    assert same(world.json("log"), old)
    while world.call("undo", "--yes").exit_code == 0:
        pass
    assert world.json("log") == []
    assert world.json("doctor")["ok"]


def test_an_old_journal_comes_back_from_its_copies_and_exports(
    world: World, old: list[Any], tmp_path: Path
) -> None:
    """A volume that is lost is restored; the lossless export holds every entry."""
    (world.home / "journal" / "2026.json").unlink()
    world.run("restore", "2026", "--yes")
    assert same(world.json("log"), old)
    export = tmp_path / "all.json"
    world.run("export", "--format", "json", str(export))
    world.set(VALLEY_HOME=str(tmp_path / "another"))
    assert world.json("import", str(export))["added"] == len(old)
    assert same(world.json("log"), old)


def test_the_export_of_an_old_version_means_what_it_meant(
    world: World, old: list[Any], tmp_path: Path
) -> None:
    """Those of 0.1.0 have no kind: those without a reason were wins."""
    export = tmp_path / "old.json"
    export.write_text(json.dumps(old), "utf-8")
    world.set(VALLEY_HOME=str(tmp_path / "another"))
    assert world.json("import", str(export))["added"] == len(old)
    entries = world.json("log")
    assert same(entries, old)
    assert [one["kind"] for one in entries] == [kind(one) for one in old]


@pytest.mark.usefixtures("old")
def test_a_draft_of_an_old_version_is_offered(terminal: Callable[..., Terminal]) -> None:
    """What was begun and left goes on where it was left."""
    evening = terminal("checkin")
    evening.sees("Begun and left")
    evening.interrupt("Go on with it?")
