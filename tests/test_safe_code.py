"""What the source never does, and what an unencrypted journal never loads."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "valley"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN = {
    *("pickle", "marshal", "shelve", "dill", "yaml", "socket", "ssl", "http", "urllib", "ftplib"),
    *("smtplib", "xmlrpc", "requests", "httpx", "aiohttp", "telnetlib", "ctypes", "code", "pty"),
}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "execfile", "unpack_archive"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_code_out_of_data_no_shell_no_network(path: Path) -> None:
    """What is read is data: it is parsed, never run; and no module could reach the network."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        assert not {name.split(".")[0] for name in names} & FORBIDDEN, f"line {node}"
        if isinstance(node, ast.Call):
            called = node.func
            bare = called.id if isinstance(called, ast.Name) else ""
            owner = called.value if isinstance(called, ast.Attribute) else None
            if isinstance(owner, ast.Name) and owner.id in {"os", "builtins"}:
                bare = called.attr if isinstance(called, ast.Attribute) else ""
            assert bare not in CALLS, f"line {node.lineno} calls {bare}"
            shells = [word for word in node.keywords if word.arg == "shell"]
            assert not shells, f"line {node.lineno} names a shell"


def test_cryptography_is_loaded_for_an_encrypted_journal_only() -> None:
    """It costs 15 to 40 ms, and whoever does not encrypt need not have it."""
    code = "import sys; from valley.cli.app import app\ntry: app()\nfinally: print(*sys.modules)"
    for command in (["checkin", "--no-input", "--happened=x"], ["log"], ["doctor"], []):
        ran = subprocess.run(
            [sys.executable, "-c", code, *command], capture_output=True, text=True, check=True
        )
        loaded = {name.split(".")[0] for name in ran.stdout.split()}
        assert not loaded & {"cryptography", "keyring"}, command
