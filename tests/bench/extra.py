"""Measurements that stand for themselves: imports of many entries, jrnl, an encrypted journal."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tests.bench.cases import DAY, JRNL, World, python, valley
from tests.bench.process import Took, run
from tests.bench.targets import Target

IMPORT_ROUNDS, JRNL_ROUNDS, KEY_ROUNDS = 2, 3, 9
ENCRYPTED = 250  # entries
PASSPHRASE = "four words or more"


def median(taken: Sequence[Took]) -> Took:
    """Return the middle of each figure; of two middle ones the smaller."""
    middle = (len(taken) - 1) // 2
    return Took(
        sorted(took.seconds for took in taken)[middle],
        sorted(took.megabytes for took in taken)[middle],
        sorted(took.processor for took in taken)[middle],
    )


def importing(place: Path, count: int) -> list[Target]:
    """Import entries whose reasons are to be recognised, and entries that bring their names."""
    world = World(place)
    files = {"recognised": place / "reasons.jsonl", "named": place / "named.jsonl"}
    world.make("lines", str(files["recognised"]), str(count))
    world.make("lines", str(files["named"]), str(count), "named")

    def once(file: Path) -> Took:
        shutil.rmtree(world.home, ignore_errors=True)
        return run(valley("import", str(file)), world.env, errors=world.errors)

    took = _interleaved(IMPORT_ROUNDS, {name: partial(once, file) for name, file in files.items()})
    _show(f"Importing {count:,} entries", took)
    recognised, named = took["recognised"].seconds, took["named"].seconds
    return [
        Target(f"import of {count:,} with recognition / without", recognised / named, 2),
        Target("entries a second of an import", count / recognised, 3000, at_least=True),
    ]


def against_jrnl(place: Path, count: int, path: str | None) -> list[Target]:
    """Let jrnl and valley do the same to the same entries."""
    jrnl = path or shutil.which("jrnl")
    world = World(place)
    what = f"jrnl adding to {count:,} entries / valley doing so"
    if jrnl is None:
        return [Target(f"{what} (jrnl is not installed)", None, 25, at_least=True)]
    world.make_journal(count)
    world.make("jrnl", str(place), str(count))
    (place / "jrnl.txt").rename(place / "jrnl.kept")

    def theirs(args: Sequence[str]) -> Took:
        shutil.copy2(place / "jrnl.kept", place / "jrnl.txt")
        config = ("--config-file", str(place / "jrnl.yaml"))
        return run((jrnl, *config, *args), world.env, errors=world.errors)

    def ours(args: Sequence[str]) -> Took:
        world.restore()
        return run(valley(*args), world.env, errors=world.errors)

    same = {
        "valley: add": ("checkin", *DAY, "--tag", "win"),
        "valley: last 20": ("log",),
        "valley: contains": ("log", "--grep", "Acme"),
        "valley: export json": ("export", "--format", "json"),
    }
    works = {name: partial(theirs, args) for name, args in JRNL.items()}
    works |= {name: partial(ours, args) for name, args in same.items()}
    took = _interleaved(JRNL_ROUNDS, works)
    _show(f"jrnl and valley, {count:,} entries", took)
    ratio = took["jrnl: add"].seconds / took["valley: add"].seconds
    return [Target(what, ratio, 25, at_least=True)]


def encrypted(place: Path, rounds: int) -> list[Target]:
    """Compare a check-in in an encrypted journal with one in the same journal in clear.

    What deriving the key takes is the price of a passphrase: measured by itself, it is left out.
    """
    what = "checkin in an encrypted journal, beyond key derivation / plain"
    if find_spec("cryptography") is None:
        return [Target(f"{what} (the extra `encrypt` is not installed)", None, 1.3)]
    plain, sealed = World(place / "plain"), World(place / "sealed")
    for world in (plain, sealed):
        world.make_journal(ENCRYPTED)
    sealed.env["VALLEY_PASSPHRASE"] = PASSPHRASE
    run(valley("encrypt", "--yes"), sealed.env, errors=sealed.errors)
    for world in (plain, sealed):
        shutil.rmtree(world.pristine)
        world.home.rename(world.pristine)

    def checkin(world: World) -> Took:
        shutil.rmtree(world.home, ignore_errors=True)
        shutil.copytree(world.pristine, world.home)
        return run(valley("checkin", *DAY), world.env, errors=world.errors)

    def derivation(code: str) -> Took:
        return run(python("-c", code), sealed.env, errors=sealed.errors)

    unwrap = f"parse(open('{sealed.home}/key.json', 'rb').read(), '').unwrap('{PASSPHRASE}')"
    works = {
        "plain": partial(checkin, plain),
        "encrypted": partial(checkin, sealed),
        "key, derived": partial(
            derivation, f"from valley.store.encryption.key_file import parse; {unwrap}"
        ),
        "key, not derived": partial(
            derivation, "from valley.store.encryption.key_file import parse"
        ),
    }
    took = _interleaved(max(rounds, KEY_ROUNDS), works)
    _show(f"A check-in in {ENCRYPTED} entries, in clear and encrypted", took)
    key = took["key, derived"].seconds - took["key, not derived"].seconds
    return [Target(what, (took["encrypted"].seconds - key) / took["plain"].seconds, 1.3)]


def _interleaved(rounds: int, works: Mapping[str, Callable[[], Took]]) -> dict[str, Took]:
    """Do each work in turn, round after round, and return the medians."""
    taken: dict[str, list[Took]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(work())
    return {name: median(some) for name, some in taken.items()}


def _show(title: str, took: dict[str, Took]) -> None:
    print(f"\n{title}:", flush=True)  # noqa: T201
    for name, one in took.items():
        print(f"  {name:22}{one.seconds * 1000:>9.0f} ms{one.megabytes:>7.0f} MB", flush=True)  # noqa: T201
