"""Questions in a terminal: one at a time, edited with readline, left at any moment.

The first question must stand at once, so this module loads nothing but the standard library, and
`ask` can load what comes next while the person types.
"""

import sys
from collections.abc import Callable, Collection, Sequence
from threading import Thread
from typing import IO, TYPE_CHECKING

from valley.model import is_blank
from valley.ui import ansi
from valley.ui.text import visible

if TYPE_CHECKING:
    from valley.coach.replies import Reply
    from valley.ui.choices import Choice

SIGN = "› "
TAKEN = "→"
TAKEN_IN_WORDS = ", taken by Enter"
WIN = "★ "
BACK, HELP = "<", "?"
NOTHING_BEFORE = "There is no question before this one."
STOPS = "Ctrl-C: stop; what was answered is kept."
KEYS = f"<: the question before. {STOPS}"
HOW_TO_STOP = f"?: help. {STOPS}"


class Back(Exception):  # no error: a way through the questions
    """The person wants to go to the question before."""


class Asker:
    """Asks questions and says things in between.

    Args:
        out: Where questions go: stdout, or stderr where stdout is for data.
        plain: No colour.

    Attributes:
        asked: How many questions were asked.
        goes_back: Whether there is a question to go back to.
    """

    def __init__(self, out: IO[str], *, plain: bool = False) -> None:
        self._out = out
        self._plain = plain
        self._styled = ansi.is_styled(out, plain=plain)
        self.asked = 0
        self.goes_back = False
        self._readline = out is sys.stdout and out.isatty() and _readline_ready()

    def say(self, text: str = "", *, quiet: bool = False, copied: bool = False) -> None:
        """Write a text, in lines that fit the terminal; a command to be copied is not broken."""
        for line in visible(text).split("\n"):
            fitting = line if copied else self._fit(line)
            print(self._style(fitting, "quiet" if quiet else ""), file=self._out)

    def rule(self, name: str) -> None:
        """Write where another part of the sitting begins: a line with its name in it, or the name."""
        if self._plain:
            self.say(f"{name}.")
            return
        head = f"── {name} "
        rest = "─" * (ansi.columns(self._out) - 1 - len(head))
        print(self._style(f"{head}{rest}", "quiet"), file=self._out)

    def ask(
        self,
        question: str,
        hint: str = "",
        *,
        choices: Sequence[str] = (),
        taken: str = "",
        prefill: str = "",
        meanwhile: Callable[[], object] | None = None,
        explain: str = "",
    ) -> str:
        """Return the answer as typed, without spaces around it.

        Args:
            question: What is asked.
            hint: What Enter does, or which keys there are.
            choices: What there is to choose from, a line each.
            taken: The one of these lines that Enter takes.
            prefill: A text to start from, where readline can.
            meanwhile: Runs in the background while the person types, and is done on return.
            explain: What the answer will change, for a question mark; without it that is an answer.

        Raises:
            Back: The person wants to go to the question before.
            KeyboardInterrupt: Ctrl-C.
            EOFError: Ctrl-D, or the input has ended.
        """
        self.asked += 1
        self._put(question, hint, choices, taken)
        worker = Thread(target=meanwhile, daemon=True) if meanwhile else None
        if worker:
            worker.start()
        try:
            while True:
                said = self._line(prefill).strip()
                said = "" if is_blank(said) else said
                if said == BACK:
                    self._go_back()
                elif said == HELP and explain:
                    self._explain(explain)
                else:
                    return said
                self._put(question, hint, choices, taken)
        finally:
            if worker:
                worker.join()

    def ask_in_words(
        self,
        question: str,
        hint: str,
        *,
        keys: Collection[str] = (),
        choices: Sequence[str] = (),
        meanwhile: Callable[[], object] | None = None,
        explain: str = "",
        signs: bool = False,
    ) -> str:
        """Return an answer in words, or empty; a lone key or 'quit' is asked again, but for some keys.

        Args:
            question: What is asked.
            hint: What Enter does, or which keys there are.
            keys: Keys that are answers.
            choices: What there is to choose from, a line each.
            meanwhile: Runs in the background while the person types.
            explain: What the answer will change, for a question mark.
            signs: Whether signs such as an emoji are words enough.

        Raises:
            Back, KeyboardInterrupt, EOFError: As for `ask`.
        """
        while True:
            said = self.ask(question, hint, choices=choices, meanwhile=meanwhile, explain=explain)
            if not said or said in keys:
                return said
            from valley.coach.replies import Meant  # the first question stands before these
            from valley.ui import choices as answers
            from valley.ui.sentences import IN_WORDS

            asked = answers.command(said)
            if asked is Meant.BACK:
                self._go_back()
            elif asked is Meant.HELP and HELP in keys:
                return HELP
            elif asked is Meant.HELP and explain:
                self._explain(explain)
            elif asked:
                self.say(HOW_TO_STOP)
            elif answers.is_none(said) or not answers.is_key(said, signs=signs):
                return said
            else:
                self.say(IN_WORDS)

    def choose(
        self,
        question: str,
        choice: "Choice",
        *,
        read: "Callable[[str], Reply] | None" = None,
    ) -> "Reply":
        """Return the answer to a closed question; what is not understood is asked again.

        Args:
            question: What is asked.
            choice: What can be answered.
            read: Reads an answer; by default the choice does.

        Raises:
            Back, KeyboardInterrupt, EOFError: As for `ask`.
        """
        from valley.coach.replies import Meant  # the first question stands before it is loaded

        unsure: list[str] = []
        hint = choice.hint
        while True:
            said = self.ask(question, hint, explain=choice.help)
            reply = (read or choice.read)(said)
            if reply.meant is Meant.BACK:
                self._go_back()
            elif reply.meant is Meant.HELP:
                self._explain(choice.help)
            elif reply.meant in {None, Meant.PART}:
                unsure += [said] if said else []
                self.say(choice.wanted)
                hint = ""
            else:
                return reply._replace(unsure=tuple(unsure))

    def confirm(self, question: str, *, default: bool = True) -> bool:
        """Return whether the answer is yes; Enter is the default."""
        from valley.coach.replies import Meant
        from valley.ui import choices

        return self.choose(question, choices.YES if default else choices.NO).meant is Meant.YES

    def _put(self, question: str, hint: str, choices: Sequence[str], taken: str = "") -> None:
        """Write a question, what there is to choose from, and its hint."""
        print(self._style(self._fit(visible(question)), "bold"), file=self._out)
        for choice in choices:
            if choice != taken:
                self.say(choice)
            elif self._plain:
                self.say(f"{choice}{TAKEN_IN_WORDS}")
            else:
                fitting = f"{TAKEN}{self._fit(visible(choice))[1:]}"
                print(self._style(fitting, "taken"), file=self._out)
        if hint:
            hint = hint.replace(WIN, "") if self._plain else hint
            room = ansi.columns(self._out) - 1
            self._out.write(ansi.rendered([_keys(hint)], room, styled=self._styled))

    def _go_back(self) -> None:
        """Go to the question before; say so where there is none.

        Raises:
            Back: There is one.
        """
        if self.goes_back:
            raise Back
        self.say(NOTHING_BEFORE)

    def _explain(self, told: str) -> None:
        self.say(f"{told}\n{KEYS}" if self.goes_back else told)

    def _line(self, prefill: str) -> str:
        """Return one line; with readline, a paste of several lines is one answer."""
        if sys.platform != "win32" and self._readline:
            import readline

            if prefill:
                readline.set_startup_hook(lambda: readline.insert_text(prefill))
            try:
                return input(SIGN)
            finally:
                readline.set_startup_hook(None)
        self._out.write(SIGN)
        self._out.flush()
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line

    def _fit(self, text: str) -> str:
        """Return a line broken between words where the terminal ends."""
        return ansi.fit(text, ansi.columns(self._out) - 1)

    def _style(self, text: str, style: str) -> str:
        styled = self._styled and style and text
        return f"{ansi.CODES[style]}{text}{ansi.RESET}" if styled else text


def _keys(hint: str) -> ansi.Line:
    """Return a hint of which what Enter does stands out, and a win has its colour."""
    before, enter, after = hint.partition("Enter: ")
    does = after.partition(";" if ";" in after else ",")[0]
    parts = (before, "quiet"), (f"{enter}{does}", ""), (after[len(does) :], "quiet")
    line: list[ansi.Span] = []
    for text, style in parts:
        head, win, tail = text.partition(f"{WIN}a win")
        line += [(head, style), (win, "win"), (tail, style)]
    return tuple((text, style) for text, style in line if text)


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
    if sys.platform != "win32":  # what imitates it there can do less
        try:
            import readline
        except ImportError:
            return False
        readline.set_auto_history(False)
        readline.parse_and_bind("set enable-bracketed-paste on")
    return sys.platform != "win32"
