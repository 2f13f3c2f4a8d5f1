"""What is said about encryption: what is lost with the passphrase, and what stays readable."""

from collections.abc import Sequence

from valley.reports import Upkeep

ENCRYPTING, DECRYPTING = "Encrypting", "Decrypting"
BEFORE = (
    "The whole journal goes under one passphrase: entries, copies, drafts, what undo keeps, the"
    " archive. If you lose the passphrase, nothing can be done: there is no other key and nobody"
    " who could reset it. Write it down and keep it in a safe place."
)
SETTINGS_STAY = (
    "settings.toml stays readable, with the notes of away periods and whatever else you set there."
)
AFTER = (
    "What was copied elsewhere before (a cloud's old versions, Git, other backups) is still in"
    " clear; so may be what the disk has not yet written over."
)
CHANGED = (
    "The passphrase is changed. A copy of the old key.json still opens with the old one: if"
    " somebody knows that, run valley decrypt and valley encrypt for a new key."
)
PUT_RIGHT = "Seal what lies in clear, and take the volumes as they are for the present ones?"
SHOWN = 5


def stays_clear(names: Sequence[str]) -> str:
    """Return which files in the journal's folder are not valley's to encrypt."""
    return f"Not part of the journal, so these stay as they are: {some(names)}."


def left_sealed(names: Sequence[str]) -> str:
    """Return which files could not be decrypted."""
    return f"Damaged, so these stay sealed and can be removed: {some(names)}."


def upkeep(found: Upkeep) -> str:
    """Return what is not as it should be in an encrypted journal."""
    told = []
    if found.clear:
        told.append(f"These lie in clear: {some(found.clear)}.")
    if found.older:
        told.append(
            f"These are older than what valley last wrote, or gone: {some(found.older)}. Either you"
            " or a synchronised folder put an old version back, or somebody else did."
        )
    if found.uncounted:
        told.append("The count of writes (generations.json) is gone or damaged.")
    return " ".join(told)


def some(names: Sequence[str]) -> str:
    """Return the first few."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
