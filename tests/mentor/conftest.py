"""A journal of some weeks, for each test of the exchange with the mentor."""

import pytest

from tests.conftest import World
from tests.mentor.the_round import DEAR, SECRET


@pytest.fixture
def weeks(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Write weeks of a journal; return the ids of its entries by their first word."""
    monkeypatch.chdir(world.home.parent)
    world.run("config", "set", "my_name", "Sam")
    world.run("config", "set", "mentor_name", "Ana")
    ids = {}
    for day, happened, answers in (
        ("2026-02-09", "Henderson asked for less", DEAR | {"action": "ring their buyer at 9"}),
        ("2026-02-17", "Ashdown signed", {}),
        ("2026-02-24", SECRET, {"reason": "my manager is a fool", "action": "call Quillfeather"}),
        ("2026-03-02", "Henderson left us", DEAR),
        (
            "2026-03-03",
            "Brightwater said nothing",
            {"reason": "he went quiet", "excuse": "gone-quiet"},
        ),
    ):
        world.day(day)
        ids[happened.split()[0] + day[-2:]] = world.checkin(happened, **answers)["id"]
    world.day("2026-03-04")
    return ids
