"""Certificates: one after the other without a gap, as NĐ 68/2024 Đ9 lets them last.

A state-duty subscriber's first certificate lasts at most five years, a renewal at most three; a
public one three (NĐ 23/2025). Signing began, in these worlds, with the year 2018.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple

from base.clock import VIETNAM
from sandbox.entities import Certificate, KeyKind, Organisation
from sandbox.planter import Planter
from scenarios.streams import Stream

SIGNING_BEGINS: Final = date(2018, 1, 1)
_FIRST_MONTHS: Final = {"state": (36, 48, 60), "public": (24, 36)}
_RENEWED_MONTHS: Final = {"state": (24, 30, 36), "public": (24, 36)}
_AHEAD: Final = timedelta(days=180)
"""Whoever is still there has a certificate for so long after the exercise begins."""
_SECOND: Final = timedelta(seconds=1)
_LONGEST_NAME: Final = 64
"""Bytes of a common name in UTF-8 (X.520, ub-common-name, as libraries count it)."""


class Holder(NamedTuple):
    """Whose certificates they are, and what stands on them."""

    ref: str
    kind: KeyKind
    common_name: str
    organisation_unit: str
    issuer: str = "state"


def seal_of(organisation: Organisation, issuer: str) -> Holder:
    """Return an organisation as the holder of its own signature; long names are abbreviated."""
    name = organisation.organ_name
    if len(name.encode()) > _LONGEST_NAME:
        name = f"{organisation.abbreviation} – {organisation.place}"
    return Holder(organisation.ref, KeyKind.AGENCY, name, organisation.organ_name, issuer)


def certify(
    planter: Planter, holder: Holder, first: date, last: date | None, stream: Stream
) -> list[Certificate]:
    """Plant certificates that cover every moment from ``first`` to ``last``, both included.

    Args:
        planter: the world.
        holder: whose they are.
        first: first day of signing; days before 2018 need none.
        last: last day; None: still there, covered well beyond the beginning of the exercise.
        stream: of this holder alone.
    """
    begin = max(first, SIGNING_BEGINS)
    until = planter.now + _AHEAD if last is None else _moment(last, time.max)
    if until < _moment(begin, time.min):
        return []
    return [
        planter.add(_row(planter, holder, term, stream.branch("serial", place)))
        for place, term in enumerate(_terms(planter.now, holder, begin, until, stream))
    ]


def _terms(
    now: datetime, holder: Holder, begin: date, until: datetime, stream: Stream
) -> Iterator[tuple[datetime, datetime]]:
    """Return first moment and last moment of each certificate in turn."""
    opened = _moment(begin - timedelta(days=stream.integer(1, 12)), _hour(stream))
    closed = _months_later(opened, stream.choice(_FIRST_MONTHS[holder.issuer])) - _SECOND
    yield opened, closed
    while closed < until:
        opened = _moment(closed.date() - timedelta(days=stream.integer(4, 20)), _hour(stream))
        if opened > now:  # renewed early, so that nothing lapses while the exercise runs
            early = now - timedelta(days=stream.integer(20, 60))
            opened = _moment(early.date(), _hour(stream))
        closed = _months_later(opened, stream.choice(_RENEWED_MONTHS[holder.issuer])) - _SECOND
        yield opened, closed


def _row(
    planter: Planter, holder: Holder, term: tuple[datetime, datetime], stream: Stream
) -> Certificate:
    return Certificate(
        ref=planter.next_ref(Certificate),
        holder=holder.ref,
        kind=holder.kind,
        common_name=holder.common_name,
        organisation_unit=holder.organisation_unit,
        serial=stream.bits(62) | 1,
        valid_from=term[0],
        valid_to=term[1],
        issuer=holder.issuer,
    )


def _hour(stream: Stream) -> time:
    return time(stream.integer(8, 16), stream.integer(0, 59))


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour.replace(microsecond=0), VIETNAM).astimezone(UTC)


def _months_later(moment: datetime, months: int) -> datetime:
    whole = moment.year * 12 + moment.month - 1 + months
    year, month = divmod(whole, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, 28))
