"""Which words name an hour of the day."""

import re

_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}\s?(?:am|pm|h|uhr|o'clock)\b|\b(?:noon|midday)\b"
    r"|\b\d{1,2}\s?(?:-|–|to)\s?\d{1,2}\b|\b(?:at|by|before|until|till|from)\s\d{1,2}\b(?![\w%])",
    re.IGNORECASE,
)


def names_an_hour(text: str) -> bool:
    """Return whether a text names an hour."""
    return bool(_HOUR.search(text))
