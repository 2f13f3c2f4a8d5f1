"""Whom and what entries speak of."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import an_entry, entries
from valley.insight.mentions import Mentions
from valley.model import Entry

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("lunch with Okafor", {"okafor"}),
        ("Okafor came to lunch", set()),  # any sentence begins with a capital
        ("it rained. Okafor came", set()),
        ("the roof of Priory House", {"priory"}),
        ("asked their CFO on Monday in March", set()),
        ("call for @tidewell #ppm", {"tidewell"}),
        ("see https://Example.com/#Anchor or mail Jo@Example.com", set()),
        ("lot # 4, issue #4", set()),
        ("a pre-Sales talk, 商談は延期に", set()),
        ("a visit to Émile-Zola", {"émile-zola"}),
        ("wrote to them in Outlook and LinkedIn", set()),  # a tool
        ("a Proposal, the best proposal", set()),
    ],
)
def test_names_and_marked_words_are_found(said: str, found: set[str]) -> None:
    """A name has its capital inside a sentence, and never goes without."""
    entry = an_entry(DAY, happened=said)
    assert Mentions([entry]).of(entry) == found


def test_a_name_that_is_known_counts_at_the_beginning_too() -> None:
    """What is a name in one entry is one in all."""
    one = an_entry(DAY, id="1", happened="Marlowe rang back")
    other = an_entry(DAY, id="2", happened="a note for Marlowe", tags=("north",))
    found = Mentions([one, other])
    assert found.of(one) == {"marlowe"}
    assert found.of(other) == {"marlowe"}
    assert found.spelt("marlowe") == "Marlowe"


def test_a_topic_is_no_account() -> None:
    """A #word and a tag name what it is about, an @word whom."""
    entry = an_entry(DAY, happened="chiller for @marlowe #ppm", tags=("north", "#south", "@acme"))
    assert Mentions([entry]).of(entry) == {"marlowe", "acme"}


def test_a_text_names_its_own_accounts() -> None:
    """Those that the entries together decide on."""
    entry = an_entry(DAY, happened="a demo at Okafor", reason="@acme is Okafor's")
    assert Mentions([entry]).in_text("Okafor is off; ring @acme") == {"okafor", "acme"}
    assert Mentions([entry]).in_text("ring them at 9") == set()


@settings(max_examples=40, deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry.id))
def test_every_mention_stands_in_the_entry(known: list[Entry]) -> None:
    """Nothing is named that was not written."""
    found = Mentions(known)
    for entry in known:
        texts = (entry.happened, entry.reason, entry.action, *entry.tags)
        whole = " ".join(text for text in texts if text).casefold()
        for name in found.of(entry):
            assert name in whole
            assert found.spelt(name).casefold() == name
