"""The school's clock. The practice world has its own: ``archive.now``."""

from datetime import UTC, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "+07")
"""Indochina Time; Vietnam has no daylight saving."""


def wall() -> datetime:
    """Return the real time, aware UTC. Used in ``course`` and above, passed in below."""
    return datetime.now(UTC)


def vietnam(moment: datetime) -> datetime:
    """Return ``moment`` (aware) as it reads on a clock in Hà Nội."""
    return moment.astimezone(VIETNAM)
