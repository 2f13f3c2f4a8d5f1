"""Weeks of a rep, the page made of them, and an answer to it."""

from pathlib import Path

from tests.conftest import World
from tests.mentor.the_page import quoted, under

SECRET = "Interview at Quillfeather"
DEAR = {"reason": "they said our price is too high", "excuse": "price-too-high"}


def make_page(world: World, ids: dict[str, str], *more: str, file: str = "page.md") -> str:
    """Make a page of all but the secret."""
    picks = [f"--pick={one}" for name, one in ids.items() if not name.startswith("Interview")]
    world.run("mentor", "page", file, *picks, *more)
    return Path(file).read_text("utf-8")


def answer(world: World, text: str, *args: str) -> list[dict[str, object]]:
    """Read an answer the day after."""
    world.day("2026-03-05")
    Path("answer.txt").write_text(text, "utf-8")
    found: list[dict[str, object]] = world.json("mentor", "read", "answer.txt", *args)
    return found


REMARK = "Ask for their budget in the first call."
STEPS = (
    "Agreed: ask Brightwater for their budget by Tuesday\nI'll send you the pricing deck by Friday."
)


def reply(page: str) -> str:
    """Answer a page inline, in a mail."""
    said = f"\n{REMARK}\n{STEPS}\n"
    return "On Wed, 4 Mar 2026 at 20:00, Sam wrote:\n" + under(
        quoted(page), "Henderson left us", said
    )
