"""`valley mentor`: the page for the mentor, the answer to it, and where the two of you stand."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from valley.cli.options import Json, argument, flag, option, past_day
from valley.cli.output import Output, run_of
from valley.errors import InvalidInput, NotFound
from valley.session import Session

if TYPE_CHECKING:
    from valley.page.mentor import Made
    from valley.page.mentor_view import Chosen, NewPage
    from valley.ui.prompts import Asker

app = typer.Typer()
mentor = typer.Typer(invoke_without_command=True)
app.add_typer(mentor, name="mentor")

ENDINGS = {"": "md", "md": "md", "markdown": "md", "txt": "md", "html": "html", "htm": "html"}


@mentor.callback(epilog="A page for your mentor: valley mentor page page.md")
def show(ctx: typer.Context, as_json: Json = False) -> None:
    """Show where you and your mentor stand; take over what waits."""
    if ctx.invoked_subcommand is not None:
        return
    from valley.sittings.mentor_standing import standing, take_over

    session, out = run_of(ctx)
    if not as_json and session.is_terminal and sys.stdout.isatty():
        take_over(session, _asker(session, sys.stdout))
    view = standing(session)
    if as_json:
        from valley.ui import mentor_json

        out.emit(mentor_json.standing(view))
        return
    from valley.ui.mentor import standing as draw

    out.draw(*draw(view, today=session.today))


@mentor.command(epilog="Two entries alone: valley mentor page page.md --pick 3f2a --pick 9b01")
def page(
    ctx: typer.Context,
    file: Annotated[str, argument("[FILE]", "Where to; - is stdout.")] = "-",
    form: Annotated[
        str | None, option("FORM", "md or html; default: by FILE's ending, else md.", "--format")
    ] = None,
    since: Annotated[
        str | None, option("DAY", "From this day; default: since the last page.")
    ] = None,
    everything: Annotated[bool, flag("--all", "Pick all of it.")] = False,
    nothing: Annotated[bool, flag("--none", "Pick nothing.")] = False,
    pick: Annotated[list[str] | None, option("ID", "Pick this entry, and others.")] = None,
    ask: Annotated[list[str] | None, option("TEXT", "Ask me about this; up to three.")] = None,
    stuck: Annotated[str | None, option("TEXT", "Where you are stuck.")] = None,
    numbers: Annotated[bool, flag("--numbers", "Your numbers too.")] = False,
    redacted: Annotated[
        bool, flag("--redact", "Names, amounts, addresses: Client A, amount 1.")
    ] = False,
    force: Annotated[bool, flag("--force", "Replace a file that is there.")] = False,
) -> None:
    """Write the next page for your mentor: what you pick, and nothing else."""
    from valley.cli.delivery import check_target
    from valley.page.mentor import TOPICS
    from valley.page.mentor_view import Chosen, NewPage

    session, out = run_of(ctx)
    if len(ask or []) > TOPICS:
        raise InvalidInput(
            f"A page asks for up to {TOPICS} things; --ask was given {len(ask or [])} times."
        )
    form = _form(file, form)
    path = None if file == "-" else Path(file)
    if path:
        check_target(path, force=force)
    new = NewPage(session.journal, today=session.today, since=past_day(session, out, since))
    chosen = Chosen(topics=tuple(ask or ()), stuck=stuck or "", numbers=numbers)
    chosen = _picked(session, new, chosen, everything=everything, nothing=nothing, ids=pick or [])
    asks = session.is_terminal and not (everything or nothing or pick)
    names = _names(session, ask=session.is_terminal and new.is_first)
    if asks:
        from valley.sittings.mentor_page import Picking

        asker = _asker(session, sys.stderr)
        has = bool(new.numbers)
        sitting = Picking(session, asker, new.covered, chosen, numbers=has)
        chosen = sitting.run(pick=True, ask=True)
    hint = not (nothing or session.is_terminal)
    _make(session, out, new, chosen, names, path=path, form=form, redacted=redacted, hint=hint)


@mentor.command(epilog="From the clipboard: pbpaste | valley mentor read -")
def read(
    ctx: typer.Context,
    files: Annotated[list[str], argument("FILE...", "The answer, as it came; - is stdin.")],
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Do not ask; take over what was agreed.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take in what your mentor wrote: a mail, the page changed, or loose text."""
    from valley.sittings.mentor_reading import AnswerRead, bytes_of

    session, out = run_of(ctx)
    asks = session.is_terminal and not (yes or as_json or "-" in files)
    asker = _asker(session, sys.stderr) if asks else None
    given = [(file, bytes_of(file)) for file in files]
    done = []
    for file, data in given:
        answer = AnswerRead(session, data, file, asker)
        for line in answer.problems:
            out.tell(line)
        kept = "" if asks else answer.keep(yes=yes)  # before a stdout that may be lost
        if not as_json:
            from valley.ui.mentor import understood

            out.draw(*understood(answer.shown))
            out.tell(kept or answer.keep(yes=yes))
        done.append(answer)
    if as_json:
        from valley.ui import mentor_json

        out.emit([mentor_json.understood(one.found, one.letter.aside) for one in done])


@mentor.command(epilog="Those on the last page: valley mentor comments --page 2")
def comments(
    ctx: typer.Context,
    number: Annotated[int | None, option("N", "Only those of this page.", "--page")] = None,
    as_json: Json = False,
) -> None:
    """List what your mentor wrote, and what it is about."""
    from valley.sittings.mentor_standing import comments_of

    session, out = run_of(ctx)
    found = comments_of(session, number)
    if as_json:
        from valley.ui import json_views

        out.emit([json_views.values(one.comment) for one in found])
        return
    from valley.ui.mentor import comment_list

    out.draw(*comment_list(found, today=session.today))


@mentor.command(epilog="valley mentor sent")
def sent(
    ctx: typer.Context,
    number: Annotated[int | None, argument("[N]", "The page; default: the newest.")] = None,
) -> None:
    """Say that a page was sent, so that the next one begins after it."""
    from valley import mentoring
    from valley.ui import mentor_sentences

    session, out = run_of(ctx)
    out.tell(mentor_sentences.sent(mentoring.mark_sent(session.journal, number, session.today)))


def _asker(session: Session, out: "object") -> "Asker":
    from valley.ui.prompts import Asker

    return Asker(out, plain=session.plain)  # type: ignore[arg-type]  # one of the streams


def _form(file: str, form: str | None) -> str:
    """Return the format of a page.

    Raises:
        InvalidInput: There is none of that name, or none goes by the ending of the file.
    """
    told = form or ENDINGS.get(Path(file).suffix.removeprefix(".").casefold(), "")
    if told not in set(ENDINGS.values()):
        raise InvalidInput("A page is md or html; say which with --format.")
    return told


def _names(session: Session, *, ask: bool) -> tuple[str, str]:
    from valley.sittings.mentor_page import names

    return names(session, _asker(session, sys.stderr), ask=ask)


def _picked(
    session: Session,
    new: "NewPage",
    chosen: "Chosen",
    *,
    everything: bool,
    nothing: bool,
    ids: Sequence[str],
) -> "Chosen":
    """Return what is picked beforehand: as the options say, and as was answered for a page before.

    Raises:
        NotFound: An entry that was named is not there, or not new.
    """
    from dataclasses import replace

    covered = new.covered
    there = {entry.id for entry in covered.entries}
    picked = set(covered.picked & there) if not nothing else set()
    without = set(covered.without & there)
    if everything:
        picked = there
    for which in ids:
        entry = session.journal.find(which)
        if entry.id not in there:
            raise NotFound(
                f"Entry {entry.short_id} was on a page before, or is older; --since DAY goes back."
            )
        picked.add(entry.id)
        without.discard(entry.id)
    return replace(chosen, picked=frozenset(picked), without=frozenset(without & picked))


def _make(
    session: Session,
    out: Output,
    new: "NewPage",
    chosen: "Chosen",
    names: tuple[str, str],
    *,
    path: Path | None,
    form: str,
    redacted: bool,
    hint: bool,
) -> None:
    """Make the page, keep it, and write it where it goes."""
    from valley import mentoring
    from valley.cli.delivery import deliver
    from valley.page import parts
    from valley.redaction.redact import Redaction
    from valley.ui import mentor_sentences

    values = session.settings.values
    redaction = None
    if redacted:
        redaction = Redaction(
            always=values["redact_always"],
            never=values["redact_never"],
            book=session.journal.book,
            before=new.stand_ins,
        )
    made, kept = new.make(chosen, session.rules, names, redaction)
    if redaction is not None and not _agreed(session, out, redaction):
        out.tell(mentor_sentences.NOTHING_WRITTEN)
        return
    mentoring.keep_page(session.journal, kept)
    text = parts.html(made.parts, _title(made)) if form == "html" else parts.markdown(made.parts)
    deliver([text], path, is_json=False)
    out.tell(mentor_sentences.picked(kept))
    if hint and kept.private and not kept.picked:
        out.tell(mentor_sentences.UNPICKED)
    if path is not None:
        told = mentor_sentences.written(str(path), clear=session.journal.is_encrypted)
        out.tell(told, of=path)


def _agreed(session: Session, out: Output, redaction: "object") -> bool:
    """Show what was replaced; return whether to write it so."""
    from valley.ui.mentor_sentences import WRITE_IT
    from valley.ui.redaction import in_short, lines

    preview = redaction.preview()  # type: ignore[attr-defined]  # a Redaction
    if not session.is_terminal:
        out.tell(in_short(preview.replaced, preview.kept))
        return True
    for line in lines(preview.replaced, preview.kept):
        out.tell(line)
    return out.confirm(WRITE_IT)


def _title(made: "Made") -> str:
    return made.parts[0].text
