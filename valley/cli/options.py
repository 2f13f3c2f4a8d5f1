"""Options that several commands share, and how what is given to them is understood."""

from datetime import date
from typing import Annotated, Any

import typer

from valley import dates, due
from valley.cli.output import Output
from valley.entry.answers import loggable
from valley.errors import InvalidInput
from valley.model import EntryKind
from valley.session import Session


def argument(metavar: str, said: str) -> Any:
    """Declare what stands after a command."""
    return typer.Argument(metavar=metavar, help=said)


def option(metavar: str, said: str, name: str | None = None) -> Any:
    """Declare an option that takes a value; it is called as its parameter where no name is given."""
    return typer.Option(*([name] if name else []), metavar=metavar, help=said)


def flag(name: str, said: str) -> Any:
    """Declare an option without a value."""
    return typer.Option(name, help=said)


Json = Annotated[bool, flag("--json", "Print one JSON document.")]
FromDay = Annotated[str | None, option("DAY", "First day: 2026-03-04, friday, 4 mar.", "--from")]
ToDay = Annotated[str | None, option("DAY", "Last day.", "--to")]
Excuse = Annotated[str | None, option("NAME", "Only this excuse.")]
Tag = Annotated[str | None, option("T", "Only this tag.")]
NamedAs = Annotated[str | None, option("NAME", "The name that reason goes by.")]
Own = Annotated[bool, flag("--own", "I own this.")]
Win = Annotated[bool, flag("--win", "No reason: a win.")]
PlainDay = Annotated[bool, flag("--plain-day", "No reason: a plain day.")]
Mine = Annotated[str | None, option("TEXT", "What you would do differently.")]
OnDay = Annotated[str | None, option("DAY", "The day it is about.", "--date")]
NextDue = Annotated[
    str | None,
    option("DAY", "By when; default: the action's day, or the next working day."),
]
OfWeek = Annotated[str | None, option("WEEK", "An ISO week: 2026-W12.", "--week")]
Id = Annotated[str, argument("ID", "The start of an id, as `valley log` shows.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def excuse_named(session: Session, out: Output, name: str | None) -> str | None:
    """Return the excuse a name is of; say so where it is a new one that is near another.

    Raises:
        InvalidInput: There is no letter in it.
    """
    if not name:
        return name
    from valley.coach.catalogue import named, title
    from valley.sittings.naming import near_names

    excuse = named(name)
    if near := near_names(excuse, session.recognition):
        from valley.ui.naming_sentences import new_near

        out.tell(new_near(title(excuse), [title(one) for one in near]))
    return excuse


def excuse_meant(session: Session, out: Output, name: str | None) -> str | None:
    """Return the excuse that is meant by words of its name; say so where nobody gave it.

    Raises:
        NotFound: The words fit more than one.
    """
    if name is None:
        return None

    from valley import excuse_names

    try:
        return excuse_names.meant(session.journal, name)
    except excuse_names.NeverGiven as error:
        out.tell(str(error))
        return name


def past_day(session: Session, out: Output, text: str | None) -> date | None:
    """Understand a day, looking back; say what was understood where it was said in words."""
    if text is None:
        return None
    day = dates.parse(text, today=session.today)
    _echo(session, out, text, day)
    return day


def period(
    session: Session, out: Output, first: str | None, last: str | None
) -> tuple[date | None, date | None]:
    """Understand the first and the last day of a period, looking back.

    Raises:
        InvalidInput: It ends before it begins, or a day was not understood.
    """
    start, end = past_day(session, out, first), past_day(session, out, last)
    if start and end and start > end:
        raise InvalidInput(f"The period ends ({end}) before it begins ({start}).")
    return start, end


def day_to_log(session: Session, out: Output, text: str | None) -> date:
    """Understand the day of an entry, which is not in the future.

    Raises:
        InvalidInput: It is, or lies too far back, or was not understood.
    """
    return loggable(past_day(session, out, text) or session.today, session.today)


def due_day(
    session: Session, out: Output, text: str | None, *, since: date | None = None
) -> date | None:
    """Understand a day a promise is due, looking ahead.

    Raises:
        InvalidInput: It lies before the day the promise is made, or was not understood.
    """
    if text is None:
        return None
    day = due.parse(text, session.moment, since=since)
    _echo(session, out, text, day)
    return day


def _echo(session: Session, out: Output, text: str, day: date) -> None:
    """Write which day was understood, unless it was given as such."""
    if text.strip() != day.isoformat():
        out.tell(f"{text.strip()}: {dates.show(day, today=session.today)}")


def said_kind(*, win: bool, plain_day: bool, reason: str | None) -> EntryKind | None:
    """Return the kind that options say an entry is.

    Raises:
        typer.BadParameter: They contradict each other, or the reason.
    """
    if win and plain_day:
        raise typer.BadParameter("it is one or the other", param_hint="--win, --plain-day")
    kind = EntryKind.WIN if win else EntryKind.NOTE if plain_day else None
    if kind and reason:
        raise typer.BadParameter(
            "it is for a day without a reason", param_hint="--win" if win else "--plain-day"
        )
    return kind


def numbers_said(session: Session, line: str) -> dict[str, int | None]:
    """Return what a line of numbers says.

    Raises:
        InvalidInput: It is not understood, or no numbers are chosen.
    """
    from valley.coach.numbers_said import NotUnderstood, understand
    from valley.ui import numbers_sentences as say

    names = session.settings.numbers
    if not names:
        raise InvalidInput(say.NONE_CHOSEN)
    try:
        return understand(line, names)
    except NotUnderstood as error:
        raise InvalidInput(say.not_understood(line, names)) from error
