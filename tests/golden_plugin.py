"""The fixture `golden`: compare a text with a file of tests/golden/.

`pytest --update-goldens` writes the files instead; look at the difference before you commit it.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the flag that refreshes the files."""
    parser.addoption("--update-goldens", action="store_true", help="write tests/golden/ afresh")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Give a function that compares a file of tests/golden/, by name, with a text."""
    update = request.config.getoption("--update-goldens")

    def compare(name: str, text: str) -> None:
        file = FOLDER / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.exists(), f"{file} is missing; write it by pytest --update-goldens"
        assert text == file.read_bytes().decode(), f"{file} differs"

    return compare
