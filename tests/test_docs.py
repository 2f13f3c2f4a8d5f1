"""The documentation keeps up with the program."""

import re
import shlex
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.conftest import TODAY, World
from tests.docs import commands, settings_markdown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
written = pytest.mark.skipif(len(README) < 1000, reason="the README is not written yet")
# Every `$ valley …` in a block of the README, the shell's redirections and pipes left out.
SHOWN = re.findall(r"(?m)^\$ (valley\b[^|>\n]*)", README)
ASKS = {"checkin", "review"}  # in a terminal; here they are told not to


@written
@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_readme_names_every_command(name: str) -> None:
    """Those below others too."""
    assert name in README


@written
def test_the_readme_has_the_table_of_settings() -> None:
    """Word for word, as `python -m tests.docs` prints it."""
    assert settings_markdown() in README


@pytest.mark.parametrize("line", dict.fromkeys(SHOWN))
def test_a_command_the_readme_shows_works(
    world: World, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the demo's journal, as it stands there."""
    from valley.demo import journal

    monkeypatch.chdir(tmp_path)
    now = datetime.fromisoformat(f"{TODAY}T12:00+00:00")
    journal.write(world.home, now, date.fromisoformat(TODAY))
    _, *words = shlex.split(line, comments=True)
    if words[:1] and words[0] in ASKS and "--no-input" not in words:
        words.append("--no-input")
    if words[:1] == ["checkin"] and "--happened" not in line:
        words += ["--happened", "a day"]
    world.run(*words)
