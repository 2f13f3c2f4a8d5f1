"""Every sentence of the first run, so that it can be read as prose."""

from collections.abc import Sequence
from datetime import time
from pathlib import Path

WORKDAYS = "Which days do you work?"
WORKDAYS_HINT = "Enter: Monday to Friday; or as mon-sat, sun-thu"
WORKDAYS_HELP = "Other days are days of rest: they never break a streak."
COUNTRY = "Which country's public holidays are days off?"
COUNTRY_HINT = "Enter: none; or as US, Germany, GB/ENG"
COUNTRY_HELP = "On them no check-in is missed. A part of a country stands behind it: GB/SCT."
REMIND = "Shall this machine remind you in the evening?"
REMIND_HINT = "Enter: no; or a time: 18:00"
REMIND_HELP = (
    "At that time it says so where the day is not logged yet, and is silent where it is."
    " To see what that writes before it does: valley remind at 18:00"
)
A_TIME = "At what time? 18:00, say; Enter: no reminder."
DONE = "That is all, and it is not asked again. To change it: valley config list"
NOT_SET = "Not set now; later: valley remind at 18:00"


def bring_in(command: str) -> str:
    return f"What you wrote with jrnl comes along by\n  {command}"


def once(count: int) -> str:
    return {1: "One setting", 2: "Two settings"}.get(count, "Three settings") + ", asked once"


def reminder_set(at: time, by: str, written: Sequence[Path]) -> str:
    wrote = f" It wrote {', '.join(map(str, written))}." if written else ""
    return f"  At {at:%H:%M}, by {by}.{wrote} Off again: valley remind off"
