"""How this valley is started again by something else: a scheduler, or Git."""

from pathlib import Path

import valley


def words() -> tuple[str, ...]:
    """Return what Python is given to start valley: its module, or the one file it runs from."""
    archive = getattr(valley.__spec__.loader, "archive", None)  # of a zip file alone
    return (str(Path(archive).absolute()),) if archive else ("-m", "valley")
