"""Whether code comes to its end on a long text, which a pattern that backtracks does not."""

import subprocess
import sys

HANGS = 60  # seconds: far more than any of it takes anywhere, far less than backtracking does


def finishes(code: str, piece: str) -> None:
    """Run code on a `text` of so many pieces that a quadratic pattern would not come to its end."""
    text = piece * (100_000 // len(piece))
    script = f"import sys; text = sys.stdin.read(); {code}"
    subprocess.run([sys.executable, "-c", script], input=text.encode(), check=True, timeout=HANGS)
