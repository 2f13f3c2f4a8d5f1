"""Random histories on three machines end in one journal, in whatever order they sync."""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import World
from tests.store.faults import in_a_child
from tests.sync.machines import Machine, bare
from valley import settings as preferences
from valley.clock import now
from valley.store.encryption import key_file
from valley.sync.exchange import sync
from valley.sync.git import Git

Said = dict[str, str]  # what each entry says, by its id
KEYS = {
    "role": ("rep", "leader"),
    "repair_days": ("0", "2", "3"),
    "day_ends_at": ("02:00", "05:00"),
}
machine = st.integers(0, 2)
changes = st.one_of(
    st.tuples(st.just("checkin"), machine, st.sampled_from(["2025-12-31", "2026-03-02"])),
    st.tuples(st.just("edit"), machine, st.integers(0, 5)),
    st.tuples(st.just("move"), machine, st.integers(0, 5)),
    st.tuples(st.just("delete"), machine, st.integers(0, 5)),
    st.tuples(st.just("undo"), machine, st.just(0)),
    st.tuples(st.just("set"), machine, st.sampled_from([(k, v) for k in KEYS for v in KEYS[k]])),
    st.tuples(st.just("unset"), machine, st.sampled_from(list(KEYS))),
    st.tuples(st.just("away"), machine, st.integers(1, 3)),
    st.tuples(st.just("sync"), machine, st.just(0)),
    st.tuples(st.just("killed"), machine, st.integers(1, 40)),
)


@dataclass
class Three:
    """Three machines, what their person was told is saved, and the time, which only goes on."""

    world: World
    root: Path
    remote: Path = field(init=False)
    machines: list[Machine] = field(init=False)
    told: dict[str, str | None] = field(default_factory=dict)
    at: datetime = datetime(2026, 3, 4, 8)  # noqa: DTZ001  # the local time, as VALLEY_TODAY is

    def __post_init__(self) -> None:
        """Set them up."""
        self.remote = bare(self.root / "remote.git")
        self.machines = [Machine(self.world, self.root / str(number)) for number in range(3)]
        self.world.day(self.at.isoformat())
        for one in self.machines:
            one.run("sync", "setup", str(self.remote))

    def do(self, what: str, which: int, how: Any) -> None:
        """Do something on a machine; what it changed there is the last word on that entry."""
        self.at += timedelta(minutes=1)
        self.world.day(self.at.isoformat())
        one = self.machines[which]
        if what in {"sync", "killed"}:
            getattr(self, what)(one, how)
            return
        before = said(one)
        getattr(self, what)(one, how)
        after = said(one)
        for entry in before.keys() | after.keys():
            if before.get(entry) != after.get(entry):
                self.told[entry] = after.get(entry)

    def checkin(self, one: Machine, day: str) -> None:
        """Log an entry."""
        one.log(f"At {self.at:%H:%M}", f"--date={day}")

    def edit(self, one: Machine, number: int) -> None:
        """Change what an entry says."""
        if entry := pick(one, number):
            one.run("edit", entry, f"--happened=Edited {self.at:%H:%M}")

    def move(self, one: Machine, number: int) -> None:
        """Move an entry to another year, and so to another volume."""
        if entry := pick(one, number):
            one.run("edit", entry, "--date=2025-06-02", f"--happened=Moved {self.at:%H:%M}")

    def delete(self, one: Machine, number: int) -> None:
        """Delete an entry."""
        if entry := pick(one, number):
            one.run("delete", entry, "--yes")

    def undo(self, one: Machine, _: int) -> None:
        """Take back the last change that was made here."""
        assert one.call("undo", "--yes").exit_code in {0, 4}

    def set(self, one: Machine, how: tuple[str, str]) -> None:
        """Change a setting."""
        one.run("config", "set", *how)
        self.touch(one)

    def unset(self, one: Machine, key: str) -> None:
        """Take a setting out."""
        one.run("config", "unset", key)
        self.touch(one)

    def away(self, one: Machine, week: int) -> None:
        """Take days off."""
        one.run("away", "add", f"2026-04-{week:02}", f"2026-04-{week + 5:02}")
        self.touch(one)

    def touch(self, one: Machine) -> None:
        """Let the settings have been written now."""
        if (file := one.home / "settings.toml").exists():
            os.utime(file, (now().timestamp(), now().timestamp()))

    def sync(self, one: Machine, _: int = 0) -> None:
        """Sync."""
        one.sync()

    def killed(self, one: Machine, step: int) -> None:
        """Sync, and die in the middle."""
        real, made = Git.run, [0]

        def run(self: Git, *args: str, **options: Any) -> bytes:
            made[0] += 1
            if made[0] == step:
                os._exit(9)
            return real(self, *args, **options)

        def cut_off() -> None:
            Git.run = run  # type: ignore[method-assign]  # of the child alone
            sync(one.journal(), one.home)

        in_a_child(cut_off)

    def encrypt(self, which: int) -> None:
        """Encrypt on one machine, and move over as the messages say."""
        self.world.set(VALLEY_PASSPHRASE="correct horse battery")
        first, others = (
            self.machines[which],
            [m for m in self.machines if m.home.name != str(which)],
        )
        first.run("encrypt")
        fresh = str(bare(self.root / "fresh.git"))
        first.run("sync", "setup", "--fresh", fresh)
        for one in others:
            joins = one.call("sync", "setup", "--fresh", fresh)
            assert joins.exit_code == 0 or "encrypted there" in joins.output
            if joins.exit_code == 0:
                continue  # nothing was here yet
            old = one.home.with_name(f"{one.home.name}-old")
            one.home.rename(old)
            one.run("sync", "setup", fresh)
            one.run("merge", str(old))

    def check(self, order: list[int]) -> None:
        """All say the same, which is the last word on each entry, and nothing is left to send."""
        for which in (*order, *order, *order):
            self.do("sync", which, 0)
        expected = {entry: text for entry, text in self.told.items() if text is not None}
        assert [said(one) for one in self.machines] == [expected] * 3
        chosen = [preferences.load(one.home) for one in self.machines]
        assert [c.values for c in chosen] == [chosen[0].values] * 3
        assert [set(c.away) for c in chosen] == [set(chosen[0].away)] * 3
        for one in self.machines:
            assert "nothing came, nothing went" in one.sync()
            assert not one.journal().check()


def said(one: Machine) -> Said:
    """Return what the entries on a machine say."""
    return {entry.id: f"{entry.day} {entry.happened}" for entry in one.journal().entries()}


def pick(one: Machine, number: int) -> str | None:
    """Return the id of one of the entries; None where there is none."""
    ids = sorted(said(one))
    return ids[number % len(ids)] if ids else None


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make scrypt cost next to nothing, and keep away from any keyring."""
    monkeypatch.setattr(key_file, "COST", {"n": 16, "r": 8, "p": 1})
    monkeypatch.setitem(sys.modules, "keyring", None)


@pytest.mark.usefixtures("cheap")
@given(
    history=st.lists(changes, min_size=4, max_size=14),
    later=st.lists(changes, max_size=6),
    encrypts=st.none() | machine,
    order=st.permutations([0, 1, 2]),
)
@settings(
    max_examples=int(os.environ.get("VALLEY_HISTORIES", "2")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a history takes seconds to try again
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_history_on_three_machines_ends_in_one_journal(
    world: World,
    history: list[tuple[str, int, Any]],
    later: list[tuple[str, int, Any]],
    encrypts: int | None,
    order: list[int],
) -> None:
    """Every entry that was saved is there as it was last changed, and what was deleted is gone."""
    world.monkeypatch.delenv("VALLEY_PASSPHRASE", raising=False)
    with tempfile.TemporaryDirectory() as place:
        three = Three(world, Path(place))
        for change in history:
            three.do(*change)
        if encrypts is not None:
            three.encrypt(encrypts)
        for change in later:
            three.do(*change)
        three.check(order)
    shutil.rmtree(place, ignore_errors=True)
