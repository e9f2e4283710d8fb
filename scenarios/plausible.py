"""A step's request tried as its file loads, with plausible records in the place of labels."""

import re
from collections.abc import Iterator
from typing import Any, Final  # solutions are JSON

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from base.errors import Misconfigured
from base.language import knows
from sandbox.operations import VERBS
from sandbox.shelf import PREFIX, running
from scenarios.expressions import FORMS
from scenarios.model import Step
from scenarios.referring import referred_kind

_LABEL: Final = re.compile(r"^\$[a-z][a-z0-9_]*$")


def malformed(step: Step, path: str) -> Iterator[Misconfigured]:
    """Say what is wrong with the shape of a step's request; unknown fields are told elsewhere."""
    fields = {name: _plausible(step.op, name, one) for name, one in step.fields.items()}
    try:
        VERBS[step.op].model_validate({"op": step.op, **fields})
    except ValidationError as error:
        for detail in error.errors():
            first = str(detail["loc"][0]) if detail["loc"] else ""
            named = first in {*step.fields, "op"} or detail["type"] == "missing"
            if named and detail["type"] != "extra_forbidden":
                yield Misconfigured(
                    "solution.malformed",
                    step=step.id,
                    path=f"{path}.{'.'.join(str(part) for part in detail['loc'])}",
                    why=_why(detail),
                )


def _why(detail: ErrorDetails) -> str:
    """Return the key of our own words for what is wrong, where we have them."""
    key = f"misconfigured.why.{detail['type']}"
    return f"@{key}" if knows(key) else str(detail["msg"])


def _plausible(op: str, name: str, written: Any, *, item: bool = False) -> Any:  # noqa: ANN401 - JSON
    kind = referred_kind(op, name)
    code = next((running(k, 1) for k in PREFIX if k.__name__ == kind), "XX0001")
    if isinstance(written, str) and _LABEL.match(written):
        return code
    if isinstance(written, list):
        return [_plausible(op, name, one, item=True) for one in written]
    if isinstance(written, dict) and any(form in written for form in FORMS):
        listed = {"tag", "pick", "join", "less"} & set(written)
        whole = VERBS[op].model_json_schema()["properties"].get(name, {})
        if listed or (whole.get("type") == "array" and not item):
            return [code]
        return code if item else _guess(op, name, code)
    return written


def _guess(op: str, name: str, code: str) -> Any:  # noqa: ANN401 - JSON
    whole = VERBS[op].model_json_schema()
    part = whole["properties"][name]
    named = [
        one["$ref"].rsplit("/", 1)[1] for one in [part, *part.get("anyOf", [])] if "$ref" in one
    ]
    choices = next((whole["$defs"][one].get("enum") for one in named), part.get("enum"))
    if choices:
        return choices[0]
    return "VV" if "VV" in str(part.get("pattern", "")) else code
