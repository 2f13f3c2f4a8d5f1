"""What valley promises about its speed, as ratios within one run."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.bench.cases import HELLO, LOAD, PROMPT
from tests.bench.process import Took

Results = Mapping[tuple[str, int], Took]


@dataclass(frozen=True, slots=True)
class Target:
    """A promise, and what became of it.

    Attributes:
        what: What is compared with what.
        value: What was measured; None where it could not be.
        limit: The most it may be, or the least.
        at_least: The limit is the least.
        processor: The same ratio in processor time, which a busy machine changes less.
    """

    what: str
    value: float | None
    limit: float
    at_least: bool = False
    processor: float | None = None

    @property
    def verdict(self) -> str:
        """Whether it is met."""
        if self.value is None:
            return "not measured"
        met = self.value >= self.limit if self.at_least else self.value <= self.limit
        return "met" if met else "MISSED"

    def line(self) -> str:
        """Say it in one line."""
        sign = "≥" if self.at_least else "≤"
        value = "     -" if self.value is None else f"{self.value:6.2f}"
        limit = f"{sign} {self.limit:,.10g}"
        busy = f" (processor {self.processor:.2f})" if self.processor else ""
        return f"{self.verdict:<12} {value}  {limit:<8} {self.what}{busy}"


def targets(results: Results, largest: int) -> list[Target]:
    """Compare what was measured with what was promised."""

    def compare(what: str, limit: float, name: tuple[str, int], base: tuple[str, int]) -> Target:
        took, other = results.get(name), results.get(base)
        if not took or not other:
            return Target(what, None, limit)
        processor = took.processor / other.processor if other.processor else None
        return Target(what, took.seconds / other.seconds, limit, processor=processor)

    def memory(name: str) -> float | None:
        took, other = results.get((name, largest)), results.get((name, 0))
        return took.megabytes / other.megabytes if took and other else None

    found = []
    starts = {"valley": 1.5, "status --prompt": 1.3, "checkin (win)": 1.5, "checkin (setback)": 1.5}
    for name, limit in starts.items():
        found.append(compare(f"{name}, empty / {HELLO}", limit, (name, 0), (HELLO, 0)))
    for size, limit in ((0, 1.25), (largest, 1.5)):
        what = f"{PROMPT}, {size:,} entries / {HELLO}"
        found.append(compare(what, limit, (PROMPT, size), (HELLO, 0)))
    life = {
        "checkin (win)": 1.3,
        "checkin (setback)": 1.3,
        **dict.fromkeys(("valley", "review --no-input", "excuses", "promises"), 1.4),
    }
    for name, limit in life.items():
        what = f"{name}, {largest:,} entries / empty"
        found.append(compare(what, limit, (name, largest), (name, 0)))
    found += [Target(f"peak memory of {name}, likewise", memory(name), 1.3) for name in life]
    what = f"about, {largest:,} entries / log, likewise"
    found.append(compare(what, 1.5, ("about", largest), ("log", largest)))
    for name in ("excuses --all --json", "export --format json", "log --grep"):
        what = f"{name}, {largest:,} entries / {LOAD}"
        found.append(compare(what, 3, (name, largest), (LOAD, largest)))
    return found
