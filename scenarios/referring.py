"""Which kind of record a field of a request names, by what its verb says of it."""

from typing import Any  # JSON Schema is JSON

from sandbox.operations import VERBS
from sandbox.shelf import KINDS


def referred_kind(op: str, name: str) -> str | None:
    """Return the kind of record a field of a verb names, or None when it names none."""
    field = VERBS[op].model_fields.get(name) if op in VERBS else None
    if field is None:
        return None
    schema = VERBS[op].model_json_schema()["properties"][name]
    found = _refers(schema)
    return found if found in KINDS else None


def _refers(schema: Any) -> str | None:  # noqa: ANN401 - JSON Schema
    if isinstance(schema, dict):
        if "refers" in schema:
            return str(schema["refers"])
        return next((found for part in schema.values() if (found := _refers(part))), None)
    if isinstance(schema, list):
        return next((found for part in schema if (found := _refers(part))), None)
    return None
