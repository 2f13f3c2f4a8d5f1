"""`valley edit`: single fields, or the whole entry in the editor."""

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.conftest import Terminal, World

PROMISE = {
    "reason": "they are too dear",
    "excuse": "price-too-high",
    "action": "call 3 people",
    "due": "2026-03-06",
    "tag": "north",
}


def _change(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Tell which fields differ, beside the time of the change."""
    assert before["updated_at"] < after["updated_at"]
    return {
        name: value
        for name, value in after.items()
        if value != before[name] and name != "updated_at"
    }


@pytest.mark.parametrize(
    ("flags", "changed"),
    [
        (["--happened", "[x] :smile:\nnew"], {"happened": "[x] :smile:\nnew"}),
        (["--date", "2026-03-02"], {"day": "2026-03-02", "backfilled": True}),
        (["--date", "2025-12-31"], {"day": "2025-12-31", "backfilled": True}),
        (["--due", "2026-03-11"], {"due": "2026-03-11"}),
        (["--tag", "#south", "--tag", "x"], {"tags": ["south", "x"]}),
        (["--tag", ""], {"tags": []}),
        (["--mine", "ask first"], {"mine": "ask first"}),
        (["--excuse", "Bad leads"], {"excuse": "bad-leads", "theme": "leads"}),
        (["--reason", "they find us too dear"], {"reason": "they find us too dear"}),
        (
            ["--own", "--excuse", "own-no-prep"],
            {"excuse": "own-no-prep", "theme": "self", "owned": True},
        ),
        (
            ["--action", "try harder"],
            {"action": "try harder", "verdict": "vague", "altitude": "slope"},
        ),
        (
            ["--action", ""],
            {"action": None, "verdict": None, "due": None, "status": None, "altitude": "valley"},
        ),
        (
            ["--reason", ""],
            {
                "kind": "note",
                "reason": None,
                "excuse": None,
                "theme": None,
                "owned": None,
                "altitude": None,
            },
        ),
    ],
)
def test_a_flag_changes_its_field_and_what_follows_from_it(
    world: World, flags: list[str], changed: dict[str, Any]
) -> None:
    """And nothing else; undo brings the entry back as it was."""
    before = world.checkin(**PROMISE)
    assert _change(before, world.json("edit", before["id"][:8], *flags)) == changed
    (after,) = world.json("log")
    assert after == world.json("show", before["id"])
    world.run("undo")
    (back,) = world.json("log")
    assert _change(before, back) == {}


def test_with_the_action_goes_all_that_became_of_it(world: World) -> None:
    """A plan without an action could not be shown."""
    entry = world.checkin("A day", **PROMISE)
    file = world.home.parent / "planned.json"
    planned = entry | {"plan": True, "steps": [{"on": "2026-03-04", "did": "moved"}]}
    file.write_text(json.dumps([planned | {"happened": "Another"} | {"id": str(UUID(int=1))}]))
    world.run("import", str(file))
    world.run("edit", "0000", "--action", "")
    exported = json.loads(world.run("export", "--format", "json"))["entries"]
    (after,) = (one for one in exported if one["happened"] == "Another")
    assert (after["plan"], after["steps"]) == (False, [])


def test_a_new_promise_is_open_and_one_that_ended_stays_ended(world: World) -> None:
    """A slip of the pen in a kept promise does not open it again."""
    win = world.checkin("A win")
    after = world.json("edit", win["id"], "--action", "call 3 people")
    assert (after["status"], after["due"], after["verdict"]) == ("open", "2026-03-05", "concrete")
    world.run("promises", "keep", win["id"])
    after = world.json("edit", win["id"], "--action", "call 4 people")
    assert (after["status"], after["resolved_on"]) == ("kept", "2026-03-04")


@pytest.mark.parametrize(
    ("flags", "code"),
    [
        (["--happened", " "], 3),
        (["--due", "friday"], 3),
        (["--excuse", "x"], 3),
        (["--own"], 3),
        (["--date", "2026-03-05"], 3),
        (["--date", "blursday"], 3),
    ],
)
def test_what_makes_no_sense_of_a_win_is_refused(world: World, flags: list[str], code: int) -> None:
    """In one line, and the entry stays as it is."""
    win = world.checkin("A win")
    result = world.call("edit", win["id"], *flags)
    assert (result.exit_code, result.stdout) == (code, "")
    assert world.json("log") == [win]


def test_the_same_again_changes_nothing(world: World) -> None:
    """Not even the time of the change."""
    before = world.checkin(**PROMISE)
    assert world.json("edit", before["id"], "--happened", "A day") == before
    assert world.json("log") == [before]


def _editor(world: World, code: str) -> None:
    """Set an editor: Python code in which `file` is the text's path and `text` what is in it."""
    script = world.home.parent / "editor.py"
    script.write_text(
        f"import sys, pathlib; file = pathlib.Path(sys.argv[1]); text = file.read_text()\n{code}\n"
    )
    world.set(VISUAL=shlex.join([sys.executable, str(script)]))


def test_the_whole_entry_in_the_editor(world: World) -> None:
    """What was changed there is changed; the private folder is gone with what lay in it."""
    before = world.checkin("one\n# two", **PROMISE)
    seen = world.home.parent / "seen"
    _editor(
        world,
        f"pathlib.Path({str(seen)!r}).write_text(f'{{file}} {{file.stat().st_mode:o}}"
        " {file.parent.stat().st_mode:o}')\n"
        "file.with_suffix('.bak').write_text(text)\n"
        "file.write_text(text.replace('# two', '# 2').replace('[tags]', '[tags]\\neast')"
        ".replace('[due]\\n2026-03-06', '[due]'))",
    )
    after = world.json("edit", before["id"])
    wanted = {"happened": "one\n# 2", "tags": ["east", "north"], "due": None}
    assert _change(before, after) == wanted
    where, mode, folder = seen.read_text().split()
    assert (mode, folder) == ("100600", "40700")
    assert not Path(where).parent.exists()


@pytest.mark.parametrize("code", ["file.touch()", "file.write_text('')", "file.unlink()"])
def test_an_unchanged_or_emptied_text_changes_nothing(world: World, code: str) -> None:
    """And leaves no draft."""
    before = world.checkin(**PROMISE)
    _editor(world, code)
    world.run("edit", before["id"])
    assert world.json("log") == [before]
    assert not list(world.home.glob("drafts/*"))


def test_an_invalid_text_is_refused_and_kept(world: World) -> None:
    """Without a terminal: exit 3, and the text is in a draft."""
    before = world.checkin(**PROMISE)
    _editor(world, "file.write_text(text.replace('[day]\\n2026-03-04', '[day]\\nsome day'))")
    told = world.fails("edit", before["id"], code=3)
    assert "some day" in told
    assert "drafts" in told
    assert world.json("log") == [before]
    (draft,) = world.home.glob("drafts/edit-*.json")
    assert "some day" in draft.read_text("utf-8")


def test_an_editor_that_fails_or_is_not_there_changes_nothing(world: World) -> None:
    """It is said in one line."""
    before = world.checkin(**PROMISE)
    for editor in ("false", "no-such-editor", "'"):
        world.set(VISUAL=editor)
        assert "editor" in world.fails("edit", before["id"], code=3)
    world.set(VISUAL="", EDITOR="")
    assert "EDITOR" in world.fails("edit", before["id"], code=3)
    assert world.json("log") == [before]


def test_an_invalid_text_is_offered_again_in_a_terminal(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """With what is wrong above it; the second try is saved."""
    entry = world.checkin(**PROMISE)
    _editor(
        world,
        "wrong = 'some day' in text\n"
        "assert not wrong or text.startswith('# [day] takes a day')\n"
        "file.write_text(text.replace('some day', '2026-03-03') if wrong else"
        " text.replace('[day]\\n2026-03-04', '[day]\\nsome day'))",
    )
    editing = terminal("edit", entry["id"])
    editing.answers("Open it again?", "")
    editing.ends()
    assert world.json("log")[0]["day"] == "2026-03-03"
    assert not list(world.home.glob("drafts/*"))


def test_a_text_that_could_not_be_saved_is_taken_up_again(
    world: World, terminal: Callable[..., Terminal]
) -> None:
    """The volume was damaged meanwhile; once it is back, the text is there."""
    entry = world.checkin(**PROMISE)
    volume = world.home / "journal" / "2026.json"
    whole = volume.read_bytes()
    _editor(
        world,
        f"pathlib.Path({str(volume)!r}).write_bytes(b'')\n"
        "file.write_text(text.replace('A day', 'A long text'))",
    )
    told = world.fails("edit", entry["id"], code=5)
    assert "valley restore 2026" in told
    assert "kept in" in told
    volume.write_bytes(whole)
    _editor(world, "file.touch()")
    later = terminal("edit", entry["id"])
    later.answers("Go on with it?", "no")
    later.ends()
    editing = terminal("edit", entry["id"])
    editing.answers("Go on with it?", "")
    editing.ends()
    assert world.json("log")[0]["happened"] == "A long text"


def test_an_entry_changed_meanwhile_keeps_what_was_changed_there(world: World) -> None:
    """The editor was open while another valley kept the promise: both changes count."""
    entry = world.checkin(**PROMISE)
    valley = f"[sys.executable, '-m', 'valley', 'promises', 'keep', {entry['id']!r}]"
    _editor(
        world,
        f"import subprocess; subprocess.run({valley}, check=True, capture_output=True)\n"
        "file.write_text(text.replace('A day', 'Another day'))",
    )
    after = world.json("edit", entry["id"])
    assert (after["happened"], after["status"]) == ("Another day", "kept")


def test_words_picked_long_ago_name_an_edited_reason_too(world: World) -> None:
    """As at a check-in, however long ago it was."""
    world.day("2019-05-06")
    world.checkin(reason="flux capacitor jammed", excuse="warp")
    world.day("2026-03-04")
    entry = world.checkin(reason="they went quiet")
    after = world.json("edit", entry["id"], "--reason", "flux capacitor jammed")
    assert after["excuse"] == "warp"


def test_a_reason_in_another_form_of_unicode_is_the_same_reason(world: World) -> None:
    """It gets the name picked for it; bytes that are no text are refused in words."""
    world.checkin("a day", reason="the café closed", excuse="café-closed")
    world.day("2028-03-06")
    (first, *_) = world.json("excuses", "guess", "the cafe\u0301 closed")
    assert first["excuse"] == "café-closed"
    assert "not UTF-8" in world.fails("excuses", "guess", "caf\udcff", code=3)


def test_an_action_is_volunteered_only_while_it_stands_in_the_reason(world: World) -> None:
    """Unattended it is taken from there, and marked; other words are an answer like any other."""
    reason = "CFO ghosted me, I'll ring his PA at 9"
    taken = world.checkin("Demo", reason=reason)
    assert "ring his PA at 9" in taken["action"]
    assert taken["volunteered"] is True
    shorter = world.json("edit", taken["id"], "--action=ring his PA")
    assert shorter["volunteered"] is True
    assert world.json("edit", taken["id"], "--action=send the quote")["volunteered"] is False
    given = world.checkin("Demo", reason=reason, action="send the quote")
    assert given["volunteered"] is False
    assert world.json("edit", given["id"], "--action=ring his PA")["volunteered"] is False
    assert world.checkin("Demo", reason="too dear")["volunteered"] is False
