"""`valley export`: what is chosen, where it goes, and that a file is whole or untouched."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from threading import Timer
from threading import enumerate as enumerate_threads
from typing import Any

import pytest

from tests.bench import journals
from tests.conftest import LIMIT, Terminal, World
from tests.store.encryption.test_hostile_text import EVIL, harmless
from valley.cli import export
from valley.cli.output import begin
from valley.ui.progress import ERASED, PATIENCE, progress, waiting


@pytest.fixture
def week(world: World) -> World:
    """Log some days of March 2026, which ends on Friday the 13th."""
    world.day("2026-03-13")
    world.checkin("alpha", date="2026-03-02", reason="too dear", excuse="dear-offer", tag="north")
    world.checkin(
        "beta",
        date="2026-03-09",
        reason="too dear",
        excuse="dear-offer",
        action="ring at 9",
        due="2026-03-16",
    )
    world.checkin("gamma", date="2026-03-11", tag="north")
    return world


def chosen(world: World, *args: str) -> list[str]:
    """Export as JSON and tell what happened in the entries."""
    whole = json.loads(world.run("export", "--format", "json", *args))
    return [entry["happened"] for entry in whole["entries"]]


@pytest.mark.parametrize(
    ("args", "happened"),
    [
        ([], "alpha beta gamma"),
        (["--week", "2026-W11"], "beta gamma"),
        (["--from", "2026-03-09"], "beta gamma"),
        (["--to", "2026-03-09"], "alpha beta"),
        (["--from", "yesterday"], ""),
        (["--excuse", "dear-offer"], "alpha beta"),
        (["--tag", "#North"], "alpha gamma"),
        (["--tag", "north", "--from", "2026-03-09"], "gamma"),
    ],
)
def test_entries_are_chosen(week: World, args: list[str], happened: str) -> None:
    """By period, week, excuse and tag, oldest first; in every format."""
    assert chosen(week, *args) == happened.split()
    for form in ("md", "html", "csv"):
        text = week.run("export", "--format", form, *args)
        assert [word for word in ("alpha", "beta", "gamma") if word in text] == happened.split()


def test_entries_are_chosen_by_id(week: World) -> None:
    """One or more of them."""
    first, _, last = week.json("log")
    assert chosen(week, "--entry", first["id"][:12], "--entry", last["id"]) == ["alpha", "gamma"]
    assert "gamma" in week.run("export", "--entry", first["id"])
    week.fails("export", "--entry", "ffffffff", code=4)


def test_a_period_that_ends_before_it_begins_is_refused(week: World) -> None:
    """With both days."""
    days = ("--from", "2026-03-04", "--to", "2026-03-03")
    assert "before it begins" in week.fails("export", *days, code=3)


def test_a_week_is_compared_with_the_one_before(week: World) -> None:
    """And an excuse counts over ninety days."""
    text = week.run("export", "--week", "2026-W11")
    assert "| Setbacks | 1 | 1 |" in text
    assert "twice in 90 days" in text


def test_a_file_is_never_replaced_unasked(week: World, tmp_path: Path) -> None:
    """`--force` replaces it; it is for its owner only."""
    file = tmp_path / "page.html"
    file.write_text("mine")
    assert "--force" in week.fails("export", str(file), code=8)
    assert file.read_text() == "mine"
    week.run("export", str(file), "--force")
    assert file.read_text().startswith("<!DOCTYPE html>")
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_file_is_written_whole_or_not_at_all(
    week: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves what was there."""
    file = tmp_path / "page.md"
    file.write_text("mine")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    assert "No space left" in week.fails("export", str(file), "--force", code=8)
    assert file.read_text() == "mine"
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]
    week.fails("export", str(tmp_path / "none" / "page.md"), code=8)


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
def test_stdout_gets_just_what_a_file_gets(week: World, tmp_path: Path, form: str) -> None:
    """Byte for byte, and nothing else."""
    file = tmp_path / f"out.{form}"
    week.run("export", str(file))
    assert week.call("export", "-", "--format", form).stdout_bytes == file.read_bytes()


def test_options_of_a_format(week: World) -> None:
    """Front matter for Markdown, a mark for a spreadsheet."""
    assert week.run("export", "--front-matter").startswith('---\ntitle: "Journal')
    assert week.call("export", "--format", "csv", "--bom").stdout_bytes.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
def test_an_empty_journal_is_exported(world: World, form: str) -> None:
    """As nothing, without a folder being made."""
    world.run("export", "--format", form)
    assert not world.home.exists()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_journal_moves_house_whole(week: World, tmp_path: Path, form: str) -> None:
    """Every field of every entry, in a new home."""
    file = tmp_path / f"all.{form}"
    week.run("export", str(file))
    before: list[dict[str, Any]] = week.json("log")
    week.set(VALLEY_HOME=str(tmp_path / "new"))
    week.run("import", str(file))
    assert week.json("log") == before


class Stderr:
    """Stands for stderr on a terminal."""

    encoding = "utf-8"

    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        """Say yes."""
        return True

    def write(self, text: str) -> int:
        """Keep what is written."""
        self.text += text
        return len(text)

    def flush(self) -> None:
        """Do nothing."""


@pytest.mark.parametrize(
    ("seconds", "plain", "shown"),
    [(0.1, False, ""), (PATIENCE, False, "Reading"), (PATIENCE, True, "Reading …\n")],
)
def test_progress_is_shown_when_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, seconds: float, shown: str, *, plain: bool
) -> None:
    """A bar on a terminal; one line where nothing may be redrawn."""
    out = Stderr()
    monkeypatch.setattr("sys.stderr", out)
    times = iter([0.0, seconds, seconds + 0.1, seconds + 0.2])
    monkeypatch.setattr("valley.ui.progress.monotonic", lambda: next(times))
    with progress("Reading", 10, plain=plain) as advance:
        advance(5)
        advance(5)
    assert shown in out.text
    assert (out.text == shown) or not plain


@pytest.mark.parametrize(
    ("long", "plain", "shown"),
    [(False, False, ""), (True, False, f"Syncing …{ERASED}"), (True, True, "Syncing …\n")],
)
def test_work_that_cannot_say_how_far_it_is_says_what_it_does(
    monkeypatch: pytest.MonkeyPatch, shown: str, *, long: bool, plain: bool
) -> None:
    """Once it takes long; the line goes as it ends, and stays where nothing may be redrawn."""
    out = Stderr()
    monkeypatch.setattr("sys.stderr", out)
    monkeypatch.setattr("valley.ui.progress.PATIENCE", 0 if long else LIMIT)
    with waiting("Syncing", plain=plain):
        for other in (one for one in enumerate_threads() if isinstance(one, Timer) and long):
            other.join(LIMIT)
    assert out.text == shown


def test_nobody_is_told_to_wait_where_no_terminal_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor does a clock run."""
    monkeypatch.setattr("valley.ui.progress.Timer", None)
    with waiting("Syncing", plain=False):
        pass
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("automatic", [True, False])
def test_no_line_stands_between_a_person_and_the_passphrase(
    world: World, *, automatic: bool
) -> None:
    """Where it may be asked for, nothing else is written meanwhile."""
    if automatic:
        world.set(VALLEY_PASSPHRASE="four or more words")
    assert isinstance(begin()[1].waiting("Syncing", sealed=True), nullcontext) is not automatic


def test_an_ending_that_is_no_format_is_refused(world: World) -> None:
    """Rather than a page under a wrong name; nothing is written."""
    world.checkin()
    assert "--format" in world.fails("export", str(world.home.parent / "x.foo"), code=3)
    assert not (world.home.parent / "x.foo").exists()


def test_a_calendar_without_a_day_says_so(world: World) -> None:
    """It is written all the same."""
    pytest.importorskip("icalendar")
    world.checkin()
    result = world.call("export", "--format", "ics")
    assert "No promise in it has a due day" in result.stderr
    assert "BEGIN:VCALENDAR" in result.stdout


def valley(*args: str, **options: Any) -> subprocess.Popen[bytes]:
    """Start valley as a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "valley", *args], **options)


@pytest.fixture
def decades(world: World) -> World:
    """Look at a journal of more than a pipe holds."""
    journals.write_journal(world.home, 3000)
    world.day("2026-12-09")
    return world


@pytest.mark.usefixtures("decades")
@pytest.mark.parametrize(
    "args",
    [
        ("log", "--limit=0"),
        ("log", "--json"),
        ("export",),
        *(("export", f"--format={form}") for form in ("csv", "json")),
    ],
)
def test_who_reads_only_the_beginning_is_no_error(args: tuple[str, ...]) -> None:
    """`valley log --json | head -1` ends with 0 and without a word."""
    process = valley(*args, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.read(10)
    process.stdout.close()
    _, told = process.communicate()
    assert (process.returncode, told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("args", [("log", "--json"), ("export",), ("status",), ()])
def test_output_that_finds_no_room_is_told(world: World, args: tuple[str, ...]) -> None:
    """Not as a bug."""
    world.checkin("a day")
    with Path("/dev/full").open("w") as full:
        process = valley(*args, stdout=full, stderr=subprocess.PIPE)
        _, told = process.communicate()
    assert process.returncode == 8
    assert told == b"Cannot write the output: No space left on device.\n"


@pytest.mark.usefixtures("decades")
@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no terminal that is closed")
def test_a_terminal_that_is_closed_leaves_no_half_of_a_file(tmp_path: Path) -> None:
    """Nor a hidden one: of an encrypted journal that would be in clear."""
    folder = tmp_path / "out"
    folder.mkdir()
    slow = (
        "import os, signal\n"
        "from valley.cli import export\n"
        "def half():\n"
        "    yield 'half'\n"
        "    yield 'of it'\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    yield 'never'\n"
        "whole = export.deliver\n"
        "export.deliver = lambda _, *to, **how: whole(half(), *to, **how)\n"
        "from valley.__main__ import main; main()"
    )
    argv = [sys.executable, "-c", slow, "export", str(folder / "all.json")]
    ran = subprocess.run(argv, check=False, capture_output=True)
    assert ran.returncode == 130
    assert list(folder.iterdir()) == []


def test_no_progress_is_drawn_into_what_a_terminal_shows(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes to stderr, and that is the same screen."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert isinstance(export._progress(begin()[0], None), nullcontext)
    assert not isinstance(export._progress(begin()[0], world.home / "a.md"), nullcontext)


@pytest.mark.parametrize("form", ["csv", "json", "md", "html", "ics"])
def test_a_terminal_obeys_nothing_of_an_export(
    world: World, terminal: Callable[..., Terminal], form: str
) -> None:
    """It is shown there; a pipe and a file get it exactly, and it comes in again."""
    entry = world.checkin(EVIL, reason="too dear", action=f"ring {EVIL} at 9", due="friday")
    shown = terminal("export", "--format", form).ends().replace("\r\n", "\n")
    assert harmless(shown), ascii(shown)
    assert "title" in shown
    if form in {"csv", "json"}:
        piped = world.call("export", "--format", form).stdout_bytes.decode()
        assert harmless(piped) == (form == "json")
        world.set(VALLEY_HOME=str(world.home.with_name("other")))
        file = world.home.with_name(f"all.{form}")
        file.write_text(piped, "utf-8", newline="")
        world.run("import", str(file))
        assert world.json("log")[0]["happened"] == entry["happened"]


def test_json_in_a_terminal_of_another_encoding_is_exact(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """Bytes of UTF-8 would be control characters there."""
    entry = world.checkin("Ûber 日本")
    world.set(PYTHONIOENCODING="latin-1")
    shown = terminal("export", "--format", "json").ends()
    assert shown.isascii()
    assert json.loads(shown)["entries"][0]["happened"] == entry["happened"]


def test_half_a_character_of_a_damaged_file_is_exported_as_what_it_is(world: World) -> None:
    """A table is written to its end."""
    world.checkin("before")
    volume = world.home / "journal" / "2026.json"
    volume.write_text(volume.read_text("utf-8").replace("before", "\\ud800 before"), "utf-8")
    for form in ("csv", "json"):
        assert "\\ud800" in world.run("export", "--format", form)


def test_an_entry_in_the_volume_of_another_year_stays_in_the_page(world: World) -> None:
    """Doctor names it; the page begins with it."""
    world.checkin("in its year")
    volume = world.home / "journal" / "2026.json"
    world.checkin("out of place")
    volume.write_text(
        volume.read_text("utf-8").replace('"day": "2026-03-04"', '"day": "1980-01-02"', 1)
    )
    page = world.run("export")
    assert "in its year" in page
    assert "1980" in page
