"""Kinds of action that may be kept more often than others."""

import re
from collections.abc import Callable

from valley.model import Entry, Verdict

_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?(?:am|pm|h|uhr|o'clock)\b|\b(?:noon|midday)\b"
    r"|\b\d{1,2}\s?(?:-|–|to)\s?\d{1,2}\b|\b(?:at|by|before|until|till|from)\s\d{1,2}\b(?![\w%])",
    re.IGNORECASE,
)
# Kind of action: how an entry's action is told to be of it.
KINDS: dict[str, Callable[[Entry], bool]] = {
    "hour": lambda entry: bool(_HOUR.search(entry.action or "")),
    "soon": lambda entry: entry.due is not None and (entry.due - entry.day).days <= 1,
    "concrete": lambda entry: entry.verdict is Verdict.CONCRETE,
    "unasked": lambda entry: entry.volunteered,
}
