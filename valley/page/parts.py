"""A page as parts in order, from which Markdown, HTML and what is known of it again are made."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from hashlib import sha256
from html import escape
from typing import NamedTuple

from valley.page.markdown import as_text, in_line
from valley.ui.text import visible


class Form(StrEnum):
    """How a part stands on the page."""

    TITLE = "title"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    NUMBERED = "numbered"
    BELOW = "below"  # an item of the item before
    ROW = "row"


class Part(NamedTuple):
    """A part of a page.

    Attributes:
        form: How it stands there.
        text: What it says, somebody's words.
        label: What stands before it.
        mark: The mark by which it is answered; empty where it is answered with what it stands under.
        after: What stands behind it, the page's own words.
    """

    form: Form
    text: str
    label: str = ""
    mark: str = ""
    after: str = ""

    @property
    def said(self) -> str:
        """All of it in one line, as it is known again."""
        mark = f"[{self.mark}]" if self.mark else ""
        return " ".join(filter(None, (self.label, self.text, self.after, mark)))


def mark_of(what: str, taken: Iterable[str] = ()) -> str:
    """Return a short mark for something: letters and digits, so that it is no number and no word.

    Args:
        what: What it is for.
        taken: Marks that others have.
    """
    others = set(taken)
    digits, at, length = sha256(what.encode()).hexdigest(), 0, 4
    while True:
        mark = digits[at : at + length]
        if len(mark) < length:
            digits, at = sha256(digits.encode()).hexdigest(), 0
        elif mark in others or mark.isdigit() or mark.isalpha() or "e" in mark[1:-1]:
            at += 1  # nor is it a number with an exponent
        else:
            return mark


def known_by(parts: Iterable[Part]) -> Iterator[tuple[str, str]]:
    """Yield the mark by which each part is answered, and what it says: a reason by its entry's."""
    mark = ""
    for part in parts:
        mark = part.mark or ("" if part.form in _HEADS else mark)
        yield mark, part.said


def markdown(parts: Sequence[Part]) -> str:
    """Return a page as CommonMark: what somebody wrote is text in it and nothing else."""
    return "\n".join(_lines(parts)) + "\n"


_LEADS = {Form.ITEM: "- ", Form.BELOW: "  - ", Form.NUMBERED: "1. "}
_HEADS = {Form.TITLE: "# ", Form.SECTION: "## ", Form.HEADING: "### "}


def _lines(parts: Sequence[Part]) -> Iterator[str]:
    before: Form | None = None
    number = 0
    for part in parts:
        number = number + 1 if part.form is Form.NUMBERED else 0
        listed = part.form in _LEADS and before in _LEADS
        if before is not None and not listed and not (part.form is before is Form.ROW):
            yield ""
        mark = f" [{part.mark}]" if part.mark else ""
        after = f" {as_text(part.after)}" if part.after else ""
        if part.form is Form.ROW:
            if before is not Form.ROW:
                yield "| | |\n| --- | --- |"
            yield f"| {as_text(part.label)} | {as_text(part.text)}{after}{mark} |"
        elif part.form in _HEADS:
            yield f"{_HEADS[part.form]}{in_line(part.text)}{after}{mark}"
        else:
            lead = f"{number}. " if part.form is Form.NUMBERED else _LEADS.get(part.form, "")
            label = f"{as_text(part.label)} " if part.label else ""
            said = in_line(part.text, " " * len(lead)) if label else _begun(part.text, lead)
            yield f"{lead}{label}{said}{after}{mark}"
        before = part.form


def _begun(text: str, lead: str) -> str:
    return in_line(text, " " * len(lead))


_ELEMENTS = {Form.TITLE: "h1", Form.SECTION: "h2", Form.HEADING: "h3", Form.TEXT: "p"}
_LISTS = {Form.ITEM: "ul", Form.BELOW: "ul", Form.NUMBERED: "ol", Form.ROW: "table"}


def html(parts: Sequence[Part], title: str) -> str:
    """Return a page as one HTML file: no script, nothing fetched, for screen and paper."""
    from valley.page.html import style  # with the pictures of the other page

    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(visible(title))}</title>\n<style>\n{style()}</style>\n</head>\n<body>\n"
        f'<main class="exchange">\n{"".join(_elements(parts))}</main>\n</body>\n</html>\n'
    )


def _elements(parts: Sequence[Part]) -> Iterator[str]:
    opened: list[str] = []  # the lists that are open, each by its element

    def closed(keep: int) -> Iterator[str]:
        while len(opened) > keep:
            name = opened.pop()
            yield f"</{name}>\n" if name == "table" else f"</li></{name}>\n"

    for part in parts:
        name = _LISTS.get(part.form)
        depth = 0 if name is None else 2 if part.form is Form.BELOW and opened else 1
        yield from closed(depth if opened[depth - 1 : depth] == [name] else max(depth - 1, 0))
        if name is None:
            element = _ELEMENTS[part.form]
            yield f"<{element}>{_inside(part)}</{element}>\n"
        elif part.form is Form.ROW:
            if len(opened) < depth:
                opened.append(name)
                yield "<table>\n"
            label = f'<th scope="row">{escape(visible(part.label))}</th>'
            yield f"<tr>{label}<td>{_inside(part._replace(label=''))}</td></tr>\n"
        else:
            yield "</li>\n" if len(opened) == depth else f"<{name}>\n"
            if len(opened) < depth:
                opened.append(name)
            yield f"<li>{_inside(part)}"
    yield from closed(0)


def _inside(part: Part) -> str:
    label = f'<span class="label">{escape(visible(part.label))}</span> ' if part.label else ""
    said = f'<span class="said" dir="auto">{escape(visible(part.text.strip()))}</span>'
    after = f" <small>{escape(visible(part.after))}</small>" if part.after else ""
    mark = f' <span class="mark">[{part.mark}]</span>' if part.mark else ""
    return f"{label}{said}{after}{mark}"
