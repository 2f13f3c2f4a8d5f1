"""The documentation keeps up with the program; its examples are run by test_readme.py."""

from pathlib import Path

import pytest

from tests.docs import commands, settings_markdown

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_the_readme_names_every_command(name: str) -> None:
    """Those below others too."""
    assert name in README


def test_the_readme_has_the_table_of_settings() -> None:
    """Word for word, as `python -m tests.docs` prints it."""
    assert settings_markdown() in README
