"""Reads labelled reasons and actions: the practice data, and the texts beside this file."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from valley.model import Theme, Verdict

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with its labels; `day` where it stands in a journal."""

    text: str
    theme: Theme
    excuse: str
    day: date | None = None

    @property
    def owned(self) -> bool:
        """Whether the rep holds themselves responsible."""
        return self.theme is Theme.SELF


@dataclass(frozen=True, slots=True)
class Action:
    """An action with its label."""

    text: str
    verdict: Verdict


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def journal(path: Path) -> list[Reason]:
    """Read the reasons of a journal in order."""
    return [
        Reason(row["reason"], Theme(row["theme"]), row["excuse"], date.fromisoformat(row["date"]))
        for row in rows(path)
        if row["reason"]
    ]


def _reasons(path: Path) -> list[Reason]:
    return [Reason(row["text"], Theme(row["theme"]), row["excuse"]) for row in rows(path)]


def practice_reasons(folder: Path) -> list[Reason]:
    """Read all practice reasons, those of the journal last."""
    return _reasons(folder / "reasons.jsonl") + journal(folder / "journal_practice.jsonl")


def practice_actions(folder: Path) -> list[Action]:
    """Read all practice actions, those of the journal last."""
    journalled = rows(folder / "journal_practice.jsonl")
    return [Action(r["text"], Verdict(r["verdict"])) for r in rows(folder / "actions.jsonl")] + [
        Action(r["action"], Verdict(r["verdict"])) for r in journalled if r["action"]
    ]


def own_journals() -> dict[str, list[Reason]]:
    """Read the journals beside this file."""
    return {path.stem: journal(path) for path in sorted(HERE.glob("own_journal_*.jsonl"))}


def own_reasons() -> list[Reason]:
    """Read the reasons beside this file, those of the journals last."""
    return _reasons(HERE / "own_reasons.jsonl") + [
        reason for reasons in own_journals().values() for reason in reasons
    ]


def own_actions() -> list[Action]:
    """Read the actions beside this file."""
    return [Action(r["text"], Verdict(r["verdict"])) for r in rows(HERE / "own_actions.jsonl")]
