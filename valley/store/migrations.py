"""Named steps from one schema of the volumes to the next: applied on read, written with a change.

A step takes the tables of a volume at the schema it starts from and changes them in place. It must
leave alone what it does not expect: among the rows are tombstones, and some that make no sense. To
change the format: raise `SCHEMA`, add the step under the schema it leaves, and store a volume of
the old schema among the tests. One release takes one step at most, however many fields change.
"""

from collections.abc import Callable
from typing import Any

SCHEMA = 2

Step = Callable[[dict[str, dict[str, dict[str, Any]]]], None]


def kinds(tables: dict[str, dict[str, dict[str, Any]]]) -> None:
    """Let entries have a kind, which an earlier valley would not heed.

    The rows stay as they are, or the undo log would not know them again: one without a kind means
    what it meant (`rows.from_row`).
    """


STEPS: dict[int, Step] = {1: kinds}


def migrate(tables: dict[str, dict[str, dict[str, Any]]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Bring the tables of a volume up to the present schema, step by step."""
    meta = next(iter(tables["meta"].values()))
    while meta["schema"] < SCHEMA:
        STEPS[meta["schema"]](tables)
        meta["schema"] += 1
    return tables
