"""The lines an agency's signature shows as text, where NĐ 30/2020 wants no seal image."""

from datetime import datetime

from base.clock import vietnam
from sandbox.paper.sheet import Copying
from sandbox.paper.wording import number_in_digits, printed


def signing_time(at: datetime) -> str:
    """Return the signing time as ISO 8601 in Vietnam's zone: ``2026-11-22T09:15:30+07:00``."""
    return vietnam(at).isoformat(timespec="seconds")


def copy_mark(copying: Copying, at: datetime) -> tuple[str, ...]:
    """Return what stands on an e-copy: its form, the agency, the time (PL I Part II.I)."""
    form = printed(f"print.copy.{copying.form}")
    return (f"{form}; {' '.join(copying.agency_name.split())}", signing_time(at))


def annex_mark(number: int | None, notation: str, at: datetime) -> tuple[str, ...]:
    """Return what stands on an annex in a file of its own: number, notation, time (III.1d).

    Marked before its document has a number, it shows a gap for ever: ``…/QĐ-SNV``.
    """
    shown = "…" if number is None else number_in_digits(number)
    return (f"{shown}/{notation}", signing_time(at))


def digitised_mark(agency_name: str, at: datetime) -> tuple[str, ...]:
    """Return what stands on a digitised record: the agency and the time (TT 05/2025 Đ8)."""
    return (" ".join(agency_name.split()), signing_time(at))
