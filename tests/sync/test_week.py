"""A week of one person at two machines, in real terminals, without a network on Wednesday."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import World
from tests.sync.machines import Machine, bare
from tests.test_tmux import Pane

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="there is no tmux")
SETBACK = [
    ("What reason did you give?", "they say we are too dear"),
    ("Which excuse is that?", "1"),
    ("What are you going to do about that?", "call their CFO at 9 on friday"),
    ("Another?", ""),
]
PLAIN = [("What reason did you give?", ""), ("Another?", "")]


@pytest.fixture
def panes(world: World, tmp_path: Path) -> Iterator[dict[str, Pane]]:
    """Give a terminal at each machine."""
    made = {}
    for name in ("laptop", "desk"):
        (tmp_path / f"tmux-{name}").mkdir()
        world.set(VALLEY_HOME=str(tmp_path / name))
        made[name] = Pane(world, tmp_path / f"tmux-{name}", 80)
    yield made
    for pane in made.values():
        pane.end()


def _on(pane: Pane, day: str) -> None:
    """Let it be the evening of a day."""
    pane.types(f"clear; export VALLEY_TODAY={day}T18:30; echo now=$VALLEY_TODAY")
    pane.sees(f"now={day}T18:30")


def _checks_in(pane: Pane, happened: str, answers: list[tuple[str, str]]) -> str:
    """Answer an evening's questions; return what stands on the screen then."""
    pane.valley("checkin")
    for question, answer in [("What happened today?", happened), *answers]:
        pane.sees(question.split()[-1])
        pane.types(answer)
    return " ".join(pane.sees("ended=0").split())


def test_a_week_on_two_machines(world: World, tmp_path: Path, panes: dict[str, Pane]) -> None:
    """Every evening is there on both on Friday, and each machine said what came and went."""
    laptop, desk = panes["laptop"], panes["desk"]
    remote = bare(tmp_path / "remote.git")
    _on(laptop, "2026-03-02")
    _checks_in(laptop, "Demo at Acme", SETBACK)
    laptop.valley("sync", "setup", str(remote))
    laptop.sees("Send it there?")
    laptop.types("y")
    laptop.sees("1 entry went")
    laptop.valley("config", "set", "sync_after", "checkin")
    laptop.sees("ended=0")
    laptop.valley("sync")
    laptop.sees("ended=0")

    _on(desk, "2026-03-03")
    desk.valley("sync", "setup", str(remote), "--yes")
    desk.sees("1 entry came")
    assert "1 entry went" in _checks_in(desk, "Proposals all day", PLAIN)  # the setting came along

    remote.rename(tmp_path / "out-of-reach.git")
    _on(laptop, "2026-03-04")
    said = _checks_in(laptop, "On the train to Leeds", PLAIN)
    assert "Not synced:" in said
    assert "Nothing is lost" in said
    (tmp_path / "out-of-reach.git").rename(remote)

    _on(laptop, "2026-03-05")
    laptop.valley("sync", "status")
    laptop.sees("journal/2026.json")
    assert "1 entry came, 2 entries went" in _checks_in(laptop, "Back in the office", PLAIN)

    _on(desk, "2026-03-06")
    desk.valley("sync")
    desk.sees("2 entries came, nothing went")
    desk.valley("promises")
    desk.sees("call their CFO")
    machines = [Machine(world, tmp_path / name) for name in panes]
    assert [one.happened() for one in machines] == [
        {"Demo at Acme", "Proposals all day", "On the train to Leeds", "Back in the office"}
    ] * 2
