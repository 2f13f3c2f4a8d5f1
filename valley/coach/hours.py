"""Which words name an hour of the day."""

import re

from valley.language import table

_HOUR = re.compile(table("dates")["hour"], re.IGNORECASE)


def names_an_hour(text: str) -> bool:
    """Return whether a text names an hour."""
    return bool(_HOUR.search(text))
