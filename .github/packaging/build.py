# ruff: noqa: INP001  # a script of the build, not of the package
"""Build what a release consists of: `python .github/packaging/build.py [DIST]`.

An sdist, the wheel, `valley.pyz` (valley and what it needs in one file, for any Python there is), the
same with a starter for Windows, and `SHA256SUMS`. Of one commit, with the same tools, all are the same bit by bit, whenever and wherever
they are built: what has a time gets `SOURCE_DATE_EPOCH`, or one day in 2020. `--pyz` makes the
single file alone, of the wheel that lies in DIST.
"""

import argparse
import hashlib
import io
import os
import py_compile
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
EPOCH = 1580601600  # as hatchling: 2 February 2020
START = b"""import sys
from valley.__main__ import main
sys.exit(main())
"""
CMD = b'@python "%~dp0valley.pyz" %*\r\n'


def build(dist: Path) -> None:
    """Build all of it into a folder; what lies there goes."""
    dist.mkdir(parents=True, exist_ok=True)
    for old in dist.iterdir():
        old.unlink()
    run("hatchling", "build", "-d", str(dist.absolute()))
    pyz(dist)
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(dist.iterdir())
    ]
    (dist / "SHA256SUMS").write_text("".join(sums), "utf-8", newline="\n")


def pyz(dist: Path) -> None:
    """Put the wheel and what it needs into one file.

    Raises:
        SystemExit: Something in it is no pure Python.
    """
    (wheel,) = dist.glob("valley-*.whl")
    with tempfile.TemporaryDirectory() as name:
        site = Path(name)
        run("pip", "install", "-q", "--no-compile", "--target", name, str(wheel.absolute()))
        kept = sorted(
            path
            for path in site.rglob("*")
            if path.is_file()
            and path.relative_to(site).parts[0] not in {"bin", "share", "Scripts"}
            and path.name not in {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"}
            and path.suffix != ".pyc"
        )
        if binary := [path.name for path in kept if path.suffix in {".so", ".pyd", ".dylib"}]:
            sys.exit(f"No pure Python: {', '.join(binary)}")
        contents = {path.relative_to(site).as_posix(): path.read_bytes() for path in kept}
    contents |= compiled(contents)
    made = zipped({"__main__.py": START, **contents})
    (dist / "valley.pyz").write_bytes(b"#!/usr/bin/env python3\n" + made)
    (dist / "valley.pyz").chmod(0o755)
    windows = {"valley.cmd": CMD, "valley.pyz": made}
    (dist / "valley-windows.zip").write_bytes(zipped(windows))


def compiled(contents: dict[str, bytes]) -> dict[str, bytes]:
    """Compile modules for the Python that builds; each other one compiles the source, as it would.

    A zip file keeps no cache: without these, every start compiles all that it loads.
    """
    made = {}
    with tempfile.TemporaryDirectory() as name:
        source, target = Path(name) / "source.py", Path(name) / "source.pyc"
        for path, data in contents.items():
            if path.endswith(".py") and not path.startswith("pygments/"):  # never loaded
                source.write_bytes(data)
                py_compile.compile(
                    str(source),
                    cfile=str(target),
                    dfile=path,
                    doraise=True,
                    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
                )
                made[f"{path}c"] = target.read_bytes()
    return made


def zipped(contents: dict[str, bytes]) -> bytes:
    """Return files as a zip file that depends on nothing but them."""
    when = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH)))[:6]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in sorted(contents.items()):
            info = zipfile.ZipInfo(name, when)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def run(module: str, *args: str) -> None:
    """Run a module of this Python; what it says counts where it fails.

    Raises:
        SystemExit: It failed.
    """
    command = [sys.executable, "-m", module, *args]
    ran = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603
    if ran.returncode:
        sys.exit(f"{' '.join(command)}\n{ran.stdout}{ran.stderr}")


def main() -> None:
    """Build into the folder that was named, or into dist."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("dist", nargs="?", default=ROOT / "dist", type=Path)
    parser.add_argument("--pyz", action="store_true", help="the single file alone")
    given = parser.parse_args()
    (pyz if given.pyz else build)(given.dist)


if __name__ == "__main__":
    main()
