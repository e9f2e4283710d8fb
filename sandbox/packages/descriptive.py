"""EAD*.xml: the descriptive metadata of TT 05/2025, and the schemas that go with it."""

from sandbox.packages.contents import (
    PackagedDocument,
    PackagedFile,
    Written,
    batch_description,
    document_description,
    file_description,
    request_description,
)
from sandbox.packages.fields import FIELDS, Field, Form
from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.markup import add, clean, written
from sandbox.packages.order import PackageOrder

_XS = "http://www.w3.org/2001/XMLSchema"


def shapes(order: PackageOrder) -> tuple[str, str]:
    """Return the shapes (``fields.FIELDS``) of the package's and of a document's description."""
    if order.kind is Kind.DIP:
        return "request", "dip-doc"
    unit = "file" if isinstance(order.contents, PackagedFile) else "batch"
    prefix = order.kind.value.lower()
    return f"{prefix}-{unit}", f"{prefix}-doc"


def package_description(order: PackageOrder) -> bytes:
    """Return ``metadata/descriptive/EAD.xml``: the file, the batch, or (DIP) the request."""
    contents = order.contents
    if order.kind is Kind.DIP and order.request is not None:
        said = request_description(order.request)
    elif isinstance(contents, PackagedFile):
        said = file_description(contents, order.documents)
    else:
        said = batch_description(contents, order.documents)
    return _simpledc(shapes(order)[0], {**said, "arcFileCode": _archived(order, "fileCode", said)})


def document_xml(order: PackageOrder, document: PackagedDocument) -> bytes:
    """Return the ``EAD_doc_*.xml`` of one document: 21, 19 or 20 fields by the package's kind."""
    said = document_description(document)
    arc = {
        "arcFileCode": f"{_keeper(order)}{order.contents.file_code}",
        "arcDocCode": f"{_keeper(order)}{document.doc_code}",
    }
    return _simpledc(shapes(order)[1], {**said, **arc})


def _keeper(order: PackageOrder) -> str:
    return f"{order.archive.organ_id}." if order.archive else ""


def _archived(order: PackageOrder, name: str, said: Written) -> str:
    return f"{_keeper(order)}{said.get(name, '')}"


def _simpledc(shape: str, said: Written) -> bytes:
    from lxml import etree

    root = etree.Element("simpledc")
    for field in FIELDS[shape]:
        add(root, field.name, said.get(field.name, ""))
    return written(root)


def schema(shape: str) -> bytes:
    """Return the XSD of one shape: every element once, in any order, not too long.

    The circular prints its schemas with ``xs:all``; ours come from the same table as the check,
    so data and schema cannot part (in the circular and in the sample package they did).
    """
    from lxml import etree

    root = etree.Element(f"{{{_XS}}}schema", nsmap={"xs": _XS})
    element = etree.SubElement(root, f"{{{_XS}}}element", name="simpledc")
    group = etree.SubElement(etree.SubElement(element, f"{{{_XS}}}complexType"), f"{{{_XS}}}all")
    for field in FIELDS[shape]:
        kind = etree.SubElement(group, f"{{{_XS}}}element", name=clean(field.name))
        kind.set("minOccurs", "1" if field.required else "0")
        simple = etree.SubElement(kind, f"{{{_XS}}}simpleType")
        limits = etree.SubElement(simple, f"{{{_XS}}}restriction", base="xs:string")
        name, value = _limit(field)
        etree.SubElement(limits, f"{{{_XS}}}{name}", value=value)
    return written(root)


def _limit(field: Field) -> tuple[str, str]:
    blank = "" if field.required else "?"
    patterns = {
        Form.NUMBER: f"([0-9]{{1,{field.length}}}){blank}",
        Form.DATE: f"([0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}}){blank}",
        Form.FLAG: f"[01]{blank}",
    }
    pattern = patterns.get(field.form)
    return ("pattern", pattern) if pattern else ("maxLength", str(field.length))


def schemas(order: PackageOrder) -> dict[str, bytes]:
    """Return the four EAD schemas under the names the profile wants (the sample: lower case)."""
    package, document = shapes(order)
    made = {
        "EAD.xsd": schema(package),
        "EAD_doc.xsd": schema(document),
        "EAD_media.xsd": schema("recording"),
        "EAD_pic.xsd": schema("picture"),
    }
    if order.profile is Profile.LENIENT:
        return {name.lower(): content for name, content in made.items()}
    return made
