"""The only place that asks what time it is."""

import os
from collections.abc import Mapping
from datetime import date, datetime, time
from time import time as seconds

from valley.errors import InvalidInput

NOON = time(12)


def now(env: Mapping[str, str] = os.environ) -> datetime:
    """Tell the local time, with its offset from UTC.

    `VALLEY_TODAY` pins it, for tests and across processes: an ISO day means noon, a day and time
    is taken as it is, at the local offset unless it names its own.

    Raises:
        InvalidInput: `VALLEY_TODAY` is neither.
    """
    pinned = env.get("VALLEY_TODAY")
    if not pinned:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(pinned)
        if len(pinned) <= len("2026-03-04"):
            moment = datetime.combine(date.fromisoformat(pinned), NOON)
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            f"VALLEY_TODAY is {pinned!r}; give a day like 2026-03-04, or 2026-03-04T18:30."
        ) from error


def seconds_since(moment: float) -> float:
    """Tell how long ago a file's time is, in seconds; never pinned, as files are not."""
    return seconds() - moment
