"""`valley export`: a page for a mentor, a table, a calendar, or the whole journal."""

import sys
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley import dates
from valley.cli.delivery import check_target, deliver
from valley.cli.log import named_entry
from valley.cli.options import (
    Excuse,
    FromDay,
    OfWeek,
    Tag,
    ToDay,
    argument,
    excuse_meant,
    flag,
    option,
    period,
)
from valley.cli.output import Output, run_of
from valley.coach.catalogue import title
from valley.entry.matching import matching
from valley.errors import InvalidInput
from valley.exchange.formats import ExportFormat, Writing
from valley.exchange.selection import Choice, Selection, redact, select
from valley.redaction.redact import Redaction
from valley.session import Session
from valley.ui.numbers_sentences import NO_NUMBERS

if TYPE_CHECKING:
    from valley.ui.progress import Advance

app = typer.Typer()


@app.command(epilog="This week for your mentor: valley export --week 2026-W10 week.html")
def export(
    ctx: typer.Context,
    file: Annotated[str, argument("[FILE]", "Where to; - is stdout.")] = "-",
    form: Annotated[
        ExportFormat | None, flag("--format", "Default: by FILE's ending, else md.")
    ] = None,
    first: FromDay = None,
    last: ToDay = None,
    week: OfWeek = None,
    excuse: Excuse = None,
    tag: Tag = None,
    which: Annotated[
        list[str] | None, option("ID", "Only this entry, and others.", "--entry")
    ] = None,
    redacted: Annotated[
        bool, flag("--redact", "Names, amounts, addresses: Client A, amount 1.")
    ] = False,
    front_matter: Annotated[
        bool, flag("--front-matter", "md: begin with YAML, as for Obsidian.")
    ] = False,
    bom: Annotated[bool, flag("--bom", "csv: a mark by which Excel knows UTF-8.")] = False,
    numbers: Annotated[bool, flag("--numbers", "md, html: your own numbers, too.")] = False,
    force: Annotated[bool, flag("--force", "Replace a file that is there.")] = False,
) -> None:
    """Write a page, a table, a calendar, or the whole journal."""
    session, out = run_of(ctx)
    form = form or _format_of(file)
    path = None if file == "-" else Path(file)
    if path:
        check_target(path, force=force)
    between = period(session, out, first, last)
    if week is not None:
        between = dates.parse_week(week)
    excuse = excuse_meant(session, out, excuse)
    choice = _choice(session, between, excuse, tag, which or [])
    selection = select(session.journal, choice, today=session.today)
    if redacted:
        agreed = _redacted(session, out, selection)
        if agreed is None:
            out.tell("Nothing was written.")
            return
        selection = agreed
    # A redacted text names no account any more.
    derived = session.rules.derived if redacted else session.derived
    if numbers and not selection.numbers:
        out.tell(NO_NUMBERS)
    how = Writing(
        session.today,
        session.rules,
        derived,
        out.tell,
        front_matter=front_matter,
        bom=bom,
        numbers=numbers,
    )
    with _progress(session, path) as advance:
        pieces = form.write(selection.counted(advance), how)
        deliver(pieces, path, is_json=form is ExportFormat.JSON)
    if path is not None:
        clear = ", in clear" if session.journal.is_encrypted else ""
        out.tell(f"Written to {path}{clear}.", of=path)


def _choice(
    session: Session,
    between: tuple[date | None, date | None],
    excuse: str | None,
    tag: str | None,
    which: list[str],
) -> Choice:
    """Return what is asked for.

    Raises:
        NotFound: An entry that was named is not there.
    """
    named = [named_entry(session, one) for one in which]
    only = [f"the excuse “{title(excuse)}”"] if excuse else []
    only += [f"the tag {tag}"] if tag else []
    only += ["an id that was asked for"] if named else []
    return Choice(
        first=between[0],
        last=between[1],
        test=matching(excuse=excuse, tag=tag),
        named=named,
        only=" and ".join(only),
    )


def _redacted(session: Session, out: Output, selection: Selection) -> Selection | None:
    """Replace names and show what was replaced; None where it is not to be written like this."""
    from valley.ui.progress import progress
    from valley.ui.redaction import in_short, lines

    values = session.settings.values
    redaction = Redaction(
        always=values["redact_always"], never=values["redact_never"], book=session.journal.book
    )
    with progress("Replacing names", 0, plain=session.plain) as advance:
        selection = redact(selection, redaction, advance)
    preview = redaction.preview()
    if not session.is_terminal:
        out.tell(in_short(preview.replaced, preview.kept))
        return selection
    for line in lines(preview.replaced, preview.kept):
        out.tell(line)
    return selection if out.confirm("Write it like this?") else None


def _progress(session: Session, path: Path | None) -> "AbstractContextManager[Advance]":
    """Show how far it is, where that is not drawn between what is written."""
    from valley.ui.progress import progress

    if path is None and sys.stdout.isatty():
        return nullcontext(lambda _: None)
    return progress("Writing", 0, plain=session.plain)


def _format_of(file: str) -> ExportFormat:
    """Return the format that goes by the ending of a file.

    Raises:
        InvalidInput: None does.
    """
    ending = Path(file).suffix.removeprefix(".").casefold()
    ending = {"": "md", "markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in set(ExportFormat):
        known = ", ".join(ExportFormat)
        raise InvalidInput(
            f"No format goes by the ending of {file}; give one by --format: {known}."
        )
    return ExportFormat(ending)
