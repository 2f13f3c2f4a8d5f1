"""Make the small journals of a version, in clear and encrypted: `python -m tests.journals.make`.

They are made once by each release, with all that a journal can hold, and never changed; beside each
stands what `valley log --json` of that version printed. `tests/test_old_journals.py` opens, reads,
changes and exports each with the present code.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect

from valley import __version__

HERE = Path(__file__).parent
PASSPHRASE = "four plain old words"
EVENINGS = [
    ("2025-12-30T18:30", ["--happened=Larkhill: quote talk", "--reason=they say we are too dear"]),
    ("2026-01-05T18:30", ["--happened=Demo at Acme", "--reason=gone dark since the demo",
                          "--action=ring his PA at 9", "--tag=acme"]),
    ("2026-01-06T18:30", ["--happened=Signed Bexley!\nA second line, “quoted”: ☺"]),
    ("2026-01-07T18:30", ["--happened=Acme again", "--reason=I own this one, forgot the follow-up",
                          "--own", "--mine=put it in the calendar", "--action=try harder"]),
    ("2026-01-08T18:30", ["--happened=Prospecting", "--reason=the leads are rubbish",
                          "--excuse=Cold leads", "--action=call ten old customers by Friday"]),
    ("2026-01-09T18:30", ["--happened=A typing error"]),
]  # fmt: skip

# What was learnt later of an entry, which no single command says of an old evening.
LEARNT = [
    {
        "id": "5b1de0f2-6f4c-4b58-9f0e-0d1f6c1f2a01",
        "day": "2026-01-02",
        "happened": "Lost Orchard to a cheaper one",
        "reason": "they said the budget was cut",
        "excuse": "no-budget",
        "heard": "them",
        "turned_out": "a rival had worked there for a year",
        "action": "ask for the buyer's boss at 10",
        "due": "2026-01-05",
        "agreed": True,
    },
    {
        "id": "5b1de0f2-6f4c-4b58-9f0e-0d1f6c1f2a02",
        "day": "2026-01-02",
        "kind": "win",
        "happened": "Renewed Fernside",
        "debrief": "rang on the day the old contract ended",
    },
]


def make(folder: Path, *, encrypted: bool) -> None:
    """Write a journal by the commands a rep would use."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("VALLEY_")}
    env |= {"VALLEY_HOME": str(folder), "TZ": "UTC"}
    if encrypted:
        env["VALLEY_PASSPHRASE"] = PASSPHRASE

    def run(*args: str) -> str:
        command = [sys.executable, "-m", "valley", *args]
        return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout

    def id_of(words: str) -> str:
        found = json.loads(run("log", "--grep", words, "--json"))
        return str(found[0]["id"])

    for moment, answers in EVENINGS:
        env["VALLEY_TODAY"] = moment
        run("checkin", "--no-input", *answers)
        if moment.startswith("2025-12") and encrypted:
            run("encrypt", "--yes")
    run("promises", "keep", id_of("Demo at Acme"), "--note=the CFO wants a pilot")
    run("promises", "miss", id_of("Acme again"), "--note=no time")
    run("promises", "renew", id_of("Acme again"), "--action=ring them at 10", "--due=tomorrow")
    run("promises", "move", id_of("Prospecting"), "--due=2026-01-14")
    run("edit", id_of("Larkhill"), "--happened=Larkhill: the quote talk")
    run("delete", id_of("typing error"), "--yes")
    run("excuses", "rename", "cold-leads", "Bad leads")
    run("review", "--no-input", "--focus=If they go quiet, then I ring the same day")
    run("config", "set", "workdays", "mon-fri")
    run("away", "add", "2026-02-02", "2026-02-03", "--note=skiing")
    learnt = folder.parent / "learnt.json"
    learnt.write_text(json.dumps(LEARNT), "utf-8")
    run("import", str(learnt))
    learnt.unlink()
    page = folder.parent / "page.md"
    run("mentor", "page", str(page), "--all", "--stuck=Acme", "--ask=prices")
    answer = "\nA friendly word.\n\nAgreed: ask the CFO for the date by Friday\n"
    page.write_text(page.read_text("utf-8") + answer, "utf-8")
    run("mentor", "read", str(page), "--yes")
    page.unlink()
    run("backup")
    env["VALLEY_TODAY"] = "2026-01-12T18:30"
    run("checkin", "--no-input", "--happened=Undone at once")
    run("undo", "--yes")
    child = pexpect.spawn(sys.executable, ["-m", "valley", "checkin"], env=env, encoding="utf-8")
    while child.expect(["What happened today", "Enter: later"]):
        child.sendline("")  # promises that are due come first
    child.sendline("Begun and left")
    child.expect("What reason")
    child.sendcontrol("c")
    child.expect(pexpect.EOF)
    (folder.parent / f"{folder.name}.log.json").write_text(run("log", "--json"), "utf-8")
    shutil.rmtree(folder / "cache", ignore_errors=True)
    (folder / ".valley.lock").unlink()


def main() -> None:
    """Make both journals of the present version, where they are not made yet."""
    for kind in ("clear", "encrypted"):
        folder = HERE / __version__ / kind
        if folder.exists():
            sys.exit(f"{folder} is there already; the journals of a version are made once.")
        folder.parent.mkdir(exist_ok=True)
        make(folder, encrypted=kind == "encrypted")


if __name__ == "__main__":
    main()
