"""A repository for the journal: a new one, one that joins what is at a remote, or one put right.

It is made beside the journal, with what is at the remote fetched and looked at, and then takes its
place by a rename: a set-up that ends early has changed nothing.
"""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

from valley import files
from valley.errors import InvalidInput
from valley.journal import Journal
from valley.reports import Synced
from valley.sync import exchange
from valley.sync.git import Git, GitFailed, cannot_reach
from valley.sync.repository import BRANCH, Repository

NEW, OLD = ".git-new", ".git-old"  # beside the journal's `.git`, while it is made


def set_up(journal: Journal, root: Path, remote: str | None, *, fresh: bool = False) -> Synced:
    """Set a journal up to be synced, and sync it.

    Args:
        journal: The journal.
        root: Its folder.
        remote: SSH, HTTPS, or the path of a bare repository; None leaves it as it is.
        fresh: Begin a new history, for a remote that is empty, or that another machine began so.

    Raises:
        InvalidInput: It cannot be an address, or lies in another repository; or one of the two
            journals is encrypted and the other is not.
        NotFound: There is no Git.
        Busy: A sync goes on.
        CannotWrite: The remote was not reached; nothing is changed.
    """
    url = address(remote) if remote else None
    _check_place(root)
    if fresh and url is None:
        raise InvalidInput("Say where to begin afresh: valley sync setup --fresh REMOTE")
    files.make_folder(root)
    with exchange.alone(root), exchange.whole(root / ".git"):
        _settle(root)
        if fresh or not os.path.lexists(root / ".git"):
            _begin(journal, root, url)
        else:
            _put_right(root, url)
    return exchange.sync(journal, root)


def address(text: str) -> str:
    """Return the address of a remote as Git takes it.

    Raises:
        InvalidInput: It can be none.
    """
    if not text.isprintable() or text.startswith("-") or "::" in text:
        raise InvalidInput(f"{text!r} cannot be the address of a remote.")
    kind, marked, rest = text.partition("://")
    if marked and kind == "file":
        return rest
    if marked and kind in {"https", "ssh"}:
        if re.match(r"[^/@]*:[^/@]*@", rest):
            raise InvalidInput(
                "A password in the address would be kept in a file; leave it out, and let one of"
                " Git's credential helpers know it: https://git-scm.com/docs/gitcredentials"
            )
        return text
    if marked:
        raise InvalidInput(f"{kind} is no way to a remote; take ssh, https or a path.")
    if re.match(r"[^/\\]{2,}:", text) and not Path(text).exists():
        return text  # host:path, by SSH
    return str(Path(os.path.abspath(Path(text).expanduser())))  # noqa: PTH100  # links stay


def _check_place(root: Path) -> None:
    """Refuse a folder inside somebody else's repository, whose history it would end up in.

    Raises:
        InvalidInput: It is.
    """
    for above in Path(os.path.realpath(root)).parents:
        if (above / ".git").exists():
            raise InvalidInput(
                f"{root} lies inside another Git repository, {above}; put the journal elsewhere"
                " with VALLEY_HOME, then try again."
            )


def _settle(root: Path) -> None:
    """End a set-up that was cut off: the old repository is back where there is no new one."""
    if (root / OLD).is_dir() and not os.path.lexists(root / ".git"):
        files.rename(root / OLD, root / ".git")
    for left in (NEW, OLD):
        if (root / left).is_dir():
            shutil.rmtree(root / left, ignore_errors=True)


def _begin(journal: Journal, root: Path, url: str | None) -> None:
    """Make a repository and put it in its place.

    Raises:
        CannotWrite: The remote was not reached; nothing is changed.
        InvalidInput: What is there does not go with what is here; nothing is changed.
        GitFailed: The disk is full.
    """
    files.make_folder(root / NEW)
    try:
        git = Git(root / NEW)
        git.run("init", "--quiet", "--template=", f"--initial-branch={BRANCH}")
        repository = Repository(git)
        if url and (branch := _branch(repository, url)) != BRANCH:
            git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
        repository.configure(url, repository.branch)
        if url:
            exchange.reach(repository, repository.fetch)
            journal.check_alike(repository.taken(repository.there).files)
    except BaseException:
        shutil.rmtree(root / NEW, ignore_errors=True)
        raise
    if os.path.lexists(root / ".git"):
        files.rename(root / ".git", root / OLD)
    files.rename(root / NEW / ".git", root / ".git")
    _settle(root)


def _put_right(root: Path, url: str | None) -> None:
    """Set up a repository that is there: by an earlier set-up, or cloned by hand.

    Raises:
        CannotWrite: The remote was not reached; nothing is changed.
        GitFailed: The disk is full.
    """
    repository = exchange.found(root)
    unborn = repository.head is None  # a clone of a remote whose HEAD is no branch
    if at := url or (unborn and repository.remote):
        branch = _branch(repository, at)
        if unborn:
            repository.git.run("symbolic-ref", "HEAD", f"refs/heads/{branch}")
    repository.configure(url, repository.branch)
    for folder, _, names in os.walk(repository.git.place):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            with suppress(OSError):
                path.chmod(path.stat().st_mode & 0o700)


def _branch(repository: Repository, url: str) -> str:
    """Return the branch to sync with: main, or the one that HEAD is at the remote.

    Raises:
        CannotWrite: The remote was not reached.
    """
    try:
        heads = repository.heads(url)
    except GitFailed as error:
        raise cannot_reach(url, error, "Nothing was changed.") from error
    if BRANCH in heads:
        return BRANCH
    at = heads.pop("HEAD", None)
    return next((name for name, commit in heads.items() if commit == at), BRANCH)
