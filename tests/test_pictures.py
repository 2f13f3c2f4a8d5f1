"""The README's pictures load nothing, and the one that moves stands still for whoever wants that."""

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

HERE = Path(__file__).parent.parent / ".github"
PICTURES = sorted(HERE.glob("*.svg"))
STILL = "@media (prefers-reduced-motion:no-preference){"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def animation(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the script that makes the moving one."""
    pytest.importorskip("pexpect")
    spec = spec_from_file_location("animation", HERE / "animation.py")
    assert spec
    assert spec.loader
    made = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "animation", made)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.stem)
def test_a_picture_loads_nothing(picture: Path) -> None:
    """No font, no script, no address but the name of the format."""
    text = picture.read_text("utf-8")
    ET.fromstring(text)  # our own
    assert set(re.findall(r"https?://[^\s\"'<]*", text)) <= {
        "http://www.w3.org/2000/svg",
        "https://www.textualize.io",
        "https://www.textualize.io/rich",
    }
    assert not re.search(r"@import|@font-face|<script|<image|href=|url\((?!#)", text)


def test_the_moving_one_stands_still_where_less_motion_is_wanted() -> None:
    """Whatever moves does so by what stands in that one place; without it all of it is there."""
    text = (HERE / "evening.svg").read_text("utf-8")
    moving = text[text.index(STILL) :]
    rest = text.replace(moving[: moving.index("\n}\n")], "")
    assert "animation" in moving
    assert "animation" not in rest
    assert "visibility:hidden" not in re.sub(r"@keyframes.*", "", text)
    assert re.search(r"\.up\{transform:translateY\(-\d", rest)  # its last screen


def test_it_shows_what_was_recorded_when_it_came(animation: ModuleType) -> None:
    """Each text in its place and style; the screen moves up once it is full."""
    lines = "".join(f"line {number}\n" for number in range(animation.ROWS + 3))
    events = [
        animation.Event(0.0, "\x1b[1mWhat?\x1b[0m\n› "),
        animation.Event(1.0, "<"),
        animation.Event(2.0, "\n  \x1b[36m→ 1\x1b[0m rest\n"),
        animation.Event(3.0, lines),
    ]
    made = ET.fromstring(animation.svg(events, "a & b", 80))
    texts = list(made.iter(f"{SVG}text"))
    assert [one.text for one in texts[:4]] == ["What?", "›", "<", "→ 1"]
    assert texts[0].get("class") == "t0 b"
    assert texts[3].get("class") == "t2 c36"
    assert float(texts[3].get("x", "")) == pytest.approx(2 * animation.CELL)
    assert float(texts[2].get("x", "")) == pytest.approx(2 * animation.CELL)
    style = made.findtext(f"{SVG}style", "")
    up = re.findall(r"translateY\((-?[\d.]+)px\)", re.search(r"@keyframes up.*", style)[0])  # type: ignore[index]
    assert [float(one) for one in up] == [-animation.LINE * 7]
    assert made.get("aria-label") == "a & b"
