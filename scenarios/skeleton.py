"""A new scenario to begin from: a small one that loads, and says what each part is for."""

from pathlib import Path
from shutil import copytree

from base.errors import Misconfigured

_TEMPLATE = Path(__file__).parent / "template"


def new_scenario(name: str, library: Path) -> Path:
    """Copy the skeleton into ``library/<name>`` and give it its id.

    Raises:
        Misconfigured: ``skeleton.exists``.
    """
    folder = library / name
    if folder.exists():
        raise Misconfigured("skeleton.exists", id=name)
    copytree(_TEMPLATE, folder)
    path = folder / "scenario.yaml"
    text = path.read_text(encoding="utf-8").replace("id: template", f"id: {name}", 1)
    path.write_text(text, encoding="utf-8")
    return folder
