"""`valley excuses`: what keeps recurring, and what was done about it."""

import sys
from datetime import date, timedelta
from typing import Annotated

import typer

from valley import excuse_names, operations
from valley.cli.options import Json, argument, flag, option, past_day
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput
from valley.insight.recurring import WINDOW, left_behind, period_before, recurring
from valley.insight.story import story
from valley.insight.trend import covered
from valley.recognition import RECENT
from valley.session import Session
from valley.ui import json_views
from valley.ui.sentences import things

app = typer.Typer()
excuses = typer.Typer(invoke_without_command=True)
app.add_typer(excuses, name="excuses")

Name = Annotated[str, argument("NAME", "An excuse, as `valley excuses` lists.")]


@excuses.callback(
    epilog="One excuse and what you did each time: valley excuses show price-too-high"
)
def show_all(
    ctx: typer.Context,
    since: Annotated[str | None, option("DAY", "From this day; default: the last 90 days.")] = None,
    every: Annotated[bool, flag("--all", "From the first entry on.")] = False,
    as_json: Json = False,
) -> None:
    """Show the excuses that keep coming back."""
    if ctx.invoked_subcommand is not None:
        return
    session, out = run_of(ctx)
    first = past_day(session, out, since) or session.today - timedelta(days=WINDOW - 1)
    first = date.min if every else first
    needed = period_before(first, session.today)
    recent = session.today - RECENT  # how far what was left behind is looked for
    entries = list(session.journal.setbacks(min(needed, recent)))
    begun = session.journal.begun(needed)
    years = [year for year in session.journal.years() if needed.year <= year <= first.year]
    days = (one.day for one in session.journal.written(*years))
    told = covered(days, needed, first, begun=begun)
    found = recurring(entries, since=first, today=session.today, covered=told)
    if as_json:
        out.emit([json_views.excuse(one) for one in found])
        return
    from valley.ui.excuses import excuse_list

    logged = {one.day for one in session.journal.written(*session.journal.years()[:2])}
    behind = left_behind(
        (one for one in entries if one.day >= recent), logged=logged, today=session.today
    )
    view = excuse_list(
        found, behind, since=first, today=session.today, told=told, screen=out.screen
    )
    out.draw(*view)


@excuses.command(epilog="valley excuses show price-too-high")
def show(ctx: typer.Context, name: Name, as_json: Json = False) -> None:
    """Show every time an excuse was given, and what was done about it."""
    from valley.sittings.mentor_comments import of_excuse

    session, out = run_of(ctx)
    name, entries = excuse_names.entries_with(session.journal, name)
    every = recurring(entries, since=date.min, today=date.max)
    found = next(one for one in every if one.excuse == name)
    said = of_excuse(session, name, entries)
    logged = {one.day for one in session.journal.written(*session.journal.years())}
    points = story(entries, name, logged=logged, today=session.today)
    if as_json:
        more = {
            "turns": [json_views.values(one) for one in points],
            "history": list(session.records(entries)),
            "comments": [json_views.values(one.comment) for one in said],
        }
        out.emit(json_views.excuse(found) | more)
        return
    from valley.ui.story import story as draw

    out.draw(*draw(found, entries, points, today=session.today, screen=out.screen))
    if said:
        from valley.ui.mentor import wrote

        out.draw(*wrote(said))


@excuses.command(epilog="valley excuses guess 'they went quiet after the demo'")
def guess(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="A reason, as you would give it.")],
    explain: Annotated[bool, flag("--explain", "Show which cues counted.")] = False,
    as_json: Json = False,
) -> None:
    """Guess which excuse a reason is."""
    session, out = run_of(ctx)
    reading = session.recognition.read(text, explain=explain)
    if as_json:
        names = ("excuse", "title", "theme", "score", "seen", *(("cues",) if explain else ()))
        out.emit([json_views.shown(one, *names) for one in reading.guesses])
        return
    from valley.ui.excuses import guesses

    out.draw(*guesses(reading, explain=explain))


@excuses.command(epilog="valley excuses rename price-too-high 'Too dear'")
def rename(
    ctx: typer.Context,
    old: Name,
    new: Annotated[str, argument("NEW", "The new name.")],
) -> None:
    """Give an excuse another name; `valley undo` takes it back."""
    _rename(*run_of(ctx), old, new)


@excuses.command(epilog="valley excuses merge too-dear price-too-high")
def merge(
    ctx: typer.Context,
    old: Name,
    into: Annotated[str, argument("INTO", "The excuse it really is.")],
) -> None:
    """Count an excuse as another one from now on; `valley undo` takes it back."""
    _rename(*run_of(ctx), old, into, merging=True)


@excuses.command(epilog="valley excuses forget 'Not sure'")
def forget(ctx: typer.Context, name: Name) -> None:
    """Take a name off what goes by it; `valley undo` takes it back."""
    session, out = run_of(ctx)
    forgotten, count = excuse_names.forget(session.journal, name, session.recognition)
    entries = things(count, "entry", "entries")
    out.tell(
        f"{forgotten} is no name any more: {entries} without one. valley excuses confirm asks."
    )


@excuses.command("turned-out", epilog="valley excuses turned-out 3f2a 'they never had budget'")
def turned_out(
    ctx: typer.Context,
    which: Annotated[str, argument("ID", "The entry that gives the reason.")],
    text: Annotated[str, argument("TEXT", "What it really was; yes: as you had said.")],
    excuse: Annotated[str | None, option("NAME", "The name that goes by.")] = None,
    as_json: Json = False,
) -> None:
    """Say what a reason turned out to be; the one you gave stays beside it."""
    from valley.cli.log import named_entry
    from valley.coach.catalogue import named
    from valley.sittings.turned_out import known_as, record
    from valley.ui.prompts import Asker

    session, out = run_of(ctx)
    entry = named_entry(session, which)
    if excuse or not session.is_terminal or as_json:
        said, name = known_as(session, entry, text, named(excuse) if excuse else None)
        found = operations.turned_out(session.journal, entry, said, name)
    else:
        found = record(session, Asker(sys.stdout, plain=session.plain), entry, text)
    if as_json:
        out.emit(session.record(found))
    elif excuse or not session.is_terminal:
        from valley.ui.one_more_sentences import turned_out_as

        out.tell(turned_out_as(found))


@excuses.command(epilog="What is unnamed or guessed: valley excuses confirm --json")
def confirm(ctx: typer.Context, as_json: Json = False) -> None:
    """Go through the reasons without a name, or with a guessed one, one key each."""
    from valley.entry.made_up import made_up, waits

    session, out = run_of(ctx)
    entries = [entry for entry in session.journal.entries() if entry.reason]
    guessed = list(filter(waits, entries))
    if as_json:
        out.emit(session.records(guessed))
        return
    if not guessed:
        out.tell("Every excuse was picked or confirmed by you.")
        return
    if not session.is_terminal:
        raise InvalidInput(
            f"{things(len(guessed), 'reason is', 'reasons are')} unnamed or guessed, but nothing can be"
            " asked here; give a name by: valley edit ID --excuse NAME"
        )
    from valley.sittings.naming import go_through
    from valley.ui.prompts import Asker

    coined = made_up(entries) - set(session.journal.names().values())
    go_through(session, Asker(sys.stdout, plain=session.plain), guessed, coined)


def _rename(session: Session, out: Output, old: str, new: str, *, merging: bool = False) -> None:
    name, to, count = excuse_names.rename(session.journal, old, new, merging=merging)
    out.tell(f"{name} is {to} now, in {things(count, 'entry', 'entries')}.")
