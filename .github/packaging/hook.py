# ruff: noqa: INP001  # a script of the build, not of the package
"""What a wheel carries beside the code: the man page, completions, and a list of its parts.

They are made from the source as it is built, so that none of them can be out of date: the man page
is what `valley man` prints, completions what Typer gives each shell, the list (CycloneDX) what
`pyproject.toml` asks for. They stand where pipx, Homebrew and distributions look for them.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from packaging.requirements import Requirement

COMPLETIONS = {
    "bash": "share/bash-completion/completions/valley",
    "fish": "share/fish/vendor_completions.d/valley.fish",
    "zsh": "share/zsh/site-functions/_valley",
}
MAN = "share/man/man1/valley.1"


class WheelData(BuildHookInterface):
    """Makes the files while a wheel is built, in a folder that goes with the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel; an editable installation has none."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory(prefix="valley-wheel-")
        root = Path(self.folder.name)
        made = {MAN: self.valley("man")}
        for shell, path in COMPLETIONS.items():
            made[path] = self.valley(_VALLEY_COMPLETE=f"source_{shell}").lstrip()
        # zsh loads the file as the function itself: the first Tab has to be answered too.
        made[COMPLETIONS["zsh"]] += '_valley_completion "$@"\n'
        for number, (path, text) in enumerate(made.items()):
            file = root / str(number)
            file.write_text(text, "utf-8", newline="\n")
            build_data["shared_data"][str(file)] = path
        parts = root / "valley.cdx.json"
        parts.write_text(json.dumps(self.parts(), indent=2) + "\n", "utf-8", newline="\n")
        build_data["sbom_files"].append(str(parts))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clear up."""
        del build_data, artifact_path
        if version != "editable":
            self.folder.cleanup()

    def valley(self, *args: str, **env: str) -> str:
        """Return what valley, as it stands in the source, prints."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VALLEY")}
        # What the build was given lies where this process looks, not where its Python would.
        kept["PYTHONPATH"] = os.pathsep.join([self.root, *sys.path])
        kept |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1", **env}
        kept["VALLEY_HOME"] = os.path.join(self.folder.name, "home")  # noqa: PTH118
        command = [sys.executable, "-m", "valley", *args]
        run = subprocess.run(command, env=kept, capture_output=True, check=False)  # noqa: S603
        if run.returncode:
            raise RuntimeError(f"{' '.join(command)}: {run.stderr.decode('utf-8', 'replace')}")
        return run.stdout.decode("utf-8").replace("\r\n", "\n")

    def parts(self) -> dict[str, Any]:
        """List valley and what it asks for, as CycloneDX 1.6.

        Which version of each is used is decided where valley is installed, so a part has the range
        that is allowed, and no version.
        """
        core = self.metadata.core
        me = {
            "type": "application",
            "bom-ref": f"pkg:pypi/valley@{self.metadata.version}",
            "name": "valley",
            "version": self.metadata.version,
            "description": core.description,
            "licenses": [{"license": {"id": core.license_expression}}],
            "purl": f"pkg:pypi/valley@{self.metadata.version}",
        }
        components = [*_components(core.dependencies, "required")]
        for extra, wanted in sorted(core.optional_dependencies.items()):
            if extra != "all":  # those of the others
                components += _components(wanted, "optional", extra)
        return {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": {"component": me},
            "components": components,
            "dependencies": [
                {"ref": me["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}
            ],
        }


def _components(wanted: list[str], scope: str, extra: str = "") -> Iterator[dict[str, Any]]:
    for said in wanted:
        one = Requirement(said)
        properties = [{"name": "valley:allowed", "value": str(one.specifier)}]
        if extra:
            properties.append({"name": "valley:extra", "value": extra})
        yield {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}",
            "name": one.name,
            "scope": scope,
            "purl": f"pkg:pypi/{one.name}",
            "properties": properties,
        }
