"""Where what is exported goes: to a file, whole or not at all, to a pipe, to a terminal."""

import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from valley import files, on_windows
from valley.cli.stoppable import stoppable
from valley.errors import CannotWrite
from valley.ui.text import json_text, visible


def check_target(path: Path, *, force: bool) -> None:
    """Make sure that a file can be written there.

    Raises:
        CannotWrite: One is there already, its folder is not, or no file can be called so.
    """
    if on_windows.is_no_file(path.name):
        raise CannotWrite(f"{path.name} is no name of a file on Windows. Nothing was written.")
    if path.exists() and not force:
        raise CannotWrite(f"{path} is there already; --force replaces it. Nothing was written.")
    if not path.parent.exists():
        raise CannotWrite(
            f"The folder {path.parent} is not there; make it, then try again. Nothing was written."
        )


def deliver(pieces: Iterable[str], path: Path | None, *, is_json: bool) -> None:
    """Write what comes piece by piece: to a file, whole or not at all, or to stdout.

    Files and pipes get it exactly; a terminal gets nothing that it could obey, and JSON there has
    escapes of its own.

    Raises:
        CannotWrite: The disk is full, or the folder is closed.
    """
    if path is None and sys.stdout.isatty():
        for piece in pieces:
            shown = (
                json_text(piece, sys.stdout) if is_json else visible(piece.replace("\r\n", "\n"))
            )
            sys.stdout.write(shown)
        return
    # Half a surrogate pair, from a damaged file, is shown as what it is.
    encoded = (piece.encode(errors="backslashreplace") for piece in pieces)
    if path is None:
        sys.stdout.buffer.writelines(encoded)
        return
    first = next(encoded, b"")  # before a file is made: it may ask for the passphrase
    with stoppable():  # no half of a file stays
        files.write_whole(path, chain([first], encoded))
