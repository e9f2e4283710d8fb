"""Values are frozen and exact; the strings under their fields are read; clocks are aware."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from base.clock import vietnam, wall
from base.docstrings import field_docs
from base.model import Value


class Shelf(Value):
    height: int = 3
    "in boards"
    width: int = 2
    material: str = "wood"
    """of
    the boards"""


class Rack(Shelf):
    height: int = 9
    "in metres"
    depth: int = 1


def test_a_value_does_not_change_and_takes_no_unknown_field() -> None:
    with pytest.raises(ValidationError):
        Shelf().height = 4
    with pytest.raises(ValidationError):
        Shelf.model_validate({"heigth": 4})


def test_a_default_is_checked_like_any_value() -> None:
    class Wrong(Value):
        height: int = "three"  # type: ignore[assignment]  # that is the point

    with pytest.raises(ValidationError):
        Wrong()


def test_the_string_under_a_field_is_its_documentation() -> None:
    assert field_docs(Shelf) == {"height": "in boards", "material": "of the boards"}


def test_the_nearest_class_speaks_first() -> None:
    assert field_docs(Rack) == {"height": "in metres", "material": "of the boards"}


def test_the_schools_clock_is_aware_and_hanoi_is_seven_hours_ahead() -> None:
    assert wall().utcoffset() == timedelta(0)
    moment = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert vietnam(moment) == moment
    assert vietnam(moment).isoformat() == "2027-01-01T01:30:00+07:00"
