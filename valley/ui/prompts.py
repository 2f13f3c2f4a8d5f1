"""Questions in a terminal: one at a time, edited with readline, left at any moment.

The first question must stand at once, so this module loads nothing but the standard library, and
`ask` can load what comes next while the person types.
"""

import sys
from collections.abc import Callable, Sequence
from threading import Thread
from typing import IO

from valley import language
from valley.ui import ansi
from valley.ui.text import visible

BOLD, DIM, RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"
SIGN = "› "


class Asker:
    """Asks questions and says things in between.

    Args:
        out: Where questions go: stdout, or stderr where stdout is for data.
        plain: No colour.
    """

    def __init__(self, out: IO[str], *, plain: bool = False) -> None:
        self._out = out
        self._styled = ansi.is_styled(out, plain=plain)
        self._readline = out is sys.stdout and out.isatty() and _readline_ready()

    def say(self, text: str = "", *, quiet: bool = False) -> None:
        """Write a text, in lines that fit the terminal."""
        for line in visible(text).split("\n"):
            print(self._style(self._fit(line), DIM if quiet else ""), file=self._out)

    def ask(
        self,
        question: str,
        hint: str = "",
        *,
        choices: Sequence[str] = (),
        prefill: str = "",
        meanwhile: Callable[[], object] | None = None,
    ) -> str:
        """Return the answer as typed, without spaces around it.

        Args:
            question: What is asked.
            hint: What Enter does, or which keys there are.
            choices: What there is to choose from, a line each.
            prefill: A text to start from, where readline can.
            meanwhile: Runs in the background while the person types, and is done on return.

        Raises:
            KeyboardInterrupt: Ctrl-C.
            EOFError: Ctrl-D, or the input has ended.
        """
        print(self._style(self._fit(visible(question)), BOLD), file=self._out)
        for choice in choices:
            self.say(choice)
        if hint:
            self.say(hint, quiet=True)
        worker = Thread(target=meanwhile, daemon=True) if meanwhile else None
        if worker:
            worker.start()
        try:
            return self._line(prefill).strip()
        finally:
            if worker:
                worker.join()

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Return whether the answer is yes; Enter is the default."""
        hint = "Enter: yes, n: no" if default else "y: yes, Enter: no"
        while True:
            said = self.ask(question, hint).casefold()
            if not said:
                return default
            for meant, word in ((True, "yes"), (False, "no")):
                if said in language.table("answers")[word]:
                    return meant

    def _line(self, prefill: str) -> str:
        """Return one line; with readline, a paste of several lines is one answer."""
        if not self._readline:
            self._out.write(SIGN)
            self._out.flush()
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            return line
        import readline

        if prefill:
            readline.set_startup_hook(lambda: readline.insert_text(prefill))
        try:
            return input(SIGN)
        finally:
            readline.set_startup_hook(None)

    def _fit(self, text: str) -> str:
        """Return a line broken between words where the terminal ends."""
        return ansi.fit(text, ansi.columns(self._out) - 1)

    def _style(self, text: str, code: str) -> str:
        return f"{code}{text}{RESET}" if self._styled and code and text else text


def ask_secret(question: str) -> str:
    """Return a passphrase; what is typed is not shown.

    Raises:
        KeyboardInterrupt: Ctrl-C.
        EOFError: Ctrl-D.
    """
    from getpass import getpass

    return getpass(f"{visible(question)} ", stream=sys.stderr)


def _readline_ready() -> bool:
    """Return whether there is readline; a paste with newlines is one answer with it."""
    try:
        import readline
    except ImportError:
        return False
    readline.set_auto_history(False)
    readline.parse_and_bind("set enable-bracketed-paste on")
    return True
