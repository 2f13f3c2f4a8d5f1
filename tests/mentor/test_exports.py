"""What the mentor wrote goes out with its entry in every format, and comes in again."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World
from tests.mentor.the_page import quoted, under
from tests.mentor.the_round import answer, make_page

SAID = "\nAsk Henderson's CFO first.\n\n<b>Then</b> =1+1 wait.\n"
ON_PROMISE = "\nRing at 8.\n"


@pytest.fixture
def told(world: World, weeks: dict[str, str]) -> World:
    """Read an answer: a remark of two paragraphs on an entry, and one on a promise."""
    text = under(quoted(make_page(world, weeks)), "Henderson left us", SAID)
    answer(world, under(text, "ring their buyer at 9", ON_PROMISE))
    return world


def comments(world: World) -> dict[str, list[dict[str, Any]]]:
    """Return what is said of each entry, by what happened."""
    return {one["happened"]: one["comments"] for one in world.json("log") if one["comments"]}


def elsewhere(world: World, file: str) -> None:
    """Import a file into a journal of its own."""
    world.set(VALLEY_HOME=str(world.home.with_name("other")))
    world.run("import", file)


@pytest.mark.parametrize("command", ["export all.json", "export all.csv", "log --json"])
def test_they_come_in_again(told: World, command: str) -> None:
    """As they were: from the lossless export, a table, and what `log` prints; twice changes nothing."""
    before = comments(told)
    assert [one["where"] for one in before["Henderson asked for less"]] == ["promise"]
    [one] = before["Henderson left us"]
    assert one["text"] == SAID.strip()
    shown = told.run(*command.split())
    file = command.rsplit(maxsplit=1)[-1]
    if command.startswith("log"):
        Path(file := "log.json").write_text(shown, "utf-8")
    listed = told.json("mentor", "comments")
    elsewhere(told, file)
    assert comments(told) == before
    assert {one["id"] for one in told.json("mentor", "comments")} == {one["id"] for one in listed}
    told.run("import", file)
    assert comments(told) == before
    told.run("undo", "--yes")
    assert told.json("doctor")["ok"]


def test_a_part_of_the_journal_carries_them(told: World) -> None:
    """Also where the tables stay behind, and into a journal that has the entries already."""
    told.run("export", "dear.json", "--excuse", "price-too-high")
    assert json.loads(Path("dear.json").read_text("utf-8")).keys().isdisjoint({"comments"})
    before = comments(told)
    bare = [one | {"comments": []} for one in told.json("log")]
    Path("bare.json").write_text(json.dumps(bare), "utf-8")
    elsewhere(told, "bare.json")
    assert comments(told) == {}
    told.run("import", "dear.json")
    assert comments(told) == before


def test_a_page_shows_them_and_is_read_again(told: World) -> None:
    """As text and nothing else; in Markdown and HTML."""
    page = told.run("export")
    assert "- Mentor: Ask Henderson's CFO first.\\\n" in page
    assert "- Mentor, on the promise: Ring at 8.\n" in page
    assert "\\<b\\>Then\\</b\\>" in page
    told.run("export", "page.html")
    html = Path("page.html").read_text("utf-8")
    assert "<dt>Mentor, on the promise</dt>" in html
    assert "&lt;b&gt;Then&lt;/b&gt;" in html
    Path("again.md").write_text(page, "utf-8")
    texts = {what: [one["text"] for one in some] for what, some in comments(told).items()}
    elsewhere(told, "again.md")
    assert {what: [one["text"] for one in some] for what, some in comments(told).items()} == texts


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
def test_names_in_them_are_redacted(told: World, form: str) -> None:
    """Also one that stands in a comment alone, and in no other table beside."""
    text = under(
        quoted(Path("page.md").read_text("utf-8")),
        "Brightwater said",
        "\nDear Quillon Ltd does so.\n",
    )
    Path("more.txt").write_text(text, "utf-8")
    told.run("mentor", "read", "more.txt")
    shown = told.run("export", "--redact", "--format", form)
    assert "Henderson" not in shown
    assert "Quillon" not in shown
    assert "CFO first" in shown


def test_a_table_shows_them_as_text(told: World) -> None:
    """No cell of it is a formula."""
    told.run("export", "all.csv")
    with Path("all.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["comments"] for row in csv.DictReader(file)]
    assert [json.loads(cell)[0]["where"] for cell in cells if cell] == ["promise", "entry"]


def test_what_others_call_comments_is_none_of_a_mentor(world: World) -> None:
    """Neither a text nor a list of something else; ours that make no sense are refused."""
    row = {"day": "2026-03-02", "happened": "Demo", "note": "So it went."}
    for number, value in enumerate(["great", 5, [{"author": "Jo", "body": "x"}], ["a"]]):
        said = [row | {"happened": f"Demo {number}", "comments": value}]
        Path(world.home.parent / "x.json").write_text(json.dumps(said), "utf-8")
        world.run("import", str(world.home.parent / "x.json"))
    assert len(world.json("log")) == 4
    assert world.json("mentor", "comments") == []
    for bad in (
        {"where": "moon", "text": "x"},
        {"where": "page", "text": "x"},
        {"where": "entry", "text": 5},
    ):
        said = [row | {"comments": [bad]}]
        Path(world.home.parent / "x.json").write_text(json.dumps(said), "utf-8")
        assert "comments" in world.call("import", str(world.home.parent / "x.json")).stderr
    assert len(world.json("log")) == 4
