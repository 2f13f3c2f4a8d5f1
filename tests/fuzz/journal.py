"""Drive the journal against its model for long: `python tests/fuzz/journal.py [JOURNALS]`.

The test suite does it for some two dozen journals; 1,500, of forty steps each, take ten minutes.
What it finds is shrunk to the fewest steps: make it a test of its own, then mend it.
"""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

PROJECT = Path(__file__).parent.parent.parent
JOURNALS, STEPS = 1500, 40


def main() -> None:
    """Drive so many journals, each made anew."""
    sys.path.insert(0, str(PROJECT))
    from tests.store.test_stateful import JournalMachine

    run_state_machine_as_test(
        JournalMachine,
        settings=settings(
            max_examples=int(sys.argv[1]) if sys.argv[1:] else JOURNALS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


if __name__ == "__main__":
    main()
