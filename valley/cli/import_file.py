"""`valley import`: entries taken in from files."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley import operations
from valley.cli.options import Json
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.exchange.formats import ImportFormat, Reading
from valley.session import Session

if TYPE_CHECKING:
    from valley.exchange.intake import Intake
    from valley.exchange.source import Source
    from valley.ui.progress import Advance

app = typer.Typer()


@app.command("import", epilog="First look at what would come in: valley import old.csv --dry-run")
def import_file(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Files, or folders of notes; - is stdin."),
    ],
    form: Annotated[
        ImportFormat, typer.Option("--format", help="auto tells them apart.")
    ] = ImportFormat.AUTO,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come in.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave bad records out and take the rest.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="A column or key of a table, by name or number: happened=Notes. Given again, joined.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="Leave a column aside.")
    ] = None,
    date_format: Annotated[
        str,
        typer.Option(
            "--date-format",
            "--time-format",
            metavar="FORM",
            help="How days are written: day-first, month-first, excel, or as '%d.%m.%Y %H:%M'.",
        ),
    ] = "",
    encoding: Annotated[str, typer.Option(help="What the file is in: windows-1252.")] = "",
    as_json: Json = False,
) -> None:
    """Take entries in from files; twice changes nothing."""
    from valley.exchange.days import Days

    session, out = run_of(ctx)
    how = Reading(
        days=Days(today=session.today, day_ends_at=session.settings.day_ends_at, form=date_format),
        columns=_columns(columns or []),
        ignore=ignore or [],
        encoding=encoding,
    )
    asked = False
    piped = any(str(file) == "-" for file in files)
    if session.is_terminal and not (as_json or piped):
        found = _asking(session, files, form, how, dry_run=dry_run, look=not columns)
        if found is None:
            out.tell("Nothing was imported.")
            return
        intake = found[1]
        asked, how = found[0] != how, found[0]
    else:
        intake = _read(session, files, form, how)
    refused = bool(intake.problems) and not skip_bad
    if not refused and not dry_run:
        _save(session, intake)
    _show(session, out, files, intake, refused=refused, dry_run=dry_run, as_json=as_json)
    if asked and not refused:
        from valley.sittings.importing import command
        from valley.ui.prompts import Asker

        told = f"Next time: {command(files, form, how, skip_bad=skip_bad)}"
        Asker(sys.stderr, plain=session.plain).say(told, copied=True)
    if refused:
        count = len(intake.problems)
        told = "1 record is" if count == 1 else f"{count} records are"
        advice = f" {how.days.advice}" if how.days.advice else ""
        raise InvalidInput(
            f"Nothing was imported: {told} bad of {intake.read}; --skip-bad takes the rest.{advice}"
        )


def _columns(given: Sequence[str]) -> list[tuple[str, str]]:
    """Return which columns hold which fields, in the order they were given.

    Raises:
        InvalidInput: It is not so written, or there is no such field.
    """
    from valley.insight.record import FIELDS

    pairs = [(field.strip(), column) for field, _, column in (one.partition("=") for one in given)]
    for one, (field, _) in zip(given, pairs, strict=True):
        if field not in FIELDS or "=" not in one:
            raise InvalidInput(
                f"--map takes FIELD=COLUMN, as happened=Notes; fields are {', '.join(FIELDS)}."
            )
    return pairs


def _read(session: Session, files: Sequence[Path], form: ImportFormat, how: Reading) -> "Intake":
    from valley.exchange.intake import take
    from valley.exchange.known import Known
    from valley.recognition import Recognition
    from valley.ui.progress import progress

    def watch(source: "Source") -> "AbstractContextManager[Advance]":
        return progress(f"Reading {source.path.name}", source.size, plain=session.plain)

    return take(
        files,
        form,
        how,
        known=Known(session.journal.entries()),
        recogniser=Recognition(session.journal, session.today).recogniser,
        now=session.now,
        watch=watch,
    )


def _asking(
    session: Session,
    files: Sequence[Path],
    form: ImportFormat,
    how: Reading,
    *,
    dry_run: bool,
    look: bool,
) -> "tuple[Reading, Intake] | None":
    """Read files, asking what nothing tells; None where the answer is that they are not wanted."""
    from valley.sittings import importing
    from valley.ui.prompts import Asker

    asker = Asker(sys.stderr, plain=session.plain)

    def read(now: Reading) -> "Intake":
        return _read(session, files, form, now)

    found = importing.read_asking(asker, read, how)
    if look and not dry_run:
        looked = importing.look(asker, session, read, *found)
        if looked is None:
            return None
        found = looked
    return found


def _save(session: Session, intake: "Intake") -> None:
    from valley.ui.progress import progress

    documents = [one.document for one in intake.taken]
    entries = intake.entries
    with progress("Writing", len(entries), plain=session.plain) as advance:
        operations.import_entries(
            session.journal,
            entries,
            [review for one in documents for review in one.reviews],
            {old: new for one in documents for old, new in one.names.items()},
            [*intake.kept],
            advance,
        )


def _show(
    session: Session,
    out: Output,
    files: Sequence[Path],
    intake: "Intake",
    *,
    refused: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Show what came of the files."""
    from valley.ui import importing, json_views
    from valley.ui.sentences import things

    several = len(files) > 1 or files[0].is_dir()
    for line in importing.remarks(intake.remarks, intake.aside, named=several):
        out.tell(line)
    entries = [] if refused else intake.entries
    if as_json:
        counts = intake.read, len(entries), intake.skipped
        out.emit(json_views.imported(*counts, intake.problems, several=several))
        return
    for line in importing.problems(intake.problems):
        out.tell(line)
    if refused:
        return
    if dry_run:
        in_full = sys.stdout.isatty()
        mapping = intake.columns
        lines = importing.first(entries, session.today) if in_full else importing.preview(entries)
        for line in (*(importing.columns(mapping) if in_full else ()), *lines):
            out.say(line)
    source = things(len(intake.taken), "file") if several else str(files[0])
    out.tell(importing.summary(source, intake, entries, dry_run=dry_run))
