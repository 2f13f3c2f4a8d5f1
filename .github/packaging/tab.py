# ruff: noqa: INP001  # a script of the build, not of the package
"""Press Tab in each shell there is: `tab.py BIN SHARE`, the folders an installed valley put things in.

`valley che`, Tab, `--help` in a terminal must show the help of `valley checkin`.
"""

import os
import re
import shutil
import sys
import tempfile

import pexpect

PATIENCE = 60  # seconds
LOADS = {
    "zsh": "fpath=({share}/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -D",
    "bash": "source {share}/bash-completion/completions/valley",
    "fish": "true",  # it looks where XDG_DATA_DIRS says
}
START = {"zsh": ["-f", "-i"], "bash": ["--norc", "--noprofile", "-i"], "fish": ["-i"]}


def completes(shell: str, bin_: str, share: str) -> bool:
    """Type it; return whether the command's help came."""
    # fish may still be writing there what it gathers of man pages.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        env = {"PATH": f"{bin_}:/usr/local/bin:/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8"}
        env |= {
            "HOME": home,
            "VALLEY_HOME": f"{home}/journal",
            "XDG_DATA_DIRS": f"{share}:/usr/share",
        }
        child = pexpect.spawn(
            str(shutil.which(shell)), START[shell], env=env, cwd=home, encoding="utf-8",
            codec_errors="replace", timeout=PATIENCE, dimensions=(60, 100),
        )  # fmt: skip
        try:
            child.sendline(f"{LOADS[shell].format(share=share)}; echo rea''dy")
            child.expect_exact("ready\r\n")
            child.send("valley che\t--help; echo en''ded\r")
            child.expect_exact("ended\r\n")
            return bool(re.search(r"Usage:\S* \S*valley checkin", str(child.before)))
        finally:
            child.close(force=True)


def main(bin_: str, share: str) -> None:
    """Try them.

    Raises:
        SystemExit: One does not complete.
    """
    for shell in LOADS:
        if shutil.which(shell) is None:
            say(f"There is no {shell}; left out.")
        elif completes(shell, os.path.abspath(bin_), os.path.abspath(share)):  # noqa: PTH100
            say(f"{shell}: valley che, Tab: checkin")
        else:
            sys.exit(f"{shell} does not complete.")


def say(text: str) -> None:
    """Print a line."""
    print(text)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
