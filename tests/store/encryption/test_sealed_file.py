"""A sealed file opens as what it was, under its own name, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from valley.store.encryption import sealed_file
from valley.store.encryption.sealed_file import BadSeal, Key

KEY = Key(bytes(range(32)))
NAME = "journal/2026.json"


@given(st.binary(max_size=300), st.integers(0, 2**40))
def test_what_was_sealed_is_opened(data: bytes, generation: int) -> None:
    """Byte for byte, with its count."""
    sealed = KEY.seal(NAME, data, generation)
    assert KEY.open(sealed, NAME) == sealed_file.Opened(data, generation)


def test_every_byte_counts() -> None:
    """A change of any byte, in the lines or the content, is noticed; so is a missing or added one."""
    sealed = KEY.seal(NAME, b"what happened today, and why", 7)
    for place in range(len(sealed)):
        for change in (0x01, 0x20, 0x80):
            changed = bytearray(sealed)
            changed[place] ^= change
            with pytest.raises(BadSeal):
                KEY.open(bytes(changed), NAME)
        with pytest.raises(BadSeal):
            KEY.open(sealed[:place], NAME)
        with pytest.raises(BadSeal):
            KEY.open(sealed[:place] + b"x" + sealed[place:], NAME)
    with pytest.raises(BadSeal):
        KEY.open(sealed + b"x", NAME)


def test_two_sealings_have_nothing_in_common() -> None:
    """So that nobody sees whether a file says what it said before."""
    one, other = KEY.seal(NAME, b"the same"), KEY.seal(NAME, b"the same")
    assert one.split(b"\n", 2)[2] != other.split(b"\n", 2)[2]


def test_another_key_is_told_from_damage() -> None:
    """The message says which it is."""
    with pytest.raises(BadSeal, match="another key"):
        Key(bytes(32)).open(KEY.seal(NAME, b"text"), NAME)


def test_a_newer_format_is_told_from_damage() -> None:
    """The message says so."""
    with pytest.raises(BadSeal, match="format '2'"):
        KEY.open(b"valley-sealed 2\nwhatever", NAME)


@pytest.mark.parametrize(
    "name",
    [
        "journal/2026.json",
        "journal/2026.sync-conflict-20260304-183000-ABCDEFG.json",
        "journal/2026 (Anna's conflicted copy 2026-03-04).json",
        "journal/2026 2.json",
    ],
)
def test_a_volume_opens_under_the_names_of_its_copies(name: str) -> None:
    """A synchronised folder renames the one that lost."""
    assert KEY.open(KEY.seal(NAME, b"text"), name).data == b"text"


@pytest.mark.parametrize(
    ("name", "sealed_as"),
    [
        ("journal/2025.json", NAME),
        ("journal/20260.json", NAME),
        ("journal/2026x.json", NAME),
        ("journal/2026/x.json", NAME),
        ("backups/2026.json", NAME),
        (NAME, "journal/2026"),
        (NAME, "journal/"),
        (NAME, ""),
        (NAME, "journal/2026.sync-conflict-1.json"),
        (NAME, "backups/2026.2026-03-04.json"),
        ("backups/2026.2026-03-04.json", "backups/2026.json"),
        ("drafts/checkin.json", "drafts/review.json"),
        ("history/00000002.json", "history/00000001.json"),
    ],
)
def test_nothing_opens_under_the_name_of_something_else(name: str, sealed_as: str) -> None:
    """Swapped files are noticed."""
    with pytest.raises(BadSeal, match="it was sealed as"):
        KEY.open(KEY.seal(sealed_as, b"text"), name)


def test_a_record_keeps_its_seal_when_its_change_is_closed() -> None:
    """For closing is one rename."""
    sealed = KEY.seal("history/00000001.open.json", b"text")
    assert KEY.open(sealed, "history/00000001.json").data == b"text"


HEADS = st.one_of(
    st.binary(max_size=200),
    st.binary(max_size=200).map(lambda data: sealed_file.FORMAT + data),
    st.binary(max_size=200).map(lambda data: sealed_file.MAGIC + data),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
        max_leaves=8,
    ).map(
        lambda value: (
            sealed_file.MAGIC + repr(value).replace("'", '"').encode("utf-8", "replace") + b"\n"
        )
    ),
)


@given(HEADS)
def test_whatever_is_no_seal_is_told(data: bytes) -> None:
    """In words, never by a crash."""
    with pytest.raises(BadSeal):
        KEY.open(data, NAME)


@pytest.mark.parametrize("field", ["cipher", "generation", "key", "name", "nonce"])
@pytest.mark.parametrize("value", ["null", "[]", "{}", '"zz"', "1.5", "true", "1" * 5000])
def test_a_header_of_another_shape_is_told(field: str, value: str) -> None:
    """Each field is checked before it is used."""
    head = {"cipher": '"AES-256-GCM"', "generation": "1", "key": f'"{KEY.id}"', "name": f'"{NAME}"'}
    head |= {"nonce": f'"{"00" * 12}"', field: value}
    text = ", ".join(f'"{name}": {value}' for name, value in head.items())
    with pytest.raises(BadSeal):
        KEY.open(sealed_file.MAGIC + f"{{{text}}}".encode() + b"\n" + bytes(40), NAME)
