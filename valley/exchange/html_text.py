"""HTML in a cell, as CRMs hand their notes out, to text.

Python's own parser takes time of the square of some texts, and does more than is needed here.
"""

import re
from html import unescape

# What makes a text HTML: an element that ends a line, which nobody types in a plain note.
_HTML = re.compile(r"<(?:br|/?(?:p|div|li|ul|ol|table|tr|h[1-6]))(?:\s[^<>]*)?/?>", re.IGNORECASE)
_PIECES = re.compile(r"(<[^<>]*>)")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*|!)", re.IGNORECASE)
_BREAKS = {"br", "p", "div", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
_HIDDEN = {"script", "style", "title"}


def is_html(text: str) -> bool:
    """Return whether a text is HTML, and no text with a sign in it."""
    return "<" in text and bool(_HTML.search(text))


def plain(text: str) -> str:
    """Return what HTML says, a line for each of its lines and blocks; another text as it is."""
    if not is_html(text):
        return text
    said: list[str] = []
    hidden = ""
    for piece in _PIECES.split(text):
        tag = _TAG.match(piece)
        name = tag[2].lower() if tag else ""
        if hidden:
            hidden = "" if tag and tag[1] and name == hidden else hidden
        elif tag is None:
            said.append(unescape(piece).replace("\n", " "))
        elif name in _BREAKS:
            said.append("\n")
        elif name in _HIDDEN and not tag[1]:
            hidden = name
    lines = (" ".join(line.split()) for line in "".join(said).split("\n"))
    return "\n".join(line for line in lines if line)
