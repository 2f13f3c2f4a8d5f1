"""An entry changed in an editor, until its text makes sense; what cannot be saved is in a draft."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from valley import operations
from valley.coach.replies import Meant
from valley.entry import editor_text
from valley.entry.revise import Revision
from valley.errors import CannotWrite, Interrupted, InvalidInput, ValleyError
from valley.ui.sentences import kept_in_draft

if TYPE_CHECKING:
    from valley.journal import Draft
    from valley.model import Entry
    from valley.session import Session


class EditStopped(Interrupted):
    """valley was ended while the editor was open; `text` is what had been saved by then."""

    def __init__(self, text: str) -> None:
        super().__init__("Stopped.")
        self.text = text


def save(session: "Session", entry: "Entry", new: Revision) -> "Entry":
    """Change what is to be changed of an entry; return it as it is now."""
    return operations.edit(
        session.journal,
        entry,
        new,
        moment=session.moment,
        reader=session.recognition,
    )


def edit_entry(
    session: "Session",
    entry: "Entry",
    edit_text: Callable[[str, str], str],
    *,
    confirm: Callable[[str], bool],
    resume: "Callable[[str], Meant | None]",
    save_aside: Callable[[str, str], Path],
) -> "Entry | None":
    """Open an entry in the editor; return it as changed, or None where nothing was changed.

    Args:
        session: The run.
        entry: The entry.
        edit_text: Opens a text in the editor, with the name of the draft that belongs to it, and
            returns it as it was saved; or raises EditStopped.
        confirm: Asks for a yes or a no.
        resume: Asks whether to go on with a text, keep it for later, or throw it away.
        save_aside: Writes a text, and the draft it belongs in, where the journal cannot take it; returns the file.

    Raises:
        InvalidInput: The text makes no sense, and nobody is there to mend it.
    """
    name = f"edit-{re.sub('[^0-9A-Za-z]', '', entry.short_id)}"  # it names files
    draft = session.journal.draft(name)
    text, problem = editor_text.write(entry), ""
    begun = _taken_up(session, draft, resume)
    if begun is None:
        return None
    text = begun or text

    def saved_in_draft() -> str:
        try:
            draft.save(session.today, text=text)
        except CannotWrite:
            return f"Your text is kept in {save_aside(text, name)}."
        return kept_in_draft(draft.place, "edit")

    while True:
        note, before = f"# {problem}\n#\n" if problem else "", text
        try:
            text = edit_text(note + text, name).removeprefix(note)
        except EditStopped as stopped:
            text = stopped.text.removeprefix(note)
            if text in {"", before}:
                raise
            raise Interrupted(f"{stopped} {saved_in_draft()}") from stopped
        try:
            changed = editor_text.changes(entry, text)
            new = editor_text.revision(changed, session.moment)
            after = save(session, entry, new) if changed else None
        except InvalidInput as error:
            problem = " ".join(str(error).split())
            if session.is_terminal and confirm(f"{problem} Open it again?"):
                continue
            raise InvalidInput(f"{problem} {saved_in_draft()}") from error
        except ValleyError as error:
            raise error.with_more(saved_in_draft()) from error
        draft.discard()
        return after


def _taken_up(
    session: "Session", draft: "Draft", resume: "Callable[[str], Meant | None]"
) -> str | None:
    """Return the text to go on with, empty where there is none; None where it is kept for later."""
    if not (draft.load() and session.is_terminal):
        return ""
    chosen = resume("Your last text for this entry was not saved. Go on with it?")
    if chosen is Meant.DISCARD:
        draft.discard()
    return None if chosen is Meant.KEEP else str(draft.answers.get("text", ""))
