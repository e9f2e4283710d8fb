"""Does PREMIS tell a story that can have happened, about the files that are here?"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from sandbox.packages.kinds import Kind
from sandbox.packages.markup import local, qualified
from sandbox.packages.opened import Opened
from sandbox.packages.report import NotPerformed, advice, fault
from sandbox.packages.steps.header import moment
from sandbox.verdicts import Remark

if TYPE_CHECKING:
    from lxml.etree import _Element

_PACKAGE: Final = "metadata/preservation/PREMIS.xml"
_CREATION: Final = "information package creation"
_ORDER: Final = (
    frozenset({"creation"}),
    frozenset({"capture", "imaging"}),
    frozenset({"transfer"}),
    frozenset({"ingestion", "ingestion start", "accession"}),
)
"""Stages of a record's life: nothing of an earlier stage begins after a later one has begun."""


class _Event(NamedTuple):
    path: str
    own_id: str
    kind: str
    at: datetime | None
    said_at: str
    objects: tuple[str, ...]
    agents: tuple[str, ...]


def preservation(package: Opened) -> list[Remark] | NotPerformed:
    """Check PREMIS 3: ids, links, times in order, digests of the objects (TT 05/2025 PL I)."""
    roots = {
        path: root
        for path, root in package.xml.items()
        if "metadata/preservation/" in path and local(root) == "premis"
    }
    if package.kind is Kind.SIP or not roots:
        return NotPerformed("no_premis")
    events = [event for path, root in roots.items() for event in _events(path, root)]
    found = [*_links(package, roots, events), *_times(package, events)]
    for path, root in roots.items():
        found += _objects(package, path, root)
    top = [event.kind for event in events if event.path == _PACKAGE]
    if package.kind is Kind.AIP and _PACKAGE in roots and _CREATION not in top:
        found.append(fault("premis.no_creation", "TT05.D25", path=_PACKAGE))
    return found


def _events(path: str, root: "_Element") -> Iterator[_Event]:
    for element in root.iter(qualified("premis:event")):
        said_at = _text(element, "eventDateTime")
        yield _Event(
            path=path,
            own_id=_text(element, "eventIdentifierValue"),
            kind=_text(element, "eventType").lower(),
            at=moment(said_at),
            said_at=said_at,
            objects=_texts(element, "linkingObjectIdentifierValue"),
            agents=_texts(element, "linkingAgentIdentifierValue"),
        )


def _text(element: "_Element", name: str) -> str:
    return next(iter(_texts(element, name)), "")


def _texts(element: "_Element", name: str) -> tuple[str, ...]:
    return tuple((one.text or "").strip() for one in element.iter(qualified(f"premis:{name}")))


def _links(package: Opened, roots: dict[str, "_Element"], events: list[_Event]) -> Iterator[Remark]:
    agents = {name for root in roots.values() for name in _texts(root, "agentIdentifierValue")}
    objects = {name for root in roots.values() for name in _texts(root, "objectIdentifierValue")}
    ids = Counter(event.own_id for event in events)
    for event in events:
        where = {"path": event.path}
        if not event.own_id or ids[event.own_id] > 1:
            yield fault("premis.event_id", "PREMIS.eventIdentifier", found=event.own_id, **where)
        if not event.kind:
            yield fault("premis.event_type", "PREMIS.eventType", found=event.own_id, **where)
        for agent in sorted({*event.agents} - agents):
            yield fault("premis.agent", "PREMIS.agent", found=agent, **where)
        for thing in sorted({*event.objects} - objects):
            if "uuid" not in thing.lower():  # other packages are named, and are elsewhere
                yield fault("premis.object", "PREMIS.object", found=thing, **where)
    if _PACKAGE in roots and package.package_id and package.package_id not in objects:
        yield advice("premis.package", "PREMIS.object", expected=package.package_id)


def _times(package: Opened, events: list[_Event]) -> Iterator[Remark]:
    for event in events:
        if event.at is None:
            yield fault("premis.time", "PREMIS.eventDateTime", path=event.path, found=event.said_at)
    made = _made(package)
    for event in events:
        if made and event.at and event.at > made:
            yield fault(
                "premis.later", "TT05.PREMIS", path=event.path, found=event.said_at,
                event=event.kind, expected=made.isoformat(),
            )  # fmt: skip
    for thing in sorted({thing for event in events for thing in event.objects}):
        yield from _stages([event for event in events if thing in event.objects])


def _made(package: Opened) -> datetime | None:
    header = None if package.root is None else package.root.find(qualified("mets:metsHdr"))
    return None if header is None else moment(str(header.get("CREATEDATE", "")))


def _stages(events: list[_Event]) -> Iterator[Remark]:
    """Report each event of an earlier stage that began after a later stage had begun."""
    dated = [
        (event, _stage(event), event.at) for event in events if event.at and _stage(event) >= 0
    ]
    for early, stage, at in dated:
        for late, other, then in dated:
            if stage < other and then < at:
                yield fault(
                    "premis.order", "TT05.PREMIS", path=early.path, event=early.kind,
                    found=early.said_at, other=late.kind, expected=late.said_at,
                )  # fmt: skip


def _stage(event: _Event) -> int:
    return next((place for place, kinds in enumerate(_ORDER) if event.kind in kinds), -1)


def _objects(package: Opened, path: str, root: "_Element") -> Iterator[Remark]:
    """Compare the digests PREMIS keeps of the files with the files."""
    here = {one.rsplit("/", 1)[-1]: one for one in package.data}
    for thing in root.iter(qualified("premis:object")):
        name = _text(thing, "objectIdentifierValue")
        digest = _text(thing, "messageDigest").lower()
        if not digest or _text(thing, "messageDigestAlgorithm").upper() != "SHA-256":
            continue
        target = here.get(name.rsplit("/", 1)[-1])
        if target is None:
            yield fault("premis.object_missing", "TT05.PL1", path=path, found=name)
        elif hashlib.sha256(package.tree[target]).hexdigest() != digest:
            yield fault("premis.fixity", "TT05.PL1", path=target)
