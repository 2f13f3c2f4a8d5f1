"""HTML in a cell, as CRMs hand their notes out, to text."""

import re
from html.parser import HTMLParser

# What makes a text HTML: an element that ends a line, which nobody types in a plain note.
_HTML = re.compile(r"<(?:br|/?(?:p|div|li|ul|ol|table|tr|h[1-6]))(?:\s[^<>]*)?/?>", re.IGNORECASE)
_BREAKS = {"br", "p", "div", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = {"script", "style", "head", "title"}


def is_html(text: str) -> bool:
    """Return whether a text is HTML, and no text with a sign in it."""
    return "<" in text and bool(_HTML.search(text))


def plain(text: str) -> str:
    """Return what HTML says, a line for each of its lines and blocks; another text as it is."""
    if not is_html(text):
        return text
    reader = _Reader()
    reader.feed(text)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    """Collects the text of HTML; nothing in it is followed or run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line, or what is not shown."""
        del attrs
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line, or what is not shown."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is shown; a line end in HTML is a space."""
        if not self._hidden:
            self.said.append(data.replace("\n", " "))
