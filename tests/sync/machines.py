"""Machines of one person, each with a journal of its own, and the remote between them."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import Result

from tests.conftest import World
from valley.clock import now
from valley.journal import Journal


def git(folder: Path, *args: str, check: bool = True) -> str:
    """Run Git by hand, as a person does."""
    who = ["-c", "user.name=Hand", "-c", "user.email=hand@example.com"]
    ran = subprocess.run(
        ["git", *who, "-C", str(folder), *args], capture_output=True, text=True, check=False
    )
    assert not check or ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def bare(path: Path) -> Path:
    """Make a bare repository."""
    subprocess.run(["git", "init", "--quiet", "--bare", str(path)], check=True)
    return path


@dataclass
class Machine:
    """One machine."""

    world: World
    home: Path

    def call(self, *args: str) -> Result:
        """Run valley here."""
        self.world.set(VALLEY_HOME=str(self.home))
        return self.world.call(*args)

    def run(self, *args: str, code: int = 0) -> str:
        """Run valley here, check its exit code, and return all it printed."""
        result = self.call(*args)
        assert result.exit_code == code, result.output
        return result.output

    def json(self, *args: str) -> Any:
        """Run valley here with --json and return the document."""
        result = self.call(*args, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    def log(self, happened: str, *flags: str) -> str:
        """Log an entry and return its id."""
        entry = self.json("checkin", "--no-input", f"--happened={happened}", *flags)
        return str(entry["id"])

    def sync(self) -> str:
        """Sync and return what was said."""
        return self.run("sync").strip()

    def happened(self) -> set[str]:
        """Return what the entries say."""
        return {entry["happened"] for entry in self.json("log")}

    def journal(self) -> Journal:
        """Return the journal."""
        return Journal(self.home, now())


def pair(world: World, tmp_path: Path) -> tuple[Machine, Machine]:
    """Return a laptop and a desk that are set up with one remote."""
    remote = str(bare(tmp_path / "remote.git"))
    laptop, desk = Machine(world, tmp_path / "laptop"), Machine(world, tmp_path / "desk")
    laptop.log("Begun on the laptop")
    for machine in (laptop, desk):
        machine.run("sync", "setup", remote)
    return laptop, desk
