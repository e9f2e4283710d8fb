"""PREMIS 3: what the package's objects are, what happened to them, who did it (TT 05/2025 PL I)."""

import hashlib
from typing import TYPE_CHECKING, Final

from sandbox.packages.contents import PackagedAgent, PackagedComponent, PackagedEvent
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import PREMIS, XLINK, XSI, add, written
from sandbox.packages.order import BUILDER, BUILDER_VERSION, PackageOrder, derived_id, object_id
from sandbox.packages.order import stamp as stamped

if TYPE_CHECKING:
    from lxml.etree import _Element

CREATION: Final = "information package creation"
"""The event of SIP → AIP (TT 05/2025 Đ25)."""

SOFTWARE: Final = PackagedAgent(
    agent_id=f"{BUILDER} {BUILDER_VERSION}", name=BUILDER, agent_type="software"
)


def has_preservation(order: PackageOrder) -> bool:
    """Whether the package carries PREMIS: an AIP always, a DIP with events, a TT 05 SIP never."""
    return order.kind is Kind.AIP or (order.kind is Kind.DIP and bool(order.events))


def package_premis(order: PackageOrder) -> bytes:
    """Return ``metadata/preservation/PREMIS.xml``: the package, its events, their agents."""
    root = _root()
    package = _object(root, order, "intellectual entity", object_id(order))
    add(package, "premis:originalName", order.contents.file_code)
    events = [event for event in order.events if not _only_files(order, event)]
    for event in [*events, *_creation(order, events)]:
        _event(root, order, event)
    _agents(root, order)
    return written(root)


def representation_premis(order: PackageOrder) -> bytes:
    """Return ``PREMIS_rep1.xml``: every file with its digest, size and format, and their events."""
    root = _root()
    for document in order.documents:
        for component in document.components:
            _file(root, order, component)
    for event in order.events:
        if _only_files(order, event):
            _event(root, order, event)
    _agents(root, order)
    return written(root)


def _root() -> "_Element":
    from lxml import etree

    root = etree.Element(f"{{{PREMIS}}}premis", nsmap={"premis": PREMIS, "xlink": XLINK})
    root.set("version", "3.0")
    return root


def _object(root: "_Element", order: PackageOrder, category: str, value: str) -> "_Element":
    """Add an object. The circular asks for ``objectCategory``; PREMIS 3 says it by ``xsi:type``."""
    is_file = category == "file"
    thing = add(root, "premis:object")
    thing.set(f"{{{XSI}}}type", "premis:file" if is_file else "premis:intellectualEntity")
    thing.set("xmlID", f"uuid-{derived_id(order, 'object', value)}")
    _identifier(thing, "object", "File" if is_file else "Package", value)
    if order.profile is not Profile.CSIP:
        add(thing, "premis:objectCategory", category)
    return thing


def _identifier(parent: "_Element", noun: str, id_type: str, value: str) -> "_Element":
    pair = add(parent, f"premis:{noun}Identifier")
    add(pair, f"premis:{noun}IdentifierType", id_type)
    add(pair, f"premis:{noun}IdentifierValue", value)
    return pair


def _file(root: "_Element", order: PackageOrder, component: PackagedComponent) -> None:
    thing = _object(root, order, "file", component.file_name)
    facts = add(thing, "premis:objectCharacteristics")
    fixity = add(facts, "premis:fixity")
    add(fixity, "premis:messageDigestAlgorithm", "SHA-256")
    digest = hashlib.sha256(component.content).hexdigest().upper()
    add(fixity, "premis:messageDigest", digest)
    add(facts, "premis:size", str(len(component.content)))
    form = add(facts, "premis:format")
    add(
        add(form, "premis:formatDesignation"),
        "premis:formatName",
        component.format_name or component.mime,
    )
    if component.puid:
        registry = add(form, "premis:formatRegistry")
        add(registry, "premis:formatRegistryName", "PRONOM")
        add(registry, "premis:formatRegistryKey", component.puid)
    add(thing, "premis:originalName", component.file_name)


def _event(root: "_Element", order: PackageOrder, event: PackagedEvent) -> None:
    element = add(root, "premis:event")
    _identifier(element, "event", "local", event.event_id)
    add(element, "premis:eventType", event.event_type)
    add(element, "premis:eventDateTime", stamped(event.at))
    if event.detail:
        detail = add(element, "premis:eventDetailInformation")
        add(detail, "premis:eventDetail", event.detail)
    outcome = add(element, "premis:eventOutcomeInformation")
    add(outcome, "premis:eventOutcome", event.outcome)
    for agent, role in event.agents.items():
        linked = _identifier(element, "linkingAgent", "local", agent)
        add(linked, "premis:linkingAgentRole", role)
    for name, role in (event.objects or {object_id(order): "outcome"}).items():
        id_type = "File" if name in _file_names(order) else "Package"
        linked = _identifier(element, "linkingObject", id_type, name)
        add(linked, "premis:linkingObjectRole", role)


def _agents(root: "_Element", order: PackageOrder) -> None:
    for agent in (*order.agents, SOFTWARE):
        element = add(root, "premis:agent")
        _identifier(element, "agent", "local", agent.agent_id)
        add(element, "premis:agentName", agent.name)
        add(element, "premis:agentType", agent.agent_type)


def _creation(order: PackageOrder, events: list[PackagedEvent]) -> list[PackagedEvent]:
    """Return the event by which this package came to be, unless the order tells it already."""
    if any(event.event_type == CREATION for event in events):
        return []
    objects = {order.source_package: "source"} if order.source_package else {}
    return [
        PackagedEvent(
            event_id=f"uuid-{derived_id(order, 'creation')}",
            event_type=CREATION,
            at=order.created_at,
            agents={SOFTWARE.agent_id: "executing program"},
            objects={**objects, object_id(order): "outcome"},
        )
    ]


def _only_files(order: PackageOrder, event: PackagedEvent) -> bool:
    return bool(event.objects) and event.objects.keys() <= _file_names(order)


def _file_names(order: PackageOrder) -> frozenset[str]:
    return frozenset(part.file_name for doc in order.documents for part in doc.components)
