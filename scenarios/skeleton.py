"""A new scenario to begin from: a small one that proves as it stands and says what each part is."""

import os
import re
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final

from base.errors import Misconfigured
from scenarios.schema import FOLDER as SCHEMAS

TEMPLATE: Final = Path(__file__).parent / "template"
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_LONGEST: Final = 60


def new_scenario(name: str, library: Path) -> Path:
    """Copy the skeleton into ``library/<name>``, give it its id and tell editors its schemas.

    Raises:
        Misconfigured: ``skeleton.id`` for a name that is not kebab-case, ``skeleton.exists``,
            ``skeleton.no_folder`` when there is no such library. Nothing is written then.
    """
    if not _ID.match(name) or len(name) > _LONGEST:
        raise Misconfigured("skeleton.id", id=name, limit=_LONGEST)
    if not library.is_dir():
        raise Misconfigured("skeleton.no_folder", folder=str(library))
    folder = library / name
    if folder.exists():
        raise Misconfigured("skeleton.exists", id=name)
    copytree(TEMPLATE, folder, ignore=ignore_patterns("proof.json", ".*"))
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        text = text.replace("=../schemas/", f"={_way(folder)}/", 1)
        text = text.replace("id: template\n", f"id: {name}\n", 1)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def _way(folder: Path) -> str:
    """Return the way from a scenario's folder to the schemas, as editors read it."""
    try:
        return Path(os.path.relpath(SCHEMAS, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return SCHEMAS.as_uri()
