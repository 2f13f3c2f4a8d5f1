"""The editor is the rep's own: one that returns at once, one that is killed, and what is left of it."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import LIMIT, Terminal, World, make_pipe
from tests.store.encryption.conftest import PASSPHRASE
from valley import editor_file
from valley.store.encryption import key_file

SECRET = "zanzibar"
SIGNALS = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL")


@pytest.fixture(autouse=True)
def place(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a place of its own for what an editor sees, in memory where this machine has one."""
    monkeypatch.setattr(key_file, "COST", {"n": 16, "r": 8, "p": 1})
    in_memory = Path("/dev/shm") if Path("/dev/shm").is_dir() else world.home.parent
    made = in_memory / f"test-{os.getpid()}-{world.home.parent.name}"
    made.mkdir()
    world.set(XDG_RUNTIME_DIR=str(made), TMPDIR=str(made))
    yield made
    subprocess.run(["rm", "-rf", str(made)], check=True)


def words_in(place: Path) -> list[str]:
    """List the files that hold the secret."""
    found = (path for path in place.rglob("*") if path.is_file())
    return [str(path) for path in found if SECRET in path.read_text("utf-8", "replace")]


def editor(world: World, script: str) -> None:
    """Set a shell script as the editor; $1 is the file."""
    path = world.home.with_name("the editor")
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    world.set(VISUAL=shlex.join([str(path)]))


def _hear_signals() -> None:
    """Do not inherit that tests run in the background of a script, where some are ignored."""
    for name in SIGNALS[:-1]:
        signal.signal(getattr(signal, name), signal.SIG_DFL)


class Opened:
    """An edit in a process of its own, once its editor is open."""

    def __init__(self, world: World, entry: str, script: str = "") -> None:
        ready, self._hold = (world.home.with_name(name) for name in ("ready", "hold"))
        for pipe in (ready, self._hold):
            make_pipe(pipe)
        held = f"exec 3<{shlex.quote(str(self._hold))}; read -r _ <&3"
        editor(world, f"{script}\necho $$ >{shlex.quote(str(ready))}; {held}")
        command = [sys.executable, "-m", "valley", "edit", entry]
        self.valley = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_hear_signals,  # noqa: PLW1509  # no thread runs beside it
        )
        self.editor = int(ready.read_text())

    def ends_by(self, name: str) -> tuple[int, str]:
        """Send valley a signal; return how it ended and what it said."""
        self.valley.send_signal(getattr(signal, name))
        if name == "SIGKILL":  # which reaches nobody else, as a terminal that is closed does
            self.valley.wait(LIMIT)
            os.kill(self.editor, getattr(signal, name))
        _, said = self.valley.communicate(timeout=LIMIT)
        return self.valley.returncode, said.decode()


@pytest.fixture
def sealed(world: World) -> str:
    """Write an entry into an encrypted journal; return its id."""
    entry = world.checkin(SECRET)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    return str(entry["id"])


@pytest.mark.parametrize("name", SIGNALS[:3])
def test_a_signal_leaves_no_words_behind(world: World, sealed: str, place: Path, name: str) -> None:
    """The editor is ended with it; nothing is claimed."""
    opened = Opened(world, sealed)
    assert words_in(place)
    code, said = opened.ends_by(name)
    assert (code, said.strip()) == (130, "Stopped.")
    assert list(place.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(opened.editor, 0)


def test_what_was_saved_until_then_is_in_a_draft(world: World, sealed: str, place: Path) -> None:
    """Sealed, and offered by the next edit."""
    opened = Opened(world, sealed, f'sed -i "s/{SECRET}/{SECRET} and more/" "$1"')
    code, said = opened.ends_by("SIGHUP")
    assert code == 130
    assert "drafts" in said
    assert list(place.iterdir()) == []
    assert words_in(world.home) == []
    (draft,) = world.home.glob("drafts/edit-*.json")
    assert draft.name in said


def test_doctor_finds_and_removes_what_a_killed_run_left(
    world: World, sealed: str, place: Path
) -> None:
    """What is as it was handed out goes; while an editor is open it is let alone."""
    opened = Opened(world, sealed)
    assert world.json("doctor")["ok"]
    opened.ends_by("SIGKILL")
    (left,) = words_in(place)
    (problem,) = world.json("doctor", code=5)["problems"]
    assert problem["file"] == left
    assert world.json("doctor", "--fix")["ok"]
    assert list(place.iterdir()) == []
    assert not list(world.home.glob("drafts/*"))


def test_what_was_typed_before_a_kill_is_kept_by_doctor(
    world: World, sealed: str, place: Path, terminal: Callable[..., Terminal]
) -> None:
    """In the draft that the next edit goes on from."""
    Opened(world, sealed, f'sed -i "s/{SECRET}/{SECRET} twice/" "$1"').ends_by("SIGKILL")
    assert world.json("doctor", "--fix")["ok"]
    assert list(place.iterdir()) == []
    assert words_in(world.home) == []
    world.set(VISUAL="touch")
    editing = terminal("edit", sealed)
    editing.answers("Go on with it?", "y")
    editing.ends()
    assert world.json("show", sealed)["happened"] == f"{SECRET} twice"


def test_what_no_draft_could_take_is_kept_by_doctor_once_it_can(
    world: World, sealed: str, place: Path
) -> None:
    """Words of an encrypted journal are nowhere in clear for good, also where nothing can be saved."""
    aside, drafts = world.home.with_name("aside"), world.home / "drafts"
    drafts.mkdir(exist_ok=True)
    editor(
        world,
        f'sed -i "s/{SECRET}/{SECRET} twice/" "$1"; mv "{world.home}/journal" "{aside}"\n'
        f'touch "{world.home}/journal"; rmdir "{drafts}"; touch "{drafts}"',
    )
    told = world.call("edit", sealed).stderr
    assert f"Your text is kept in {place}" in told
    for name in (world.home / "journal", drafts):
        name.unlink()
    aside.rename(world.home / "journal")
    assert world.json("doctor", "--fix")["ok"]
    assert list(place.iterdir()) == []
    assert len(list(drafts.iterdir())) == 1
    assert words_in(world.home) == []


def test_doctor_touches_nothing_but_what_is_provably_ours(world: World, place: Path) -> None:
    """Of this journal, marked, in a folder of ours."""
    world.checkin()
    other = world.home.with_name("another journal")
    marks = ("", "{}", "[]", "x", f'{{"journal": "{world.home}", "file": 5}}')
    for number, mark in enumerate(marks):
        folder = place / f"valley-{number}"
        folder.mkdir()
        (folder / "text.txt").write_text(SECRET)
        if mark:
            (folder / editor_file.MARK).write_text(mark)
    (place / "valley-pipe").mkdir()
    make_pipe(place / "valley-pipe" / editor_file.MARK)
    (place / "valley-link").symlink_to(world.home)
    with editor_file.lent_file("x.txt", b"x", other, "edit-1") as lent:
        lent.stays = True
    with editor_file.lent_file("x.txt", b"x", world.home, "../../edit-1") as hostile:
        hostile.stays = True
    before = sorted(place.rglob("*"))
    assert world.json("doctor", "--fix")["ok"]
    assert sorted(place.rglob("*")) == before


WINDOW = (
    '( read -r _ <"$HOLD"; sed -i "s/A day/From the window/" "$1"; : >"$HOLD" ) >/dev/null 2>&1 &'
)


@pytest.fixture
def window(world: World) -> Path:
    """Set an editor that opens a window and returns at once; return the pipe that has it save."""
    hold = world.home.with_name("window")
    make_pipe(hold)
    world.set(HOLD=str(hold))
    editor(world, WINDOW)
    return hold


def test_an_editor_that_returns_at_once_is_waited_for_in_a_terminal(
    world: World, window: Path, terminal: Callable[..., Terminal]
) -> None:
    """By a key; then the file is read."""
    entry = world.checkin()
    editing = terminal("edit", entry["id"])
    editing.sees("code --wait")
    editing.sees("press Enter")
    window.write_text("\n")
    assert window.read_text() == ""  # the window has saved
    editing.child.sendline("")
    assert "Changed" in editing.ends()
    assert world.json("show", entry["id"])["happened"] == "From the window"


def test_without_a_terminal_its_file_stays_and_is_named(
    world: World, window: Path, place: Path
) -> None:
    """What is saved there later is not lost: doctor takes it back."""
    entry = world.checkin()
    told = world.fails("edit", entry["id"], code=3)
    assert "code --wait" in told
    (folder,) = place.iterdir()
    file = folder / f"valley-edit-{entry['id'][:8]}.txt"
    assert str(file) in told
    window.write_text("\n")
    assert window.read_text() == ""
    assert "From the window" in file.read_text()
    assert world.json("doctor", "--fix")["ok"]
    (draft,) = world.home.glob("drafts/edit-*.json")
    assert "From the window" in draft.read_text()
    assert list(place.iterdir()) == []


def test_the_settings_are_edited_the_same_way(world: World, window: Path) -> None:
    """Options of the editor, its exit code, and one that returns at once."""
    assert "code --wait" in world.call("config", "edit").stderr
    world.set(VISUAL="sh -c 'echo rol = 1 > \"$1\"; exit 3' sh")
    assert "ended with code 3" in world.fails("config", "edit", code=3)
    assert "rol" in world.run("config", "path") or world.call("config", "list").stderr
    for wrong in ("no-such-editor", "'", "sh\\"):
        world.set(VISUAL=wrong)
        assert "editor" in world.fails("config", "edit", code=3)
    world.set(VISUAL="", EDITOR="")
    assert "EDITOR" in world.fails("config", "edit", code=3)
    window.write_text("\n")
    assert window.read_text() == ""  # the window has closed


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ('rm "$1"; mkfifo "$1"', "a pipe"),
        ('rm "$1"; mkdir "$1"', "a folder"),
        ('ln -sf /dev/zero "$1"', "a device"),
        ('printf "caf\\351 typed" >"$1"', "not UTF-8"),
    ],
)
def test_what_cannot_be_read_back_is_told_and_stays(world: World, script: str, why: str) -> None:
    """What was typed is not removed, and the entry is what it was."""
    entry = world.checkin(SECRET)
    editor(world, script)
    told = world.fails("edit", entry["id"], code=3)
    assert why in told
    left = Path(told.partition("It stays in ")[2].partition(";")[0])
    assert os.path.lexists(left)
    assert world.json("show", entry["id"])["happened"] == SECRET
    shutil.rmtree(left.parent)
