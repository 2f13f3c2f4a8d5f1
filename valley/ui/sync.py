"""What a sync did, and how the journal stands with its remote, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from valley.reports import Merged, Synced, SyncStatus
from valley.ui.sentences import things

CLEAR_STAYS = (
    "The journal is in clear, and so will be what is sent. It stays in Git's history, also after you"
    " delete an entry or encrypt the journal; whoever can read the remote can read it. If the remote"
    " is not yours alone, first: valley encrypt"
)
WAITING = "Syncing"
SEND_IT = "Send it there?"
NOTHING_YET = "Nothing is set up to sync with. Begin with: valley sync setup REMOTE"


def synced(done: Synced) -> Iterator[str]:
    """Yield what a sync did, and what else there is to know."""
    if done.remote is None:
        yield "Kept in Git here; there is no remote yet: valley sync setup REMOTE"
    elif done.waits:
        yield (
            f"What came from {done.remote} waits: merging needs the key of the journal; with its"
            " passphrase at hand: valley sync"
        )
    elif done.sealed is not None:
        sent = things(done.sealed, "sealed file")
        yield f"Synced with {done.remote}: {sent} went. The key was not at hand and not needed."
    else:
        yield f"Synced with {done.remote}: {_moved(done.came)} came, {_moved(done.went)} went."
    for name in done.refused:
        yield f"{name} there is no regular file, and was not taken."
    if done.settings_damaged:
        yield "The settings were left out, for something in them makes no sense: valley config edit"
    if done.ahead:
        minutes = done.ahead.total_seconds() // 60
        yield (
            f"The clock of the machine that synced last is {minutes:.0f} minutes ahead of this one."
            " The later change wins, so set both right."
        )
    if done.begin_afresh:
        yield f"{_large(done.begin_afresh)} {AFRESH}"


AFRESH = (
    "An empty remote makes that small again, and the old one keeps it: on this machine, then on the"
    " others, valley sync setup --fresh REMOTE"
)


def status(found: SyncStatus, now: datetime) -> Iterator[str]:
    """Yield how the journal stands with its remote."""
    if not found.set_up:
        yield NOTHING_YET
        return
    yield f"Remote     {found.remote or 'none yet; valley sync setup REMOTE'}"
    yield f"Last sync  {_when(found.synced_at, now)}"
    yield f"To send    {', '.join(found.to_send) or 'nothing'}"
    if found.to_take:
        yield f"To take    {', '.join(found.to_take)}"
    if found.begin_afresh:
        yield f"{_large(found.size)} {AFRESH}"


def as_json(done: Synced) -> dict[str, Any]:
    """Return what a sync did as JSON has it."""
    return {
        "remote": done.remote,
        "came": _counts(done.came),
        "went": _counts(done.went),
        "waits": done.waits,
    }


def _counts(merged: Merged) -> dict[str, int]:
    return {"added": merged.added, "updated": merged.updated}


def _moved(merged: Merged) -> str:
    """Tell how many entries are new on a side, and how many changed."""
    changed = f", {merged.updated} changed" if merged.updated else ""
    if merged.added or not changed:
        return f"{things(merged.added, 'entry', 'entries') if merged.added else 'nothing'}{changed}"
    return changed.removeprefix(", ")


def _when(at: datetime | None, now: datetime) -> str:
    if at is None:
        return "never through"
    at = at.astimezone(now.tzinfo)
    return f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"


def _large(size: int) -> str:
    return f"Git's history of the journal takes {size >> 20} MiB."
