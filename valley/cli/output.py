"""Where a command puts what it has to say: views and documents on stdout, messages on stderr."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from valley.errors import DamagedJournal
from valley.session import Session
from valley.ui.text import json_text, visible

if TYPE_CHECKING:
    from valley.coach.replies import Meant
    from valley.ui.style import Renderable, Screen


class Output:
    """The output of a run.

    Args:
        session: What the run knows.
        paged: Show what is drawn through the pager.

    Attributes:
        emitted: Whether it was a document, which is of no use in part.
    """

    def __init__(self, session: Session, *, paged: bool = False) -> None:
        self._session = session
        self.paged = paged and sys.stdout.isatty()
        self.emitted = False

    @cached_property
    def screen(self) -> "Screen":
        """Where data is drawn."""
        from valley.ui.style import make_console

        return make_console(sys.stdout, plain=self._session.plain)

    def draw(self, *parts: "Renderable") -> None:
        """Draw a view on stdout, through the pager where that was asked for."""
        if self.paged:
            os.environ.setdefault("LESS", "FRX")  # as Git does: colours, and no page if it fits
        with self.screen.pager(styles=True) if self.paged else nullcontext():
            for part in parts:
                self.screen.print(part)

    def emit(self, data: Any) -> None:
        """Print one JSON document on stdout; of a list or an iterator an element a line, in turn."""
        self.emitted = True
        out = sys.stdout
        if isinstance(out, TextIOWrapper) and "{".encode(out.encoding) != b"{":
            out.reconfigure(encoding="utf-8")  # UTF-16 and the like, or a mark before the JSON
        if not isinstance(data, list | Iterator):
            out.write(json_text(json.dumps(data, ensure_ascii=False, indent=2), out) + "\n")
            return
        encode = json.JSONEncoder(ensure_ascii=False).encode
        begun = False
        for row in data:
            out.write((",\n" if begun else "[\n") + json_text(encode(row), out))
            begun = True
        out.write("\n]\n" if begun else "[]\n")

    def say(self, text: str) -> None:
        """Print a line of data on stdout."""
        print(visible(text))  # noqa: T201

    def tell(self, message: str, *, of: Path | None = None) -> None:
        """Print a message in one line on stderr.

        Args:
            message: The message.
            of: A file that was written and is named in it; terminals that know links show one.
        """
        if of is None or not sys.stderr.isatty():
            self._session.tell(message)
            return
        from valley.ui import ansi, links

        shown = ansi.message(message)
        if links.are_shown(sys.stderr, plain=self._session.plain):
            shown = links.linked(shown, of)
        print(shown, file=sys.stderr)  # noqa: T201

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Ask on the terminal for a yes or a no."""
        from valley.ui.prompts import Asker

        return Asker(sys.stderr, plain=self._session.plain).confirm(question, default=default)

    def goes_on(self, question: str, *, yes: bool, default: bool = False) -> bool:
        """Return whether to do it: by --yes, where nobody can be asked, or as the answer says."""
        if yes or not self._session.is_terminal or self.confirm(question, default=default):
            return True
        self.tell("Nothing was changed.")
        return False

    def resume(self, question: str) -> "Meant | None":
        """Ask on the terminal whether to go on with a draft, keep it for later, or throw it away."""
        from valley.ui import choices
        from valley.ui.prompts import Asker

        asker = Asker(sys.stderr, plain=self._session.plain)
        return asker.choose(question, choices.RESUME).meant

    def waiting(self, what: str, *, sealed: bool) -> AbstractContextManager[None]:
        """Say on the terminal what takes long, unless a passphrase may be asked for meanwhile.

        Args:
            what: What is being done.
            sealed: Whether that opens an encrypted journal.
        """
        from valley.ui.progress import waiting

        session = self._session
        if sealed and not session.unlocker().is_automatic():
            return nullcontext()
        return waiting(what, plain=session.plain)

    @property
    def saved(self) -> str:
        """What this run has written into the journal, in a sentence; empty where it wrote nothing."""
        journal = self._session.opened
        return f"Saved: {'; '.join(journal.saved)}." if journal and journal.saved else ""

    def warn(self, *, told: str = "") -> None:
        """Name the files that reading passed over, once each, unless a message named them."""
        journal = self._session.opened
        for error in _take(journal.damaged) if journal else ():
            if str(error) not in told:
                self.tell(f"Warning: {error}")
        broken = journal.broken if journal else []
        if broken:
            file, which, why = broken[0]
            more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
            self.tell(f"Warning: {file}: entry {which}{more} makes no sense ({why}); it was kept.")
            broken.clear()

    def end_if_damaged(self) -> None:
        """Name what a command had to pass over, and end with 5: not all was done that was asked.

        Raises:
            typer.Exit: Something was passed over.
        """
        if self._session.journal.damaged:
            import typer

            self.warn()
            raise typer.Exit(DamagedJournal.exit_code)


def begin(
    *, plain: bool = False, paged: bool = False, silent: bool = False
) -> tuple[Session, Output]:
    """Return what a run knows, and where its output goes.

    Args:
        plain: Asked for on the command line; the environment and the settings ask too.
        paged: Show what is drawn through the pager.
        silent: Ask nothing and tell nothing: somebody is in the middle of a line in the shell.
    """
    session = Session(tell=_nothing if silent else _tell, ask=_ask, plain=plain, silent=silent)
    return session, Output(session, paged=paged)


def run_of(ctx: Any) -> tuple[Session, Output]:
    """Return what the run of a command knows, and where its output goes."""
    session, out = ctx.obj
    return session, out


def _tell(message: str) -> None:
    from valley.ui import ansi

    print(ansi.message(message), file=sys.stderr)  # noqa: T201


def _nothing(message: str) -> None:
    del message


def _ask(question: str) -> str:
    from valley.ui.prompts import ask_secret

    return ask_secret(question)


def _take(problems: dict[str, Any]) -> Iterable[Any]:
    """Empty a collection of problems and return them."""
    taken = list(problems.values())
    problems.clear()
    return taken
