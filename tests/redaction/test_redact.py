"""Redaction: planted names survive in no format, and the same thing gets the same stand-in."""

import csv
import json
import re
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World
from tests.exchange.journals import said
from valley.model import Did, Entry, Review, Step, Theme
from valley.redaction.redact import Redaction
from valley.ui.redaction import in_short

PLANTED = (
    *("Brixley", "Tessaly", "Quorn", "Hartmoor", "Zephyrin", "Ferrow", "Okafor", "Noor", "Sanjay"),
    *("Melinda", "Kowalczyk", "O'Dowd", "Dunmere", "IBX", "PennyPost", "Castleworth", "Ünal"),
    *("41,500", "7,200", "18k", "£950", "3.2 million", "87,5", "29.99"),
    *("jo.b@tessaly.example", "020 7946 0991", "+44 20 7946 0018", "555-010-7788"),
    *("https://crm.tessaly.example/deal/77", "www.quorn.example", "brixley.co.uk", "金鱼楼"),
)
HAPPENED = (
    "Brixley went dark. Lunch with Melinda Kowalczyk at Quorn, then tessaly's portal",
    "Mrs Okafor and O'Dowd of Hartmoor Hotel signed for £7,200; Ferrow & Sons want 18k",
    "called @dunmere about the PennyPost rollout, $41,500 or 3.2 million a year",
    "mail to jo.b@tessaly.example, see https://crm.tessaly.example/deal/77 or www.quorn.example",
    "Sanjay rang 020 7946 0991, then +44 20 7946 0018 and 555-010-7788 (brixley.co.uk)",
    "Noor says 87,50 EUR a seat at castleworth ltd, or 29.99 pounds, not £950",
    "IBX wants in. Zephyrin too. Herr Ünal from 金鱼楼 as well",
)


def planted() -> list[Entry]:
    """Make a journal with names in every field."""
    fields: dict[str, Any] = {
        "reason": "brixley and Zephyrin again, ask sanjay",
        "mine": "hartmoor was mine to call",
        "action": "ring kowalczyk at 9",
        "note": "QUORN never rang back",
        "excuse": "brixley-ghosted-me",
        "theme": Theme.CUSTOMER,
        "due": date(2026, 3, 10),
        "steps": (
            Step(on=date(2026, 3, 9), did=Did.RENEWED, action="ask Ferrow", note="Hartmoor waits"),
        ),
        "tags": ("dunmere", "#Brixley-renewal", "@tessaly", "zephyrins"),
    }
    return [said(day, text, **fields) for day, text in enumerate(HAPPENED, 2)]


def survivors(text: str) -> list[str]:
    """Name what was planted and is still there."""
    words = text.casefold()
    return [name for name in PLANTED if name.casefold() in words]


def redacted(*texts: str, always: str = "", never: str = "") -> list[str]:
    """Redact texts as one document."""
    entries = [said(2, text) for text in texts]
    redaction = Redaction(always=always, never=never)
    redaction.learn(entries)
    return [redaction.entry(entry).happened for entry in entries]


@pytest.mark.parametrize("form", ["md", "html", "csv", "json", "ics"])
def test_nothing_planted_survives_in_any_format(world: World, tmp_path: Path, form: str) -> None:
    """In no field, written in whatever way."""
    if form == "ics":
        pytest.importorskip("icalendar")
    rows = [
        {
            "id": entry.id,
            "day": entry.day.isoformat(),
            "happened": entry.happened,
            "reason": entry.reason,
            "excuse": entry.excuse,
            "mine": entry.mine,
            "action": entry.action,
            "note": entry.note,
            "due": "2026-03-10",
            "steps": [step.as_fields() for step in entry.steps],
            "tags": list(entry.tags),
        }
        for entry in planted()
    ]
    at = datetime(2026, 3, 6, 17, tzinfo=UTC).isoformat()
    review = {"week": "2026-W10", "written_at": at, "updated_at": at, "focus": "win Brixley back"}
    review["answers"] = [["What about Quorn?", "ask Noor"]]  # type: ignore[assignment]
    whole = {"format": "valley-export", "version": 1, "entries": rows, "reviews": [review]}
    file = tmp_path / "planted.json"
    file.write_text(json.dumps(whole | {"names": {"quorn-late": "brixley-ghosted-me"}}))
    world.day("2026-03-13")
    world.run("import", str(file))
    result = world.call("export", "--redact", "--format", form)
    text = unescape(result.stdout.replace("\\", "")).replace("\r\n ", "").replace("\n ", "")
    assert survivors(text) == []
    assert "Client A" in text
    assert "Rules cannot promise" in result.stderr
    if form == "json":
        assert json.loads(result.stdout)["names"] == {"client-b-late": "client-a-ghosted-me"}
    if form == "csv":
        rows_read = list(csv.DictReader(result.stdout.splitlines()))
        assert len(rows_read) == len(rows)


def test_the_same_thing_has_the_same_stand_in() -> None:
    """However it is written, and wherever."""
    said_so = redacted(
        "Brixley Leisure rang, ask Sofia Wendt",
        "brixley again; @brixley, Brixley's boss and BRIXLEY-LEISURE",
        "sofia will know, Ms Wendt too",
    )
    assert said_so == [
        "Client A rang, ask Person A",
        "Client A again; Client A, Client A's boss and Client A",
        "Person A will know, Ms Person A too",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Called the CFO on Monday, 14 dials in Q4 and 3 demos",
        "Back on 4 March at 10:30, see 2026-03-04 and 14.03.2026",
        "It went well. Nobody was there! The CRM was down",
        "WE HAVE ALREADY PAID, they wrote",
        "20% off, 12 of 40 doors, 8-10 tomorrow, version 2.1",
        "# Heading\n- Item one\n1. Asked for it",
        "C:\\trials\\new, [poc], *stars*, =SUM(A1)",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    """Ordinary words, days, times, shares, counts."""
    assert redacted(text) == [text]


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("We met Priory House today", "We met Client A today"),
        ("lunch with Will and Grace", "lunch with Person A and Person B"),
        ("at Target, then with Next", "at Client A, then with Client B"),
        ("St. Aldwyn's hospital", "Client A's hospital"),
        ("Dr. Ash, mr ash, marlowe gmbh", "Dr. Person A, mr Person A, Client A"),
        ("over £2k, 5k or 12,500 and 41500", "over amount 1, amount 2 or amount 3 and amount 4"),
        ("a price of 19p, 30 euros, USD 4m", "a price of amount 1, amount 2, amount 3"),
    ],
)
def test_rules_of_names_and_amounts(text: str, came: str) -> None:
    """One by one."""
    assert redacted(text) == [came]


def test_the_person_has_the_last_word() -> None:
    """Words that are always replaced, and words that never are."""
    text = "the golden lion and Brixley met at Tree House"
    (came,) = redacted(text, always="golden lion, met", never="Brixley, tree, house")
    assert came == "the Client A and Brixley Client B at Tree House"


def test_a_preview_tells_what_was_replaced_and_what_was_kept() -> None:
    """With how often; a word that looks like a name is not hidden."""
    redaction = Redaction()
    entries = [said(2, "Brixley rang, they sit in Reading"), said(3, "brixley again")]
    redaction.learn(entries)
    for entry in entries:
        redaction.entry(entry)
    preview = redaction.preview()
    assert preview.replaced == (("Brixley", "Client A", 2),)
    assert preview.kept == (("Reading", 1),)


def test_what_was_replaced_is_counted_in_words() -> None:
    """Of one thing it speaks as of one."""
    one, two = ("Quorn", "Client A", 3), ("Ferrow", "Client B", 1)
    for replaced, kept, told in (
        ((one,), (), "Replaced 1 name, amount or address. "),
        ((one, two), (("Brix", 1),), "addresses, 1 that looks like a name kept. "),
        ((), (("Brix", 1), ("Lark", 2)), "0 names, amounts and addresses, 2 that look like names"),
    ):
        assert told in in_short(replaced, kept)


def test_a_review_is_redacted() -> None:
    """Its focus and its answers."""
    at = datetime(2026, 3, 6, 17, tzinfo=UTC)
    review = Review(
        week="2026-W10", written_at=at, updated_at=at, focus="Brixley", answers=(("a", "Brixley"),)
    )
    redaction = Redaction()
    redaction.learn([], [review])
    assert redaction.review(review).focus == "Client A"
    assert redaction.review(review).answers == (("a", "Client A"),)


def test_a_terminal_shows_a_preview_and_asks(world: World, terminal: Any, tmp_path: Path) -> None:
    """A no writes nothing; a yes does."""
    world.checkin("Brixley went dark in Reading")
    file = tmp_path / "page.md"
    for answer, there in (("n", False), ("", True)):
        child = terminal("export", "--redact", str(file))
        child.sees("Brixley → Client A, once")
        child.sees("kept")
        child.sees("Reading")
        child.answers("Write it like this?", answer)
        child.ends()
        assert file.exists() == there
    assert not re.search("brixley", file.read_text(), re.IGNORECASE)


def test_settings_decide_for_good(world: World) -> None:
    """As the preview says."""
    world.checkin("the golden lion rang, Brixley too")
    world.run("config", "set", "redact_always", "golden lion")
    world.run("config", "set", "redact_never", "Brixley")
    assert "the Client A rang, Brixley too" in world.run("export", "--redact")


def test_a_surname_that_sounds_like_a_word_is_known_throughout() -> None:
    """Alone, in lower case, in another entry; and the mill stays."""
    told = redacted("Met Jane Miller. Then Miller rang; miller is slow.", "call miller at the mill")
    assert told == [
        "Met Person A. Then Person A rang; Person A is slow.",
        "call Person A at the mill",
    ]


@pytest.mark.parametrize("number", ["9" * 5000, "A" * 5000, "²", "", "x"])
@pytest.mark.parametrize("kind", ["Client", "amount"])
def test_a_stand_in_that_nobody_gave_out_counts_for_nothing(kind: str, number: str) -> None:
    """As a damaged file has it; the next is the first."""
    redaction = Redaction(before={f"{kind} {number}": "Henderson"})
    assert redaction.text("They want £900 off") == "They want amount 1 off"
