"""Only parse the volumes of a journal, one by one: what reading a whole life costs anyway."""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    """Load each file and count its entries."""
    home = Path(sys.argv[1] if len(sys.argv) > 1 else os.environ["VALLEY_HOME"])
    count = 0
    for path in sorted((home / "journal").glob("*.json")):
        with path.open(encoding="utf-8") as file:
            count += len(json.load(file).get("entries", {}))
    sys.stdout.write(f"{count}\n")


if __name__ == "__main__":
    main()
