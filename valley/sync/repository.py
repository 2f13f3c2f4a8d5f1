"""The journal's repository: what is in a commit, a commit on top of others, fetch and push.

Commits are built from bytes that the journal gives, without Git looking into the folder or writing
to it. Only regular files of known names are read out of what others committed; what else is in
there is passed on from commit to commit as it is.
"""

import os
import re
import shlex
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import monotonic, sleep
from typing import NamedTuple

from valley import again, clock, files
from valley.errors import DamagedJournal
from valley.sync import trees
from valley.sync.git import Git, GitFailed

REMOTE, BRANCH = "origin", "main"
MARK = "valley.journal"  # the setting that says valley set this repository up
KEY_FILE = "key.json"
OURS = re.compile(r"journal/(?:[0-9]{4}|excuses)\.json|key\.json")
REGULAR = {"100644", "100755"}
UNDER_WAY = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
LOCK_HELD = (
    1.0  # seconds after which a lock on a ref, held for moments, is of a Git that was killed
)
POLL = 0.05  # seconds

IGNORED = """\
# Only the volumes and the key file travel; written by valley sync setup.
/*
!/journal/
/journal/*
!/journal/[0-9][0-9][0-9][0-9].json
!/journal/excuses.json
!/key.json
"""
ATTRIBUTES = """\
* -text -filter -ident -working-tree-encoding
/journal/*.json merge=valley
/key.json merge=binary
"""
SETTINGS = {
    "core.sharedRepository": "0600",
    "core.autocrlf": "false",
    "core.symlinks": "false",
    "core.fsync": "all",
    "pull.rebase": "false",
    "gc.auto": "500",
    "merge.valley.name": "valley joins the entries of a volume",
    f"remote.{REMOTE}.fetch": f"+refs/heads/*:refs/remotes/{REMOTE}/*",
    MARK: "true",
}
NAME, EMAIL = "valley", "valley@localhost"


class Taken(NamedTuple):
    """What a commit holds of a journal.

    Attributes:
        files: The bytes of the volumes and the key file, by name.
        refused: What bears such a name and is no regular file.
    """

    files: dict[str, bytes]
    refused: list[str]


class Repository:
    """The repository in a folder.

    Args:
        git: Git in that folder.

    Raises:
        InvalidInput: Its settings could name a program; nothing was run.
        GitFailed: Its settings cannot be read.
    """

    def __init__(self, git: Git) -> None:
        self.git = git
        self.config = git.config()

    @property
    def is_ours(self) -> bool:
        """Whether valley set it up, and merges its volumes when somebody pulls by hand."""
        return self.config.get(MARK) == "true" and "merge.valley.driver" in self.config

    @property
    def remote(self) -> str | None:
        """The address of the remote."""
        return self.config.get(f"remote.{REMOTE}.url")

    @cached_property
    def branch(self) -> str:
        """The branch that is synchronised."""
        return self.git.look_up("symbolic-ref", "--short", "HEAD") or BRANCH

    @property
    def head(self) -> str | None:
        """The last commit here."""
        return self._commit("HEAD")

    @property
    def there(self) -> str | None:
        """The last commit that was seen at the remote."""
        return self._commit(f"refs/remotes/{REMOTE}/{self.branch}")

    def under_way(self) -> str | None:
        """Return what somebody has begun by hand and not ended."""
        return next((name for name in UNDER_WAY if os.path.lexists(self.git.place / name)), None)

    def unlock(self) -> None:
        """Take away the locks that a Git left which was killed.

        They are held for moments only, but for that of the index, which `git commit -a` holds while
        somebody types a message.
        """
        index = self.git.place / "index.lock"
        with suppress(OSError):
            if clock.seconds_since(index.stat().st_mtime) > files.STALE:
                files.remove(index)
        left = {path: _stands(path) for path in self._locks()}
        until = monotonic() + LOCK_HELD
        while left and monotonic() < until:
            sleep(POLL)
            left = {path: stood for path, stood in left.items() if stood == _stands(path)}
        for path in left:
            files.remove(path)

    def _locks(self) -> list[Path]:
        place = self.git.place
        names = [place / f"{name}.lock" for name in ("HEAD", "packed-refs", "config")]
        return [*filter(Path.exists, names), *(place / "refs").rglob("*.lock")]

    def configure(self, url: str | None, branch: str) -> None:
        """Say in its settings what holds here.

        Raises:
            GitFailed: They cannot be written.
        """
        wanted = SETTINGS | {"merge.valley.driver": _driver()}
        if url:
            wanted[f"remote.{REMOTE}.url"] = url
            wanted[f"branch.{branch}.remote"] = REMOTE
            wanted[f"branch.{branch}.merge"] = f"refs/heads/{branch}"
        if not self.git.look_up("config", "user.email"):
            wanted |= {"user.name": NAME, "user.email": EMAIL}
        for name, value in wanted.items():
            if self.config.get(name.lower()) != value:
                self.git.run("config", "--replace-all", name, value)
        files.make_folder(self.git.place / "info")
        files.write_whole(self.git.place / "info" / "exclude", IGNORED.encode())
        files.write_whole(self.git.place / "info" / "attributes", ATTRIBUTES.encode())
        self.config = self.git.config()

    # The remote

    def fetch(self) -> None:
        """Get what is new at the remote.

        Raises:
            GitFailed: It was not reached.
        """
        quiet = ("--quiet", "--prune", "--no-tags", "--no-recurse-submodules")
        self.git.reach("fetch", *quiet, "--no-write-fetch-head", *self._pack("upload"), REMOTE)

    def push(self) -> None:
        """Send the commits here, on top of what is there.

        Raises:
            GitFailed: It was not reached, or has moved on meanwhile.
        """
        ref = f"refs/heads/{self.branch}"
        self.git.reach(
            "push", "--quiet", "--no-verify", *self._pack("receive"), REMOTE, f"{ref}:{ref}"
        )

    def heads(self, url: str) -> dict[str, str]:
        """Ask a remote for its branches, and for HEAD, each with its commit.

        Raises:
            GitFailed: It was not reached.
        """
        told = self.git.reach("ls-remote", "--quiet", *self._pack("upload", url), "--", url)
        lines = (line.split("\t", 1) for line in told.decode("utf-8", "replace").splitlines())
        return {name.removeprefix("refs/heads/"): commit for commit, name in lines}

    def _pack(self, kind: str, url: str | None = None) -> list[str]:
        """Return how the other side is run where it is a folder here: without the hooks in it.

        Raises:
            InvalidInput: Its settings could name a program.
            GitFailed: There is no bare repository.
        """
        path = (url or self.remote or "").removeprefix("file://")
        if not os.path.isabs(path):  # noqa: PTH117  # an address is no path
            return []
        folder = Path(path)
        if not (folder / "config").is_file():
            raise GitFailed(f"there is no bare repository; make one with: git init --bare '{path}'")
        Git(folder, bare=True).config()
        return [
            f"--{kind}-pack=git -c core.hooksPath={os.devnull} -c core.fsmonitor=false {kind}-pack"
        ]

    # What a commit holds

    def taken(self, commit: str | None) -> Taken:
        """Read the journal's files in a commit.

        Raises:
            DamagedJournal: One is larger than valley reads.
            GitFailed: The repository is damaged.
        """
        if commit is None:
            return Taken({}, [])
        found, refused = {}, []
        for line in self.git.run("ls-tree", "-r", "-t", "-z", "-l", commit).split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, kind, blob, size = about.decode().split()
            name = path.decode("utf-8", "replace")
            if OURS.fullmatch(name) and mode in REGULAR and size.isdecimal():
                if int(size) > files.LARGE:
                    raise DamagedJournal(
                        f"{name} is larger there than valley reads; nothing was taken."
                    )
                found[name] = blob
            elif OURS.fullmatch(name) or (name == "journal" and kind != "tree"):
                refused.append(name)
        return Taken(dict(zip(found, self._blobs(list(found.values())), strict=True)), refused)

    def written_at(self, commit: str) -> datetime | None:
        """Return when a commit was made, by the clock of its machine; None where it makes no sense.

        Raises:
            GitFailed: The repository is damaged.
        """
        told = self.git.line("log", "-1", "--no-show-signature", "--format=%cI", commit)
        with suppress(ValueError):
            return datetime.fromisoformat(told)
        return None

    def is_in(self, commit: str, other: str) -> bool:
        """Return whether a commit is another one, or stands below it."""
        return self.git.look_up("merge-base", "--is-ancestor", commit, other) is not None

    def put(self, changed: Mapping[str, bytes], now: datetime) -> None:
        """Move the branch to a commit on top of what is here and there that holds the given files.

        No commit is made where one of the two holds all that already.

        Raises:
            GitFailed: The disk is full, or the repository is damaged; the branch stays.
        """
        here, there = self.head, self.there
        if here and here == there and not changed:
            self._index(here)  # an earlier one may have been cut off
            return
        parents = [commit for commit in (here, there) if commit]
        if here and there and self.is_in(there, here):
            parents = [here]
        elif here and there and self.is_in(here, there):
            parents = [there]
        tree = trees.write_joined(self.git, here, there, changed)
        if len(parents) == 1 and self.git.line("rev-parse", f"{parents[0]}^{{tree}}") == tree:
            commit = parents[0]
        else:
            words = [word for parent in parents for word in ("-p", parent)]
            moment = now.isoformat(timespec="seconds")
            when = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
            commit = self.git.line("commit-tree", tree, *words, "-m", "valley sync", env=when)
        if commit != here:
            old = here or "0" * len(commit)
            self.git.run(
                "update-ref", "-m", "valley sync", f"refs/heads/{self.branch}", commit, old
            )
        self._index(commit)

    def pack(self) -> None:
        """Let Git pack what has come together, where that is much; what goes wrong does no harm."""
        with suppress(GitFailed):
            self.git.run(
                "-c",
                f"gc.auto={SETTINGS['gc.auto']}",
                "-c",
                "gc.autoDetach=false",
                "gc",
                "--auto",
                "--quiet",
            )

    def size(self) -> int:
        """Return how many bytes its history takes.

        Raises:
            GitFailed: The repository is damaged.
        """
        told = self.git.line("count-objects", "-v").splitlines()
        counted = dict(line.split(": ", 1) for line in told)
        return 1024 * (int(counted["size"]) + int(counted["size-pack"]))

    def _commit(self, name: str) -> str | None:
        return self.git.look_up("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")

    def _blobs(self, ids: list[str]) -> list[bytes]:
        """Return the content of blobs."""
        if not ids:
            return []
        told = self.git.run("cat-file", "--batch", data="\n".join(ids).encode() + b"\n")
        found = []
        for _ in ids:
            head, _, rest = told.partition(b"\n")
            words = head.split()
            if len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004  # id, type, size
                raise GitFailed("an object of the repository is missing")
            size = int(words[2])
            found.append(rest[:size])
            told = rest[size + 1 :]
        return found

    def _index(self, commit: str) -> None:
        """Bring Git's list of the folder's files up to date, for whoever uses Git by hand.

        What is not taken out into the folder is marked so, or Git would call it deleted.
        """
        with suppress(GitFailed):
            self.git.run("read-tree", commit)
            listed = self.git.run("ls-files", "-z").split(b"\0")[:-1]
            root = os.fsencode(self.git.root)
            absent = [name for name in listed if not os.path.lexists(os.path.join(root, name))]  # noqa: PTH118  # bytes
            data = b"".join(name + b"\0" for name in absent)
            self.git.run("update-index", "-z", "--skip-worktree", "--stdin", data=data)


def _driver() -> str:
    """Return how Git runs valley to merge a volume."""
    words = " ".join(map(shlex.quote, again.words()))
    return f"'{sys.executable}' {words} sync driver %O %A %B %P"


def _stands(lock: Path) -> tuple[int, int] | None:
    """Tell a lock file from one that was made anew; None where there is none."""
    with suppress(OSError):
        found = lock.stat()
        return found.st_ino, found.st_mtime_ns
    return None
