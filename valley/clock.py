"""The only place that asks what time it is."""

import os
from collections.abc import Mapping
from datetime import date, datetime, time
from time import time as seconds

from valley.errors import InvalidInput

NOON = time(12)
YEARS = range(1900, 2200)  # far enough from both ends of the calendar for all that is counted


def now(env: Mapping[str, str] = os.environ) -> datetime:
    """Return the local time, with its offset from UTC.

    `VALLEY_TODAY` pins it, for tests and across processes: an ISO day means noon, a day and time
    is taken as it is, at the local offset unless it names its own.

    Raises:
        InvalidInput: `VALLEY_TODAY` is neither, or of other years; or the time
            zone of this machine lies more than a day from UTC.
    """
    pinned = env.get("VALLEY_TODAY")
    if not pinned:
        return _local(datetime.now(), env)  # noqa: DTZ005  # the local time is meant
    try:
        moment = datetime.fromisoformat(pinned)
        if len(pinned) <= len("2026-03-04"):
            moment = datetime.combine(date.fromisoformat(pinned), NOON)
    except ValueError as error:
        raise InvalidInput(
            f"VALLEY_TODAY is {pinned!r}; give a day like 2026-03-04, or 2026-03-04T18:30."
        ) from error
    if moment.year not in YEARS:
        raise InvalidInput(
            f"VALLEY_TODAY is {pinned!r}; give a day of the years {YEARS[0]} to {YEARS[-1]}."
        )
    return moment if moment.tzinfo else _local(moment, env)


def _local(moment: datetime, env: Mapping[str, str]) -> datetime:
    """Return a time with its offset from UTC here."""
    try:
        return moment.astimezone()
    except (ValueError, OverflowError) as error:
        raise InvalidInput(
            f"The time zone TZ={env.get('TZ', '')!r} lies more than a day from UTC; set one that"
            " there is, such as TZ=Europe/Berlin, or unset TZ."
        ) from error


def seconds_since(moment: float) -> float:
    """Return how long ago a file's time is, in seconds; never pinned, as files are not."""
    return seconds() - moment
