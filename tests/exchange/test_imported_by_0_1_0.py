"""Files that version 0.1.0 imported come in once: `files/by-0.1.0` has them, and what it wrote.

It was written by that version in New York on 1 July 2026.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import World, heed_zone

OLD = Path(__file__).parent / "files" / "by-0.1.0"
FILES = sorted(path for path in (*OLD.iterdir(), OLD.parent / "dayone.json") if path.is_file())
NEW = "Date,Notes\n{}\n"


@pytest.fixture(autouse=True)
def new_york(world: World) -> Iterator[None]:
    """Put the old journal in place."""
    shutil.copytree(OLD / "journal", world.home / "journal")
    world.home.chmod(0o700)
    world.day("2026-07-02T18:30")
    world.set(TZ="America/New_York")
    heed_zone()
    yield
    world.set(TZ="UTC")
    heed_zone()


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_a_file_imported_by_0_1_0_adds_nothing(world: World, file: Path) -> None:
    """Though the new rules give the neighbouring day, other white space, or the text of HTML."""
    counts = world.json("import", str(file))
    assert (counts["added"], counts["skipped"], counts["problems"]) == (0, counts["read"], [])


def test_all_of_them_add_nothing_at_once(world: World) -> None:
    """Each entry stands for one record."""
    counts = world.json("import", *map(str, FILES))
    assert (counts["added"], counts["skipped"]) == (0, 20)


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-06 00:30,Demo at Acme",  # of the day after
        "2026-03-03,Demo at Acme",  # the neighbouring day by itself
        "2026-03-05T02:30:00Z,Logged by the CRM",
    ],
)
def test_another_record_of_the_neighbouring_day_is_new(
    world: World, tmp_path: Path, row: str
) -> None:
    """The same words on two days are two entries."""
    file = tmp_path / "new.csv"
    file.write_text(NEW.format(row))
    assert world.json("import", str(file))["added"] == 1
