"""Fuzz the parsers with atheris, one after the other; not a part of the test suite.

    pip install atheris
    python tests/fuzz/run.py [SECONDS_EACH] [PARSER …]

What was found is written to `crash-…` in the working folder; put it into SEEDS, then mend it.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
ONE = "--one"


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one parser in this process."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    sys.path.insert(0, str(PROJECT))
    with atheris.instrument_imports(include=["valley"]):
        from tests.fuzz.targets import TARGETS
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


def main() -> int:
    """Fuzz the parsers, each in a process of its own; return how many fell."""
    sys.path.insert(0, str(PROJECT))
    from tests.fuzz.targets import SEEDS, TARGETS

    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    fell = 0
    for name in sys.argv[2:] or TARGETS:
        with tempfile.TemporaryDirectory() as corpus:
            for number, seed in enumerate(SEEDS[name]):
                (Path(corpus) / str(number)).write_bytes(seed)
            limits = [f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048"]
            ran = subprocess.run(
                [sys.executable, __file__, ONE, name, *limits, corpus], check=False
            )
        print(f"{name}: {'fell' if ran.returncode else 'held'} for {seconds} s", flush=True)  # noqa: T201
        fell += bool(ran.returncode)
    return fell


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        fuzz(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main())
