"""Damage the files of a journal, value by value: `python tests/fuzz/stored.py [MINUTES] [SEED]`.

A value in one of them is replaced by any other, or the file by something that is none; then every
command runs. None may end as a bug, hang, or lose an entry that is whole. The test suite does it
for a few dozen (`tests/store/test_fuzz_stored.py`). What falls is printed with what repeats it.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import tomllib
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

PROJECT = Path(__file__).parent.parent.parent
LIMIT = 20  # seconds that a command may take
PASSPHRASE = "four words of salt"
SEALED_TO_READ = ("history", "drafts")  # of an encrypted journal: what is put back under its seal

DEEP: Any = 5
for _ in range(400):
    DEEP = [DEEP]
OTHERS: list[Any] = [
    *("04:00+01:00", "9" * 4999, "FREQ=WEEKLY;BYDAY=MO;INTERVAL=52", "mon-", "GB", "4", "²", "key"),
    *(None, True, False, 0, -1, 5, 2**70, 1.5, float("nan"), float("-inf"), "", " ", "\0", "x"),
    *("\ud800", "\x1b[31m", "../../x", "/etc/passwd", "x" * 5000, "2026", "9999-12-31", "𝟚"),
    *("2026-03-04", "0001-01-01", "2026-03-04T12:00:00", "0001-01-01T00:00:00+14:00", "open"),
    *("9999-12-31T23:59:59-14:00", "2026-W10", "0001-W01", "9999-W52", [], {}, [[]], [5], ["x"]),
    *([None, None], {"x": 5}, {"id": "x"}, [{"on": 5}], {"": {"": []}}, DEEP, {"1": DEEP}),
]
HUGE = "9" * 5000  # a number, which no encoder writes
WHOLE = (
    b"",
    b" \n",
    b"\0" * 9,
    b"\xff\xfe{}",
    b"null",
    b"5",
    b"[]",
    b"{}",
    b"[" * 99_999,
    b'{"a":',
)
ODD = ("fifo", "folder", "endless", "nowhere", "itself")

READING = (
    *("", "--json", "status", "status --json", "status --prompt", "promises", "promises --json"),
    *("promises worked", "excuses", "excuses --all --json", "excuses show price-too-high"),
    *("excuses guess dear", "excuses confirm --json", "log", "log --json --limit 0", "show ID"),
    *("log --grep acme", "log --tag t --json", "show ID --json", "review --list", "streak"),
    *("review --list --json", "streak --json", "streak --explain", "landscape", "landscape --json"),
    *("export", "export --redact", "export --format html", "export --format csv", "backup list"),
    *("export --format json", "export --format ics", "backup list --json", "config list"),
    *("config list --json", "config get workdays", "away list", "away list --json", "doctor"),
    *("doctor --json", "remind show", "config path", "review --last --no-input --json"),
)
WRITING = (
    ("checkin --no-input --happened x --reason dear --action ring --tag t", "undo", "undo"),
    ("edit ID --action meet", "promises keep ID", "promises renew ID", "delete ID", "undo --yes"),
    ("excuses rename price-too-high dear", "excuses merge dear ghosted", "undo", "undo", "undo"),
    ("undo", "undo", "undo", "undo", "undo"),
    ("backup", "restore --yes", "restore 2026 --yes", "undo"),
    ("config set workdays mon-thu", "config unset workdays", "away add 2026-05-01 2026-05-02"),
    ("away remove 1", "config set plain true", "config edit", "promises move ID --due friday"),
    ("merge", "review --no-input --focus x", "review --last --no-input --focus y"),
    ("merge OTHER", "import OTHER", "import EXPORT", "import OTHER/journal/2026.json"),
    ("doctor --fix --json", "doctor --fix", "doctor"),
    ("passphrase", "decrypt --yes", "encrypt --yes", "status"),
    ("encrypt --yes", "log --json", "decrypt --yes", "doctor"),
)
COMPLETED = ("valley show ", "valley excuses show p", "valley restore ", "valley promises keep ")

Path_ = tuple[Any, ...]


@dataclass(frozen=True)
class Damage:
    """What is done to a file: a place in it and what comes there, or what comes in its stead."""

    file: str
    at: Path_ | None
    value: Any

    def __str__(self) -> str:
        return f"{self.file} {'/'.join(map(str, self.at or ('whole',)))} = {str(self.value)[:60]!r}"


class Fell(AssertionError):
    """A command did what none may do."""


def make(home: Path) -> None:
    """Make a journal that has a file of every kind."""
    days = ("2024-05-06", "2025-02-03", "2026-03-02", "2026-03-03")
    for day in days:
        _must("checkin", "--no-input", f"--date={day}", "--happened=Acme was quiet", "--tag=t")
        _must(
            *("checkin", "--no-input", f"--date={day}", "--happened=Demo at Acmé", "--reason=dear"),
            *("--excuse=price-too-high", "--action=I'll ring Jo at 9", "--due=2026-03-09"),
        )
    promised = json.loads(_must("promises", "--json"))[-1]["id"]
    os.environ["FUZZ_ID"] = promised
    _must("review", "--last", "--no-input", "--focus=ring first")
    _must("excuses", "rename", "price-too-high", "too-dear")
    _must("excuses", "rename", "too-dear", "price-too-high")
    _must("promises", "move", promised, "--due=2026-03-10")
    _must("away", "add", "2026-04-01", "2026-04-03", "--note=skiing")
    settings = {"workdays": "mon-thu", "day_ends_at": "05:00", "repair_days": "2", "plain": "false"}
    settings |= {"week_starts": "sun", "role": "leader", "redact_always": "Jo", "redact_never": "x"}
    for name, value in settings.items():
        _must("config", "set", name, value)
    _must("backup")
    _must("promises")
    draft = {"day": "2026-03-04", "answers": {"happened": "half", "tags": ["t"]}}
    (home / "drafts").mkdir(exist_ok=True)
    for name in ("checkin", "review"):
        (home / "drafts" / f"{name}.json").write_text(json.dumps(draft), "utf-8")
    volume = home / "journal" / "2026.json"
    shutil.copy(volume, volume.with_name("2026 (conflicted copy).json"))
    records = sorted((home / "history").glob("*.json"))
    if records:
        shutil.copy(records[0], home / "history" / "00000099.open.json")


def damages(home: Path, rng: random.Random) -> Iterator[Damage]:
    """Draw damage without end."""
    while True:
        files = [path for path in sorted(home.rglob("*")) if path.is_file() and path.stat().st_size]
        kinds: dict[str, list[Path]] = {}
        for path in files:
            if not path.name.startswith("."):
                kinds.setdefault(path.parent.name if path.parent != home else path.name, []).append(
                    path
                )
        path = rng.choice(kinds[rng.choice(sorted(kinds))])
        name = path.relative_to(home).as_posix()
        kind = rng.random()
        if kind < 0.1:
            yield Damage(name, None, rng.choice((*WHOLE, *ODD)))
            continue
        try:
            places = list(_places(read(home, name)))
        except ValueError:  # sealed: the header is what anybody can write
            yield Damage(name, None, rng.choice((*WHOLE, *ODD)))
            continue
        yield Damage(name, rng.choice(places), rng.choice([*OTHERS, HUGE, KeyError]))


def read(home: Path, name: str) -> Any:
    """Read a file of the journal as plain values."""
    data = (home / name).read_bytes()
    if name.endswith(".toml"):
        return tomllib.loads(data.decode())
    return json.loads(data.partition(b"\n")[2] if name.startswith("cache/") else data)


def apply(home: Path, damage: Damage) -> None:
    """Damage a file."""
    path = home / damage.file
    if damage.at is not None:
        whole = _replaced(read(home, damage.file), damage.at, damage.value)
        path.write_bytes(_laid_out(damage.file, whole))
        return
    if isinstance(damage.value, bytes):
        path.write_bytes(damage.value)
        return
    path.unlink()
    to = {"endless": "/dev/zero", "nowhere": "nowhere/x.json", "itself": path.name}
    if damage.value == "fifo":
        assert hasattr(os, "mkfifo")
        os.mkfifo(path)
    elif damage.value == "folder":
        (path / "x").mkdir(parents=True)
    else:
        path.symlink_to(to[damage.value])


def hold(template: Path, home: Path, damage: Damage, rng: random.Random, writing: int) -> None:
    """Run the commands in a damaged journal.

    Raises:
        Fell: One did what none may do.
    """
    _again(template, home)
    kept = entries() - _harmed(home, damage)
    apply(home, damage)
    for command in (*rng.sample(READING, 8), "doctor --fix"):
        _run(command)
    if missing := kept - entries():
        raise Fell(f"lost {missing}")
    for line in rng.sample(COMPLETED, writing and 1):
        _complete(line)
    for commands in rng.sample(WRITING, writing):
        _again(template, home)
        apply(home, damage)
        for command in commands:
            _run(command)


def entries() -> set[tuple[str, str]]:
    """Tell which entries are read: the year and the id of each."""
    ran = _call(["log", "--json", "--limit", "0"])
    return {(row["day"][:4], row["id"]) for row in json.loads(ran.stdout or "[]")}


def _harmed(home: Path, damage: Damage) -> set[tuple[str, str]]:
    """Tell which entries may be gone: the one that was damaged, all where it was their volume."""
    at, year = damage.at or (), damage.file[len("journal/") :].removesuffix(".json")
    if damage.file in {"key.json", "generations.json"}:
        return entries()
    if damage.file.endswith(".open.json"):  # a change that is rolled back takes its entry along
        return {one for one in entries() if one[1] in (home / damage.file).read_text("utf-8")}
    if not damage.file.startswith("journal/") or (len(at) > 1 and at[0] not in {"meta", "entries"}):
        return set()
    row = read(home, damage.file)["entries"][at[1]] if len(at) > 1 and at[0] == "entries" else None
    return {one for one in entries() if one[0] == year and (row is None or one[1] == row["id"])}


def _run(command: str) -> None:
    """Run a command, which may end in any documented way."""
    for name in ("OTHER", "EXPORT", "ID"):
        command = command.replace(name, os.environ[f"FUZZ_{name}"])
    words = command.split()
    ran = _call(words)
    if ran.exit_code not in {0, 2, 3, 4, 5, 6, 7, 8}:
        raise Fell(f"valley {command} ended with {ran.exit_code}: {ran.output[-300:]}")
    if "Traceback" in ran.output or "met a bug" in ran.output:
        raise Fell(f"valley {command}: {ran.output[-300:]}")
    if ran.exit_code == 0 and "--json" in words:
        json.loads(ran.stdout)


def _complete(line: str) -> None:
    """Press Tab."""
    env = {
        "_VALLEY_COMPLETE": "complete_bash",
        "COMP_WORDS": line,
        "COMP_CWORD": str(line.count(" ")),
    }
    ran = _call([], env)
    if ran.exit_code or ran.stderr:
        raise Fell(f"Tab after {line!r} ended with {ran.exit_code}: {ran.output[-300:]}")


def _call(words: list[str], env: dict[str, str] | None = None) -> Any:
    from typer.testing import CliRunner

    from valley.cli.app import app

    with _in_time(" ".join(words)):
        ran = CliRunner().invoke(app, words, prog_name="valley", env=env)
    if ran.exception and not isinstance(ran.exception, SystemExit):
        raise Fell("".join(traceback.format_exception(ran.exception))[-900:])
    return ran


@contextmanager
def _in_time(what: str) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"valley {what} hangs")

    if sys.platform == "win32":
        yield
    else:
        before = signal.signal(signal.SIGALRM, late)
        signal.alarm(LIMIT)
        try:
            yield
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, before)


def _must(*words: str) -> str:
    ran = _call(list(words))
    if ran.exit_code:
        raise Fell(f"valley {' '.join(words)} ended with {ran.exit_code}: {ran.output}")
    return str(ran.stdout)


def _again(template: Path, home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(template, home, symlinks=True)


def _places(value: Any, at: Path_ = ()) -> Iterator[Path_]:
    yield at
    if isinstance(value, dict | list):
        for key, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _places(below, (*at, key))


def _replaced(whole: Any, at: Path_, value: Any) -> Any:
    if not at:
        return value if value is not KeyError else {}
    if value is KeyError and len(at) == 1:
        if isinstance(whole, dict):
            return {key: below for key, below in whole.items() if key != at[0]}
        return [*whole[: at[0]], *whole[at[0] + 1 :]]
    below = _replaced(whole[at[0]], at[1:], value)
    if isinstance(whole, dict):
        return {**whole, at[0]: below}
    return [*whole[: at[0]], below, *whole[at[0] + 1 :]]


def _laid_out(name: str, whole: Any) -> bytes:
    if name.endswith(".toml"):
        return _toml(whole)
    text = json.dumps(whole, indent=1, default=str).replace(f'"{HUGE}"', HUGE)
    data = text.encode()
    return b"%08x\n%s" % (crc32(data), data) if name.startswith("cache/") else data


def _toml(whole: Any) -> bytes:
    """Write values as TOML as well as it goes: what it cannot hold makes a file that is none."""
    if not isinstance(whole, dict):
        return repr(whole).encode("utf-8", "surrogatepass")
    lines = [f"{_key(key)} = {_toml_value(value)}" for key, value in whole.items()]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False)


def _toml_value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)} = {_toml_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if value == HUGE:
        return HUGE
    if isinstance(value, bool) or not isinstance(value, str):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=not value.isprintable())


@contextmanager
def journals(*, encrypted: bool = False) -> Iterator[tuple[Path, Path]]:
    """Make the journal to be damaged, and the place where that is done."""
    room = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(prefix="valley-stored-", dir=room) as scratch:
        root = Path(scratch)
        home, template = root / "j", root / "template"
        os.environ.update(
            VALLEY_HOME=str(home),
            VALLEY_TODAY="2026-03-04",
            HOME=scratch,
            EDITOR="true",
            TERM="xterm",
            FUZZ_OTHER=str(root / "template"),
            FUZZ_EXPORT=str(root / "export.json"),
        )
        try:
            make(home)
            (root / "export.json").write_text(_must("export", "--format", "json"), "utf-8")
            if encrypted:
                os.environ["VALLEY_PASSPHRASE"] = PASSPHRASE
                _must("encrypt", "--yes")
            shutil.copytree(home, template)
            yield template, home
        finally:
            os.environ.clear()
            os.environ.update(before)


def fuzz(
    seed: int,
    until: Callable[[int], bool],
    *,
    writing: int,
    encrypted: bool = False,
    told: Callable[[str], object] = lambda _: None,
) -> list[str]:
    """Damage a journal until that is enough; return what fell, in words."""
    rng, done = random.Random(seed), 0
    fell: list[str] = []
    with journals(encrypted=encrypted) as (template, home):
        for damage in damages(template, rng):
            if until(done):
                return fell
            done += 1
            try:
                hold(template, home, damage, rng, writing)
            except (Fell, TimeoutError, ValueError, OSError) as error:
                fell.append(f"{damage}: {error}")
                told(fell[-1])
    return fell


def main() -> int:
    """Damage for so many minutes; return how often something fell."""
    minutes = float(sys.argv[1]) if sys.argv[1:] else 10
    seed = int(sys.argv[2]) if sys.argv[2:] else random.SystemRandom().randrange(10**6)
    sys.path.insert(0, str(PROJECT))
    fell = 0
    for encrypted in (False, True):
        end = time.monotonic() + minutes * 30
        print(f"seed {seed}, {'encrypted' if encrypted else 'in clear'}", flush=True)  # noqa: T201
        found = fuzz(
            seed,
            lambda _, end=end: time.monotonic() > end,  # type: ignore[misc]
            writing=3,
            encrypted=encrypted,
            told=lambda line: print(line, flush=True),  # noqa: T201
        )
        fell += len(found)
    return min(fell, 1)


if __name__ == "__main__":
    sys.exit(main())
