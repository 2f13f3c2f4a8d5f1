"""`?` at every prompt says what the answer will change, and the question comes again."""

import ast
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.conftest import PROMPT, Terminal, World
from valley.ui import choices, mentor_sentences, prompts
from valley.ui.choices import Choice
from valley.ui.prompts import Asker

PACKAGE = Path(prompts.__file__).parent.parent
TAKES_IT = {"AS_SAID", "SKIPPED"}  # read answers to questions that explain themselves
ANSWERS = {
    "Did you?": "m",
    "What happened": "Second tasting at the bakery, the owner came",
    "What reason": "he says our price is above what a bakery can pay",
    "next time?": "ring him at lunch one day",
    "What are you going": "ask him on Friday at 9 what a queue of ten costs him",
}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield where an open question is asked, and how."""
    for path in sorted(PACKAGE.rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        for node in () if path.stem == "prompts" else nodes:
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if node.func.attr in {"ask", "ask_in_words"}:
                yield f"{path.stem}:{node.lineno}", node


def _of_asker(call: ast.Call) -> bool:
    assert isinstance(call.func, ast.Attribute)
    return ast.unparse(call.func.value).casefold().endswith("asker")


def test_every_open_question_explains_itself() -> None:
    """Or takes the question mark for an answer of its own."""
    found = [(where, call) for where, call in calls() if _of_asker(call)]
    assert len(found) > 20
    bare = [
        where
        for where, call in found
        if not {"explain"} & (given := {one.arg for one in call.keywords})
        and not ("keys" in given and "HELP" in ast.unparse(call))
    ]
    assert bare == []


@pytest.mark.parametrize("module", [choices, mentor_sentences])
def test_every_closed_question_explains_itself(
    module: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By what it says, and the same question comes again."""
    there = {name: one for name, one in vars(module).items() if isinstance(one, Choice)}
    assert there
    for name in there.keys() - TAKES_IT:
        choice = there[name]
        key = next(iter(choice.keys))
        for mark in ("?", "help"):
            out = io.StringIO()
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{mark}\n{key}\n"))
            Asker(out, plain=True).choose("Which?", choice)
            told = " ".join(out.getvalue().split())
            assert choice.help, name
            assert " ".join(choice.help.split()) in told, name
            assert told.count("Which?") == 2, name


def test_an_evening_explains_each_of_its_questions(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """Asked at each prompt, nothing is taken for an answer, and the evening ends as it would."""
    world.set(NO_COLOR="1")
    evening = terminal("demo", "checkin", columns=200)
    asked, shown = 0, ""
    while evening.child.expect_exact([PROMPT, pexpect.EOF]) == 0:
        shown += str(evening.child.before)
        question = _question(str(evening.child.before))
        evening.child.sendline("?")
        evening.sees(PROMPT)
        assert question.casefold() in _question(str(evening.child.before)).casefold()
        evening.child.sendline(next((said for of, said in ANSWERS.items() if of in question), ""))
        asked += 1
    assert asked > len(ANSWERS)
    assert "Promised for Fri 6 Mar: “ask him on Friday at 9" in shown


def _question(shown: str) -> str:
    """Return the last question in what was shown."""
    lines = [line.strip() for line in shown.splitlines()]
    return next(line for line in reversed(lines) if line.endswith("?") or "new promise" in line)
