"""The trees of commits: what stands in the folders of two, joined, with files of the journal in it."""

from collections.abc import Mapping

from valley.sync.git import Git

Entry = tuple[str, str, str]  # mode, type, id
Entries = dict[bytes, Entry]


def write_joined(
    git: Git, here: str | None, there: str | None, changed: Mapping[str, bytes]
) -> str:
    """Write the tree that joins two commits, with the given files in it; return its id.

    Raises:
        GitFailed: The disk is full, or the repository is damaged.
    """
    base = git.look_up("merge-base", here, there) if here and there else None
    tops = {commit: _entries(git, commit) for commit in {base, here, there}}
    inners = {
        commit: _entries(git, f"{commit}:journal") if _is_folder(entries, b"journal") else {}
        for commit, entries in tops.items()
    }
    top, inner = (_joined(one[base], one[here], one[there]) for one in (tops, inners))
    for name, data in changed.items():
        folder, _, file = name.rpartition("/")
        blob = git.line("hash-object", "-w", "--stdin", data=data)
        (inner if folder else top)[file.encode()] = ("100644", "blob", blob)
    if inner:
        top[b"journal"] = ("040000", "tree", _write(git, inner))
    return _write(git, top)


def _entries(git: Git, tree: str | None) -> Entries:
    """List what stands in the folder that a commit or a tree is."""
    if tree is None:
        return {}
    found = {}
    for line in git.run("ls-tree", "-z", tree).split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, kind, object_id = about.decode().split()
        found[name] = (mode, kind, object_id)
    return found


def _write(git: Git, entries: Entries) -> str:
    lines = [f"{' '.join(about)}\t".encode() + name for name, about in entries.items()]
    return git.line("mktree", "-z", data=b"".join(line + b"\0" for line in lines))


def _is_folder(entries: Entries, name: bytes) -> bool:
    return name in entries and entries[name][1] == "tree"


def _joined(base: Entries, here: Entries, there: Entries) -> Entries:
    """Join what stands in two folders: a change of one of them counts, of both the one there."""
    names = (here | there).keys()
    chosen = {
        name: here.get(name) if there.get(name) == base.get(name) else there.get(name)
        for name in names
    }
    return {name: entry for name, entry in chosen.items() if entry}
