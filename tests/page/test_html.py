"""The mentor's page in HTML: whole, without script or network, the rep's words as text."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.exchange.journals import said, view
from tests.golden_plugin import Golden
from tests.strategies import kept_texts
from valley.model import Theme
from valley.page import sentences
from valley.page.html import page
from valley.ui.text import visible

VOID = {"meta", "line", "polyline", "polygon", "circle", "path", "rect"}
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)


class Checker(HTMLParser):
    """Reads a page and notes what is in it.

    Attributes:
        open: Elements that are not closed yet.
        tags: Elements in order.
        ids: All ids.
        refers: Ids that are referred to.
        texts: All texts.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; nothing in it may fetch or run anything."""
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name not in {"src", "href", "srcset", "action", "xlink:href", "data"}, name
            if name == "id":
                self.ids.append(value or "")
            if name == "aria-labelledby":
                self.refers += (value or "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element without content, which only some may be."""
        assert tag in VOID
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self.open and self.open[-1] != "style":
            self.texts.append(data)


def checked(text: str) -> Checker:
    """Read a page, which must be whole and refer to nothing outside."""
    checker = Checker()
    checker.feed(text)
    checker.close()
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    assert set(checker.refers) <= set(checker.ids)
    assert not {"script", "link", "iframe", "object", "img", "form", "base"} & set(checker.tags)
    style = re.findall(r"(?s)<style>(.*?)</style>", text)
    assert len(style) == 1
    assert not re.search(r"url\(|@import|http", style[0])
    return checker


def test_the_page_of_a_fortnight(golden: Golden) -> None:
    """The same view as in Markdown, with pictures."""
    text = page(view())
    golden("export.html", text)
    checker = checked(text)
    pictures = checker.tags.count("svg")
    assert pictures == checker.tags.count("desc") == text.count('role="img"') > 4
    assert checker.tags.count("h1") == 1


@settings(max_examples=60, deadline=None)
@given(kept_texts(), kept_texts(), kept_texts())
def test_texts_stay_text(happened: str, reason: str, tag: str) -> None:
    """Nothing typed becomes an element, and all of it can be read."""
    plain = checked(page(view([said(2, "a", reason="b", tags=("c",), theme=Theme.LEADS)])))
    entry = said(2, happened, reason=reason, tags=(tag,), theme=Theme.LEADS)
    checker = checked(page(view([entry])))
    assert checker.tags == plain.tags
    read = "".join(checker.texts)
    for text in (happened, reason):
        assert visible(text.strip()) in read


@pytest.mark.parametrize("days", [1, 5, 40, 400])
def test_periods_of_any_length_are_drawn(days: int) -> None:
    """Days, weeks, or several calendars."""
    journal = [
        said(-n, "A day", reason="r", excuse="bad-leads", theme=Theme.LEADS) for n in range(days)
    ]
    first = min(entry.day for entry in journal)
    text = page(view(journal, first=first))
    checked(text)
    assert ("week by week" in text) == (days >= 40)


def test_the_page_of_nothing() -> None:
    """Says so."""
    assert "Nothing was logged" in "".join(checked(page(view([], reviews=[]))).texts)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")
@pytest.mark.parametrize("width", [390, 1280])
def test_a_browser_draws_it(tmp_path: Path, width: int) -> None:
    """At the width of a telephone and of a desk, without a word on its console."""
    file, picture = tmp_path / "page.html", tmp_path / "page.png"
    file.write_text(page(view()), "utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--v=0"]
    options += [f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},1200"]
    ran = subprocess.run(
        [str(CHROMIUM), *options, f"--screenshot={picture}", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "CONSOLE" not in ran.stderr
    head = picture.read_bytes()[:24]
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (width, 1200)
    assert picture.stat().st_size > 20_000  # drawn, not blank


def test_a_guess_is_marked_and_explained_once_at_the_foot() -> None:
    """Nothing is said of guesses where there is none."""
    dear = {"reason": "too dear", "excuse": "price-too-high", "guessed": True}
    text = page(view([said(2, "Offer", **dear), said(3, "Call", reason="the boat sank")]))
    assert "<small>perhaps: Price too high</small>" in text
    assert '<p class="once">Perhaps: Price too high once.</p>' in text
    assert text.count(sentences.GUESSED) == 1
    assert "came up" not in text.replace("Excuses that came up", "")
    assert sentences.GUESSED not in page(view())
