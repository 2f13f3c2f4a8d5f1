"""What is said where an excuse is told as a story."""

from valley.insight.story import Turn, TurningPoint
from valley.model import Entry, short
from valley.ui.one_more_sentences import turned_out_to_be
from valley.ui.sentences import things

FOR_PROMISE = "What got in the way of"
# Beside the day of the entry a turning point stands in; what ends a story stands there alone.
LABELS = {
    Turn.FIRST: "first said",
    Turn.CAME_BACK: "came back",
    Turn.KEEPS_COMING: "keeps coming",
    Turn.OWNED: "owned for the first time",
    Turn.KEPT: "first promise kept or bettered",
}


def turned(point: TurningPoint, entry: Entry) -> str:
    """Return what turned, in a line."""
    later = things(point.days, "day")
    return {
        Turn.FIRST: f"First said: “{short(entry.reason or entry.note or '')}”",
        Turn.CAME_BACK: f"Came back, {later} later",
        Turn.KEEPS_COMING: f"Keeps coming: on a third day within {later}",
        Turn.OWNED: "Owned for the first time",
        Turn.KEPT: "The first promise kept or bettered",
        Turn.TURNED_OUT: turned_out_to_be(entry) if entry.turned_out else "",
        Turn.LAST: f"The last time so far: {later} ago",
        Turn.AWAY: f"Away since: {later} without it",
    }[point.turn]


def for_promise(entry: Entry) -> str:
    """Return which promise an excuse got in the way of."""
    return f"{FOR_PROMISE}: {entry.action}"
