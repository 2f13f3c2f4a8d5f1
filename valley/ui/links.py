"""Names of files on a terminal as links to them (OSC 8), where the terminal knows those.

One that does not would show their letters or lose its place: GNU screen, tmux before 3.4, old VTE,
the console of Linux, the old one of Windows, Emacs.
"""

import os
import re
import sys
from pathlib import Path
from typing import IO

from valley.ui import ansi
from valley.ui.text import visible

OPEN, CLOSE = "\x1b]8;id=valley;{}\x1b\\", "\x1b]8;;\x1b\\"
TMUX, VTE = (3, 4), 5000  # from which on they know links
LACKING = ("linux", "screen", "eterm", "vt")  # how TERM begins where there are none


def are_shown(file: IO[str], *, plain: bool) -> bool:
    """Return whether a stream is a terminal that knows links, and no screen reader's."""
    if not file.isatty() or not ansi.is_styled(file, plain=plain):
        return False
    env = os.environ
    if env.get("STY") or env.get("INSIDE_EMACS"):
        return False
    if env.get("TMUX"):
        version = re.findall(r"\d+", env.get("TERM_PROGRAM_VERSION", ""))[:2]
        known = env.get("TERM_PROGRAM") == "tmux" and tuple(map(int, version)) >= TMUX
        return bool(version) and known
    vte = env.get("VTE_VERSION", "")
    if vte.isdecimal() and int(vte) < VTE:
        return False
    if sys.platform == "win32":
        return bool(env.get("WT_SESSION") or env.get("TERM_PROGRAM"))
    return bool(env.get("TERM")) and not env["TERM"].startswith(LACKING)


def linked(text: str, path: Path) -> str:
    """Return a text, in lines that fit already, with the name of a file in it as a link to it.

    The address is percent-encoded, whatever the name holds, and names the machine: what a terminal
    shows from elsewhere is not to open a file here.
    """
    start, end = _place(text, visible(" ".join(str(path).split("\n"))))
    if start == end:
        return text
    host = "" if sys.platform == "win32" else os.uname().nodename
    address = path.absolute().as_uri().replace("file://", f"file://{_plain(host)}", 1)
    parts = text[start:end].split("\n")
    link = "\n".join(f"{OPEN.format(address)}{part}{CLOSE}" if part else "" for part in parts)
    return f"{text[:start]}{link}{text[end:]}"


def _plain(host: str) -> str:
    """Return the name of a machine, or nothing where an address cannot hold it as it is."""
    return host if host.isascii() and host.replace("-", "").replace(".", "").isalnum() else ""


def _place(text: str, name: str) -> tuple[int, int]:
    """Return where a name stands in a text whose lines were broken; nowhere is an empty place."""
    for start, sign in enumerate(text):
        at = start
        for wanted in name if sign == name[:1] else ():
            if text[at : at + 1] == "\n":
                at += 1
                if wanted == " ":
                    continue  # the line ends where it stood
            if text[at : at + 1] != wanted:
                break
            at += 1
        else:
            if at > start:
                return start, at
    return 0, 0
