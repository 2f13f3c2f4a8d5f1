"""A text in the rep's own editor, in a private folder that is gone afterwards."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from valley import files
from valley.errors import InvalidInput
from valley.store.private_file import make_folder, private_file

if TYPE_CHECKING:
    from valley.cli.session import Session

FALLBACKS = ("nano", "vi", "notepad")


def edit_text(session: "Session", text: str, *, name: str) -> str:
    """Let a text be changed in the editor, and return it as it was saved.

    Raises:
        InvalidInput: There is no editor, it failed, or what it saved is no text.
        CannotWrite: The text cannot be handed over.
    """
    command = _command(session)
    data = text.encode("utf-8", "surrogatepass")
    with private_file(name, data) as (file, in_memory):  # gone with what the editor leaves there
        if not in_memory and session.journal.folder.safe.is_encrypted:
            session.tell(f"No folder in memory was found, so the editor's file is on disk: {file}")
        code = _run([*command, str(file)])
        if code:
            raise InvalidInput(f"The editor ended with code {code}, so nothing was changed.")
        try:
            return files.read(file).decode("utf-8", "surrogatepass") if file.exists() else ""
        except UnicodeDecodeError as error:
            raise InvalidInput("The editor saved something that is not UTF-8.") from error


def keep_aside(text: str) -> Path:
    """Keep a text in a private folder of its own; return where.

    Raises:
        CannotWrite: There is no room for it either.
    """
    file = make_folder()[0] / "valley.txt"
    files.write_whole(file, text.encode("utf-8", "surrogatepass"))
    return file


def _command(session: "Session") -> list[str]:
    """Tell which editor to start.

    Raises:
        InvalidInput: None is set, and there is no terminal for one that is found.
    """
    chosen = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if chosen:
        try:
            return shlex.split(chosen)
        except ValueError as error:
            raise InvalidInput(f"The editor {chosen!r} cannot be started: {error}.") from error
    found = next((name for name in FALLBACKS if shutil.which(name)), None)
    if found and session.is_terminal:
        return [found]
    raise InvalidInput("There is no editor; set EDITOR, or say what to change: valley edit --help")


def _run(command: list[str]) -> int:
    """Run the editor; Ctrl-C is for it alone, so that what was typed is not lost with it."""
    # Where stdout is taken for data, the editor draws on stderr.
    out = None if sys.stdout.isatty() else sys.__stderr__
    try:
        process = subprocess.Popen(command, stdout=out)  # noqa: S603  # the person's own editor
    except OSError as error:
        raise InvalidInput(
            f"The editor {command[0]!r} cannot be started: {error.strerror}; set EDITOR."
        ) from error
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
