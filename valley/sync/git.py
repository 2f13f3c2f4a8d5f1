"""Git, run so that it asks nothing, waits for nothing for ever, and obeys nothing that a folder plants.

A journal's folder may come from anywhere, with a `.git` in it, and so may a bare repository on a
stick. So hooks are off, every setting of a repository is looked at before Git is run there, and one
that could name a program is refused. What the person has set for all repositories holds: helpers
that know passwords stand there.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from time import monotonic

from valley.errors import CannotWrite, InvalidInput, NotFound

LEAST = (2, 30)
LOCAL, AWAY = 60.0, 120.0  # seconds for what is done here, and for the remote
ENDING = 1.0  # second for Git to put its locks away once it is ended
GET = "see https://git-scm.com/downloads, or ask the package manager of this machine for git"

SAFE = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.alternateRefsCommand=",
    "gc.auto=0",
    "maintenance.auto=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "push.gpgSign=false",
    "push.followTags=false",
)
QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_ALLOW_PROTOCOL": "file:https:ssh",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
# Variables by which a Git that runs valley (a hook, an alias) would lead ours elsewhere.
_LEADING = re.compile(
    r"GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|CONFIG"
    r"|CONFIG_(PARAMETERS|COUNT|KEY_.*|VALUE_.*)|NAMESPACE|PREFIX|GRAFT_FILE|SHALLOW_FILE"
    r"|REPLACE_REF_BASE|QUARANTINE_PATH|CEILING_DIRECTORIES)"
)
# What may stand in the settings of a repository: none of it names a program.
_HARMLESS = re.compile(
    r"core\.(repositoryformatversion|filemode|bare|logallrefupdates|sharedrepository|ignorecase"
    r"|precomposeunicode|symlinks|autocrlf|eol|fsync|compression|quotepath)"
    r"|(user|author|committer)\.(name|email)|remote\..+\.(url|fetch|prune|tagopt)"
    r"|branch\..+\.(remote|merge|rebase|description)|merge\.valley\.(name|driver)|valley\..+"
    r"|pull\.(rebase|ff)|init\.defaultbranch|gc\.auto|pack\..+"
    r"|(receive|transfer)\.(deny[a-z]+|fsckobjects|unpacklimit)",
    re.DOTALL,
)


class GitFailed(Exception):
    """Git did not do it; the text says why, mostly in Git's own words."""


class TooLate(GitFailed):
    """Git did not do it in time."""


class Git:
    """Git in one folder.

    Args:
        root: The folder; its repository is in `.git`, or is the folder itself where that is bare.
        until: When all has to be done, on the clock of `monotonic`.

    Raises:
        NotFound: There is no Git, or one that is too old.
    """

    def __init__(self, root: Path, until: float | None = None, *, bare: bool = False) -> None:
        self.root = root
        self.place = root if bare else root / ".git"
        self._until = until
        self._program = _program()
        self._env = {
            name: value for name, value in os.environ.items() if not _LEADING.fullmatch(name)
        }
        self._env |= QUIET | {"GIT_DIR": str(self.place), "GIT_COMMON_DIR": str(self.place)}

    def run(
        self,
        *args: str,
        data: bytes | None = None,
        env: dict[str, str] | None = None,
        patience: float = LOCAL,
    ) -> bytes:
        """Run Git and return what it prints.

        Args:
            args: What comes after `git`.
            data: What it reads.
            env: Variables beside those there are.
            patience: How long to wait for it, in seconds.

        Raises:
            GitFailed: It ended with an error, or not in time.
        """
        if self._until is not None:
            patience = min(patience, self._until - monotonic())
        if patience <= 0:
            raise TooLate("there was no time left for it")
        safe = [word for setting in SAFE for word in ("-c", setting)]
        process = subprocess.Popen(  # noqa: S603  # no shell, and no word of it is the remote's
            [self._program, *safe, *args],
            cwd=self.root,
            env=self._env | (env or {}),
            stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # no terminal to ask in, and one group to end
            umask=0o077 if os.name != "nt" else -1,
        )
        try:
            out, told = process.communicate(data, timeout=patience)
        except subprocess.TimeoutExpired as error:
            raise TooLate(f"nothing was heard within {patience:.0f} seconds") from error
        finally:
            _end(process)
        if process.returncode:
            raise GitFailed(_why(told.decode("utf-8", "replace")))
        return out

    def line(self, *args: str, data: bytes | None = None, env: dict[str, str] | None = None) -> str:
        """Run Git and return the line it prints; empty where it has none to say.

        Raises:
            GitFailed: It ended with an error, or not in time.
        """
        return self.run(*args, data=data, env=env).decode("utf-8", "surrogateescape").strip()

    def look_up(self, *args: str) -> str | None:
        """Run Git and return the line it prints; None where it fails."""
        try:
            return self.line(*args)
        except GitFailed:
            return None

    def reach(self, *args: str) -> bytes:
        """Run Git where it speaks to the remote.

        Raises:
            GitFailed: It ended with an error, or not in time.
        """
        return self.run(*args, env=self._ssh, patience=AWAY)

    def config(self) -> dict[str, str]:
        """Return the settings of the repository.

        Raises:
            InvalidInput: One of them could name a program; nothing was run.
            GitFailed: They cannot be read.
        """
        outside = {"GIT_DIR": os.devnull, "GIT_COMMON_DIR": os.devnull}
        file = str(self.place / "config")
        told = self.run("config", "--file", file, "--no-includes", "--list", "-z", env=outside)
        found = {}
        for setting in told.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            name, _, value = setting.partition("\n")
            if not _HARMLESS.fullmatch(name):
                raise InvalidInput(
                    f"{file} sets {name}, which valley does not run Git with: in a repository it"
                    " could start a program; take it out, or set it for all with git config --global"
                )
            found[name] = value
        return found

    @cached_property
    def _ssh(self) -> dict[str, str]:
        """Return what keeps ssh from asking, where it is the ssh of OpenSSH."""
        command = self._env.get("GIT_SSH_COMMAND") or self.look_up("config", "core.sshCommand")
        if not command and "GIT_SSH" in self._env:
            return {}
        with suppress(ValueError):
            if Path(shlex.split(command or "ssh")[0]).stem == "ssh":
                return {"GIT_SSH_COMMAND": f"{command or 'ssh'} -oBatchMode=yes -oConnectTimeout=9"}
        return {}


GOES_ON = "Nothing is lost; the next valley sync goes on from here."


def cannot_reach(remote: str, error: GitFailed, then: str = GOES_ON) -> CannotWrite:
    """Return the error that the remote was not reached, or would not take what was sent."""
    return CannotWrite(f"{remote} was not reached or refused: {error}. {then}")


def _program() -> str:
    """Return where Git is.

    Raises:
        NotFound: There is none, or one that is too old.
    """
    program = shutil.which("git")
    if program is None:
        raise NotFound(f"valley sync needs Git, and there is none here; {GET}.")
    ran = subprocess.run([program, "--version"], capture_output=True, check=False)  # noqa: S603
    numbers = re.search(rb"(\d+)\.(\d+)", ran.stdout)
    version = tuple(map(int, numbers.groups())) if numbers else (0, 0)
    if version < LEAST:
        raise NotFound(
            f"valley sync needs Git {LEAST[0]}.{LEAST[1]} or newer, and {program} is"
            f" {version[0]}.{version[1]}; {GET}."
        )
    return program


def _why(told: str) -> str:
    """Return why Git failed, in a line of its own words."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    fatal = [line for line in lines if line.startswith(("fatal:", "error:", "ssh:"))]
    line = (fatal or lines or ["Git gave no reason"])[0]
    return line.removeprefix("fatal: ").removeprefix("error: ").rstrip(".")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End Git with all it has started, which puts its locks away first."""
    if process.poll() is not None:
        return
    for kind in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        with suppress(OSError):  # it has just ended
            if hasattr(os, "killpg"):
                os.killpg(process.pid, kind)
            else:
                process.send_signal(kind)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=ENDING)
            return
