"""`valley export` and `valley import`."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley import dates, files
from valley.cli.options import FromDay, Json, ToDay, past_day
from valley.cli.session import Session
from valley.errors import CannotWrite, InvalidInput

if TYPE_CHECKING:
    from valley.exchange.intake import Intake
    from valley.model import Entry

app = typer.Typer()


class ExportFormat(StrEnum):
    """What an export can be."""

    MD = "md"
    JSON = "json"


class ImportFormat(StrEnum):
    """What an import can be."""

    AUTO = "auto"
    JSON = "json"
    JSONL = "jsonl"


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


@app.command("import", epilog="First look at what would come in: valley import old.jsonl --dry-run")
def import_file(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to take in.")],
    form: Annotated[
        ImportFormat, typer.Option("--format", help="auto tells them apart.")
    ] = ImportFormat.AUTO,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad records out and take the rest.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take entries in from a file; twice changes nothing."""
    from valley.exchange.intake import take_in

    session: Session = ctx.obj
    found = _read(file, form)
    recogniser = session.recogniser
    intake = take_in(
        found["entries"], known=session.journal.entries(), recogniser=recogniser, now=session.now
    )
    refused = bool(intake.problems) and not skip_bad
    if not refused and not dry_run:
        with session.journal.change(f"the import of {len(intake.entries)} entries") as change:
            for entry in intake.entries:
                change.add(entry)
            for review in found["reviews"]:
                change.add_review(review)
            for old, new in found["names"].items():
                change.add_name(old, new)
    _report(session, file, intake, refused=refused, dry_run=dry_run, as_json=as_json)


def _report(
    session: Session, file: Path, intake: "Intake", *, refused: bool, dry_run: bool, as_json: bool
) -> None:
    """Say what came of a file.

    Raises:
        InvalidInput: Bad records kept everything out.
    """
    if as_json:
        problems = [{"line": bad.line, "why": bad.why} for bad in intake.problems]
        added = 0 if refused else len(intake.entries)
        counts = {"read": intake.read, "added": added, "skipped": intake.skipped}
        session.emit(counts | {"problems": problems})
    else:
        for bad in intake.problems:
            session.tell(f"{file}, line {bad.line}: {bad.why}")
    if refused:
        count = len(intake.problems)
        raise InvalidInput(
            f"Nothing was imported: {count} of {intake.read} records are bad;"
            " --skip-bad takes the rest."
        )
    if not as_json:
        did = "Would add" if dry_run else "Added"
        session.tell(
            f"{did} {_entries(len(intake.entries))} of {intake.read} read from {file};"
            f" {intake.skipped} were there already."
        )


def _read(file: Path, form: ImportFormat) -> "dict[str, list[tuple[int, Entry]]]":
    from valley.exchange import json_document

    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{file} is not UTF-8: byte 0x{error.object[error.start]:02X} at offset {error.start}."
            " Save it as UTF-8; nothing was imported."
        ) from error
    except OSError as error:
        raise InvalidInput(f"Cannot read {file}: {error.strerror}.") from error
    if not text.strip():
        return {"entries": [], "reviews": [], "names": {}}
    lines = form is ImportFormat.JSONL
    if form is ImportFormat.AUTO:
        lines = file.suffix == ".jsonl"
    if lines:
        return {
            "entries": list(json_document.read_lines(text, str(file))),
            "reviews": [],
            "names": {},
        }
    return json_document.read(text, str(file))


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"
