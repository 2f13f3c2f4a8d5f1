"""The fifth of the practice data that no cue is written from."""

import hashlib


def held_out(text: str) -> bool:
    """Say whether a text is kept aside, by a hash of it alone.

    The same text is on the same side in every file and after every reordering, and nobody can
    choose the side. Texts kept aside are never printed; only figures over all of them are.
    """
    return hashlib.sha256(text.encode()).digest()[0] % 5 == 0


def kept_back(text: str) -> bool:
    """Say whether a text of our own is in the half that no cue is written from, by its hash."""
    return hashlib.sha256(text.encode()).digest()[0] % 2 == 0
