"""Measure how the time of each command grows with a text: `python -m tests.bench.growth`.

    --size N         characters of the smaller text; default 10,000
    --times N        how many times as long the longer one is; default 4
    --shapes A,B     only these shapes of text
    --commands TEXT  only commands that have this in their name
    --all            show every command, not only those that are slow or grow faster than the text

Each text stands in every field of some entries and in a file of every format. What takes as many
times as long as the text is longer has grown with it; its square shows 16 where that shows 4. Every
command runs in a process forked from this one, so that only its own work counts, in time of the
processor.
"""

import contextlib
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages

import valley

TODAY = "2026-03-04"
MOST = 30  # seconds of the processor that one command gets
STEEP = 2.2  # times the growth of the text
LEAST = 0.05  # seconds; what takes less tells nothing


def _names(size: int) -> str:
    """Make words that look like names, each another one."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    made: list[str] = []
    for number in count():
        name, rest = "", number + 26**3
        while rest:
            rest, letter = divmod(rest, 26)
            name += letters[letter]
        made.append(f"Q{name}")
        if 8 * len(made) > size:
            return " met ".join(made)[:size]
    return ""


def _of(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def _led(first: str, piece: str) -> Callable[[int], str]:
    return lambda size: first + _of(piece)(size)


# What may hurt: long runs of what patterns repeat, and ordinary text.
SHAPES: Mapping[str, Callable[[int], str]] = {
    "prose": _of("They said it is too expensive, so I will ring Jane at Acme at 9 tomorrow. "),
    "word": _of("x"),
    "capitals": _of("X"),
    "base64": _of("aGVsbG8gd29ybGQh4oCm+/QkJ1c3k"),
    "words": _of("went dark "),
    "names": _names,
    "ordinary names": _of("Will Mark Bill Grant "),
    "lines": _of("gone dark again\n"),
    "sentences": _of("I said no. Jane Miller said so! "),
    "digits": _of("1"),
    "thousands": _of("111 111,"),
    "hours": _of("10:30 "),
    "money": _of("£1"),
    "spaces": _led("Acme went", " "),
    "tabs": _led("Acme went", "\t "),
    "newlines": _led("Acme went", "\n"),
    "blank lines": _led("Acme went", " \n"),
    "at": _led("a", "@"),
    "at words": _of("a@b "),
    "mails": _of("a@b.c"),
    "dots": _of("a."),
    "full stops": _led("a", "."),
    "dashes": _of("a-"),
    "underscores": _led("a", "_"),
    "hashes": _led("a", "#"),
    "less": _led("a", "<"),
    "tags": _of("<a href="),
    "entities": _of("&amp"),
    "quotes": _of("'"),
    "double quotes": _of('"'),
    "contractions": _of("don't'"),
    "joined": _of("A'A"),
    "brackets": _of("[("),
    "pictures": _of("!["),
    "moments": _of("![](dayone-moment:"),
    "marks": _of("*_`~|"),
    "backslashes": _of("\\"),
    "colons": _of("a:"),
    "links": _of("http://a"),
    "slashes": _led("www.", "/"),
    "reasons": _of("Reason: no\n"),
    "combining": _led("a", "\u0301"),
    "expanding": _of("\ufdfa"),
    "wide": _of("\u4e00"),
    "emoji": _of("\U0001f468\u200d\U0001f469\u200d"),
    "controls": _of("\x1b[1m"),
    "hidden": _of("\u200b"),
    "commas": _of("a,"),
    "said": _of("so said "),
}


def commands(text: str) -> dict[str, tuple[str, ...]]:
    """List what is measured: commands, and the arguments of each."""
    said = text[:100_000].replace("\0", "")  # one argument cannot be longer everywhere
    export = {
        f"export {form}{' --redact' if redact else ''}": (
            *("export", "--format", form, "--from", "2026-01-01"),
            *(("--redact",) if redact else ()),
        )
        for form in ("md", "html", "csv", "json", "ics")
        for redact in (False, True)
    }
    reading = {
        f"import {form}": ("import", "--dry-run", "--format", form, f"text.{form}")
        for form in ("json", "jsonl", "csv", "jrnl", "dayone")
    }
    return {
        "valley": (),
        "status --prompt": ("status", "--prompt"),
        "checkin": (
            *("checkin", "--no-input", "--json", "--happened", said),
            *("--reason", said, "--action", said),
        ),
        "promises": ("promises",),
        "promises keep": ("promises", "keep", "1111", "--note", said),
        "review --no-input": ("review", "--no-input"),
        "excuses --all": ("excuses", "--all"),
        "excuses guess": ("excuses", "guess", "--explain", said),
        "excuses show": ("excuses", "show", "price-too-high"),
        "streak": ("streak",),
        "landscape": ("landscape",),
        "log": ("log",),
        "log --json": ("log", "--json"),
        "log --grep": ("log", "--grep", said),
        "show": ("show", "11111111"),
        "show DAY": ("show", said),
        "edit --reason": ("edit", "11111111", "--reason", said),
        "edit": ("edit", "11111111"),
        "away": ("away", said),
        "doctor": ("doctor",),
        "complete": (),
        **export,
        **reading,
    }


class Place:
    """A folder with a journal whose texts are all of one shape, and files to import.

    Args:
        folder: Where it is made.
        text: The text in every field.
        entries: How many entries share it.
    """

    def __init__(self, folder: Path, text: str, entries: int = 2) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.pristine = folder / "pristine"
        folder.mkdir(parents=True)
        rows = list(_rows(text, entries))
        days = [row | {"id": None} for row in rows]
        _write(folder / "text.json", json.dumps(rows, ensure_ascii=False))
        _write(folder / "text.jsonl", "".join(f"{json.dumps(row)}\n" for row in days))
        table = "".join(f"{row['day']};{_cell(text)};{_cell(text)}\r\n" for row in rows)
        _write(folder / "text.csv", f"day;happened;reason\r\n{table}")
        _write(folder / "text.jrnl", "".join(f"[{row['day']} 18:30] {text}\n" for row in rows))
        ones = [{"creationDate": f"{row['day']}T18:30:00Z", "text": text} for row in rows]
        _write(folder / "text.dayone", json.dumps({"entries": ones}))
        self._env = {"VALLEY_HOME": str(self.home), "VALLEY_TODAY": TODAY, "HOME": str(folder)}
        self._env |= {"TZ": "UTC", "COLUMNS": "80", "TERM": "xterm", "EDITOR": "true"}
        self.cost(("import", "text.json"))
        if not self.home.exists():
            raise SystemExit(f"Nothing was imported: {(folder / 'said.txt').read_text('utf-8')}")
        self.home.rename(self.pristine)

    def cost(self, args: Sequence[str], *, complete: bool = False) -> float:
        """Run a command on the journal as it was made; return the seconds it took."""
        shutil.rmtree(self.home, ignore_errors=True)
        if self.pristine.exists():
            shutil.copytree(self.pristine, self.home)
        env = self._env
        if complete:
            words = {
                "_VALLEY_COMPLETE": "complete_bash",
                "COMP_WORDS": "valley show ",
                "COMP_CWORD": "2",
            }
            env = env | words
        if sys.platform != "win32":
            child = os.fork()
            if child == 0:
                self._become(args, env)
            _, status, usage = os.wait4(child, 0)
            if os.WIFSIGNALED(status):
                return float("inf")
            return float(usage.ru_utime + usage.ru_stime)
        raise NotImplementedError

    def _become(self, args: Sequence[str], env: Mapping[str, str]) -> None:
        """Be valley, up to its end or that of its time."""
        code = 1
        try:
            os.chdir(self.folder)
            os.environ.update(env)
            if sys.platform != "win32":
                resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            for number, name in ((0, os.devnull), (1, os.devnull), (2, "said.txt")):
                os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
            sys.stdin, sys.stdout = open(0), open(1, "w")  # noqa: SIM115
            sys.stderr = open(2, "w")  # noqa: SIM115
            sys.argv = ["valley", *args]
            from valley.__main__ import main

            main()
            code = 0
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
        finally:
            for stream in (sys.stdout, sys.stderr):
                with contextlib.suppress(ValueError, OSError):
                    stream.flush()
            os._exit(code)


def _rows(text: str, entries: int) -> Iterator[dict[str, object]]:
    for number in range(entries):
        yield {
            "id": f"{number + 1}1111111-1111-4111-8111-111111111111",
            "day": f"2026-03-{3 - number % 3:02}",
            "happened": text,
            "reason": text,
            "excuse": "price-too-high" if number else None,
            "mine": text,
            "action": text,
            "note": text,
            "due": "2026-03-03",
            "steps": [{"on": "2026-03-03", "did": "moved", "action": text, "note": text}],
            "tags": [text],
        }


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="")


def load() -> None:
    """Import all of valley, so that no command pays for it."""
    for module in walk_packages(valley.__path__, "valley."):
        if not module.name.endswith(("__main__", "windows", "coach.build")):
            import_module(module.name)
    for name in ("rich.table", "rich.console", "tinydb", "dateutil.relativedelta"):
        import_module(name)


def growth(
    folder: Path, shape: str, size: int, times: int, wanted: str = ""
) -> Iterator[tuple[str, float, float]]:
    """Yield each command, and what it took for the text and for one so many times as long."""
    texts = [SHAPES[shape](size), SHAPES[shape](size * times)]
    places = [Place(folder / f"{number}", text) for number, text in enumerate(texts)]
    for name in commands(""):
        if wanted in name:
            one, other = (
                place.cost(commands(text)[name], complete=name == "complete")
                for place, text in zip(places, texts, strict=True)
            )
            yield name, one, other
    shutil.rmtree(folder)


def main() -> None:
    """Measure, and print the tables."""
    args = sys.argv[1:]
    if "--help" in args or "-h" in args:
        say(__doc__ or "")
        return
    size, times = int(_value(args, "--size") or 10_000), int(_value(args, "--times") or 4)
    shapes = (_value(args, "--shapes") or "").split(",")
    wanted = _value(args, "--commands") or ""
    load()
    place = Path(tempfile.mkdtemp(prefix="valley-growth-"))
    steep = 0
    try:
        for shape in shapes if shapes[0] else SHAPES:
            say(f"\n{shape}: {size:,} characters, and {times} times as many")
            for name, one, other in growth(place / "text", shape, size, times, wanted):
                is_steep = other > LEAST and other > STEEP * times * one
                steep += is_steep
                mark = "  STEEP" if is_steep else ""
                if is_steep or other > 1 or "--all" in args:
                    say(
                        f"  {name:24}{one * 1000:>9.0f} ms{other * 1000:>9.0f} ms{other / one:>7.1f}{mark}"
                    )
    finally:
        shutil.rmtree(place, ignore_errors=True)
    say(f"\n{steep} grew more than {STEEP} times as fast as the text.")


def say(text: str) -> None:
    """Print a line at once, so that a long run shows how far it is."""
    print(text, flush=True)  # noqa: T201


def _value(args: Sequence[str], name: str) -> str | None:
    return args[args.index(name) + 1] if name in args[:-1] else None


if __name__ == "__main__":
    main()
