"""`valley export`: a page for a mentor, a table, a calendar, or the whole journal."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from valley import dates, files
from valley.cli.log import Test, matcher, named_entry
from valley.cli.options import FromDay, ToDay, period
from valley.cli.output import Output, run_of
from valley.cli.stoppable import stoppable
from valley.errors import CannotWrite, InvalidInput
from valley.journal import IN_ORDER
from valley.session import Session

if TYPE_CHECKING:
    from valley.exchange.selection import Selection
    from valley.model import Entry, Review
    from valley.redaction.redact import Preview
    from valley.ui.progress import Advance

app = typer.Typer()

BLOCK = 1 << 16  # characters that are written at once


class ExportFormat(StrEnum):
    """What an export can be."""

    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"


TABLES = {ExportFormat.JSON, ExportFormat.CSV}  # entry by entry, whatever the others say


class Choice(NamedTuple):
    """Which entries are asked for.

    Attributes:
        start: The first day; None from the beginning.
        end: The last day; None to the end.
        tests: What an entry must pass beside the period.
        named: Entries that were named, oldest first; then no others.
        only: What they are chosen by beside the period, in words.
    """

    start: date | None
    end: date | None
    tests: "list[Test]"
    named: "list[Entry]"
    only: str

    def entries(self, session: Session, since: date | None = None) -> "Iterator[Entry]":
        """Yield them, oldest first, volume by volume; those from an earlier day on, if that is given."""
        first, last = since or self.start or date.min, self.end or date.max
        found = self.named or session.journal.entries(first, last, oldest_first=True)
        return (entry for entry in found if all(test(entry) for test in self.tests))

    def reviews(self, session: Session) -> "Iterator[Review]":
        """Yield the reviews of the period, where nothing else was chosen by."""
        first, last = self.start or date.min, self.end or date.max
        return iter(()) if self.only else session.journal.reviews(first, last)

    def names(self, session: Session) -> dict[str, str]:
        """Tell what excuses were renamed to, likewise."""
        return {} if self.only else dict(session.journal.names())


@app.command(epilog="This week for your mentor: valley export --week 2026-W10 week.html")
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to; - is stdout.")] = "-",
    form: Annotated[
        ExportFormat | None, typer.Option("--format", help="Default: by FILE's ending, else md.")
    ] = None,
    first: FromDay = None,
    last: ToDay = None,
    week: Annotated[str | None, typer.Option(metavar="WEEK", help="An ISO week: 2026-W12.")] = None,
    excuse: Annotated[str | None, typer.Option(metavar="NAME", help="Only this excuse.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="T", help="Only this tag.")] = None,
    which: Annotated[
        list[str] | None, typer.Option("--entry", metavar="ID", help="Only this entry, and others.")
    ] = None,
    redact: Annotated[
        bool, typer.Option("--redact", help="Names, amounts, addresses: Client A, amount 1.")
    ] = False,
    front_matter: Annotated[
        bool, typer.Option("--front-matter", help="md: begin with YAML, as for Obsidian.")
    ] = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="csv: a mark by which Excel knows UTF-8.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a page for a mentor, a table, a calendar, or the whole journal."""
    session, out = run_of(ctx)
    form = form or _format_of(file)
    path = None if file == "-" else Path(file)
    if path and path.exists() and not force:
        raise CannotWrite(f"{path} is there already; --force replaces it. Nothing was written.")
    if path and not path.parent.exists():
        raise CannotWrite(
            f"The folder {path.parent} is not there; make it, then try again. Nothing was written."
        )
    choice = _choice(session, out, first, last, week, excuse, tag, which or [])
    if form in TABLES and not redact:
        with _progress(session, "Writing", path) as advance:
            entries = choice.entries(session)
            reviews, names = choice.reviews(session), choice.names(session)
            _put(path, form, _rows(session, form, entries, reviews, names, advance, bom=bom))
    else:
        with _progress(session, "Reading", path) as advance:
            selection = _selection(session, choice, advance)
        if redact:
            selection, preview = _redact(session, selection)
            if not _agreed(session, out, preview):
                out.tell("Nothing was written.")
                return
        with _progress(session, "Writing", path, len(selection.entries)) as advance:
            page = _page(session, form, selection, advance, front_matter=front_matter, bom=bom)
            _put(path, form, page)
        if form is ExportFormat.ICS and not any(
            one.action and one.due for one in selection.entries
        ):
            out.tell("No promise in it has a due day, so the calendar is empty.")
    if path is not None:
        clear = ", in clear" if session.journal.is_encrypted else ""
        out.tell(f"Written to {path}{clear}.")


def _choice(
    session: Session,
    out: Output,
    first: str | None,
    last: str | None,
    week: str | None,
    excuse: str | None,
    tag: str | None,
    which: list[str],
) -> Choice:
    """Understand what is asked for.

    Raises:
        InvalidInput: A day or week is not understood, or the period ends before it begins.
        NotFound: An entry that was named is not there.
    """
    from valley.coach.catalogue import title

    start, end = period(session, out, first, last)
    if week is not None:
        start, end = dates.parse_week(week)
    named = [named_entry(session, one) for one in which]
    only = [f"the excuse “{title(excuse)}”"] if excuse else []
    only += [f"the tag {tag}"] if tag else []
    only += ["an id that was asked for"] if named else []
    return Choice(
        start,
        end,
        matcher(excuse=excuse, theme=None, tag=tag),
        sorted(named, key=IN_ORDER),
        " and ".join(only),
    )


def _selection(session: Session, choice: Choice, advance: "Advance") -> "Selection":
    """Gather what is handed on, with what came before to compare it with."""
    from valley.exchange.selection import Selection
    from valley.page.handout import needed_since

    until = choice.end or session.today
    entries: list[Entry] = []
    for entry in choice.entries(session, choice.start and needed_since(choice.start, until)):
        advance(1)
        entries.append(entry)
    entries.sort(key=IN_ORDER)  # one whose day is of another year than its volume
    first = choice.start or (entries[0].day if entries else session.today)
    chosen = [entry for entry in entries if choice.named or first <= entry.day]
    return Selection(
        first=min(first, chosen[0].day) if chosen else first,
        last=max(until, chosen[-1].day) if chosen else until,
        entries=chosen,
        earlier=[entry for entry in entries if not choice.named and entry.day < first],
        reviews=list(choice.reviews(session)),
        names=choice.names(session),
        only=choice.only,
    )


def _redact(session: Session, selection: "Selection") -> "tuple[Selection, Preview]":
    """Replace names, and tell what was replaced."""
    from valley.exchange.selection import redact
    from valley.redaction.redact import Redaction
    from valley.ui.progress import progress

    values = session.settings.values
    redaction = Redaction(always=values["redact_always"], never=values["redact_never"])
    with progress("Replacing names", len(selection.entries), plain=session.plain) as advance:
        redacted = redact(selection, redaction, advance)
    return redacted, redaction.preview()


def _agreed(session: Session, out: Output, preview: "Preview") -> bool:
    """Show what was replaced; in a terminal, ask whether to write it so."""
    from valley.ui.redaction import in_short, lines

    if not session.is_terminal:
        out.tell(in_short(preview.replaced, preview.kept))
        return True
    for line in lines(preview.replaced, preview.kept):
        out.tell(line)
    return out.confirm("Write it like this?")


def _rows(
    session: Session,
    form: ExportFormat,
    entries: "Iterable[Entry]",
    reviews: "Iterable[Review]",
    names: Mapping[str, str],
    advance: "Advance",
    *,
    bom: bool,
) -> Iterator[str]:
    """Yield a table, or the whole journal, entry by entry."""
    from valley.exchange import csv_table, json_document

    def counted() -> Iterator[dict[str, Any]]:
        for record in session.records(entries, whole=True):
            yield record
            advance(1)

    if form is ExportFormat.CSV:
        return csv_table.write(counted(), bom=bom)
    return json_document.write(counted(), reviews, names)


def _page(
    session: Session,
    form: ExportFormat,
    selection: "Selection",
    advance: "Advance",
    *,
    front_matter: bool,
    bom: bool,
) -> Iterable[str]:
    """Write a selection in a format."""
    if form is ExportFormat.ICS:
        from valley.exchange import ics_calendar

        return [ics_calendar.write(selection.entries).decode()]
    if form in TABLES:
        entries, reviews, names = selection.entries, selection.reviews, selection.names
        return _rows(session, form, entries, reviews, names, advance, bom=bom)
    from valley.page import html, markdown
    from valley.page.handout import handout

    view = handout(
        [*selection.earlier, *selection.entries],
        first=selection.first,
        last=selection.last,
        today=session.today,
        rules=session.rules,
        reviews=selection.reviews,
        only=selection.only,
        redacted=selection.redacted,
    )
    if form is ExportFormat.HTML:
        return [html.page(view, done=advance)]
    return [markdown.page(view, front_matter=front_matter, done=advance)]


def _put(path: Path | None, form: ExportFormat, pieces: Iterable[str]) -> None:
    """Write what comes piece by piece: to a file, whole or not at all, or to stdout.

    Files and pipes get it exactly; a terminal gets nothing that it could obey.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    if path is None and sys.stdout.isatty():
        for piece in pieces:
            sys.stdout.write(_shown(piece, form))
        return
    blocks = _blocks(pieces)
    if path is None:
        for block in blocks:
            typer.echo(block, nl=False)
        return
    first = next(blocks)  # before a file is made: it may ask for the passphrase
    with stoppable():  # no half of a file stays
        files.write_whole(path, chain([first], blocks))


def _shown(piece: str, form: ExportFormat) -> str:
    """Return a piece as a terminal may have it; JSON has escapes of its own."""
    from valley.ui.text import json_text, visible

    if form is ExportFormat.JSON:
        return json_text(piece, sys.stdout)
    return visible(piece.replace("\r\n", "\n"))


def _progress(
    session: Session, what: str, path: Path | None, total: int = 0
) -> "AbstractContextManager[Advance]":
    """Show how far it is, where that is not drawn between what is written."""
    from valley.ui.progress import progress

    if path is None and sys.stdout.isatty():
        return nullcontext(lambda _: None)
    return progress(what, total, plain=session.plain)


def _blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield the pieces in blocks, since each call of the system costs more than a piece."""
    held: list[str] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield _encoded(held)
            held, size = [], 0
    yield _encoded(held)


def _encoded(pieces: list[str]) -> bytes:
    """Encode text; half a surrogate pair, from a damaged file, is shown as what it is."""
    return "".join(pieces).encode(errors="backslashreplace")


def _format_of(file: str) -> ExportFormat:
    ending = Path(file).suffix.removeprefix(".").casefold()
    ending = {"": "md", "markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in set(ExportFormat):
        known = ", ".join(ExportFormat)
        raise InvalidInput(
            f"No format goes by the ending of {file}; give one by --format: {known}."
        )
    return ExportFormat(ending)
