"""Files that were written are links where the terminal knows them, and text everywhere else."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import pexpect
import pytest

from tests.conftest import PROMPT, Terminal, World
from valley.ui import ansi, links
from valley.ui.text import visible

Start = Callable[..., Terminal]
LINK = re.compile(r"\x1b\]8;id=valley;([^\x1b]*)\x1b\\([^\x1b]*)\x1b\]8;;\x1b\\")
ODD = (
    "a b;c.md",
    "100%.md",
    "q?x#y&z.md",
    "a\x1b]8;;http://evil\x07.md",
    "new\nline.md",
    "naïve 商談.md",
    "bad\udcff.md",
    "tab\t\x9b31m.md",
)


class Tty(io.StringIO):
    """A file that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Give a terminal that knows links."""
    for name in ("STY", "TMUX", "INSIDE_EMACS", "VTE_VERSION", "TERM_PROGRAM", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    return monkeypatch


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("room", [24, 40, 200])
def test_an_address_leads_to_the_file_whatever_it_is_called(name: str, room: int) -> None:
    """And holds nothing that a terminal could take for its end, or for anything else."""
    path = Path("/tmp/some folder", name)
    told = " ".join(f"Written to {path}, in clear.".split("\n"))
    text = ansi.fit(visible(told), room)
    shown = links.linked(text, path)
    assert LINK.sub(r"\2", shown) == text
    found = LINK.findall(shown)
    assert found
    for address, part in found:
        assert re.fullmatch(r"file://[\w.-]*/[\w/%.~-]*", address, re.ASCII)
        assert unquote_to_bytes(urlsplit(address).path) == os.fsencode(path)
        assert "\n" not in part


def test_a_path_of_here_is_whole_in_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link has no working folder."""
    monkeypatch.chdir(tmp_path)
    ((address, part),) = LINK.findall(links.linked("Written to week.md.", Path("week.md")))
    assert (urlsplit(address).path, part) == (f"{tmp_path}/week.md", "week.md")
    assert links.linked("Nothing of it.", Path("week.md")) == "Nothing of it."


@pytest.mark.parametrize(
    ("env", "shown"),
    [
        ({}, True),
        ({"VTE_VERSION": "7006"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, True),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.5a"}, True),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, False),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next"}, False),
        ({"TMUX": "/tmp/x"}, False),
        ({"TMUX": "/tmp/x", "TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5"}, False),
        ({"STY": "1.pts"}, False),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": ""}, False),
        ({"INSIDE_EMACS": "29"}, False),
        ({"NO_COLOR": "1"}, False),
    ],
)
def test_links_are_shown_where_they_are_known(
    known: pytest.MonkeyPatch, env: dict[str, str], *, shown: bool
) -> None:
    """Elsewhere their letters would stand on the screen."""
    for name, value in env.items():
        known.setenv(name, value)
    assert links.are_shown(Tty(), plain=False) is shown
    assert not links.are_shown(Tty(), plain=True)
    known.setenv("FORCE_COLOR", "1")
    assert not links.are_shown(io.StringIO(), plain=False)


WRITES = {
    "export": ("export", "my week;1.md"),
    "year": ("year", "--save", "my year.svg"),
    "mentor": ("mentor", "page", "my page.md", "--all"),
    "backup": ("backup",),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_was_written_is_a_link_in_a_terminal(
    world: World, terminal: Start, known: pytest.MonkeyPatch, name: str
) -> None:
    """It leads to what is there; in words and in a pipe there is none."""
    known.chdir(world.home.parent)
    world.checkin("Demo at Acme")
    shown = _played(terminal(*WRITES[name], columns=200))
    ((address, _),) = LINK.findall(shown)
    assert Path(os.fsdecode(unquote_to_bytes(urlsplit(address).path))).exists()
    more = {"year": ("--force",), "export": ("--force",), "mentor": ("--force",)}.get(name, ())
    assert "\x1b]" not in _played(terminal("--plain", *WRITES[name], *more, columns=200))
    result = world.call(*WRITES[name], *more)
    assert result.exit_code == 0
    assert "\x1b" not in result.output


def _played(one: Terminal) -> str:
    """Press Enter at every question; return what was shown."""
    shown = ""
    while one.child.expect_exact([PROMPT, pexpect.EOF]) == 0:
        shown += str(one.child.before)
        one.child.sendline()
    return shown + str(one.child.before)
