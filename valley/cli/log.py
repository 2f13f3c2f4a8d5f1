"""`valley log` and `valley show`: the entries as they were written."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Annotated

import typer

from valley import dates
from valley.cli.options import Excuse, FromDay, Id, Json, Tag, ToDay, excuse_meant, option, period
from valley.cli.output import run_of
from valley.entry.matching import matching
from valley.errors import InvalidInput
from valley.model import Entry, EntryKind
from valley.session import Session

app = typer.Typer()

PAGE = 20


@app.command(epilog="What was said about price this year: valley log --theme price --from '1 jan'")
def log(
    ctx: typer.Context,
    first: FromDay = None,
    last: ToDay = None,
    excuse: Excuse = None,
    kind: Annotated[EntryKind | None, option("KIND", "Only: win, setback, note.")] = None,
    theme: Annotated[str | None, option("THEME", "Only this theme.")] = None,
    tag: Tag = None,
    about: Annotated[str | None, option("ACCOUNT", "Only this account.")] = None,
    grep: Annotated[str | None, option("WORDS", "Only with these words, in any text.")] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="How many; 0: all. Default: 20, all if filtered."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the entries, newest first."""
    session, out = run_of(ctx)
    excuse = excuse_meant(session, out, excuse)
    test = matching(kind=kind, excuse=excuse, theme=theme, tag=tag)
    filtered = any(
        value is not None for value in (first, last, kind, excuse, theme, tag, about, grep)
    )
    start, end = period(session, out, first, last)
    between = start or date.min, end or date.max
    entries = session.journal.entries(*between, words=grep or "")
    if about is not None:
        from valley import account_names

        account = account_names.meant(session.journal, about)
        own = {entry.id for entry in session.journal.about(account)}
        entries = (entry for entry in entries if entry.id in own)
    found: Iterator[Entry] = filter(test, entries)
    most = limit if limit is not None else 0 if filtered or as_json else PAGE
    shown = islice(found, most or None)
    if as_json:
        out.emit(session.records(shown))
        return
    from valley.ui.entries import entry_list

    listed = list(shown)
    more = most > 0 and next(found, None) is not None
    out.draw(
        *entry_list(
            listed,
            today=session.today,
            screen=out.screen,
            more=more,
            filtered=filtered,
            unread=bool(session.journal.damaged or session.journal.broken),
        )
    )


@app.command(epilog="valley show 3f2a; valley show yesterday")
def show(ctx: typer.Context, which: Id, as_json: Json = False) -> None:
    """Show one entry whole."""
    session, out = run_of(ctx)
    entry = named_entry(session, which)
    if as_json:
        out.emit(session.record(entry))
        return
    from valley.ui.entries import whole

    out.draw(*whole(session.record(entry), entry, screen=out.screen))
    from valley.sittings.mentor_comments import of_entry

    if found := of_entry(session, entry):
        from valley.ui.mentor import comments

        out.draw(*comments(found))


def named_entry(session: Session, which: str) -> Entry:
    """Find an entry by the start of its id, or by a day that has but one.

    Raises:
        NotFound: There is none, or more than one.
    """
    if which.strip().isalnum() and not which.strip().isalpha():
        return session.journal.find(which)
    try:
        day = dates.parse(which, today=session.today)
    except InvalidInput:
        return session.journal.find(which)
    return session.journal.on(day)
