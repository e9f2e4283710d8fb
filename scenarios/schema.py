"""JSON Schemas for editors, generated from the typed model; a test holds them current."""

import json
from pathlib import Path
from typing import Final

from base.model import Value
from scenarios.model import Decoys, Scenario, Solution

FOLDER: Final = Path(__file__).parent / "schemas"
_MODELS: Final[dict[str, type[Value]]] = {
    "scenario": Scenario,
    "solution": Solution,
    "decoys": Decoys,
}


def schemas() -> dict[str, str]:
    """Return file name → text of every schema."""
    return {
        f"{name}.schema.json": json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                **model.model_json_schema(by_alias=True),
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
        for name, model in _MODELS.items()
    }


def write() -> list[Path]:
    """Write the schemas and return their paths."""
    FOLDER.mkdir(exist_ok=True)
    made = []
    for name, text in schemas().items():
        path = FOLDER / name
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made
