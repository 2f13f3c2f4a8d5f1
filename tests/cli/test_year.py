"""`valley year`: a year on one screen, as JSON, and as a picture."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import World
from tests.golden_plugin import Golden

LINES = 23  # of a terminal of 24, one left for the prompt


@pytest.fixture
def november(world: World) -> World:
    """Make a world late in the year that the demo's story lies in."""
    world.day("2026-11-27T18:30")
    return world


@pytest.mark.parametrize("columns", [40, 80, 120, 160])
def test_a_year_looks_like_this(november: World, golden: Golden, columns: int) -> None:
    """Coloured, as a pipe gets it, and plain; one screen from 80 columns on."""
    november.set(COLUMNS=str(columns), TERM="xterm-256color")
    shown = november.run("demo", "year")
    golden(f"year-{columns}.txt", shown)
    assert columns < 80 or shown.count("\n") <= LINES
    if columns in {40, 80}:
        golden(f"year-{columns}-plain.txt", november.run("--plain", "demo", "year"))
    if columns == 80:
        november.set(FORCE_COLOR="1")
        golden("year-80-colour.txt", november.run("demo", "year"))
        november.set(PYTHONIOENCODING="ascii")


def test_a_picture_loads_nothing(november: World) -> None:
    """No font, no image, no script, no style from elsewhere; only a person can be asked to."""
    path = november.home.with_name("year.svg")
    november.checkin('<image href="https://evil.example/x.png"/> & url(https://evil.example)')
    assert november.call("year", "--save", str(path)).stderr == f"Written to {path}.\n"
    text = path.read_text("utf-8")
    for element in ET.fromstring(text).iter():  # our own file
        name = element.tag.rpartition("}")[2]
        assert name in {"svg", "style", "defs", "clipPath", "rect", "text", "g", "circle", "path"}
        for key, value in element.attrib.items():
            assert key.rpartition("}")[2] not in {"href", "src"}
            assert set(re.findall(r"url\(([^)]*)\)", value)) <= set(
                re.findall(r"url\((#[^)]*)\)", value)
            )
        if name == "style":
            assert not re.search(r"@import|@font-face|url\(|https?:", element.text or "")
    assert "DejaVu Sans Mono" in text
    assert "1 of 1 working day" in text.replace("\u00a0", " ").replace("&#160;", " ")


def test_a_picture_replaces_nothing_unasked(november: World) -> None:
    """And is called what it is."""
    path = november.home.with_name("year.svg")
    path.write_text("mine")
    assert "--force" in november.fails("year", "--save", str(path), code=8)
    assert path.read_text() == "mine"
    november.run("year", "--save", str(path), "--force")
    assert path.read_text().startswith("<svg")
    assert ".svg" in november.fails("year", "--save", str(path.with_suffix(".png")), code=3)


@pytest.mark.parametrize("said", ["2027", "0", "1", "20261", "nope", "٢٠٢٦", "99999"])
def test_a_year_that_is_none_is_refused(november: World, said: str) -> None:
    """In one line."""
    assert said in november.fails("year", said, code=3)


def test_a_year_without_an_entry_says_so(november: World) -> None:
    """And its JSON has nought and nothing."""
    assert november.run("year", "2024") == "Nothing was logged in 2024.\n"
    view = november.json("year", "2024")
    assert (view["logged"], view["left"], view["came"], view["best"]) == (0, [], [], None)


def test_a_year_in_json(november: World) -> None:
    """All that the screen tells, by name."""
    found = november.call("demo", "year", "--json").stdout
    for name in ("left", "came", "learned", "hours", "best", "promises", "logged", "workdays"):
        assert f'"{name}":' in found
