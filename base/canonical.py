"""One way to write a value down, so that the same value always has the same digest."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any  # JSON is Any by nature

from pydantic import BaseModel


def _plain(value: object) -> Any:  # noqa: ANN401 - what json.dumps may be given
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    message = f"{type(value).__name__} has no canonical form"
    raise TypeError(message)


def canonical(value: object) -> str:
    """Return ``value`` as JSON: keys sorted, no spaces, letters as they are."""
    return json.dumps(
        value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(value: object) -> str:
    """Return the SHA-256 of ``canonical(value)`` (or of the bytes themselves), lower-case hex."""
    raw = value if isinstance(value, bytes) else canonical(value).encode()
    return hashlib.sha256(raw).hexdigest()
