"""Every command works the same on an encrypted journal, and leaves no word of it in clear."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Terminal, World
from tests.store.encryption.conftest import PASSPHRASE, WORD, files, readable, write
from valley.store.encryption import key_file, sealed_file

Start = Callable[..., Terminal]
NEW = "another passphrase"
CONFLICT = "journal/2026.sync-conflict-20260304-183000-ABCDEFG.json"


def test_no_word_can_be_read_after_any_command(sealed: World) -> None:
    """Volumes, copies, drafts, undo, archive: all are sealed, whatever wrote them."""
    assert readable(sealed.home) == []
    entry = sealed.checkin(f"{WORD} more", reason=f"{WORD} is too dear", action=f"ring {WORD} at 9")
    other = sealed.home.with_name("other")
    shutil.copytree(sealed.home, other)
    sealed.env["EDITOR"] = "true"
    for command in (
        [],
        ["status", "--prompt"],
        ["log"],
        ["show", entry["id"]],
        ["promises"],
        ["promises", "keep", entry["id"], "--note", WORD],
        ["excuses"],
        ["excuses", "guess", WORD],
        ["excuses", "rename", "price-too-high", WORD],
        ["streak"],
        ["review", "--no-input", f"--focus={WORD}"],
        ["edit", entry["id"], f"--happened={WORD} changed"],
        ["undo"],
        ["delete", entry["id"]],
        ["undo"],
        ["backup"],
        ["backup", "list"],
        ["restore", "2026"],
        ["merge", str(other)],
        ["export"],
        ["doctor"],
        ["config", "list"],
        ["passphrase"],
    ):
        sealed.set(VALLEY_NEW_PASSPHRASE=PASSPHRASE)
        result = sealed.call(*command)
        assert result.exit_code == 0, (command, result.output)
        assert readable(sealed.home) == [], command
        modes = {path.stat().st_mode & 0o077 for path in sealed.home.rglob("*")}
        assert modes == {0}, command


def test_decrypted_it_is_what_it_was(world: World) -> None:
    """Entry by entry, file by file; and nothing of the encryption stays."""
    write(world)
    before, log = files(world.home), world.json("log", "--limit", "0")
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    assert world.json("log", "--limit", "0") == log
    world.run("decrypt")
    world.monkeypatch.delenv("VALLEY_PASSPHRASE")
    assert world.json("log", "--limit", "0") == log
    now = files(world.home)
    caches = {
        name for name in before | now if name.startswith("cache/")
    }  # tell files by their marks
    assert {name: now[name] for name in now.keys() - caches} == {
        name: before[name] for name in before.keys() - caches
    }


@pytest.mark.parametrize(
    "command",
    [
        *("log", "checkin --no-input --happened=x --mine=y", "undo", "doctor", "decrypt", "export"),
        *("backup", "promises", "passphrase", "streak", "merge", "restore"),
    ],
)
@pytest.mark.parametrize("passphrase", ["wrong", ""])
def test_without_the_passphrase_nothing_is_read_or_written(
    sealed: World, command: str, passphrase: str
) -> None:
    """Exit 7, one line that says what to do, and not a byte is changed."""
    sealed.set(VALLEY_PASSPHRASE=passphrase)
    before = files(sealed.home)
    told = sealed.fails(*command.split(), code=7)
    assert WORD not in told
    assert "VALLEY_PASSPHRASE" in told
    assert files(sealed.home) == before


def test_a_shell_prompt_asks_for_nothing(sealed: World) -> None:
    """It says that the journal is locked, without running what could take its time."""
    sealed.run("config", "set", "passphrase_command", f"touch {sealed.home.with_name('ran')}")
    sealed.set(VALLEY_PASSPHRASE="")
    for args in (["status", "--prompt"], ["--plain", "status", "--prompt"]):
        assert sealed.run(*args) == "locked\n"
        command = [sys.executable, "-m", "valley", *args]
        assert subprocess.run(command, capture_output=True, check=True).stdout == b"locked\n"
    assert not sealed.home.with_name("ran").exists()


def test_a_new_passphrase_leaves_the_files_alone(sealed: World) -> None:
    """Only the key file and its spare are written; the old one opens nothing."""
    before = files(sealed.home)
    assert "VALLEY_NEW_PASSPHRASE" in sealed.fails("passphrase", code=3)
    sealed.set(VALLEY_NEW_PASSPHRASE="short")
    sealed.fails("passphrase", code=3)
    assert files(sealed.home) == before
    sealed.set(VALLEY_NEW_PASSPHRASE=NEW)
    sealed.run("passphrase")
    after = files(sealed.home)
    assert {n for n in after if after[n] != before[n]} == {key_file.FILE, key_file.SPARE}
    sealed.fails("log", code=7)
    sealed.set(VALLEY_PASSPHRASE=NEW)
    assert len(sealed.json("log")) == 3


def test_encrypting_twice_says_so(sealed: World) -> None:
    """And changes nothing."""
    before = files(sealed.home)
    sealed.run("encrypt")
    assert files(sealed.home) == before


def test_a_new_passphrase_alone_encrypts_too(world: World) -> None:
    """It is the one that scripts set for a journal that has none yet; the other goes before it."""
    world.checkin(WORD)
    world.set(VALLEY_NEW_PASSPHRASE=NEW)
    world.run("encrypt")
    assert readable(world.home) == []
    world.set(VALLEY_PASSPHRASE=NEW)
    assert WORD in world.run("log")
    world.run("decrypt")
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    assert WORD in world.run("log")


def test_a_short_passphrase_encrypts_nothing(world: World) -> None:
    """Nor does none at all."""
    write(world)
    before = files(world.home)
    assert world.call("encrypt").exit_code == 7
    world.set(VALLEY_PASSPHRASE="short")
    assert world.call("encrypt").exit_code == 3
    assert files(world.home) == before


def test_what_is_lost_is_said_beforehand(world: World) -> None:
    """Also what lies beside the journal and stays readable."""
    write(world)
    (world.home / ".git").mkdir()
    (world.home / "notes.txt").write_text(WORD)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    told = world.call("encrypt").stderr
    assert "nothing can be done" in told
    assert ".git/, notes.txt" in told


def test_tampering_is_noticed_and_nothing_written(sealed: World) -> None:
    """Exit 5 or 7, the file is named, no traceback, and each file stays as it is."""
    for name in ("journal/2026.json", key_file.FILE, "generations.json"):
        path = sealed.home / name
        whole = path.read_bytes()
        for place in range(0, len(whole), 7):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            before = files(sealed.home)
            result = sealed.call("checkin", "--no-input", "--happened=x")
            assert result.exit_code in {5, 7}, (name, place, result.output)
            assert "Traceback" not in result.output
            changed = {n for n, data in files(sealed.home).items() if before.get(n) != data}
            assert all(one.startswith("drafts/checkin") for one in changed), (name, place)
        path.write_bytes(whole)
    sealed.checkin("all is well again")


def test_a_volume_put_back_is_noticed(sealed: World) -> None:
    """An old one, one that is gone, one of another year: read past, and never written to."""
    path, copy = sealed.home / "journal/2026.json", sealed.home / "journal/2025.json"
    old = path.read_bytes()
    sealed.checkin("newer")
    new = path.read_bytes()
    for data in (old, None, copy.read_bytes(), b"", b"{}"):
        path.unlink() if data is None else path.write_bytes(data)
        result = sealed.call("log")
        assert "2026.json" in result.stderr, data
        assert result.exit_code == 0
        assert "2025" in result.stdout
        refused = sealed.call("checkin", "--no-input", "--happened=x")
        assert (refused.exit_code, "2026.json" in refused.stderr) == (5, True)
        assert not sealed.json("doctor", code=5)["ok"]
        path.write_bytes(new)
    sealed.checkin("well again")


def test_an_old_volume_can_be_accepted(sealed: World) -> None:
    """By whoever put it there: `encrypt` once more says what is odd, and asks."""
    path = sealed.home / "journal/2026.json"
    old = path.read_bytes()
    sealed.checkin("newer")
    path.write_bytes(old)
    assert sealed.call("encrypt").exit_code == 3
    sealed.run("encrypt", "--yes")
    assert len(sealed.json("log")) == 3
    assert sealed.json("doctor")["ok"]


def test_a_lost_count_of_writes_can_be_made_anew(sealed: World) -> None:
    """It is noticed; `encrypt` once more brings it back."""
    (sealed.home / "generations.json").unlink()
    assert "generations.json" in sealed.call("checkin", "--no-input", "--happened=x").stderr
    sealed.run("encrypt", "--yes")
    sealed.checkin("again")


def test_a_lost_key_file_ends_in_no_clear_text(sealed: World) -> None:
    """Nothing is written beside seals that cannot be opened; the spare brings it back."""
    (sealed.home / key_file.FILE).unlink()
    before = files(sealed.home)
    told = sealed.fails("checkin", "--no-input", f"--happened={WORD}", code=5)
    assert key_file.SPARE in told
    assert files(sealed.home) == before
    shutil.copy(sealed.home / key_file.SPARE, sealed.home / key_file.FILE)
    assert len(sealed.json("log")) == 3


def test_what_lies_in_clear_is_noticed_and_sealed(sealed: World) -> None:
    """A copy from a machine that was not encrypted yet is a conflict file in clear."""
    other = sealed.home / CONFLICT
    sealed.set(VALLEY_HOME=str(sealed.home.with_name("plain")), VALLEY_PASSPHRASE="")
    sealed.checkin(f"{WORD} on the other machine")
    shutil.copy(sealed.home.with_name("plain") / "journal/2026.json", other)
    sealed.set(VALLEY_HOME=str(sealed.home), VALLEY_PASSPHRASE=PASSPHRASE)
    assert "not sealed" in sealed.fails("merge", code=5)
    problems = sealed.json("doctor", code=5)["problems"]
    assert any("in clear" in problem["why"] for problem in problems)
    sealed.run("encrypt", "--yes")
    assert readable(sealed.home) == []
    assert sealed.json("merge") == {"added": 1, "updated": 0, "unchanged": 3}


def test_a_conflict_file_merges(sealed: World) -> None:
    """It opens as the volume it is a copy of."""
    there = sealed.home.with_name("there")
    shutil.copytree(sealed.home, there)
    sealed.set(VALLEY_HOME=str(there))
    sealed.checkin("there")
    sealed.set(VALLEY_HOME=str(sealed.home))
    sealed.checkin("here")
    shutil.copy(there / "journal/2026.json", sealed.home / CONFLICT)
    assert sealed.json("merge")["added"] == 1
    assert {"here", "there"} <= {entry["happened"] for entry in sealed.json("log")}
    assert readable(sealed.home) == []


@pytest.mark.parametrize("what", ["folder", "volumes", "file", "loose"])
def test_another_encrypted_journal_merges(sealed: World, what: str) -> None:
    """With its own key, or, where it is a copy of this one, with ours."""
    there = sealed.home.with_name("there")
    if what == "loose":
        shutil.copytree(sealed.home, there)
    sealed.set(VALLEY_HOME=str(there))
    sealed.checkin("there")
    if what != "loose":
        sealed.run("encrypt")
    sealed.set(VALLEY_HOME=str(sealed.home))
    path = {"folder": there, "volumes": there / "journal"}.get(what, there / "journal/2026.json")
    if what == "loose":
        path = Path(shutil.copy(path, there.with_name("2026.json")))
    assert sealed.json("merge", str(path))["added"] == 1
    assert readable(sealed.home) == []


def test_a_damaged_volume_is_restored(sealed: World) -> None:
    """The damaged one is kept as it is, and the journal can still be decrypted."""
    path = sealed.home / "journal/2026.json"
    sealed.checkin("newer")
    whole = path.read_bytes()
    broken = whole[:-1] + bytes([whole[-1] ^ 1])
    path.write_bytes(broken)
    sealed.run("restore", "2026", "--yes")
    assert broken in files(sealed.home).values()
    assert len(sealed.json("log")) >= 2
    assert readable(sealed.home) == []
    sealed.run("decrypt")
    sealed.set(VALLEY_PASSPHRASE="")
    assert len(sealed.json("log")) >= 2


def test_a_check_in_begun_before_ends_sealed(world: World) -> None:
    """Whether the journal is encrypted is looked up when it is written to."""
    from valley.store.encryption.conversion import Encryption
    from valley.store.folder import Folder

    write(world)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    early = Folder(world.home)
    assert WORD.encode() in early.read("drafts/checkin.json")
    Encryption(Folder(world.home)).encrypt(PASSPHRASE)
    early.write("drafts/checkin.json", WORD.encode())
    assert readable(world.home) == []
    assert early.read("drafts/checkin.json") == WORD.encode()


def test_files_are_closed_from_the_first_byte(umask: None, world: World) -> None:
    """Whatever the umask: also what is staged on the way."""
    del umask
    write(world)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    for command in ("encrypt", "passphrase", "decrypt"):
        world.set(VALLEY_NEW_PASSPHRASE=PASSPHRASE)
        world.run(command)
        assert {path.stat().st_mode & 0o077 for path in world.home.rglob("*")} == {0}


def test_settings_stay_readable(sealed: World) -> None:
    """The command for the passphrase must be found without it; so said `encrypt`."""
    sealed.run("config", "set", "role", "leader")
    assert b"leader" in (sealed.home / "settings.toml").read_bytes()


def test_encrypting_in_a_terminal(world: World, terminal: Start) -> None:
    """Warned first, asked twice, nothing shown; two that differ are asked again."""
    write(world)
    run = terminal("encrypt")
    run.answers("Encrypt it?", "y")
    new, again = "New passphrase:", "The same again:"
    typed = [(new, "short"), (new, PASSPHRASE), (again, "not the same"), (new, PASSPHRASE)]
    for asked, answer in [*typed, (again, PASSPHRASE)]:
        run.sees(asked)
        run.child.sendline(answer)
    told = run.ends()
    assert "Encrypted" in told
    assert PASSPHRASE not in told
    assert readable(world.home) == []
    ask = terminal("log")
    ask.sees("Passphrase of the journal")
    ask.child.sendline("wrong")
    ask.sees("That is not it")
    ask.sees("Passphrase of the journal")
    ask.child.sendline(PASSPHRASE)
    assert WORD in ask.ends()


def test_a_draft_is_sealed_after_ctrl_c(sealed: World, terminal: Start) -> None:
    """What was answered is taken up again, and never was in clear."""
    (sealed.home / "drafts/checkin.json").unlink()
    evening = terminal("checkin")
    evening.answers("Enter: later", "")
    evening.answers("What happened today?", f"{WORD} in the draft")
    evening.interrupt("What reason did you give?")
    evening.ends(code=130)
    sealed_draft = (sealed.home / "drafts/checkin.json").read_bytes()
    assert sealed_file.is_sealed(sealed_draft)
    assert readable(sealed.home) == []
    again = terminal("checkin")
    again.answers(f"{WORD} in the draft", "")
    again.answers("Enter: later", "")
    again.answers("What reason did you give?", "")
    again.ends()


def test_no_draft_without_the_key(sealed: World, terminal: Start) -> None:
    """Whoever cannot open the journal leaves nothing in it."""
    before = files(sealed.home)
    sealed.set(VALLEY_PASSPHRASE="wrong")
    assert "does not open" in terminal("checkin").ends(code=7)
    assert files(sealed.home) == before


def test_a_draft_with_a_broken_seal_holds_nobody_up(sealed: World) -> None:
    """Nobody can open it any more; one in clear is kept until it is sealed."""
    draft = sealed.home / "drafts/checkin.json"
    whole = draft.read_bytes()
    draft.write_bytes(whole[:-1])
    assert not sealed.json("doctor", code=5)["ok"]
    sealed.checkin("all the same")
    draft.write_text('{"day": "2026-03-04", "answers": {"happened": "in clear"}}')
    assert any("in clear" in one["why"] for one in sealed.json("doctor", code=5)["problems"])
    sealed.run("encrypt", "--yes")
    assert sealed_file.is_sealed(draft.read_bytes())


def test_the_key_file_is_json(sealed: World) -> None:
    """It says its format, version and parameters."""
    whole = json.loads((sealed.home / key_file.FILE).read_bytes())
    assert (whole["format"], whole["version"], whole["kdf"]) == ("valley-key", 1, "scrypt")


def test_an_export_says_that_it_is_in_clear(sealed: World, tmp_path: Path) -> None:
    """Who encrypted the journal shall know what lies beside it now."""
    assert sealed.call("export", str(tmp_path / "all.json")).stderr.rstrip().endswith(", in clear.")
