"""An answer read: which of its words are the page's, and under which part the others stand.

What is said again of the page is known by its words, in their order. All else that is not quoted
from elsewhere is the mentor's: it belongs to the part it stands under, to the mark it names, or to
none. Not a word is dropped; what cannot be told from a signature is kept aside, and said.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from valley.language import table
from valley.mentor import quotes
from valley.mentor.critic import Critic, signs
from valley.mentor.quotes import Kind, Line
from valley.mentor.stream import GRAM, Part, Stream, Word, words

MARK = re.compile(r"(?<![\w/.#-])\\?\[?\\?#?([0-9a-fA-F]{4,8})\\?\]?(?![\w-])")
_SIGN = re.compile(r"\[([0-9a-fA-F]{4,8})\\?\]")
SURE = 4  # words in a row that nobody writes twice by chance
BEGUN = 3  # words of the page that begin a line, after which somebody wrote on
HALF = 0.5  # of a part's words that must be in a line which somebody wrote into
MOST_WORDS = 2000  # of one line that are compared with the page's
_EDGE = " \t.,;:!?)]}\"'*_\\|`\u2019\u201d"
_LEAD = re.compile(r"^(?:re|zu|to|on|about)?[\s:*_>•–—-]{0,6}$", re.IGNORECASE)
_NUMBERED = re.compile(r"[ \t]{0,12}\d{1,3}[.)][ \t]{1,8}")
_BULLET = re.compile(r"^[\s]{0,8}(?:[-*+•–—][ \t]+)+")


class Page(NamedTuple):
    """A page as it went out.

    Attributes:
        number: Its number.
        mark: The mark it has itself.
        parts: What it said, in order.
    """

    number: int
    mark: str
    parts: tuple[Part, ...]

    @property
    def marks(self) -> frozenset[str]:
        """The marks of its parts."""
        return frozenset(part.mark for part in self.parts if part.mark)


class Remark(NamedTuple):
    """Words of the mentor's, and the mark of the part they stand under; empty for none."""

    mark: str
    text: str


class Answer(NamedTuple):
    """An answer.

    Attributes:
        page: The page it is an answer to; None where there is none.
        remarks: What the mentor wrote, in order.
        aside: What was kept aside: a signature, words quoted from elsewhere.
    """

    page: Page | None
    remarks: tuple[Remark, ...]
    aside: tuple[str, ...] = ()


def read(texts: Sequence[str], pages: Sequence[Page], subject: str = "") -> Answer:
    """Read an answer.

    Args:
        texts: What it says; a text attached is one of its own.
        pages: The pages that went out, the newest first.
        subject: The subject of a mail, which may name the page.
    """
    page = chosen("\n".join([subject, *texts]), pages)
    remarks: list[Remark] = []
    aside: list[str] = []
    for text in texts:
        reader = _Reader(page)
        reader.take(text)
        remarks += reader.remarks
        aside += reader.aside
    return Answer(page, tuple(dict.fromkeys(remarks)), tuple(dict.fromkeys(aside)))


def chosen(text: str, pages: Sequence[Page]) -> Page | None:
    """Return the page that a text answers: by its own mark, by those of its parts, by its number.

    One that names none answers the newest.
    """
    if not pages:
        return None
    named = {found[1].lower() for found in MARK.finditer(text)}
    number = re.search(rf"\b{table('mentor')['page']}\s{{1,3}}(\d{{1,4}})\b", text, re.IGNORECASE)
    told = int(number[1]) if number else None
    return max(
        pages,
        key=lambda page: (page.mark in named, len(page.marks & named), page.number == told),
    )


def signs_in(text: str) -> frozenset[str]:
    """Return what stands in brackets as the marks of a page do: letters and digits."""
    found = (one[1].lower() for one in _SIGN.finditer(text))
    return frozenset(one for one in found if not (one.isdigit() or one.isalpha()))


class _Piece(NamedTuple):
    """Some of a line: the mentor's words, or a place in the page that was passed."""

    text: str
    at: int | None = None  # of the page's words, the last one


class _Reader:
    """What one text says."""

    def __init__(self, page: Page | None) -> None:
        self.remarks: list[Remark] = []
        self.aside: list[str] = []
        self._marks = page.marks if page else frozenset()
        self._own = page.mark if page else ""
        self._stream = Stream(page.parts if page else ())
        self._cursor = 0
        self._place = ""  # the mark of what was last seen of the page
        self._named: str | None = None  # the mark that the mentor named
        self._is_headed = False  # it stood in a line by itself, and holds until the next
        self._open: list[str] = []  # lines of the remark that is being read

    def take(self, text: str) -> None:
        """Read it."""
        critic = Critic(text)
        found = quotes.lines(critic.text)
        pieces = [self._pieces(line) for line in found]
        level, first, last = _bounds(found, pieces)
        depths = {line.depth for line, some in zip(found, pieces, strict=True) if _is_page(some)}
        for number, (line, some) in enumerate(zip(found, pieces, strict=True)):
            is_inside = first < number < last and line.depth in depths
            if line.kind is Kind.HEADER:
                self._close()
            elif line.kind is Kind.SIGNATURE:
                self._close()
                self.aside += [line.text] if words(line.text) else []
            elif line.depth > level and not (is_inside or _is_page(some)):
                self._close()
                self.aside += [said] if words(said := critic.back(line.text)) else []
            else:
                self._line(some, critic)
        self._close()

    # Which words are the page's

    def _pieces(self, line: Line) -> list[_Piece]:
        """Tell the page's words in a line from the mentor's."""
        if line.kind is not Kind.SAID or not words(line.text):
            return [_Piece(line.text)]
        numbered = _NUMBERED.match(line.text)  # a list has its numbers from whoever draws it
        for start in (numbered.end(), 0) if numbered else (0,):
            text = line.text[start:]
            said = words(text)
            plain = [one.word for one in said[:MOST_WORDS]]
            at = self._whole(plain, is_quoted=line.depth > 0) if plain else None
            if at is not None:
                self._cursor = at + len(plain)
                return [_Piece(signs(text), self._cursor - 1)]
            if begun := self._begun(text, said, plain) or self._within(text, said, plain):
                return begun
        return [_Piece(line.text)]

    def _whole(self, said: Sequence[str], *, is_quoted: bool) -> int | None:
        """Return where a whole line stands in the page; None where it does not."""
        stream = self._stream
        if stream.stands(said, self._cursor) and (len(said) > 1 or self._goes_on(len(said))):
            return self._cursor
        at = stream.find(said, self._cursor)
        if at is None:
            return None
        is_sure = (
            len(said) >= SURE or (is_quoted and len(said) > 1) or stream.is_whole(at, len(said))
        )
        if is_sure and (at >= self._cursor or len(said) >= SURE or is_quoted):
            return at
        return None

    def _goes_on(self, count: int) -> bool:
        """Return whether the word at the cursor ends a part, or is one."""
        start, end = self._stream.part(self._cursor)
        return self._cursor + count == end or start == self._cursor

    def _begun(self, text: str, said: Sequence[Word], plain: Sequence[str]) -> list[_Piece]:
        """Return a line that begins with the page's words and goes on with others, in two."""
        stream = self._stream
        ahead = [at for at in stream.places(plain) if at in stream.starts]
        best: tuple[int, int] = (0, 0)
        for at in (self._cursor, *ahead[:50]):
            count = stream.begins(plain, at)
            ends = at + count == stream.part(at)[1] if count else False
            if count > best[0] and (count >= SURE or (ends and count >= 1)):
                best = count, at
        count, at = best
        if not count:
            return []
        start, end = stream.part(at + count - 1)
        is_end = at + count == end
        rest = plain[count:]
        if not is_end and (at + count - max(start, at)) < HALF * (end - max(start, at)):
            return []
        if not is_end and set(rest) & set(stream.words[at + count : end]):
            return []  # something was put between the page's words
        if (
            is_end
            and count < BEGUN
            and not (at == self._cursor and self._has_mark(text, said, count))
        ):
            return []
        self._cursor = at + count
        cut = said[count - 1].end
        return [_Piece(signs(text[:cut]), self._cursor - 1), _Piece(_rest(text, cut))]

    def _has_mark(self, text: str, said: Sequence[Word], count: int) -> bool:
        """Return whether one of the first few words of a line is a mark of the page."""
        del text
        return any(one.word in self._marks for one in said[:count])

    def _within(self, text: str, said: Sequence[Word], plain: Sequence[str]) -> list[_Piece]:
        """Return a line that holds most of a part, with others between or before, in its pieces."""
        stream = self._stream
        part = self._most_like(plain)
        if part is None:
            return []
        start, end = part
        matcher = SequenceMatcher(None, plain, stream.words[start:end], autojunk=False)
        blocks = [
            one for one in matcher.get_matching_blocks() if one.size > 1 or _at_edge(one, plain)
        ]
        if sum(one.size for one in blocks) < HALF * (end - start):
            return []
        pieces: list[_Piece] = []
        at = 0
        for block in blocks:
            if block.a > at:
                before = said[at - 1].end if at else 0
                pieces.append(_Piece(_rest(text[: said[block.a].start], before)))
            if block.size:
                pieces.append(_Piece("", start + block.b + block.size - 1))
            at = block.a + block.size
        if at < len(said):
            pieces.append(_Piece(_rest(text, said[at - 1].end)))
        self._cursor = end
        own = "\u2026 ".join(one.text for one in pieces if words(one.text))
        page = _Piece(signs(text) if not signs(own) else "", end - 1)
        return [page, _Piece(own)] if own else [page]

    def _most_like(self, plain: Sequence[str]) -> tuple[int, int] | None:
        """Return the part that shares the most runs of words with a line; None where none does."""
        votes: dict[tuple[int, int], int] = {}
        for number, word in enumerate(plain):
            run = [word] if word in self._marks else plain[number : number + GRAM]
            if len(run) < GRAM and word not in self._marks:
                continue
            for at in self._stream.places(run)[:20]:
                part = self._stream.part(at)
                votes[part] = votes.get(part, 0) + len(run)
        return max(votes, key=lambda part: (votes[part], part[0] >= self._cursor), default=None)

    # What the mentor said

    def _line(self, pieces: Sequence[_Piece], critic: Critic) -> None:
        for piece in pieces:
            if piece.at is not None:
                self._close()
                mark = self._stream.mark(piece.at)
                self._place, self._named = mark if mark != self._own else "", None
                self._is_headed = False
            text, inserted = critic.parted(piece.text)
            if piece.at is None or text:
                self._say(text)
            for said in inserted:
                self._close()
                self._add(said)

    def _say(self, text: str) -> None:
        """Take a line of the mentor's."""
        if not words(text):
            if text.strip() or self._named is None or self._is_headed:
                self._open.append(text.strip())
                return
            self._close()
            self._named = None
            return
        marks = [found for found in MARK.finditer(text) if found[1].lower() in self._marks]
        if marks and _LEAD.match(text[: marks[0].start()]):
            self._close()
            self._named = marks[0][1].lower()
            text = text[marks[0].end() :].lstrip(" \t:*_.,)]–—-\\")
            self._is_headed = not words(text)
            if self._is_headed:
                return
        elif marks and not any(self._open):
            self._named = marks[0][1].lower()
        self._open.append(text.rstrip())

    def _close(self) -> None:
        """End the remark that is being read."""
        said = quotes.joined(self._open).strip()
        self._open.clear()
        if words(said):
            self._add(said)

    def _add(self, said: str) -> None:
        mark = self._place if self._named is None else self._named
        self.remarks.append(Remark(mark if mark != self._own else "", said))


def _bounds(found: Sequence[Line], pieces: Sequence[list[_Piece]]) -> tuple[int, int, int]:
    """Return how deep the mentor's own lines are, and between which lines the page stands."""
    own = [
        line.depth
        for line, some in zip(found, pieces, strict=True)
        if line.kind is Kind.SAID and words(line.text) and not _is_page(some)
    ]
    seen = [number for number, some in enumerate(pieces) if _is_page(some)]
    return min(own, default=0), seen[0] if seen else len(found), seen[-1] if seen else -1


def _is_page(pieces: Sequence[_Piece]) -> bool:
    return any(piece.at is not None for piece in pieces)


def _at_edge(block: tuple[int, int, int], plain: Sequence[str]) -> bool:
    return block[2] == 1 and (block[0] == 0 or block[0] == len(plain) - 1)


def _rest(text: str, start: int) -> str:
    """Return a text from a place on, without what ended the words before."""
    rest = text[start:]
    return rest.lstrip(_EDGE + "-\u2013\u2014>").rstrip(" \t[(").strip()


def lines_of(remarks: Sequence[Remark]) -> Iterator[tuple[str, str]]:
    """Yield each line of remarks with the mark it stands under."""
    for mark, text in remarks:
        for line in text.split("\n"):
            yield mark, _BULLET.sub("", line)
