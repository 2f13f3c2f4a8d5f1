"""What an HTML answer says, as text: its blocks as lines, its quotes under `>`.

Python's own parser takes time of the square of some texts; what is needed here is little.
"""

import re
from html import unescape

_PAGE = re.compile(
    r"<(?:!doctype|html|head|body|meta|div|p|table|span|font|blockquote)\b", re.IGNORECASE
)
_PIECES = re.compile(r"(<[^<>]*>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_HIDDEN = {"script", "style", "title", "head"}
_LINES = {"div", "tr", "li", "section", "header", "footer", "article", "main", "hr", "dd", "dt"}
_BLOCKS = {"p", "ul", "ol", "table", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
DEEPEST = 20  # quotes in quotes


def is_page(text: str) -> bool:
    """Return whether a text is HTML from its beginning on."""
    return bool(_PAGE.match(text.lstrip()))


def plain(text: str) -> str:
    """Return what HTML says."""
    reader = _Reader()
    for piece in _PIECES.split(_without_comments(text)):
        reader.take(piece)
    reader.end_line()
    return "\n".join(reader.lines)


class _Reader:
    """The lines of a page, as its pieces come."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line: list[str] = []
        self._depth = 0
        self._hidden = ""
        self._is_laid_out = False

    def take(self, piece: str) -> None:
        """Take a tag, or a text."""
        tag = _TAG.match(piece)
        if tag is None:
            if not self._hidden and not piece.startswith("<!"):
                self._text(unescape(piece))
            return
        name, closes = tag[2].lower(), bool(tag[1])
        if self._hidden:
            over = (closes and name == self._hidden) or (self._hidden == "head" and name == "body")
            self._hidden = "" if over else self._hidden
        elif name in _HIDDEN:
            self._hidden = "" if closes else name
        else:
            self._tag(name, closes=closes)

    def end_line(self) -> None:
        """End the line, where something stands in it."""
        said = "".join(self._line)
        said = said if self._is_laid_out else " ".join(said.split())
        if said.strip():
            self.lines.append("> " * self._depth + said)
        self._line.clear()

    def _text(self, text: str) -> None:
        text = text.replace("\xa0", " ")
        if not self._is_laid_out:
            self._line.append(re.sub(r"\s", " ", text))
            return
        first, *others = text.split("\n")
        self._line.append(first)
        for line in others:
            self.end_line()
            self._line.append(line)

    def _tag(self, name: str, *, closes: bool) -> None:
        if name == "blockquote":
            self._gap()
            self._depth = min(max(self._depth + (-1 if closes else 1), 0), DEEPEST)
        elif name == "br":
            if any(part.strip() for part in self._line):
                self.end_line()
            else:
                self._blank()
        elif name in _BLOCKS:
            self._gap()
            self._is_laid_out = name == "pre" and not closes
        elif name in _LINES:
            self.end_line()
            self._line += ["- "] if name == "li" and not closes else []
        elif name in _CELLS and closes:
            self._line.append(" | ")

    def _gap(self) -> None:
        self.end_line()
        self._blank()

    def _blank(self) -> None:
        self._line.clear()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self._depth)


def _without_comments(text: str) -> str:
    """Leave out comments, which Outlook puts much into."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + len("-->")
    return "".join([*kept, text[at:]])
