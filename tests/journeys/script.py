"""A journey as a text: what is typed at which question, and what the rep's own account of it is."""

import io
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pexpect

from tests.conftest import PROMPT, Terminal, World

CTRL_C = "^C"


@dataclass
class Fact:
    """A piece of the account: its kind, what it is about, and its fields."""

    kind: str
    about: str
    on: date
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Sitting:
    """One run: its moment, the command, the answers by question, what it comes to.

    Attributes:
        shown: What stood on the screen, once it was played.
    """

    moment: str
    command: tuple[str, ...]
    answers: list[tuple[str, str]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    shown: str = ""


@dataclass
class Script:
    """A journey: its sittings, and the excuses that there are.

    Attributes:
        excuses: By title: the words for who is held responsible, and how it is typed.
    """

    sittings: list[Sitting]
    excuses: dict[str, tuple[str, str]]

    @property
    def typed(self) -> list[str]:
        """Every line that was typed, but for keys, and what options said."""
        told = [said for sitting in self.sittings for _, said in sitting.answers if said]
        return told + [word for sitting in self.sittings for word in sitting.command]

    @property
    def facts(self) -> Iterator[Fact]:
        """Yield the whole account, in order."""
        for sitting in self.sittings:
            yield from sitting.facts


def read(file: Path) -> Script:
    """Return the journey that a file holds."""
    script = Script([], {})
    for line in file.read_text("utf-8").splitlines():
        if known := re.fullmatch(r"# (.+) = (.+), (\S+)", line):
            script.excuses[known[1]] = (known[2], known[3])
        elif line.startswith("== "):
            day, time, command = line[3:].split(" ", 2)
            script.sittings.append(Sitting(f"{day}T{time}", tuple(shlex.split(command))))
        elif line.startswith("=> "):
            sitting = script.sittings[-1]
            kind, _, about = line[3:].partition(" ")
            on = date.fromisoformat(sitting.moment[:10])
            sitting.facts.append(Fact(kind.removesuffix(":"), about, on))
        elif line.startswith("   "):
            name, value = line.strip().split(": ", 1)
            script.sittings[-1].facts[-1].fields[name] = value
        elif " ›" in line and not line.startswith("#"):
            question, said = line.split(" ›", 1)
            script.sittings[-1].answers.append((question, said.strip()))
    return script


def play(script: Script, world: World, terminal: Callable[..., Terminal]) -> None:
    """Type a journey into a terminal, sitting by sitting; keep what was shown."""
    for sitting in script.sittings:
        world.day(sitting.moment)
        played = terminal("--plain", *sitting.command)
        screen = played.child.logfile_read = io.StringIO()
        code = 0
        for question, said in sitting.answers:
            if said == CTRL_C:
                played.interrupt(question)
                code = 130
                continue
            # a question may be broken in two at the edge of the screen
            words = (re.escape(word) for word in question.split())
            try:
                played.child.expect(r"\s+".join(words))
                played.sees(PROMPT)
            except pexpect.ExceptionPexpect as error:
                raise AssertionError(
                    f"{sitting.moment}: {question}\n{screen.getvalue()}"
                ) from error
            played.child.sendline(said)
        played.child.expect(pexpect.EOF)
        played.child.close()
        assert played.child.exitstatus == code, f"{sitting.moment}\n{screen.getvalue()}"
        sitting.shown = " ".join(re.sub(r"\x1b\[\?2004[hl]", "", screen.getvalue()).split())
