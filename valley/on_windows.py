"""What Windows reads otherwise: the words of a command, and names that no file can have."""

import os

HERE = os.name == "nt"
_SIGNS = frozenset('"*:<>?|')
_NUMBERED = {f"{kind}{number}" for kind in ("COM", "LPT") for number in "123456789¹²³"}
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | _NUMBERED)


def command_words(command: str) -> list[str]:
    r"""Split a command that a person wrote into its words; on Windows, `\` stands in paths.

    Raises:
        ValueError: A quotation mark has no end.
    """
    import shlex

    reader = shlex.shlex(command, posix=True, punctuation_chars=False)
    reader.whitespace_split, reader.commenters = True, ""
    if HERE:
        reader.escape = ""
    return list(reader)


def is_no_file(name: str) -> bool:
    """Return whether a name means something else there: a device, a stream, another name."""
    return HERE and (
        name.partition(".")[0].rstrip(" ").upper() in _DEVICES
        or name.endswith((".", " "))
        or any(sign in _SIGNS or sign < " " for sign in name)
    )
