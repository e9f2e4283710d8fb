"""Does METS introduce the package rightly: id, profile, type, status, agents, agreement?"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sandbox.packages.dialects import TT05_PROFILES
from sandbox.packages.kinds import Kind, Profile, RecordStatus
from sandbox.packages.markup import CSIP, qualified
from sandbox.packages.opened import Opened
from sandbox.packages.report import NotPerformed, advice, fault
from sandbox.verdicts import Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_UUID: Final = r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}"
_OBJID: Final = {
    Kind.SIP: f"uuid-{_UUID}",
    Kind.AIP: f"urn:(uuid:{_UUID}|[^:]+:uuid[-:]{_UUID})",
    Kind.DIP: f"uuid-{_UUID}",
}
_CATEGORIES: Final = {"mixed", "collection"}


def introduction(package: Opened) -> list[Remark] | NotPerformed:
    """Check ``mets`` and ``metsHdr`` on both levels (CSIP1–16, CSIP117; TT 05/2025 PL I–V)."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found = [*_identity(package, package.root)]
    for path, root in package.mets.items():
        found += _level(package, path, root)
    return found


def _identity(package: Opened, root: "_Element") -> Iterator[Remark]:
    objid = package.package_id
    if not objid:
        yield fault("header.objid", "CSIP1", found="", expected="OBJID")
    elif package.profile is not Profile.CSIP and package.kind is not None:
        pattern = _OBJID[package.kind]
        if not re.fullmatch(pattern, objid, re.IGNORECASE):
            yield fault("header.objid", "TT05.OBJID", found=objid, expected=_shape(package.kind))
        elif not re.fullmatch(pattern, objid):
            yield advice("header.objid_case", "TT05.OBJID", found=objid)
    category = str(root.get("TYPE", ""))
    if not category or (
        package.profile is not Profile.CSIP and category.lower() not in _CATEGORIES
    ):
        yield fault("header.category", "CSIP2", found=category, expected="Mixed, Collection")
    yield from _profile(package, str(root.get("PROFILE", "")))


def _shape(kind: Kind) -> str:
    return "urn:uuid:{UUID}, urn:{mã phông}:uuid-{UUID}" if kind is Kind.AIP else "uuid-{UUID}"


def _profile(package: Opened, stated: str) -> Iterator[Remark]:
    if not stated:
        yield fault("header.profile", "CSIP6", found="", expected="PROFILE")
    elif package.profile is not Profile.CSIP and package.kind is not None:
        expected = TT05_PROFILES[package.kind]
        if stated != expected:
            yield package.by_letter(
                "header.profile", "TT05.PROFILE", found=stated, expected=expected
            )


def _level(package: Opened, path: str, root: "_Element") -> Iterator[Remark]:
    header = root.find(qualified("mets:metsHdr"))
    if header is None:
        yield fault("header.missing", "CSIP117", path=path)
        return
    if path != "METS.xml" and not root.get(f"{{{CSIP}}}CONTENTINFORMATIONTYPE"):
        yield fault("header.content_type", "CSIP4", path=path)
    stated = str(header.get(f"{{{CSIP}}}OAISPACKAGETYPE", ""))
    expected = package.kind.value if package.kind else "SIP, AIP, DIP"
    if stated not in set(Kind) or (package.kind is not None and stated != package.kind.value):
        yield fault("header.oais_type", "CSIP9", path=path, found=stated, expected=expected)
    yield from _dates(package, path, header)
    yield from _status(package, path, header)
    if package.profile is Profile.CSIP:
        yield from _software(path, header)
    else:
        yield from _fonds(package, path, header)


def _dates(package: Opened, path: str, header: "_Element") -> Iterator[Remark]:
    stated = str(header.get("CREATEDATE", ""))
    when = moment(stated)
    if when is None:
        yield fault("header.date", "CSIP7", path=path, found=stated)
    elif package.reception.received_at is not None and when > package.reception.received_at:
        yield fault(
            "header.future", "CSIP7", path=path, found=stated,
            expected=package.reception.received_at.isoformat(),
        )  # fmt: skip


def moment(text: str) -> datetime | None:
    """Return an ISO 8601 moment with its zone, or none."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return when if when.tzinfo is not None else None


def _status(package: Opened, path: str, header: "_Element") -> Iterator[Remark]:
    status = str(header.get("RECORDSTATUS", ""))
    if status == RecordStatus.TEST and not package.reception.takes_tests:
        yield fault("header.test_status", "TT05.RECORDSTATUS", path=path)
    elif package.profile is not Profile.CSIP and status not in set(RecordStatus):
        yield fault(
            "header.status", "TT05.RECORDSTATUS", path=path, found=status,
            expected=", ".join(RecordStatus),
        )  # fmt: skip


def _software(path: str, header: "_Element") -> Iterator[Remark]:
    """CSIP10–16: a CREATOR that is software, with its name and version."""
    creators = header.findall(f"{qualified('mets:agent')}[@ROLE='CREATOR']")
    if not creators:
        yield fault("header.agent", "CSIP10", path=path)
    elif not any(
        agent.get("TYPE") == "OTHER"
        and agent.get("OTHERTYPE") == "SOFTWARE"
        and agent.findtext(qualified("mets:name"))
        and (note := agent.find(qualified("mets:note"))) is not None
        and note.get(f"{{{CSIP}}}NOTETYPE") == "SOFTWARE VERSION"
        for agent in creators
    ):
        yield fault("header.agent", "CSIP16", path=path)


def _fonds(package: Opened, path: str, header: "_Element") -> Iterator[Remark]:
    """TT 05: the fonds code stands in an agent's note; a SIP names its registration."""
    notes = [
        note.text or ""
        for note in header.iter(qualified("mets:note"))
        if note.get(f"{{{CSIP}}}NOTETYPE") == "IDENTIFICATIONCODE"
    ]
    if not any(text.strip() for text in notes):
        yield fault("header.fonds_missing", "TT05.agent", path=path)
    if package.kind is Kind.SIP and path == "METS.xml" and not agreement(package):
        yield fault("header.agreement_missing", "TT05.altRecordID", path=path)


def agreement(package: Opened) -> str:
    """Return the submission agreement (mã đăng ký nộp) that METS names, or ``""``."""
    if package.root is None:
        return ""
    for element in package.root.iter(qualified("mets:altRecordID")):
        if element.get("TYPE") == "SUBMISSIONAGREEMENT":
            return (element.text or "").strip()
    return ""
