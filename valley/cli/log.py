"""`valley log` and `valley show`: the entries as they were written."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Annotated

import typer

from valley.cli.options import FromDay, Id, Json, ToDay, period
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput, NotFound
from valley.model import Entry, Theme
from valley.session import Session

app = typer.Typer()

PAGE = 20
Test = Callable[[Entry], bool]


@app.command(epilog="What was said about price this year: valley log --theme price --from '1 jan'")
def log(
    ctx: typer.Context,
    first: FromDay = None,
    last: ToDay = None,
    excuse: Annotated[str | None, typer.Option(metavar="NAME", help="Only this excuse.")] = None,
    theme: Annotated[str | None, typer.Option(metavar="THEME", help="Only this theme.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="T", help="Only this tag.")] = None,
    grep: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Only with these words, in any text.")
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(metavar="N", min=0, help="How many; 0: all. Default: 20, all if filtered."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the entries, newest first."""
    session, out = run_of(ctx)
    wanted = matcher(excuse=excuse, theme=theme, tag=tag)
    filtered = any(value is not None for value in (first, last, excuse, theme, tag, grep))
    entries = entries_between(session, out, first, last, words=grep or "")
    found: Iterator[Entry] = (entry for entry in entries if all(test(entry) for test in wanted))
    if excuse is not None:
        found = _of_excuse(session, out, found, excuse)
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


def entries_between(
    session: Session, out: Output, first: str | None, last: str | None, *, words: str = ""
) -> Iterator[Entry]:
    """Yield the entries between two days in words, newest first, those with words in a text.

    Raises:
        InvalidInput: A day is not understood, or the period ends before it begins.
    """
    from datetime import date

    start, end = period(session, out, first, last)
    return session.journal.entries(start or date.min, end or date.max, words=words)


def _of_excuse(
    session: Session, out: Output, found: Iterator[Entry], excuse: str
) -> Iterator[Entry]:
    """Yield what was found; where that is nothing, say if nobody ever gave the excuse."""
    some = False
    for entry in found:
        some = True
        yield entry
    if not some:
        from valley.operations import entries_with

        try:
            entries_with(session.journal, excuse)
        except NotFound as error:
            out.tell(str(error))


def named_entry(session: Session, which: str) -> Entry:
    """Find an entry by the start of its id, or by a day that has but one.

    Raises:
        NotFound: There is none, or more than one.
    """
    from valley import dates

    if which.strip().isalnum() and not which.strip().isalpha():
        return session.journal.find(which)
    try:
        day = dates.parse(which, today=session.today)
    except InvalidInput:
        return session.journal.find(which)
    return session.journal.on(day)


def matcher(*, excuse: str | None, theme: str | None, tag: str | None) -> list[Test]:
    """Make the tests an entry must pass.

    Raises:
        InvalidInput: There is no such theme.
    """
    tests: list[Test] = []
    if excuse is not None:
        from valley.coach.catalogue import named

        tests.append(lambda entry: entry.excuse in {excuse, named(excuse)})
    if theme is not None:
        if theme.casefold() not in set(Theme):
            raise InvalidInput(f"There is no theme {theme!r}; there are {', '.join(Theme)}.")
        tests.append(lambda entry: entry.theme == theme.casefold())
    if tag is not None:
        wanted = tag.removeprefix("#").casefold()
        tests.append(lambda entry: any(one.casefold() == wanted for one in entry.tags))
    return tests
