"""Nothing that a remote or a folder plants is run, followed, or written outside."""

import os
import stat
import subprocess
from pathlib import Path

import pytest

from tests.conftest import World
from tests.sync.machines import Machine, bare, git, pair

PROGRAM = "#!/bin/sh\ntouch '{mark}'\n"


def _program(path: Path, mark: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PROGRAM.format(mark=mark))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _push(tmp_path: Path, plant: dict[str, str], links: dict[str, str]) -> None:
    """Commit files and links to the remote, as somebody else who may write there."""
    clone = tmp_path / "hostile"
    subprocess.run(
        ["git", "clone", "--quiet", str(tmp_path / "remote.git"), str(clone)], check=True
    )
    git(clone, "checkout", "--quiet", "main")
    for name, text in plant.items():
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text(text)
    for name, target in links.items():
        (clone / name).unlink(missing_ok=True)
        (clone / name).symlink_to(target)
    git(clone, "add", "--all", "--force")
    git(clone, "commit", "--quiet", "-m", "planted")
    git(clone, "push", "--quiet")


HOOKS = ("pre-receive", "post-receive", "update", "reference-transaction", "post-update")


def test_hooks_are_not_run_neither_here_nor_at_a_path(world: World, tmp_path: Path) -> None:
    """A stick can bring a bare repository with hooks in it."""
    laptop, _ = pair(world, tmp_path)
    mark = tmp_path / "pwned"
    for name in (*HOOKS, "pre-push", "post-merge", "pre-commit", "post-index-change"):
        _program(tmp_path / "remote.git" / "hooks" / name, mark)
        _program(laptop.home / ".git" / "hooks" / name, mark)
    laptop.log("More")
    assert "1 entry went" in laptop.sync()
    laptop.run("doctor")
    laptop.run("sync", "status")
    assert not mark.exists()


@pytest.mark.parametrize(
    "name",
    [
        *("core.fsmonitor", "core.sshCommand", "core.hooksPath", "core.alternateRefsCommand"),
        *("credential.helper", "core.askPass", "core.worktree", "include.path", "gpg.program"),
        *("filter.x.clean", "diff.external", "gc.recentObjectsHook", "remote.origin.uploadpack"),
        *("remote.origin.vcs", "remote.origin.receivepack", "url.ext::x.insteadOf", "alias.push"),
        *("extensions.worktreeConfig", "core.gitProxy", "uploadpack.packObjectsHook"),
    ],
)
@pytest.mark.parametrize("where", ["laptop/.git", "remote.git"])
def test_a_setting_that_could_name_a_program_is_refused(
    world: World, tmp_path: Path, where: str, name: str
) -> None:
    """In the folder's repository and in one at a path, before Git is run there."""
    laptop = Machine(world, tmp_path / "laptop")
    remote = bare(tmp_path / "remote.git")
    if where == "remote.git":
        subprocess.run(["git", "init", "--quiet", str(laptop.home)], check=True)
    else:
        laptop.run("sync", "setup")
    mark = tmp_path / "pwned"
    _program(tmp_path / "evil", mark)
    config = tmp_path / where / "config"
    subprocess.run(["git", "config", "--file", config, name, str(tmp_path / "evil")], check=True)
    for command in (("sync", "setup", str(remote)), ("sync",), ("sync", "status"), ("doctor",)):
        result = laptop.call(*command)
        if command[-1] == str(remote):
            assert result.exit_code == 3
            assert name.lower() in result.output.lower()
    assert not mark.exists()


def test_links_in_the_remote_are_neither_followed_nor_made(world: World, tmp_path: Path) -> None:
    """A volume that is a link there is named and not taken; nothing outside is read or written."""
    laptop, desk = pair(world, tmp_path)
    laptop.sync()
    secret = tmp_path / "secret"
    secret.write_text("secret")
    _push(tmp_path, {}, {"journal/2025.json": str(secret), "key.json": str(secret), "x": "/etc"})
    desk.log("At the desk")
    said = desk.sync()
    assert "journal/2025.json there is no regular file" in said
    assert "key.json there is no regular file" in said
    assert not os.path.lexists(desk.home / "journal" / "2025.json")
    assert not os.path.lexists(desk.home / "x")
    assert not os.path.lexists(desk.home / "key.json")
    assert secret.read_text() == "secret"
    laptop.sync()
    assert "At the desk" in laptop.happened()


def test_a_link_in_the_place_of_the_journals_folder(world: World, tmp_path: Path) -> None:
    """The volumes here go there again as a folder."""
    laptop, desk = pair(world, tmp_path)
    clone = tmp_path / "hostile"
    subprocess.run(
        ["git", "clone", "--quiet", str(tmp_path / "remote.git"), str(clone)], check=True
    )
    git(clone, "checkout", "--quiet", "main")
    git(clone, "rm", "--quiet", "-r", "journal")
    (clone / "journal").symlink_to(tmp_path)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "-m", "planted")
    git(clone, "push", "--quiet")
    assert "journal there is no regular file" in desk.sync()
    assert not (desk.home / "journal").is_symlink()
    laptop.sync()
    assert laptop.happened() == desk.happened() == {"Begun on the laptop"}


def test_attributes_modules_and_names_of_others_do_nothing(world: World, tmp_path: Path) -> None:
    """They travel on as they are, and none is written into the journal's folder."""
    laptop, desk = pair(world, tmp_path)
    laptop.sync()
    mark = tmp_path / "pwned"
    _program(tmp_path / "evil", mark)
    plant = {
        ".gitattributes": "* filter=x diff=x merge=x",
        ".gitmodules": f'[submodule "s"]\npath = s\nurl = {tmp_path}/evil\nupdate = !{tmp_path}/evil\n',
        ".gitignore": "!drafts/",
        "settings.toml": f"passphrase_command = '{tmp_path}/evil'",
        "drafts/checkin.json": "{}",
        "history/1.json": "{}",
        ".turned/plan.json": "{}",
        "journal/2026.sync-conflict-1.json": "{}",
        "journal/evil.json": "{}",
        "cache/x.json": "{}",
        "generations.json": "{}",
    }
    _push(tmp_path, plant, {})
    before = {path.relative_to(desk.home) for path in desk.home.glob("[!.]*/**/*")}
    desk.sync()
    assert {path.relative_to(desk.home) for path in desk.home.glob("[!.]*/**/*")} == before
    assert not (desk.home / "settings.toml").exists()
    assert not (desk.home / ".turned").exists()
    desk.log("More")
    desk.sync()
    tree = git(tmp_path / "remote.git", "ls-tree", "-r", "--name-only", "main").split("\n")
    assert set(tree) == {*plant, "journal/2026.json"}
    assert not mark.exists()


@pytest.mark.parametrize("text", ["", "{}", "[" * 10_000, '{"meta": {}}', "\0" * 100, "<<<<<<< x"])
def test_what_is_no_volume_there_changes_nothing_here(
    world: World, tmp_path: Path, text: str
) -> None:
    """It is named, and the sound one goes there."""
    laptop, desk = pair(world, tmp_path)
    _push(tmp_path, {"journal/2026.json": text, "journal/2025.json": text}, {})
    assert "is damaged there" in desk.run("sync", code=5)
    assert desk.happened() == {"Begun on the laptop"}
    desk.log("More")
    desk.call("sync")
    laptop.call("sync")
    assert laptop.happened() == {"Begun on the laptop", "More"}


def test_a_newer_valley_there_is_told_to_be_one(world: World, tmp_path: Path) -> None:
    """Nothing is taken, and nothing is sent over it."""
    laptop, desk = pair(world, tmp_path)
    text = (laptop.home / "journal" / "2026.json").read_text()
    _push(tmp_path, {"journal/2026.json": text.replace('"schema": ', '"schema": 99')}, {})
    head = git(tmp_path / "remote.git", "rev-parse", "main")
    desk.log("More")
    assert "upgrade valley here, too" in desk.run("sync", code=5)
    assert git(tmp_path / "remote.git", "rev-parse", "main") == head


def test_a_git_that_runs_valley_leads_it_nowhere(world: World, tmp_path: Path) -> None:
    """As a hook or an alias does, which sets where its own repository is."""
    laptop, _ = pair(world, tmp_path)
    git(tmp_path, "init", "--quiet", "other")
    world.set(
        GIT_DIR=str(tmp_path / "other" / ".git"),
        GIT_WORK_TREE=str(tmp_path / "other"),
        GIT_INDEX_FILE=str(tmp_path / "other" / "index"),
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="core.fsmonitor",
        GIT_CONFIG_VALUE_0=str(tmp_path / "evil"),
    )
    laptop.log("More")
    assert "1 entry went" in laptop.sync()


def test_a_repository_that_lies_elsewhere_is_refused(world: World, tmp_path: Path) -> None:
    """A file or a link in the place of `.git` could lead anywhere."""
    laptop, _ = pair(world, tmp_path)
    (laptop.home / ".git").rename(tmp_path / "moved")
    (laptop.home / ".git").write_text(f"gitdir: {tmp_path}/moved\n")
    assert "of its own" in laptop.run("sync", code=3)
    (laptop.home / ".git").unlink()
    (laptop.home / ".git").symlink_to(tmp_path / "moved")
    assert "of its own" in laptop.run("sync", code=3)
    assert "of its own" in laptop.run("doctor", code=5)
