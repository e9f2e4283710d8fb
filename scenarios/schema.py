"""JSON Schemas for editors, generated from the typed model; a test holds them current.

Beside what the model says they carry what it cannot: the strings under fields, the names of
verbs, kinds, rules and faults, and for each verb the fields its ``with:`` may have.
"""

import json
from pathlib import Path
from typing import Any, Final  # JSON Schema is JSON

from pydantic.json_schema import GenerateJsonSchema

from base.docstrings import field_docs
from base.language import say
from base.model import Value
from sandbox.operations import VERBS
from sandbox.rulebook import rulebook
from sandbox.shelf import KINDS
from scenarios.model import Decoys, Scenario, Solution
from scenarios.recipes.faults import FAULTS, HERRINGS

FOLDER: Final = Path(__file__).parent / "schemas"
_MODELS: Final[dict[str, type[Value]]] = {
    "scenario": Scenario,
    "solution": Solution,
    "decoys": Decoys,
}
Part = dict[str, Any]


class Documented(GenerateJsonSchema):
    """Pydantic's schemas with the strings under fields as descriptions."""

    def model_schema(self, schema: Any) -> Part:  # noqa: ANN401 - pydantic-core's own
        """Describe each field, unless it says what it is itself."""
        made = super().model_schema(schema)
        kind = schema["cls"]
        told = field_docs(kind)
        for name, field in kind.model_fields.items():
            part = made.get("properties", {}).get(field.alias or name)
            if part is not None and name in told:
                part.setdefault("description", told[name])
        return made


def schemas() -> dict[str, str]:
    """Return file name → text of every schema."""
    return {
        f"{name}.schema.json": json.dumps(_schema(model), ensure_ascii=False, indent=1) + "\n"
        for name, model in _MODELS.items()
    }


def _schema(model: type[Value]) -> Part:
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True, schema_generator=Documented),
    }
    for name, part in whole["$defs"].items():
        _name_the_known(name, part.get("properties", {}))
    if "Step" in whole["$defs"]:
        whole["$defs"]["Step"] |= _requests()
    _name_the_known(model.__name__, whole["properties"])
    return whole


def _name_the_known(model: str, fields: Part) -> None:
    """Put the names that exist where the model takes any string, so that editors offer them."""
    known: dict[tuple[str, str], list[str]] = {
        ("Step", "op"): list(VERBS),
        ("ColleagueSpec", "on"): list(VERBS),
        ("Guide", "verbs"): list(VERBS),
        ("Pattern", "verb"): list(VERBS),
        ("Criterion", "rules"): sorted(rulebook().ids()),
        ("Pick", "kind"): list(KINDS),
        ("Allowed", "kind"): list(KINDS),
        ("Fault", "fault"): list(FAULTS),
        ("Herring", "herring"): list(HERRINGS),
    }
    for name, part in fields.items():
        words = known.get((model, name))
        for place in _strings(part) if words else ():
            place["enum"] = words


def _strings(part: Part) -> list[Part]:
    """Return the places of a schema where a string stands: itself, its items, its choices."""
    if part.get("type") == "string":
        return [part]
    inner = [part["items"]] if "items" in part else part.get("anyOf", [])
    return [place for one in inner for place in _strings(one)]


def _requests() -> Part:
    """Say for each verb which fields ``with:`` may have; expressions may stand for any value."""
    return {
        "allOf": [
            {
                "if": {"properties": {"op": {"const": name}}},
                "then": {"properties": {"with": _fields(name)}},
            }
            for name in VERBS
        ]
    }


def _fields(verb: str) -> Part:
    told = field_docs(VERBS[verb])
    return {
        "description": say(f"verb.{verb}.help", "en"),
        "properties": {
            name: {
                "description": " ".join(
                    [
                        f"{say(f'field.{name}', 'vi')} · {say(f'field.{name}', 'en')}.",
                        *([told[name]] if name in told else []),
                    ]
                )
            }
            for name in VERBS[verb].model_fields
            if name != "op"
        },
        "additionalProperties": False,
    }
