"""Named steps from one schema of the volumes to the next: applied on read, written with a change.

A step takes the tables of a volume at the schema it starts from and changes them in place. It must
leave alone what it does not expect: among the rows are tombstones, and some that make no sense. To
change the format: raise `SCHEMA`, add the step under the schema it leaves, and store a volume of
the old schema among the tests. One release takes one step at most, however many fields change.
"""

from collections.abc import Callable
from typing import Any

SCHEMA = 1

Step = Callable[[dict[str, dict[str, dict[str, Any]]]], None]
STEPS: dict[int, Step] = {}


def migrate(tables: dict[str, dict[str, dict[str, Any]]]) -> dict[str, dict[str, dict[str, Any]]]:
    """Bring the tables of a volume up to the present schema, step by step."""
    meta = next(iter(tables["meta"].values()))
    while meta["schema"] < SCHEMA:
        STEPS[meta["schema"]](tables)
        meta["schema"] += 1
    return tables
