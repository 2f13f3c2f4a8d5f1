"""`valley remind`: the platform's own scheduler asks in the evening, unless all is done."""

import os
from pathlib import Path
from typing import Annotated

import typer

from valley import dates
from valley.cli.options import Json, Yes, argument, option
from valley.cli.output import Output, run_of
from valley.errors import ValleyError
from valley.remind import notify, setup
from valley.remind.job import Job
from valley.remind.system import System
from valley.session import Session
from valley.ui import json_views

app = typer.Typer()
remind = typer.Typer(no_args_is_help=True)
app.add_typer(remind, name="remind", help="A reminder in the evening, where nothing is logged yet.")


@remind.command(epilog="valley remind at 18:00")
def at(
    ctx: typer.Context,
    when: Annotated[str, argument("TIME", "A time of day: 18:00, 6pm.")],
    yes: Yes = False,
) -> None:
    """Remind at a time of day; what that writes is shown first."""
    session, out = run_of(ctx)
    system = System()
    told = dates.parse_time(when)
    chosen = setup.scheduler(system)
    job = Job.of(told, session.home.absolute(), system)
    plan = chosen.plan(job)
    out.tell(f"A reminder at {told:%H:%M}, by {chosen.title}.")
    for path, data in plan.files.items():
        out.tell(f"It writes {path}:")
        _quote(out, data)
    for command, data in plan.commands:
        out.tell(f"It runs {' '.join(command)}{', with' if data else ''}")
        _quote(out, data)
    if not out.goes_on("Set it up?", yes=yes, default=True):
        return
    plan = chosen.plan(job)  # anew: a crontab may have changed under the question
    setup.remove(system, first=True)
    setup.set_up(plan, system)
    out.tell("Set. It stays silent once the day is logged. Off again: valley remind off")
    if not system.has("notify-send") and system.platform == "linux":
        out.tell("There is no notify-send here; to see it in the next shell, add to its start:")
        out.tell(f"  {notify.snippet(session.home.absolute())}")


@remind.command(epilog="valley remind off")
def off(ctx: typer.Context) -> None:
    """Take the reminder away, all of it."""
    session, out = run_of(ctx)
    done = setup.remove(System())
    notify.forget(session.home)
    for line in done:
        out.tell(f"{line}.")
    out.tell("No reminder is set now." if done else "There was no reminder.")


@remind.command(epilog="valley remind show")
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show the reminder that is set, and its files."""
    _, out = run_of(ctx)
    found = setup.active(System())
    if as_json:
        out.emit([json_views.reminder(*one) for one in found])
        return
    from valley.ui.settings import reminder_list

    out.draw(*reminder_list(found))


@remind.command(hidden=True, epilog="valley remind now")
def now(
    ctx: typer.Context,
    home: Annotated[Path | None, option("FOLDER", "The journal.")] = None,
) -> None:
    """Remind, unless today is logged, a rest day or away; the scheduler calls this."""
    session, _ = run_of(ctx)
    if home is not None:
        os.environ["VALLEY_HOME"] = str(home)
    try:
        waiting = _is_waiting(session)
    except ValleyError:
        waiting = True  # a journal that cannot be read is no reason to be forgotten
    if waiting:
        day = dates.show(session.today, today=session.today)
        notify.notify(
            f"{day} is not logged yet. Two minutes: valley checkin", session.home, System()
        )
    else:
        notify.forget(session.home)


def _is_waiting(session: Session) -> bool:
    """Return whether today counts and has no entry yet."""
    if not session.workdays.counts(session.today):
        return False
    return not any(session.journal.entries(session.today, session.today))


def _quote(out: Output, data: bytes) -> None:
    is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = data.decode("utf-16" if is_wide else "utf-8", "replace")
    for line in text.removesuffix("\n").split("\n") if text else ():
        out.tell(f"    {line}")
