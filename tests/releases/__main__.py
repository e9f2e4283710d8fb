"""A release writes down its database: ``python -m tests.releases write``.

Run it in the tree that is released, once its version stands in ``pyproject.toml``: a class works
in a home of its own, and what is left of it is kept in ``tests/golden/release-<version>/``. It is
never written again; later releases must open it.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

os.environ["KHOTAP_HOME"] = tempfile.mkdtemp(prefix="khotap-release-")
os.environ["KHOTAP_DATABASE"] = ""
os.environ["KHOTAP_SHARED"] = "no"

from base.db import database, upgrade
from base.settings import settings
from sandbox.blobs import blobs
from tests.releases import keeping
from tests.releases.school import live


def main() -> int:
    """Let the class work and keep what it leaves."""
    parser = argparse.ArgumentParser(prog="python -m tests.releases", description=__doc__)
    parser.add_argument("what", choices=["write"])
    parser.add_argument("--into", type=Path, default=keeping.GOLDEN, help="the folder of goldens")
    asked = parser.parse_args()
    folder = asked.into / f"release-{keeping.version()}"
    if folder.exists():
        print(f"{folder.name} is there already: what a release wrote is never written again")
        return 1
    try:
        upgrade()
        told = live()
        database().close()
        keeping.keep(folder, told, settings().home / "khotap.db", blobs())
    finally:
        shutil.rmtree(settings().home, ignore_errors=True)
    for path in sorted(folder.iterdir()):
        print(f"{path.stat().st_size:>9} {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
