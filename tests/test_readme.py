"""The README's examples are what valley prints: each console block is run, in order.

A comment above a block, `<!-- 2026-03-06T18:30 -->`, says when it is. A comment
with a name above a block of text makes it a file, and `next.md has` says that valley wrote one with it. `pytest --update-goldens` writes what valley prints into the README; look at the difference before you commit it.
"""

import re
import shlex
import uuid
from pathlib import Path
from random import Random

import pytest

from tests.conftest import World

README = Path(__file__).parent.parent / "README.md"
BLOCK = re.compile(r"(?:<!-- (?P<when>[\d:T-]+) -->\n)?```console\n(?P<body>.*?)```", re.DOTALL)
FILE = re.compile(r"<!-- (?P<name>[a-z]+\.txt) -->\n```text\n(?P<text>.*?)```", re.DOTALL)

PART = re.compile(r"<!-- (?P<name>[a-z]+\.md) has -->\n```markdown\n(?P<text>.*?)```", re.DOTALL)


@pytest.fixture
def stable_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give entries the same ids in every run."""
    draw = Random(4)
    monkeypatch.setattr(
        "valley.entry.compose.uuid4", lambda: uuid.UUID(int=draw.getrandbits(128), version=4)
    )


@pytest.mark.usefixtures("stable_ids")
def test_every_example_prints_what_the_readme_shows(
    world: World, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Word for word, at 80 columns."""
    monkeypatch.chdir(world.home.parent)
    text = README.read_text("utf-8")
    for name, written in FILE.findall(text):
        Path(name).write_text(written, "utf-8")

    def run(match: re.Match[str]) -> str:
        if match["when"]:
            world.day(match["when"])
        said = []
        for command in re.findall(r"(?m)^\$ (.*)$", match["body"]):
            program, *args = shlex.split(command)
            assert program == "valley", command
            result = world.call(*args)
            assert result.exit_code == 0, f"{command}: {result.output}"
            lines = [line.rstrip() for line in result.output.split("\n")]
            said.append("\n".join([f"$ {command}", *lines]).rstrip("\n"))
        return match[0].replace(match["body"], "\n\n".join(said) + "\n")

    now = BLOCK.sub(run, text)
    if request.config.getoption("--update-goldens"):
        README.write_text(now, "utf-8")
    assert now == README.read_text("utf-8")
    for name, part in PART.findall(text):
        assert part in Path(name).read_text("utf-8")


def test_the_test_command_of_ci_is_the_one_of_the_readme() -> None:
    """A developer and the machine run the same."""
    script = (README.parent / ".ci" / "run").read_text("utf-8")
    command = next(line for line in script.splitlines() if line.endswith("pytest -n 2"))
    assert f"\n{command}\n" in README.read_text("utf-8")
