"""`valley export` and `valley import`."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from valley import dates, files
from valley.cli.log import matcher, named_entry
from valley.cli.options import FromDay, Json, ToDay, past_day
from valley.cli.session import Session
from valley.errors import CannotWrite, InvalidInput
from valley.exchange.records import Form
from valley.workdays import local_day

if TYPE_CHECKING:
    from valley.exchange.intake import Intake
    from valley.exchange.parcel import Parcel
    from valley.exchange.records import Document
    from valley.exchange.redact import Preview
    from valley.model import Entry
    from valley.ui.progress import Advance

app = typer.Typer()

SHOWN = 20  # entries of a dry run, or bad records, that are listed


class ExportFormat(StrEnum):
    """What an export can be."""

    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    ICS = "ics"


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
    from valley.ui.progress import progress

    session: Session = ctx.obj
    form = form or _format_of(file)
    path = None if file == "-" else Path(file)
    if path and path.exists() and not force:
        raise CannotWrite(f"{path} is there already; --force replaces it. Nothing was written.")
    with progress("Reading", 0, plain=session.plain) as advance:
        parcel = _parcel(session, first, last, week, excuse, tag, which or [], advance)
    if redact:
        parcel, preview = _redact(session, parcel)
        if not _agreed(session, preview):
            session.tell("Nothing was written.")
            return
    with progress("Writing", len(parcel.entries), plain=session.plain) as advance:
        data = _written(session, form, parcel, advance, front_matter=front_matter, bom=bom)
    if form is ExportFormat.ICS and not any(one.action and one.due for one in parcel.entries):
        session.tell("No promise in it has a due day, so the calendar is empty.")
    if path is None:
        typer.echo(data, nl=False)
        return
    files.write_whole(path, data)
    session.tell(f"Written to {path}.")


def _parcel(
    session: Session,
    first: str | None,
    last: str | None,
    week: str | None,
    excuse: str | None,
    tag: str | None,
    which: list[str],
    advance: "Advance",
) -> "Parcel":
    """Choose what is handed on.

    Raises:
        InvalidInput: A day or week is not understood, or the period ends before it begins.
        NotFound: An entry that was named is not there.
    """
    from valley.coach.catalogue import title
    from valley.exchange.parcel import Parcel
    from valley.insight.handout import needed_since

    start, end = past_day(session, first), past_day(session, last)
    if week is not None:
        start, end = dates.parse_week(week)
    if start and end and start > end:
        raise InvalidInput(f"The period ends ({end}) before it begins ({start}).")
    tests = matcher(excuse=excuse, theme=None, tag=tag)
    until = end or session.today
    since = needed_since(start, until) if start else date.min
    named = [named_entry(session, one) for one in which]
    entries: list[Entry] = []
    for entry in named or session.journal.entries(since, end or date.max):
        advance(1)
        if all(test(entry) for test in tests):
            entries.append(entry)
    entries.sort(key=lambda entry: (entry.day, entry.written_at, entry.id))
    first_day = start or (entries[0].day if entries else session.today)
    chosen = [entry for entry in entries if named or first_day <= entry.day]
    only = [f"the excuse “{title(excuse)}”"] if excuse else []
    only += [f"the tag {tag}"] if tag else []
    only += ["an id that was asked for"] if named else []
    whole = not only
    return Parcel(
        first=min(first_day, chosen[0].day) if chosen else first_day,
        last=max(until, chosen[-1].day) if chosen else until,
        entries=chosen,
        earlier=[entry for entry in entries if not named and entry.day < first_day],
        reviews=list(session.journal.reviews(start or date.min, end or date.max)) if whole else [],
        names=session.journal.names() if whole else {},
        only=" and ".join(only),
    )


def _redact(session: Session, parcel: "Parcel") -> "tuple[Parcel, Preview]":
    """Replace names, and tell what was replaced."""
    from valley.exchange.parcel import redact
    from valley.exchange.redact import Redaction
    from valley.ui.progress import progress

    values = session.settings.values
    redaction = Redaction(always=values["redact_always"], never=values["redact_never"])
    with progress("Replacing names", len(parcel.entries), plain=session.plain) as advance:
        redacted = redact(parcel, redaction, advance)
    return redacted, redaction.preview()


def _agreed(session: Session, preview: "Preview") -> bool:
    """Show what was replaced; in a terminal, ask whether to write it so."""
    from valley.ui.redaction import in_short, lines

    if not session.is_terminal:
        session.tell(in_short(preview))
        return True
    for line in lines(preview):
        session.tell(line)
    return session.confirm("Write it like this?")


def _written(
    session: Session,
    form: ExportFormat,
    parcel: "Parcel",
    advance: "Advance",
    *,
    front_matter: bool,
    bom: bool,
) -> bytes:
    """Write it in a format."""
    if form is ExportFormat.ICS:
        from valley.exchange import ics_calendar

        return ics_calendar.write(parcel.entries)
    if form in {ExportFormat.JSON, ExportFormat.CSV}:
        from valley.exchange import csv_table, json_document

        records = _records(session, parcel, advance)
        if form is ExportFormat.CSV:
            return "".join(csv_table.write(records, bom=bom)).encode()
        return "".join(json_document.write(records, parcel.reviews, parcel.names)).encode()
    from valley.exchange import markdown, web_page
    from valley.insight.days import Rules
    from valley.insight.handout import handout

    view = handout(
        [*parcel.earlier, *parcel.entries],
        first=parcel.first,
        last=parcel.last,
        today=session.today,
        rules=Rules(**session.rules),
        reviews=parcel.reviews,
        only=parcel.only,
        redacted=parcel.redacted,
    )
    if form is ExportFormat.HTML:
        return web_page.page(view, done=advance).encode()
    return markdown.page(view, front_matter=front_matter, done=advance).encode()


def _records(session: Session, parcel: "Parcel", advance: "Advance") -> "Iterator[dict[str, Any]]":
    """Yield the entries as all their fields."""
    for entry in parcel.entries:
        yield session.whole_record(entry)
        advance(1)


def _format_of(file: str) -> ExportFormat:
    ending = Path(file).suffix.removeprefix(".").casefold()
    ending = {"": "md", "markdown": "md", "htm": "html"}.get(ending, ending)
    if ending not in set(ExportFormat):
        known = ", ".join(ExportFormat)
        raise InvalidInput(
            f"No format goes by the ending of {file}; give one by --format: {known}."
        )
    return ExportFormat(ending)


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
    from valley.exchange.intake import take_in
    from valley.exchange.source import Source
    from valley.ui.progress import progress

    session: Session = ctx.obj
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

    del session.recogniser  # what it learned of a whole life takes memory, and has served
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
        for bad in intake.problems[:SHOWN]:
            session.tell(f"{file}, line {bad.line}: {bad.why}")
        if (more := len(intake.problems) - SHOWN) > 0:
            session.tell(f"… and {more} more")
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
