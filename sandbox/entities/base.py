"""What every entity of an archive shares: a reference code, and how lists and moments lie."""

from datetime import datetime
from typing import Annotated, Any  # SQLModel's Field takes Any

from pydantic import ConfigDict, StringConstraints
from sqlmodel import Field, SQLModel

from base.columns import Facts, Moment

Ref = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}[0-9]{4,6}$")]
"""A reference code inside one sandbox: two letters for the kind, a running number (``VB0012``)."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of some bytes in the blob store, lower-case hex."""

Term = Annotated[
    str, StringConstraints(pattern=r"^(VV|[2-9]|[1-6][0-9]|70|until-expiry|lifetime)$")
]
"""A retention period (thời hạn lưu trữ): ``VV`` permanent, 2–70 years (Luật 33/2024 Đ15), or an
event: until the document expires (đến khi hết hiệu lực), the lifetime of the thing (theo tuổi thọ).
"""


class Entity(SQLModel):
    """A frozen fact of the archive; ``sandbox.tables`` keeps it in a row keyed (sandbox, ref)."""

    model_config = ConfigDict(  # type: ignore[assignment]  # SQLModel narrows pydantic's type
        frozen=True, extra="forbid"
    )

    ref: str = Field(primary_key=True)


def listed() -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A field that holds a JSON list, empty unless told."""
    return Field(default_factory=list, sa_type=Facts)


def mapping() -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A field that holds a JSON object, empty unless told."""
    return Field(default_factory=dict, sa_type=Facts)


def moment(default: datetime | None = None) -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A field that holds an aware UTC datetime."""
    return Field(default=default, sa_type=Moment)


def required_moment() -> Any:  # noqa: ANN401 - as SQLModel's Field
    """A field that must hold an aware UTC datetime."""
    return Field(sa_type=Moment)
