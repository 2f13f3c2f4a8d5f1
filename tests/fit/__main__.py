"""Makes all tables that recognition reads, offline, in the order they need: `python -m tests.fit`.

Of another language than the one that is shipped: `python -m tests.fit LANGUAGE TEXTS`, its folder,
which the tables are written to, and that of its labelled texts.
"""

import sys
from pathlib import Path

from tests.fit import texts
from valley import language


def main() -> None:
    """Write them all."""
    if sys.argv[1:]:
        folder, labelled = map(Path, sys.argv[1:])
        language.use(folder)
        texts.use(labelled)
    from tests.fit import actions, calibration, reasons, tables

    tables.main()
    actions.main()
    reasons.main()
    calibration.main()


if __name__ == "__main__":
    main()
