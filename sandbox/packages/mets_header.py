"""How a METS introduces itself: root element, header, agents, submission agreement."""

from typing import TYPE_CHECKING, NamedTuple

from sandbox.packages.contents import PackagedFile
from sandbox.packages.dialects import content_category
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import CSIP, METS, SIP, XLINK, XSI, add
from sandbox.packages.order import BUILDER, BUILDER_VERSION, PackageOrder

if TYPE_CHECKING:
    from lxml.etree import _Element


def root_element(order: PackageOrder, objid: str, profile: str, schema: str) -> "_Element":
    """Return ``mets`` with its names, ids and the places of the schemas."""
    from lxml import etree

    names: dict[str | None, str] = {
        None: METS, "xlink": XLINK, "csip": CSIP, "sip": SIP, "xsi": XSI,
    }  # fmt: skip
    root = etree.Element(f"{{{METS}}}mets", nsmap=names)  # type: ignore[arg-type]  # the stubs forget the default namespace
    folder = schema.rpartition("/")[0]
    root.set("OBJID", objid)
    root.set("LABEL", order.contents.title)
    root.set("TYPE", content_category(order, is_file=isinstance(order.contents, PackagedFile)))
    root.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "MIXED")
    root.set("PROFILE", profile)
    places = (
        (METS, schema),
        (XLINK, f"{folder}/xlink.xsd"),
        (CSIP, f"{folder}/DILCISExtensionMETS.xsd"),
        (SIP, f"{folder}/DILCISExtensionSIPMETS.xsd"),
    )
    root.set(f"{{{XSI}}}schemaLocation", " ".join(f"{name} {place}" for name, place in places))
    return root


def header_element(root: "_Element", order: PackageOrder, at: str) -> "_Element":
    """Add ``metsHdr``."""
    return add(
        root,
        "metsHdr",
        attributes={
            "CREATEDATE": at,
            "LASTMODDATE": at,
            "RECORDSTATUS": order.record_status.value,
            "csip:OAISPACKAGETYPE": order.kind.value,
        },
    )


class Agent(NamedTuple):
    """One ``agent`` of the header."""

    type: str
    other: str
    name: str
    note: str
    note_type: str


def agents(order: PackageOrder, level: str) -> list[Agent]:
    """Return who made the package: by the annex software and organisation, as the sample does."""
    fonds = (order.fonds_code, "IDENTIFICATIONCODE")
    if order.profile is Profile.LENIENT:
        software = Agent("OTHER", "SOFTWARE", BUILDER, *fonds)
        return [software if level == "root" else Agent("INDIVIDUAL", "", order.packer, *fonds)]
    software = Agent("OTHER", "SOFTWARE", BUILDER, BUILDER_VERSION, "SOFTWARE VERSION")
    agency = Agent("ORGANIZATION", "", order.agency.organ_name, *fonds)
    if order.profile is Profile.STRICT and level != "root":
        return [agency]
    return [software, agency]


def add_agent(header: "_Element", agent: Agent) -> None:
    """Add an agent with its note."""
    attributes = {"ROLE": "CREATOR", "TYPE": agent.type, "OTHERTYPE": agent.other}
    element = add(header, "agent", attributes=attributes)
    add(element, "name", agent.name)
    add(element, "note", agent.note, {"csip:NOTETYPE": agent.note_type})


def agreement(order: PackageOrder) -> str:
    """Return the submission agreement: mã đăng ký; the sample package writes the file's code."""
    if order.kind is not Kind.SIP:
        return ""
    return order.contents.file_code if order.profile is Profile.LENIENT else order.registration
