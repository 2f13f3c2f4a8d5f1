"""`valley config` and `valley away`: settings, and the days that do not count."""

from contextlib import AbstractContextManager
from typing import Annotated

import typer

from valley import dates, settings, settings_file
from valley.cli.options import Json, argument, option
from valley.cli.output import Output, run_of
from valley.errors import ValleyError
from valley.model import as_typed
from valley.public_holidays import regions
from valley.session import Session
from valley.ui import json_views
from valley.ui.sentences import period_words
from valley.workdays import Away

app = typer.Typer()
config = typer.Typer(no_args_is_help=True)
away = typer.Typer(no_args_is_help=True)
app.add_typer(config, name="config", help="Show and change the settings.")
app.add_typer(away, name="away", help="Days off, which never break a streak.")

Key = Annotated[str, argument("NAME", "A setting: valley config list.")]


@config.command("list", epilog="valley config list")
def list_all(ctx: typer.Context, as_json: Json = False) -> None:
    """Show all settings: value, and what each is for."""
    session, out = run_of(ctx)
    now = session.settings
    if as_json:
        out.emit(json_views.settings(now, settings.TABLE))
        return
    from valley.ui.settings import setting_list

    out.draw(*setting_list(now, settings.TABLE))


@config.command(epilog="valley config get workdays")
def get(ctx: typer.Context, name: Key, as_json: Json = False) -> None:
    """Print the value of a setting."""
    session, out = run_of(ctx)
    value = session.settings.values[settings.setting(name).name]
    if as_json:
        out.emit(value)
    else:
        out.say(settings.as_text(value))


@config.command("set", epilog="valley config set workdays sun-thu")
def set_value(
    ctx: typer.Context, name: Key, value: Annotated[str, typer.Argument(metavar="VALUE")]
) -> None:
    """Set a setting."""
    session, out = run_of(ctx)
    was = settings.load(session.home).values["region"]
    with alone(session):
        kept = settings_file.set_value(session.home, name, value, session.today)
    out.tell(f"{name} = {settings.as_text(kept)}")
    if name not in {"country", "region"}:
        return
    now = settings.load(session.home)
    if name == "country" and (region := now.values["region"]) != was:
        out.tell(f"region = {region}" if region else f"The region {was} went with its country.")
    try:
        now.workdays()
        name_regions(session, out, now)
    except ValleyError as error:
        out.tell(f"Public holidays are left out until that is mended: {error}")


def name_regions(session: Session, out: Output, now: settings.Settings) -> None:
    """Write that the country has parts with holidays of their own, which do not count yet.

    Raises:
        InvalidInput: Its holidays are not known here.
    """
    country = now.values["country"]
    if not country or now.values["region"]:
        return
    if found := regions(country, session.today.year):
        out.tell(
            f"Only what all of {country} has off counts; for a part of it: valley config set region"
            f" CODE, of {', '.join(found)}."
        )


@config.command(epilog="valley config unset workdays")
def unset(ctx: typer.Context, name: Key) -> None:
    """Let the default of a setting hold again."""
    session, out = run_of(ctx)
    was = settings.load(session.home).values["region"]
    with alone(session):
        settings_file.unset(session.home, name, session.today)
    out.tell(f"{name} = {settings.as_text(settings.setting(name).default)} (the default)")
    if name == "country" and was:
        out.tell(f"The region {was} went with its country.")


@config.command(epilog="valley config edit")
def edit(ctx: typer.Context) -> None:
    """Open settings.toml in your editor ($VISUAL, $EDITOR)."""
    from valley.cli import editor

    session, out = run_of(ctx)
    if not editor.edit_file(session, settings_file.make_file(session.home)):
        out.tell(editor.MAY_BE_OPEN)
    for problem in settings.load(session.home).problems:
        out.tell(problem)


@config.command(epilog="valley config path")
def path(ctx: typer.Context) -> None:
    """Print where settings.toml stands."""
    session, out = run_of(ctx)
    out.say(str(session.home / settings.FILE))


@away.command(epilog='valley away add "24 dec" "2 jan" --note skiing')
def add(
    ctx: typer.Context,
    first: Annotated[str, argument("FROM", "First day off.")],
    last: Annotated[str, argument("TO", "Last day off.")],
    note: Annotated[str, option("TEXT", "Why.")] = "",
) -> None:
    """Add days off; they may lie in the past, and may overlap others."""
    session, out = run_of(ctx)
    start = dates.parse_off(first, today=session.today)
    period = Away(start, dates.parse_off(last, today=session.today, since=start), as_typed(note))
    with alone(session):
        settings_file.add_away(session.home, period)
    out.tell(f"Away {period_words(period, today=session.today)}.")


@away.command("list", epilog="valley away list")
def list_away(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the days off, numbered."""
    session, out = run_of(ctx)
    periods = session.settings.away
    if as_json:
        out.emit(json_views.away(periods))
        return
    from valley.ui.settings import away_list

    out.draw(*away_list(periods, today=session.today))
    if not periods:
        out.tell('No days off yet; add some: valley away add "24 dec" "2 jan"')


@away.command(epilog="valley away remove 1")
def remove(
    ctx: typer.Context,
    number: Annotated[int, argument("NUMBER", "As `valley away list` shows.")],
) -> None:
    """Take days off out again."""
    session, out = run_of(ctx)
    with alone(session):
        period = settings_file.remove_away(session.home, number)
    out.tell(f"No longer away {period_words(period, today=session.today)}.")


def alone(session: Session) -> AbstractContextManager[None]:
    """Hold the journal's lock, so that of two changes of the settings none is lost."""
    return session.journal.held()
