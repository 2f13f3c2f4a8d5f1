"""Whatever is read, nothing of it is sent to the terminal that the terminal could obey."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import World
from valley.ui.text import json_safe, visible

ESCAPES = "\x1b[31mred\x1b]0;title\x07\x1b]8;;http://x\x1b\\\x1bc\x9b2J\x90q\x9c\x08\x7f\rover"
BIDI = "\u202egnp.exe\u202c \u2066x\u2069 \u200fRTL \u061c"
HIDDEN = "zero\u200bwidth\ufeff\u2060\u00ad\u034f\U000e0041\u3164\ufff9x"
EVIL = f"{ESCAPES} {BIDI} {HIDDEN}"
JOINED = "👩\u200d👩\u200d👧 می\u200cخواهم"  # what zero-width joiners are for

# Of those that Unicode calls format characters, these are seen, or join what needs them.
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
SEEN |= {0x200C, 0x200D, *range(0x13430, 0x13440)}


def harmless(text: str) -> bool:
    """Tell whether a terminal shows the text as it is."""
    return all(
        c == "\n" or (unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
        or ord(c) in SEEN
        for c in text
    )  # fmt: skip


def test_every_character_that_hides_is_shown() -> None:
    """All of Unicode's control, format and separator characters, but those that are seen."""
    for code in range(sys.maxunicode + 1):
        if not harmless(chr(code)):
            assert harmless(visible(chr(code))), hex(code)
            assert visible(chr(code)) != chr(code)
    assert harmless(visible("a\u200db \u200c"))
    assert visible(JOINED) == JOINED


def test_json_holds_it_exactly_and_sends_none_of_it() -> None:
    """As escapes."""
    every = ".".join(chr(code) for code in range(sys.maxunicode + 1) if not harmless(chr(code)))
    text = json_safe(json.dumps(every, ensure_ascii=False))
    assert harmless(text)
    assert json.loads(text) == every


@pytest.fixture
def evil(world: World) -> World:
    """Give a journal in which every text, id, name and setting is hostile."""
    world.set(VALLEY_HOME=str(world.home.with_name(f"home{EVIL.replace('/', '')}")))
    for number in range(3):
        world.checkin(
            f"{EVIL}{number}", reason=f"{EVIL} too dear", action=f"call {EVIL} at 9", tag="t",
            mine=EVIL, excuse=EVIL, due="today",
        )  # fmt: skip
    home = Path(world.env["VALLEY_HOME"])
    volume = home / "journal/2026.json"
    whole = json.loads(volume.read_bytes())
    (row, other, broken) = whole["entries"].values()
    row |= {"id": f"evil{EVIL}", "tags": [EVIL], "note": EVIL}
    broken |= {"id": EVIL, "status": EVIL}
    other["excuse"] = EVIL
    text = ",\n".join(
        json.dumps(name)
        + ": {\n"
        + ",\n".join(f'"{key}": {json.dumps(row)}' for key, row in table.items())
        + "\n}"
        for name, table in whole.items()
    )
    volume.write_text(f"{{\n{text}\n}}\n")
    (home / "settings.toml").write_text(
        f"country = {json.dumps(EVIL)}\nplain = {json.dumps(EVIL)}\n{json.dumps(EVIL)} = 1\n"
        f"passphrase_command = {json.dumps(EVIL)}\nworkdays = {json.dumps(EVIL)}\n"
        f'[[away]]\nfrom = {json.dumps(EVIL)}\nto = "x"\n'
        f'[[away]]\nfrom = "2026-01-01"\nto = "2026-01-02"\nnote = {json.dumps(EVIL)}\n'
    )
    (home / f"journal/2026 ({EVIL.replace('/', '')}).json").write_text("{")
    (home / f"journal/{EVIL.replace('/', '')}.json").write_text("{")
    (home / "drafts").mkdir(exist_ok=True)
    draft = {"day": "2026-03-04", "answers": {"happened": EVIL, "reason": EVIL}}
    (home / "drafts/checkin.json").write_text(json.dumps(draft))
    return world


COMMANDS = [
    *([], ["status", "--prompt"], ["log"], ["log", "--json"], ["promises"], ["promises", "--json"]),
    *(["excuses"], ["excuses", "show", EVIL], ["excuses", "guess", EVIL], ["excuses", "--json"]),
    *(["show", "evil"], ["show", EVIL], ["show", "evil", "--json"], ["log", "--tag", EVIL]),
    *(["log", "--grep", EVIL], ["log", "--from", EVIL], ["log", "--theme", EVIL], ["streak"]),
    *(["review", "--no-input"], ["review", "--no-input", f"--focus={EVIL}"], ["review", "--list"]),
    *(["review", "--json"], ["review", f"--week={EVIL}"], ["edit", "evil", f"--happened={EVIL}"]),
    *(["edit", "evil", f"--due={EVIL}"], ["delete", EVIL], ["undo"], ["export"], ["export", "-"]),
    *(["export", "--format", "json"], ["export", "--format", EVIL], ["export", f"/nowhere{EVIL}/x"]),
    *(["import", EVIL], ["import", "FILE"], ["import", "FILE", "--json"], ["merge"]),
    *(["merge", EVIL], ["doctor"], ["doctor", "--json"], ["backup"], ["backup", "list"]),
    *(["restore", EVIL], ["config", "list"], ["config", "get", "country"], ["config", "path"]),
    *(["config", "set", "country", EVIL], ["config", "set", EVIL, "x"], ["config", "list", "--json"]),
    *(["away", "list"], ["away", "add", EVIL, EVIL], ["away", "add", "today", "friday", "--note", EVIL]),
    *(["checkin", "--no-input", f"--happened={EVIL}", f"--date={EVIL}"], ["decrypt"], ["lock"]),
    *(["checkin", "--no-input", f"--happened={EVIL}", f"--reason={EVIL}", "--json"], [EVIL]),
    *(["log", f"--{EVIL}"], ["encrypt"], ["passphrase"], ["promises", "keep", EVIL, "--note", EVIL]),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda args: " ".join(args).replace(EVIL, "EVIL"))
def test_no_command_sends_it(evil: World, command: list[str]) -> None:
    """On stdout and on stderr, in words and in JSON."""
    record = evil.home.with_name("in.json")
    bad = {"day": EVIL, "happened": EVIL}
    good = {"id": EVIL, "day": "2026-03-02", "happened": EVIL, "excuse": EVIL}
    record.write_text(json.dumps([bad, good]))
    result = evil.call(*(str(record) if arg == "FILE" else arg for arg in command))
    assert "Traceback" not in result.output
    assert result.exit_code != 1, result.output
    for text in (result.stdout, result.stderr):
        lines = [line for line in text.replace(JOINED, "").split("\n") if not harmless(line)]
        assert not lines, [ascii(line) for line in lines]


def test_a_terminal_gets_none_of_it_either(evil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In colour: beside valley's own styles nothing."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    for command in ([], ["log"], ["show", "evil"], ["promises"], ["excuses"], ["doctor"]):
        out = re.sub(r"\x1b\[[\d;]*m", "", evil.call(*command).stdout)
        assert harmless(out), ascii(out)
