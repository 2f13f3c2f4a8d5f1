"""What is measured: the commands, and the worlds they are run in."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.process import Took, first_prompt, run

ROOT = Path(__file__).parents[2]
TODAY = "2026-12-09"  # as the journals have it
SIZES = (0, 250, 20_000, 100_000)
DAY = ("--no-input", "--happened", "Demo at Acme, they liked it")
SETBACK = ("--reason", "they said it is too expensive", "--action", "call their CFO at 9")

# Name in the table: arguments. The first group is what is done every day, the second looks at the
# whole life of a journal.
DAILY = {
    "valley": (),
    "status --prompt": ("status", "--prompt"),
    "checkin (win)": ("checkin", *DAY),
    "checkin (setback)": ("checkin", *DAY, *SETBACK),
    "checkin, first prompt": ("checkin",),
    "promises": ("promises",),
    "excuses": ("excuses",),
    "review --no-input": ("review", "--no-input"),
    "log": ("log",),
    "about": ("about", "Verity Bank"),
}
WHOLE_LIFE = {
    "streak": ("streak",),
    "excuses --all --json": ("excuses", "--all", "--json"),
    "log --grep": ("log", "--grep", "at verity bank booked"),  # some three hundred entries
    "export --format json": ("export", "--format", "json"),
    "doctor": ("doctor",),
}
PROMPT = "checkin, first prompt"
HELLO, LOAD = "hello-world Typer app", "json.load of the files"
JRNL = {
    "jrnl: add": ("bench: Demo at Acme, they liked it #win",),
    "jrnl: last 20": ("-n", "20"),
    "jrnl: contains": ("-contains", "Acme"),
    "jrnl: export json": ("--format", "json"),
}


@dataclass(slots=True)
class World:
    """A folder with a journal of a size, and the environment to run in.

    Attributes:
        place: Where everything is.
        env: What processes are given; nothing of the present environment but `PATH`.
    """

    place: Path
    env: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Make the environment."""
        self.env = {
            "HOME": str(self.place),
            "LANG": "C.UTF-8",
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm",
            "TZ": "UTC",
            "VALLEY_HOME": str(self.home),
            "VALLEY_TODAY": f"{TODAY}T18:30",
        }

    @property
    def home(self) -> Path:
        """The journal."""
        return self.place / "home"

    @property
    def pristine(self) -> Path:
        """The journal as it was made."""
        return self.place / "pristine"

    def make(self, *what: str) -> None:
        """Write what a measurement needs, by `tests.bench.journals`."""
        self.place.mkdir(parents=True, exist_ok=True)
        run(python("-m", "tests.bench.journals", *what), self.env, errors=self.errors)

    def make_journal(self, count: int) -> None:
        """Write the journal, and put it where valley finds it."""
        self.make("journal", str(self.pristine), str(count))
        shutil.copytree(self.pristine, self.home)

    def restore(self) -> None:
        """Take back what the last check-in wrote, so that each is the first of its day.

        The folders stay, also those of an empty journal: making them is done once in a life.
        """
        for name in ("history", "backups", "drafts", "journal"):
            folder = self.home / name
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in folder.iterdir() if name != "journal" else folder.glob(f"{TODAY[:4]}.json"):
                file.unlink()
        written = f"journal/{TODAY[:4]}.json"
        if (self.pristine / written).exists():
            shutil.copy2(self.pristine / written, self.home / written)

    @property
    def errors(self) -> Path:
        """Where a process's stderr goes."""
        return self.place / "stderr.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """A command in a world.

    Attributes:
        name: How it is called in the table.
        size: How many entries the journal has.
    """

    name: str
    size: int
    argv: Sequence[str]
    world: World
    heavy: bool = False  # seconds long: measured less often

    def measure(self) -> Took:
        """Run it once, as if it were the first time that evening."""
        if "checkin" in self.argv:
            self.world.restore()
        if self.name == PROMPT:
            return first_prompt(self.argv, self.world.env)
        return run(self.argv, self.world.env, errors=self.world.errors)


def python(*args: str) -> list[str]:
    """Return the command that runs this Python."""
    return [sys.executable, *args]


def valley(*args: str) -> list[str]:
    """Return the command that runs valley as its installed script does."""
    return python("-c", "from valley.__main__ import main; main()", *args)


def cases(place: Path, sizes: Sequence[int]) -> list[Case]:
    """Make the journals, and list what is measured on them."""
    found: list[Case] = []
    for size in sizes:
        world = World(place / str(size))
        world.make_journal(size)
        if not found:
            hello = python("-c", "from tests.bench.hello import app; app()")
            found.append(Case(HELLO, 0, hello, world))
        for name, args in (DAILY | WHOLE_LIFE).items():
            heavy = name in WHOLE_LIFE and size > max(sizes) // 10
            found.append(Case(name, size, valley(*args), world, heavy=heavy))
        load = python("-c", "from tests.bench.load import main; main()")
        found.append(Case(LOAD, size, load, world))
    return found
