"""A tired rep's three weeks in a terminal: nothing untrue is written down.

`three_weeks.txt` holds what is typed and the rep's own account of it. After the last evening every
line that valley shows is held against that account; figures are counted again, from it alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

from tests.conftest import Terminal, World
from tests.golden_plugin import Golden
from tests.journeys import expected, script
from tests.journeys.account import Account, account
from valley.ui.prompts import TAKEN

SCRIPT = Path(__file__).parent / "three_weeks.txt"
TODAY = date(2026, 3, 24)
WEEKS = {f"2026-W{number}": date.fromisocalendar(2026, number, 1) for number in (10, 11, 12)}
SCREENS = {
    "log": ("log", "--limit", "0"),
    **{week: ("review", "--week", week) for week in WEEKS},
    "excuses": ("excuses",),
    "promises": ("promises",),
    "streak": ("streak",),
    "page": ("export", "--format", "md"),
}


def test_three_weeks(world: World, terminal: Callable[..., Terminal], golden: Golden) -> None:
    """Every line of every look back was typed, picked, or counts what was."""
    journey = script.read(SCRIPT)
    script.play(journey, world, terminal)
    told = account(journey)
    assert list(_untyped(journey, told)) == []
    world.day(f"{TODAY}T20:00")
    world.set(COLUMNS="300")  # so that a line is a line
    wrong = [
        f"{name}: {line}"
        for name, command in SCREENS.items()
        for line in _wrong(name, _lines(world.run("--plain", *command)), told)
    ]
    assert not wrong, "\n".join(wrong)
    world.set(COLUMNS="80")
    whole = "".join(
        f"$ valley {' '.join(command)}\n\n{world.run('--plain', *command)}\n\n"
        for command in SCREENS.values()
    )
    golden("journeys/three_weeks.txt", _without_ids(whole))


def _untyped(journey: script.Script, told: Account) -> Iterator[str]:
    """Yield texts of the account that nobody typed, and names that were neither picked nor sure."""
    typed = journey.typed
    both = {f"{one}, {two}" for one, two in pairwise(typed)}
    texts = [said for *_, said in (*told.answers, *told.focus)]
    for entry in told.entries:
        texts += [entry.happened, entry.reason, entry.mine]
        texts += [one.action for one in entry.promises]
        texts += [said for one in entry.promises for said in one.note.split("; ")]
    yield from (text for text in texts if not any(text in one for one in (*typed, *both)))
    for sitting in journey.sittings:
        before = " ".join(one.shown for one in journey.sittings if one.moment <= sitting.moment)
        for fact in sitting.facts:
            title, perhaps = fact.fields.get("excuse"), fact.fields.get("perhaps")
            if title and f"Goes by “{title}”" not in before and title not in sitting.command:
                yield title
            taken = "--no-input" in sitting.command or f"{TAKEN} 1  {perhaps}" in before
            if perhaps and not taken:
                yield perhaps


def _wrong(name: str, lines: list[str], told: Account) -> Iterator[str]:
    """Yield how a screen differs from what may stand there."""
    if name in WEEKS:
        first = lines.index("What stands out") + 1
        stands_out = lines[first:]
        for after in ("What you said", "Focus for the week after"):
            if after in stands_out:
                stands_out = stands_out[: stands_out.index(after)]
        yield from expected.findings(stands_out, told, WEEKS[name])
        wanted: Iterable[str] = expected.review(told, WEEKS[name], stands_out)
    else:
        wanted = {
            "log": lambda: expected.log(told),
            "excuses": lambda: expected.excuses(told, TODAY),
            "promises": lambda: expected.promises(told),
            "streak": lambda: expected.streak(told, TODAY),
            "page": lambda: expected.page(told, TODAY),
        }[name]()
    may = list(wanted)
    yield from (f"nobody said: {line}" for line in lines if line not in may)
    yield from (f"is missing: {line}" for line in may if line not in lines)
    if sorted(lines) == sorted(may) and lines != may:
        yield f"in another order: {lines}, not {may}"
    elif len(lines) != len(may):
        yield f"{len(lines)} lines, not {len(may)}"


def _lines(shown: str) -> list[str]:
    """Return the lines that say something, with every id alike."""
    return [line.rstrip() for line in _without_ids(shown).splitlines() if line.strip()]


def _without_ids(shown: str) -> str:
    return re.sub(r"\b[0-9a-f]{8}\b", expected.ID, shown)
