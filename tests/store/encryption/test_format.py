"""The format is described well enough to be read without valley, and valley can read it again."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import World
from tests.store.encryption.conftest import PASSPHRASE, files, write
from valley.store.encryption import key_file

SCRIPT = Path(__file__).parents[2] / "decrypt_independently.py"


def test_an_independent_script_decrypts_it(world: World) -> None:
    """Every file comes out as it went in."""
    write(world)
    before = files(world.home)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    world.run("encrypt")
    target = world.home.with_name("clear")
    command = [sys.executable, "-I", str(SCRIPT), str(world.home), str(target)]
    subprocess.run(command, input=PASSPHRASE, text=True, check=True)
    after = files(target)
    assert after.pop("generations.json")
    assert after == {name: data for name, data in before.items() if name.endswith(".json")}


def test_the_script_knows_nothing_of_valley() -> None:
    """So that it is worth something."""
    assert "import valley" not in SCRIPT.read_text()
    assert "from valley" not in SCRIPT.read_text()


def test_a_journal_of_version_1_is_read_for_ever(world: World) -> None:
    """This one was sealed once, and is kept."""
    shutil.copytree(Path(__file__).parent / "version-1", world.home)
    world.set(VALLEY_PASSPHRASE=PASSPHRASE)
    (entry,) = world.json("log")
    assert entry["happened"] == "sealed by version 1"
    world.checkin("and written to")
    assert len(world.json("log")) == 2
    cost = key_file.parse((world.home / key_file.FILE).read_bytes(), "").fields
    assert (cost["n"], cost["r"], cost["p"]) == (32768, 8, 1)
