"""`valley export` and `valley import`."""

from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley import dates, files
from valley.cli.log import matcher
from valley.cli.options import FromDay, Json, ToDay, past_day
from valley.cli.session import Session
from valley.errors import CannotWrite, InvalidInput
from valley.exchange.detect import Form
from valley.workdays import local_day

if TYPE_CHECKING:
    from valley.exchange.intake import Intake
    from valley.exchange.records import Document
    from valley.model import Entry

app = typer.Typer()

SHOWN = 20  # entries that a dry run lists
class ExportFormat(StrEnum):
    """What an export can be."""

    MD = "md"
    JSON = "json"


@app.command(epilog="This week for your mentor: valley export --week 2026-W10 week.md")
def export(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="[FILE]", help="Where to; - is stdout.")] = "-",
    form: Annotated[
        ExportFormat | None, typer.Option("--format", help="Default: by FILE's ending, else md.")
    ] = None,
    first: FromDay = None,
    last: ToDay = None,
    week: Annotated[str | None, typer.Option(metavar="WEEK", help="An ISO week: 2026-W12.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write a page for a mentor, or the whole journal."""
    session: Session = ctx.obj
    start, end = past_day(session, first) or date.min, past_day(session, last) or date.max
    if week is not None:
        start, end = dates.parse_week(week)
    text = _text(session, form or _format_of(file), start, end)
    if file == "-":
        typer.echo(text, nl=False)
        return
    path = Path(file)
    if path.exists() and not force:
        raise CannotWrite(f"{path} is there already; --force replaces it.")
    files.write_whole(path, text.encode())
    session.tell(f"Written to {path}.")


def _text(session: Session, form: ExportFormat, first: date, last: date) -> str:
    entries = list(session.journal.entries(first, last))[::-1]
    if form is ExportFormat.JSON:
        from valley.exchange import json_document

        records = (session.record(entry) | {"guessed": entry.guessed} for entry in entries)
        reviews = session.journal.reviews(first, last)
        return "".join(json_document.write(records, reviews, session.journal.names()))
    from valley.exchange.markdown import page
    from valley.insight.recurring import recurring

    since = first if first > date.min else entries[0].day if entries else session.today
    until = last if last < date.max else session.today
    return page(
        entries,
        first=since,
        last=until,
        today=session.today,
        recurring=recurring(entries, since=since, today=until),
        workdays=session.workdays,
    )


def _format_of(file: str) -> ExportFormat:
    ending = Path(file).suffix.removeprefix(".").casefold()
    return ExportFormat(ending) if ending in set(ExportFormat) else ExportFormat.MD


@app.command("import", epilog="First look at what would come in: valley import old.csv --dry-run")
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to take in; - is stdin.")],
    form: Annotated[Form, typer.Option("--format", help="auto tells them apart.")] = Form.AUTO,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad records out and take the rest.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="A column of a CSV: happened=Notes."),
    ] = None,
    encoding: Annotated[str, typer.Option(help="What the file is in: windows-1252.")] = "utf-8",
    time_format: Annotated[
        str, typer.Option(metavar="FORMAT", help="jrnl's timeformat: '%d.%m.%Y %H:%M'.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Take entries in from a file; twice changes nothing, and undo takes all of it back."""
    from valley.exchange import detect
    from valley.exchange.intake import take_in
    from valley.exchange.source import Source
    from valley.ui.progress import progress

    session: Session = ctx.obj
    day_ends_at = session.settings.day_ends_at
    with Source(file, encoding=encoding) as source:
        with progress(f"Reading {file.name}", source.size, plain=session.plain) as source.watch:
            document = detect.read(
                source,
                form,
                day_of=lambda moment: local_day(moment, day_ends_at=day_ends_at),
                columns=_columns(columns or []),
                time_format=time_format,
            )
            intake = take_in(
                document.records,
                known=session.journal.entries(),
                recogniser=session.recogniser,
                now=session.now,
            )
    refused = bool(intake.problems) and not skip_bad
    if not refused and not dry_run:
        _keep(session, intake, document)
    for remark in document.remarks:
        session.tell(remark)
    _report(session, file, intake, refused=refused, dry_run=dry_run, as_json=as_json)


def _columns(given: list[str]) -> dict[str, str]:
    """Read which column holds which field.

    Raises:
        InvalidInput: It is not so written, or there is no such field.
    """
    from valley.exchange.csv_table import COLUMNS

    pairs = dict(one.partition("=")[::2] for one in given)
    for field, column in pairs.items():
        if field not in COLUMNS or not column:
            raise InvalidInput(
                f"--map takes FIELD=COLUMN, as happened=Notes; fields are {', '.join(COLUMNS)}."
            )
    return pairs


def _keep(session: Session, intake: "Intake", document: "Document") -> None:
    """Write what is new, as one change."""
    from valley.ui.progress import progress

    with (
        progress("Writing", intake.added, plain=session.plain) as advance,
        session.journal.change(f"the import of {_entries(intake.added)}") as change,
    ):
        while intake.entries:
            change.add(intake.entries.popleft())
            advance(1)
        for review in document.reviews:
            change.add_review(review)
        for old, new in document.names.items():
            change.add_name(old, new)


def _report(
    session: Session, file: Path, intake: "Intake", *, refused: bool, dry_run: bool, as_json: bool
) -> None:
    """Say what came of a file.

    Raises:
        InvalidInput: Bad records kept everything out.
    """
    if as_json:
        problems = [{"line": bad.line, "why": bad.why} for bad in intake.problems]
        added = 0 if refused else intake.added
        counts = {"read": intake.read, "added": added, "skipped": intake.skipped}
        session.emit(counts | {"problems": problems})
    else:
        for bad in intake.problems:
            session.tell(f"{file}, line {bad.line}: {bad.why}")
    if refused:
        count = len(intake.problems)
        told = "1 record is" if count == 1 else f"{count} records are"
        raise InvalidInput(
            f"Nothing was imported: {told} bad of {intake.read}; --skip-bad takes the rest."
        )
    if as_json:
        return
    if dry_run:
        for entry in islice(intake.entries, SHOWN):
            session.say(_in_a_line(entry))
        if (more := intake.added - SHOWN) > 0:
            session.say(f"… and {more} more")
    if not intake.read:
        session.tell(f"{file} holds no entries.")
        return
    did = "Would add" if dry_run else "Added"
    left_out = f", {len(intake.problems)} bad left out" if intake.problems else ""
    session.tell(
        f"{did} {_entries(intake.added)} of {intake.read} read from {file};"
        f" {intake.skipped} there already{left_out}."
    )


def _in_a_line(entry: "Entry") -> str:
    """Show an entry that would come in."""
    from valley.ui.sentences import short

    with_it = [word for word in ("reason", "action") if getattr(entry, word)]
    tail = f" ({', '.join(with_it)})" if with_it else ""
    return f"{entry.day}  {short(entry.happened, 60)}{tail}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
