"""Text that somebody wrote, made safe for a terminal: shown as it is, never obeyed."""

import codecs
import json
import re
from typing import IO

# Patterns are kept as text, since compiling one takes 1 ms and nearly every run does without.
# DEL and C1, and what changes or hides the order of characters or takes no room at all.
_NEVER = (
    "\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff\ud800-\udfff"
)
# With them C0 but newline. Zero-width joiners stay where they join something that needs them
# (emoji, Persian, Indic scripts).
_HIDDEN = f"[\x00-\x09\x0b-\x1f{_NEVER}]|(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])"
_UNSAFE_IN_JSON = f"[\u200c\u200d{_NEVER}]"
_PICTURES = 0x2400
# What an encoding without it shows instead, each in one column so that nothing gets wider.
_LIKE = str.maketrans("“”‘’…×–—·•›→←★█■▪□○◄▁▃▅▒⏎─▌", "\"\"''.x--.*>><*##.oo<_/^+|-|")
STAND_INS = "valley.stand_ins"
_DELETE = 0x7F


def visible(text: str) -> str:
    """Return a text with control, escape and hidden characters as signs of their own."""
    return re.sub(_HIDDEN, _sign, text)


def json_safe(text: str) -> str:
    """Return JSON with what a terminal could obey, and what hides, as escapes of the same meaning."""
    if text.isascii() and chr(_DELETE) not in text:
        return text  # a hundredth of the time of looking for the rest
    return _escaped(_UNSAFE_IN_JSON, text)


def json_text(text: str, file: IO[str]) -> str:
    """Write JSON so that every stream holds it exactly: where it is no UTF-8, in ASCII."""
    encoding = (getattr(file, "encoding", None) or "utf-8").lower().replace("_", "-")
    return json_safe(text if encoding in {"utf-8", "utf8"} else _escaped("[^\x00-\x7f]", text))


def _escaped(which: str, text: str) -> str:
    return re.sub(which, lambda match: json.dumps(match[0])[1:-1], text)


def one_line(text: str) -> str:
    """Return a text in one line; the end of each line in it is marked."""
    return visible(text).replace("\n", " ⏎ ")


def _stand_ins(error: UnicodeError) -> tuple[str, int]:
    """Return the nearest there is of characters that an encoding lacks: an error handler."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    from unicodedata import normalize

    shown = []
    for character in error.object[error.start : error.end]:
        like = normalize("NFD", character.translate(_LIKE))[0]
        shown.append(like if like.isascii() else "?")
    return "".join(shown), error.end


codecs.register_error(STAND_INS, _stand_ins)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < ord(" "):
        return chr(_PICTURES + code)
    return "␡" if code == _DELETE else f"<U+{code:04X}>"
