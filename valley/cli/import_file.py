"""`valley import`: entries taken in from a file."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley.cli.options import Json
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.exchange.records import Form
from valley.session import Session
from valley.workdays import local_day

if TYPE_CHECKING:
    from valley.exchange.importer import Imported
    from valley.exchange.records import Document
    from valley.model import Entry

app = typer.Typer()

SHOWN = 20  # entries of a dry run, or bad records, that are listed


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
    """Take entries in from a file; twice changes nothing."""
    from valley.exchange import detect
    from valley.exchange.importer import import_records
    from valley.exchange.source import Source
    from valley.ui.progress import progress

    session, out = run_of(ctx)
    day_ends_at = session.settings.day_ends_at
    with (
        Source(file, encoding=encoding) as source,
        progress(f"Reading {file.name}", source.size, plain=session.plain) as source.watch,
    ):
        document = detect.read(
            source,
            form,
            day_of=lambda moment: local_day(moment, day_ends_at=day_ends_at),
            columns=_columns(columns or []),
            time_format=time_format,
        )
        imported = import_records(
            document.records,
            known=session.journal.entries(),
            recogniser=session.recognition.recogniser,
            now=session.now,
        )
    refused = bool(imported.problems) and not skip_bad
    if not refused and not dry_run:
        _keep(session, imported, document)
    for remark in document.remarks:
        out.tell(remark)
    _report(out, file, imported, refused=refused, dry_run=dry_run, as_json=as_json)


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


def _keep(session: Session, imported: "Imported", document: "Document") -> None:
    """Write what is new, as one change."""
    from valley.ui.progress import progress

    del session.recognition  # what it learned of a whole life takes memory, and has served
    with (
        progress("Writing", imported.added, plain=session.plain) as advance,
        session.journal.change(f"the import of {_entries(imported.added)}") as change,
    ):
        while imported.entries:
            change.add(imported.entries.popleft())
            advance(1)
        for review in document.reviews:
            change.add_review(review)
        for old, new in document.names.items():
            change.add_name(old, new)


def _report(
    out: Output,
    file: Path,
    imported: "Imported",
    *,
    refused: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Say what came of a file.

    Raises:
        InvalidInput: Bad records kept everything out.
    """
    if as_json:
        problems = [{"line": bad.line, "why": bad.why} for bad in imported.problems]
        added = 0 if refused else imported.added
        counts = {"read": imported.read, "added": added, "skipped": imported.skipped}
        out.emit(counts | {"problems": problems})
    else:
        for bad in imported.problems[:SHOWN]:
            out.tell(f"{file}, line {bad.line}: {bad.why}")
        if (more := len(imported.problems) - SHOWN) > 0:
            out.tell(f"… and {more} more")
    if refused:
        count = len(imported.problems)
        told = "1 record is" if count == 1 else f"{count} records are"
        raise InvalidInput(
            f"Nothing was imported: {told} bad of {imported.read}; --skip-bad takes the rest."
        )
    if as_json:
        return
    if dry_run:
        for entry in islice(imported.entries, SHOWN):
            out.say(_in_a_line(entry))
        if (more := imported.added - SHOWN) > 0:
            out.say(f"… and {more} more")
    if not imported.read:
        out.tell(f"{file} holds no entries.")
        return
    did = "Would add" if dry_run else "Added"
    left_out = f", {len(imported.problems)} bad left out" if imported.problems else ""
    out.tell(
        f"{did} {_entries(imported.added)} of {imported.read} read from {file};"
        f" {imported.skipped} there already{left_out}."
    )


def _in_a_line(entry: "Entry") -> str:
    """Show an entry that would come in."""
    from valley.model import short

    with_it = [word for word in ("reason", "action") if getattr(entry, word)]
    tail = f" ({', '.join(with_it)})" if with_it else ""
    return f"{entry.day}  {short(entry.happened, 60)}{tail}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
