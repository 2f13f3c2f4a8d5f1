"""Which accounts texts name, and which spellings are one."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.accounts import marked
from tests.strategies import an_entry, entries
from valley.accounts.book import Book
from valley.accounts.names import fold
from valley.kept import AccountName
from valley.model import Entry

DAY = date(2026, 6, 1)
PRECISION, RECALL = 0.95, 0.8


def book(*said: str, corrections: tuple[AccountName, ...] = ()) -> Book:
    """Make the book of some texts."""
    written = [an_entry(DAY, id=str(number), happened=one) for number, one in enumerate(said)]
    return Book.of_entries(written, corrections)


def keys(text: str, known: Book) -> set[str]:
    """Return the keys of the accounts that a text names."""
    return {one.key for one in known.in_text(text)}


@pytest.mark.parametrize("part", ["tuned", "aside"])
def test_accounts_are_found_in_journals_marked_by_hand(part: str) -> None:
    """Precision before recall, also in journals that no rule was made for."""
    found = marked.whole(part)
    assert found.precision >= PRECISION, found.wrong
    assert found.recall >= RECALL, found.wrong


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("lunch with Okafor", {"okafor"}),
        ("Okafor came to lunch", {"okafor"}),
        ("the roof of Tidewell House", {"tidewell house"}),
        ("asked their CFO on Monday in March", set()),
        ("call for @tidewell #ppm", {"tidewell"}),
        ("see https://Example.com/#Anchor or mail Jo@Example.com", set()),
        ("lot # 4, issue #4", set()),
        ("a pre-Sales talk, 商談は延期に", set()),
        ("a visit to Émile-Zola", {"emile zola"}),
        ("wrote to them in Outlook and LinkedIn", set()),  # a tool
        ("a Proposal, the best proposal", set()),
        ("drove to Leeds and on to New York", set()),
        ("Called everyone, Voicemail all day", set()),
        ("NOBODY PICKS UP AT HENDERSON", set()),  # the voice raised tells nothing
        ("Sales Director wants more pipeline", set()),
        ("ask mrs achterberg", {"achterberg"}),
        ("Visit at Maple and Sons, went in cold", {"maple sons"}),
        ("Maple & Sons has gone silent", {"maple sons"}),
        ("lunch with Okafor and Sons of Leeds", {"okafor sons"}),
        ("saw Okafor and Tidewell", {"okafor", "tidewell"}),
        ("Web leads: two students, a school class", set()),
    ],
)
def test_what_is_surely_a_name_is_an_account(said: str, found: set[str]) -> None:
    """And what is not, is none."""
    assert keys(said, book(said)) == found


def test_a_word_in_small_letters_is_a_name_once_others_show_it() -> None:
    """Where names stand, twice; a slip of the finger is none."""
    once = book("called brightwater")
    assert not keys("brightwater", once)
    twice = book("called brightwater", "brightwater rang back", "a note on teh list, teh end")
    assert keys("brightwater again", twice) == {"brightwater"}
    assert not keys("teh list", twice)


def test_a_firm_that_is_a_word_is_one_where_it_is_written_as_a_name() -> None:
    """Not where it is a word."""
    known = book("demo at Orange", "Orange want a pilot", "ate an orange")
    assert not keys("an orange for lunch", known)
    known = book("demo at Orange", "Orange want a pilot", "visit at Orange")
    assert keys("demo at Orange", known) == {"orange"}
    assert not keys("an orange for lunch", known)


@pytest.mark.parametrize(
    "spelt", ["Acme", "acme corp", "@acme", "ACME Corp", "Acme Ltd.", "the Acme deal"]
)
def test_spellings_of_one_account_are_one(spelt: str) -> None:
    """However it is written."""
    known = book("call with Acme", "@acme wants it", "met acme corp", "saw ACME Corp", spelt)
    assert keys(spelt, known) == {"acme"}


def test_a_short_name_is_the_long_one_while_there_is_but_one() -> None:
    """Two people called Jane are two."""
    one = book("met Jane Miller", "Jane rang", "Miller said no")
    assert keys("Jane", one) == keys("Miller wants it", one) == {"jane miller"}
    two = book("met Jane Miller", "Jane rang", "met Jane Okafor")
    assert keys("Jane rang", two) == {"jane"}
    assert keys("Brindle wants it", book("Brindle wants it", "at Brindle Retail Park")) == {
        "brindle retail park"
    }
    assert len({one.key for one in book("at Schröder", "with Schroeder")}) == 1


def test_what_the_rep_corrected_holds() -> None:
    """Renamed, merged, forgotten; also where the key has grown since."""
    said = ("met Jane Miller", "at Henderson", "wrote to Tidewell", "at Brindle Retail Park")
    known = book(
        *said,
        corrections=(
            AccountName(id="jane miller", into="henderson"),
            AccountName(id="henderson", name="Henderson Rail"),
            AccountName(id="tidewell", forgotten=True),
            AccountName(id="brindle", name="The Park"),
        ),
    )
    assert [one.name for one in known.in_text("Jane Miller")] == ["Henderson Rail"]
    assert not known.in_text("wrote to Tidewell")
    assert known.forgotten("Tidewell") == "tidewell"
    assert [one.name for one in known.meant("henderson rail")] == ["Henderson Rail"]
    grown = book(
        "at Brindle", "at Brindle Retail Park", corrections=(AccountName(id="brindle", name="P"),)
    )
    assert [one.name for one in grown] == ["P"]


def test_corrections_in_a_circle_end() -> None:
    """Two machines can make them together."""
    circle = (AccountName(id="orrin", into="vardhan"), AccountName(id="vardhan", into="orrin"))
    known = book("at Orrin", "at Vardhan", corrections=circle)
    assert len(list(known)) in {1, 2}


@settings(max_examples=40, deadline=None)
@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry.id))
def test_every_account_stands_in_the_entry(known: list[Entry]) -> None:
    """Nothing is named that was not written."""
    found = Book.of_entries(known)
    for entry in known:
        texts = (getattr(entry, name) for name in ("happened", "reason", "mine", "action", "note"))
        more = (entry.turned_out, entry.debrief, *entry.tags)
        whole = fold(" ".join(text for text in (*texts, *more) if text))
        for one in found.of(entry):
            assert any(all(word in whole for word in words) for words in one.spellings)
