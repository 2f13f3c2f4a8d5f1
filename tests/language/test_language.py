"""A language is a folder: a second, tiny one is fitted from its own texts, and valley runs in it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Terminal
from valley import language

HERE = Path(__file__).parent
FOREIGN = [
    ("denen ist der preis zu hoch", "zu-teuer"),
    ("seit gestern keine antwort vom kunden", "funkstille"),
    ("den wecker nicht gehört und verschlafen", "verschlafen"),
]
Ask = Callable[..., Terminal]


def _python(module: str, *args: str, **env: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", module, *args],
        cwd=HERE.parents[1],
        env=os.environ | env,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the tables of the second language, in a folder of its own."""
    room = tmp_path_factory.mktemp("language")
    folder = room / "german"
    shutil.copytree(HERE / "german", folder)
    # Where fits of parts of the texts are kept.
    _python("tests.fit", str(folder), str(HERE / "texts"), TMPDIR=str(room))
    return folder


@pytest.fixture
def run(german: Path) -> Callable[..., Any]:
    """Give a function that runs valley in the second language and returns its JSON."""

    def call(*args: str) -> Any:
        return json.loads(_python("tests.language", str(german), *args, "--json"))

    return call


@pytest.fixture
def ask(german: Path, terminal: Ask) -> Ask:
    """Give a function that starts valley in the second language in a terminal."""
    return lambda *args: terminal(str(german), *args, module="tests.language")


@pytest.mark.parametrize(("reason", "excuse"), FOREIGN)
def test_reasons_get_the_names_of_their_language(
    run: Callable[..., Any], reason: str, excuse: str
) -> None:
    """Which are all that it knows."""
    guesses = run("excuses", "guess", reason)
    assert guesses[0]["excuse"] == excuse
    assert {guess["excuse"] for guess in guesses} == {name for _, name in FOREIGN}


def test_an_evening_in_another_language(ask: Ask, run: Callable[..., Any]) -> None:
    """A guess is taken, the step is concrete, and a weekday is a day."""
    evening = ask("checkin")
    evening.answers("What happened today?", "Termin bei Meyer")
    evening.answers("What reason did you give?", FOREIGN[0][0])
    evening.answers("Which excuse is that?", "1")
    evening.answers("What are you going to do about that?", "rufe Klaus am Freitag um 9:00 an")
    evening.answers("By when?", "nächsten freitag")
    evening.ends()
    (entry,) = run("log")
    assert (entry["excuse"], entry["theme"]) == ("zu-teuer", "price")
    assert (entry["verdict"], entry["due"]) == ("concrete", "2026-03-06")


def test_yes_and_no_are_its_own(ask: Ask, run: Callable[..., Any]) -> None:
    """What is yes in the shipped language is none there: the question is asked again."""
    run("checkin", "--no-input", "--happened=Termin")
    kept = ask("delete", "heute")
    kept.answers("Delete", "yes")
    kept.answers("Delete", "nein")
    kept.ends()
    assert len(run("log")) == 1
    gone = ask("delete", "heute")
    gone.answers("Delete", "ja")
    gone.ends()
    assert run("log") == []


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("am freitag", "2026-02-27"),
        ("letzten Mittwoch", "2026-02-25"),
        ("vor zwei wochen", "2026-02-18"),
        ("Mit 4. März", "2026-03-04"),
    ],
)
def test_days_are_in_its_words(run: Callable[..., Any], said: str, day: str) -> None:
    """And not in those of another language."""
    assert run("checkin", "--no-input", "--happened=Termin", "--date", said)["day"] == day


def test_a_language_is_chosen_before_its_words_are_read(tmp_path: Path) -> None:
    """Half of one and half of another would be none."""
    language.table("replies")
    with pytest.raises(RuntimeError, match="before"):
        language.use(tmp_path)
