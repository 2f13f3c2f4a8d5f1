"""The lines of an answer, each with how deep it is quoted: by marks, headers, or a client's rule."""

import re
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from valley.language import table

_MARKS = re.compile(r"[ \t]{0,3}>[> \t]{0,200}")
_RULE = re.compile(r"[-_*=─ ]{5,200}")
LONGEST_HEAD = 3  # lines that 'On … wrote:' is broken into
MOST_SIGNED = 12  # lines of a signature
NARROW = 55  # characters; a client breaks no line before
LONG = 400  # characters; no header is longer
OUTLOOK = 3  # headers that make a block of them


class Kind(StrEnum):
    """What a line is."""

    SAID = "said"
    HEADER = "header"
    SIGNATURE = "signature"


class Line(NamedTuple):
    """A line of an answer.

    Attributes:
        depth: How often it is quoted.
        text: What it says, without the marks of that.
        kind: What it is.
    """

    depth: int
    text: str
    kind: Kind = Kind.SAID


def lines(text: str) -> list[Line]:
    """Return the lines of an answer."""
    found = [_unquoted(line) for line in text.split("\n")]
    return _signed(_deepened(found))


def _unquoted(line: str) -> Line:
    marks = _MARKS.match(line)
    if marks is None:
        return Line(0, line.rstrip())
    return Line(marks[0].count(">"), line[marks.end() :].strip())


def _deepened(found: list[Line]) -> list[Line]:
    """Find headers of quotes; what follows one without marks of its own is quoted once more."""
    done: list[Line] = []
    at, deeper = 0, 0
    while at < len(found):
        line = found[at]
        many = _attribution(found, at) or _block(found, at)
        if not many:
            done.append(line._replace(depth=line.depth + deeper))
            at += 1
            continue
        done += [Line(one.depth + deeper, one.text, Kind.HEADER) for one in found[at : at + many]]
        at += many
        after = next((one for one in found[at:] if one.text), None)
        if after is not None and after.depth <= line.depth:
            deeper += 1
    return done


def _attribution(found: list[Line], at: int) -> int:
    """Return over how many lines 'On … wrote:' goes that begins here; 0 where none does."""
    first = found[at]
    begins = _said(first.text)
    if not any(begins.startswith(f"{start} ") for start, _ in _wrote()):
        return 0
    whole = ""
    for many in range(1, LONGEST_HEAD + 1):
        if at + many > len(found) or found[at + many - 1].depth != first.depth:
            return 0
        line = _said(found[at + many - 1].text)
        if not line or len(line) > LONG:
            return 0
        whole = f"{whole} {line}".strip()
        for start, wrote in _wrote():
            if whole.startswith(f"{start} ") and _ends_so(whole, wrote):
                return many
    return 0


def _ends_so(whole: str, wrote: str) -> bool:
    """Return whether a line that ends with a colon says who wrote, and when: it has a number."""
    at = whole.rfind(f" {wrote}")
    return at > 0 and whole.endswith(":") and any(map(str.isdigit, whole))


def _block(found: list[Line], at: int) -> int:
    """Return how many lines of 'From: … Sent: …' or of a rule before them begin here; else 0."""
    depth, many = found[at].depth, 0
    while at + many < len(found) and many < LONGEST_HEAD:
        line = found[at + many]
        if line.depth != depth or not (_RULE.fullmatch(line.text) or _is_forwarded(line.text)):
            break
        many += 1
    is_told = any(_is_forwarded(line.text) for line in found[at : at + many])
    after = at + many
    while many and after < len(found) and not found[after].text and found[after].depth == depth:
        after += 1
    headers = _headers(found, after, depth)
    if headers:
        return after + headers - at
    return many if is_told else 0


def _headers(found: list[Line], at: int, depth: int) -> int:
    """Return how many lines of headers begin here, the first 'From:'; 0 where they are no block."""
    if at >= len(found) or not _from().match(found[at].text):
        return 0
    many = count = 0
    for line in found[at : at + 12]:
        if line.depth != depth or not line.text or len(line.text) > LONG:
            break
        is_header = bool(_headed().match(line.text))
        if not is_header and not (count and line.text.startswith((" ", "\t"))):
            break
        count += is_header
        many += 1
    return many if count >= OUTLOOK else 0


def _is_forwarded(text: str) -> bool:
    plain = _said(text).strip("-_*=:> ")
    return plain in table("mentor")["forwarded"]


def _signed(found: list[Line]) -> list[Line]:
    """Mark signatures: what stands under `--`, and a phone's line about itself."""
    done = list(found)
    at = 0
    while at < len(done):
        line = done[at]
        if line.kind is Kind.SAID and line.text.strip() == "--":
            end = at
            while end < len(done) and done[end].depth == line.depth and done[end].kind is Kind.SAID:
                end += 1
            if sum(bool(one.text) for one in done[at + 1 : end]) <= MOST_SIGNED:
                done[at:end] = [one._replace(kind=Kind.SIGNATURE) for one in done[at:end]]
                at = end
                continue
        elif line.kind is Kind.SAID and _said(line.text).startswith(_phones()):
            done[at] = line._replace(kind=Kind.SIGNATURE)
        at += 1
    return done


def joined(texts: list[str]) -> str:
    """Return lines as they were written, those together that only the client broke."""
    if not texts:
        return ""
    said = [texts[0]]
    for before, line in pairwise(texts):
        begins_new = not line[:1].isalnum() or not before or _is_short(before)
        if begins_new:
            said.append(line)
        else:
            said[-1] = f"{said[-1]} {line}"
    return "\n".join(said).strip("\n")


def _is_short(line: str) -> bool:
    """Return whether a line ends where its writer ended it: far from where clients break."""
    return len(line) < NARROW or line.endswith((".", "!", "?", ":", ";"))


def _said(text: str) -> str:
    """Return a line in small letters, without emphasis."""
    return " ".join(text[:LONG].replace("\u2019", "'").replace("*", "").casefold().split())


@cache
def _wrote() -> tuple[tuple[str, str], ...]:
    return tuple((start, wrote) for start, wrote in table("mentor")["wrote"])


@cache
def _phones() -> tuple[str, ...]:
    return tuple(table("mentor")["phones"])


@cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"[*_ ]{{0,4}}(?:{table('mentor')['from']})\s?:", re.IGNORECASE)


@cache
def _headed() -> re.Pattern[str]:
    return re.compile(rf"[*_ ]{{0,4}}(?:{table('mentor')['headed']})\s?:", re.IGNORECASE)
