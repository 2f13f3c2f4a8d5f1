"""The rep's own editor: for a file, or for a text in a private folder that is gone afterwards."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from valley import files, on_windows
from valley.cli.stoppable import put_off, stoppable
from valley.editor_file import Lent, lent_file
from valley.errors import InvalidInput
from valley.sittings.editing import EditStopped

if TYPE_CHECKING:
    from valley.cli.output import Output
    from valley.session import Session

FALLBACKS = ("nano", "vi", "notepad")
AT_ONCE = 1.0  # seconds within which nobody has changed anything
GRACE = 3.0  # seconds for an editor to end when valley is ended
SAVE_IT = "Save and close it there now, then press Enter"
SAVE_HELP = "On Enter valley reads what you saved; nothing is changed before."
MAY_BE_OPEN = (
    "The editor ended at once, with nothing changed. If it opened a window, give it the option that"
    " makes it wait, such as EDITOR='code --wait'."
)


def edit_text(session: "Session", out: "Output", text: str, draft: str) -> str:
    """Let a text be changed in the editor, and return it as it was saved.

    Args:
        session: This run.
        out: Its output.
        text: The text.
        draft: The draft that `valley doctor` puts it in where even this run is killed.

    Raises:
        InvalidInput: There is no editor, it failed, may still be open, or saved what is no text.
        CannotWrite: The text cannot be handed over.
        EditStopped: Ctrl-C, or a signal.
    """
    data = text.encode("utf-8", "surrogatepass")
    # Gone with what the editor leaves there, but where it may still save to it.
    with stoppable(), lent_file(f"valley-{draft}.txt", data, session.home, draft) as lent:
        if not lent.in_memory and session.journal.is_encrypted:
            out.tell(f"No folder in memory was found, so the editor's file is on disk: {lent.path}")
        try:
            lent.stays = not edit_file(session, lent.path)
            if lent.stays:
                raise InvalidInput(
                    f"{MAY_BE_OPEN} What is saved there now goes to {lent.path}, not into the journal;"
                    " valley doctor --fix takes it back from there."
                )
            return _saved(lent)
        except (KeyboardInterrupt, EOFError) as error:
            raise EditStopped(_saved(lent)) from error


def edit_file(session: "Session", file: Path) -> bool:
    """Let a file be changed in the editor; return False where it may still be open in a window.

    Raises:
        InvalidInput: There is no editor, or it failed.
    """
    before, began = _state(file), monotonic()
    if code := _run([*_command(session), str(file)]):
        raise InvalidInput(f"The editor ended with code {code}, so nothing was changed.")
    if _state(file) != before or monotonic() - began > AT_ONCE:
        return True
    if session.is_terminal:
        from valley.ui.prompts import Asker

        asker = Asker(sys.stderr, plain=session.plain)
        asker.ask(MAY_BE_OPEN, SAVE_IT, explain=SAVE_HELP)
    return session.is_terminal


def save_aside(session: "Session", text: str, draft: str) -> Path:
    """Write a text to a private folder of its own, where `valley doctor` finds it; return where.

    Raises:
        CannotWrite: There is no room for it either.
    """
    with lent_file("valley.txt", b"", session.home, draft) as lent:
        files.write_whole(lent.path, text.encode("utf-8", "surrogatepass"))
        lent.stays = True
    return lent.path


def _saved(lent: Lent) -> str:
    """Return what the editor saved.

    Raises:
        InvalidInput: It is no text; it stays where it is.
    """
    try:
        return files.read(lent.path).decode("utf-8", "surrogatepass") if lent.path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        lent.stays = True
        why = files.why(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise InvalidInput(
            f"What the editor saved cannot be read: {why}. It stays in {lent.path}; the entry is as"
            " it was."
        ) from error


def _state(file: Path) -> tuple[int, int, int] | None:
    """Return what differs once a file was saved; None where it is gone."""
    with suppress(OSError):
        status = file.stat()
        return status.st_ino, status.st_size, status.st_mtime_ns
    return None


def _command(session: "Session") -> list[str]:
    """Return the editor to start, with its options.

    Raises:
        InvalidInput: None is set, and there is no terminal for one that is found.
    """
    chosen = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if chosen:
        try:
            return on_windows.command_words(chosen)
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
    process, before = None, signal.getsignal(signal.SIGINT)
    try:
        with put_off():
            process = subprocess.Popen(command, stdout=out)  # noqa: S603  # the person's own editor
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InvalidInput(
            f"The editor {command[0]!r} cannot be started: {why}; set EDITOR."
        ) from error
    except KeyboardInterrupt:  # valley is being ended, and the editor with it
        if process:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            process.kill()
        raise
    finally:
        signal.signal(signal.SIGINT, before)
