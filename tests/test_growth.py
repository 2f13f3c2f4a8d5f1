"""Every pass over a text takes time of its length, whatever stands in it.

Costs are times of the processor, and none is compared with a clock: that of a hostile text is held
against that of prose of the same length, which the square of a length is hundreds of times above.
"""

import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import valley
from tests.bench.growth import SHAPES, Place, load
from valley import dates
from valley.accounts.book import Book
from valley.coach.actions import is_stuck, verdict
from valley.coach.catalogue import slug
from valley.coach.recognise import Recogniser
from valley.coach.volunteered import volunteered
from valley.entry import editor_text
from valley.errors import InvalidInput
from valley.exchange import dayone_text, free_text, html_text, jrnl
from valley.exchange.days import Days, beginning
from valley.exchange.json_reader import JsonReader
from valley.insight.findings import KINDS
from valley.model import Entry, EntryKind, Status, as_typed
from valley.page import markdown
from valley.redaction.redact import Redaction
from valley.ui import ansi, text

TODAY = date(2026, 3, 4)
NOW = datetime(2026, 3, 4, 18, tzinfo=UTC)
LENGTH = 20_000
DEARER = 60  # times what prose costs; the square of LENGTH is hundreds of times
TRIES = 3
# Patterns that are held against a text from its beginning only, not looked for in it.
AT_THE_BEGINNING = {
    *(f"valley.page.reading.{name}" for name in ("TITLE", "REASON", "ACTION", "STANDS")),
    "valley.exchange.days._ENDS_IN_ZONE",
    "valley.exchange.days._SHORT_YEAR",
    "valley.exchange.days._TIMED",
    "valley.exchange.markdown_notes.FIELD",
    "valley.exchange.markdown_notes.LIST_ITEM",
    "valley.redaction.redact.PHRASE",
    "valley.store.encryption.conversion._TEMPORARY",
    "valley.cli.help_pages.RANGE",  # of the help's own words, which are short
}


def cost(work: Callable[[], object]) -> float:
    """Return the time of the processor that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def walked(said: str) -> float:
    """Return the time of the processor that looking at each character takes."""
    return cost(lambda: [character.isspace() for character in said])


def is_dearer(work: Callable[[str], object], said: str, than: float, times: float) -> bool:
    """Tell whether a text costs so many times as much, each time it is tried."""
    return all(cost(lambda: work(said)) > times * than for _ in range(TRIES))


def is_steep(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Tell whether four times the text costs much more than four times as much."""
    before = cost(lambda: work(f"a{make(LENGTH // 4)}"))
    return is_dearer(work, f"a{make(LENGTH)}", before, times=9)


def modules() -> Iterator[ModuleType]:
    """Yield all modules of valley."""
    for module in walk_packages(valley.__path__, "valley."):
        if not module.name.endswith(("__main__", "windows")):
            yield import_module(module.name)


def patterns_in(value: Any) -> Iterator[re.Pattern[str]]:
    """Yield the patterns for texts that a value of a module holds."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from patterns_in(one)
    elif isinstance(value, str) and re.search(r"\\[dswb]|\[\^|\(\?", value) and "\n" not in value:
        yield re.compile(value)  # compiled when it is first used


def patterns() -> dict[str, re.Pattern[str]]:
    """Find all patterns of valley, by module and name."""
    return {
        f"{module.__name__}.{name}" + (f" {number}" if number else ""): pattern
        for module in modules()
        for name, value in vars(module).items()
        for number, pattern in enumerate(patterns_in(value))
        if not name.startswith("__")
    }


def test_no_pattern_takes_the_square_of_a_text() -> None:
    """Whatever stands in it: a fit, a near fit, or nothing of the kind."""
    found = patterns()
    assert len(found) > 50
    assert found.keys() >= AT_THE_BEGINNING

    def look(name: str, said: str) -> object:
        if name in AT_THE_BEGINNING:
            return found[name].match(said)
        return [None for _ in found[name].finditer(said)]

    steep = []
    for shape, make in SHAPES.items():
        short, long = make(2500), make(10_000)
        least = 20 * walked(long)  # what takes less tells nothing of its growth
        for name in found:
            before = cost(partial(look, name, short))
            if is_dearer(partial(look, name), long, max(9 * before, least), times=1):
                steep.append((name, shape))
    assert not steep


def _entry(said: str) -> Entry:
    return Entry(
        id="1", day=TODAY, written_at=NOW, updated_at=NOW, kind=EntryKind.SETBACK, happened=f"{said}.", reason=said,
        action=said, status=Status.OPEN,
    )  # fmt: skip


def _redact(said: str) -> object:
    redaction = Redaction(always="gone dark, Ashdown", never="Bill")
    redaction.learn(
        [replace(_entry(said), kind=EntryKind.NOTE, reason=None, action=None, status=None)]
    )
    return redaction.text(said)


def _drawn(said: str) -> object:
    spans = tuple((part, "") for part in text.visible(said).split("\n"))
    return ansi.rendered([spans], 80, styled=True), ansi.cut(said, 40), ansi.fit(said, 80)


def _days(said: str) -> object:
    for read in (dates.parse, dates.parse_due, dates.parse_off):
        with pytest.raises(InvalidInput):
            read(said, today=TODAY)
    with pytest.raises(InvalidInput):
        dates.parse_week(said)
    return None


_READS = Days(today=TODAY, day_ends_at=datetime.time(NOW), form="%d.%m.%Y")


def _jrnl(said: str) -> object:
    lines = f"[2026-03-04 18:30] {said}\n".splitlines(keepends=True)
    return list(jrnl.read_text(lambda: lines, "file", _READS))


def _foreign_days(said: str) -> object:
    return _READS.is_day(said), beginning(said, _READS), beginning(f"2 {said}", _READS)


PASSES: dict[str, Callable[[str], object]] = {
    "redaction": _redact,
    "what entries speak of": lambda said: Book.of_entries([_entry(said)]).of(_entry(said)),
    "kinds of action": lambda said: [is_of(_entry(said)) for is_of in KINDS.values()],
    "reading a reason": lambda said: Recogniser(today=TODAY).read(said, explain=True),
    "finding an action": volunteered,
    "weighing an action": lambda said: (verdict(said), is_stuck(said)),
    "naming an excuse": slug,
    "drawing": _drawn,
    "as typed": as_typed,
    "JSON": text.json_safe,
    "Markdown": markdown.in_line,
    "marks in a text": free_text.parts,
    "jrnl": _jrnl,
    "Day One": dayone_text.plain,
    "HTML": lambda said: html_text.plain(f"<p>{said}"),
    "a day in a file": _foreign_days,
    "the text for the editor": lambda said: editor_text.read(editor_text.write(_entry(said))),
    "a day in words": _days,
}


@pytest.mark.parametrize("name", PASSES)
def test_a_hostile_text_costs_no_more_than_its_length(name: str) -> None:
    """In every pass over the words of the rep."""
    work = PASSES[name]
    prose = SHAPES["prose"](LENGTH)
    work(prose)  # once for what is made at first use
    usual = max(cost(lambda: work(prose)), walked(prose))
    steep = [
        shape
        for shape, make in SHAPES.items()
        if is_dearer(work, f"a{make(LENGTH)}", usual, DEARER) and is_steep(work, make)
    ]
    assert not steep
    assert not is_dearer(work, prose * 4, usual, times=12)


@pytest.mark.parametrize("shape", ["word", "lines"])
def test_a_hostile_entry_costs_a_command_no_more_than_its_length(
    tmp_path: Path, shape: str
) -> None:
    """As a pasted block without a space once did."""
    load()
    hostile = Place(tmp_path / "hostile", SHAPES[shape](LENGTH // 2), entries=1)
    prose = Place(tmp_path / "prose", SHAPES["prose"](LENGTH // 2), entries=1)
    for command in ("review --no-input", "export --redact", "log", "show 1111", "promises"):
        args = command.split()
        assert hostile.cost(args) < 10 * prose.cost(args), command


@pytest.mark.parametrize(
    "rows",
    [
        ["x" * 4_000_000, *range(20_000)],  # much is waiting while the small ones are read
        [1.5, "x" * 4_000_000, "y" * 4_000_000],
        ["\n" * 1_000_000, *(" " * 99 for _ in range(10_000))],
    ],
    ids=["a long one first", "long ones", "lines"],
)
def test_a_document_is_read_in_time_of_its_length(rows: list[Any]) -> None:
    """However long a value in it is, and whatever follows."""
    text = json.dumps(rows, indent=0)
    plain = json.dumps(["x" * 99] * (len(text) // 100), indent=0)

    def work(text: str) -> None:
        assert sum(1 for _ in JsonReader(text, "file").entries()) > 2

    assert not is_dearer(work, text, cost(lambda: work(plain)), times=10)
