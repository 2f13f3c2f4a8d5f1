"""`valley import`: entries taken in from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley import operations
from valley.cli.options import Json
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.exchange.formats import ImportFormat, Reading
from valley.session import Session
from valley.workdays import local_day

if TYPE_CHECKING:
    from valley.exchange.importer import Imported
    from valley.exchange.records import Document

app = typer.Typer()


@app.command("import", epilog="First look at what would come in: valley import old.csv --dry-run")
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to take in; - is stdin.")],
    form: Annotated[
        ImportFormat, typer.Option("--format", help="auto tells them apart.")
    ] = ImportFormat.AUTO,
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
    """Take entries in from a file; twice changes nothing."""
    from valley.exchange import detect
    from valley.exchange.importer import import_records
    from valley.exchange.source import Source
    from valley.ui.progress import progress

    session, out = run_of(ctx)
    ends_at = session.settings.day_ends_at
    how = Reading(
        day_of=lambda moment: local_day(moment, day_ends_at=ends_at),
        columns=_columns(columns or []),
        time_format=time_format,
    )
    with (
        Source(file, encoding=encoding) as source,
        progress(f"Reading {file.name}", source.size, plain=session.plain) as source.watch,
    ):
        document = detect.read(source, form, how)
        imported = import_records(
            document.records,
            known=session.journal.entries(),
            recogniser=session.recognition.recogniser,
            now=session.now,
        )
    refused = bool(imported.problems) and not skip_bad
    if not refused and not dry_run:
        _save(session, imported, document)
    for remark in document.remarks:
        out.tell(remark)
    _show(out, file, imported, refused=refused, dry_run=dry_run, as_json=as_json)
    if refused:
        count = len(imported.problems)
        told = "1 record is" if count == 1 else f"{count} records are"
        raise InvalidInput(
            f"Nothing was imported: {told} bad of {imported.read}; --skip-bad takes the rest."
        )


def _columns(given: list[str]) -> dict[str, str]:
    """Return which column holds which field.

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


def _save(session: Session, imported: "Imported", document: "Document") -> None:
    from valley.ui.progress import progress

    with progress("Writing", len(imported.entries), plain=session.plain) as advance:
        operations.import_entries(
            session.journal, imported.entries, document.reviews, document.names, advance
        )


def _show(
    out: Output,
    file: Path,
    imported: "Imported",
    *,
    refused: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show what came of a file."""
    from valley.ui import importing, json_views

    problems = [(bad.line, bad.why) for bad in imported.problems]
    entries = () if refused else imported.entries
    if as_json:
        out.emit(json_views.imported(imported.read, len(entries), imported.skipped, problems))
        return
    for line in importing.problems(str(file), problems):
        out.tell(line)
    if refused:
        return
    for line in importing.preview(entries) if dry_run else ():
        out.say(line)
    counts = imported.read, len(entries), imported.skipped, len(problems)
    out.tell(importing.summary(str(file), *counts, dry_run=dry_run))
