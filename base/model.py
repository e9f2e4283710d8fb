"""A Value: the frozen, typed thing that crosses a floor."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen pydantic model that refuses unknown fields.

    Rows never leave their session; what a floor hands to another is a Value
    (``docs/architecture.md``, "Values in, rows inside, values out").
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)
