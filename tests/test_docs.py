"""The documentation keeps up with the program; its examples are run by test_readme.py."""

import re
from pathlib import Path

import pytest

from tests.docs import commands, settings_markdown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_readme_names_every_command(name: str) -> None:
    """Those below others too."""
    assert name in README


def test_the_readme_has_the_table_of_settings() -> None:
    """Word for word, as `python -m tests.docs` prints it."""
    assert settings_markdown() in README


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_that_the_pages_for_developers_name_is_there(page: str) -> None:
    """A page that names what is gone sends a newcomer astray."""
    text = (ROOT / ".github" / page).read_text("utf-8")
    named = re.findall(r"`((?:valley|tests)/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_readme_names_the_fields_of_an_entry() -> None:
    """In the order that `--json` prints them."""
    from valley.insight.record import FIELDS

    assert f"| an entry | `{', '.join(FIELDS)}` |" in README


def test_the_changelog_tells_of_this_version_and_what_comes_after() -> None:
    """A release takes its section from there."""
    from valley import __version__

    changelog = (ROOT / ".github" / "CHANGELOG.md").read_text("utf-8")
    assert "\n## Unreleased\n" in changelog
    assert f"\n## {__version__}\n" in changelog
