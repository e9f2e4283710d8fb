"""Filling a document's form fields, so that what was signed before stays valid."""

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from sandbox.signing.drawing import drawn, shown
from sandbox.signing.order import Filled
from sandbox.signing.revisions import Revision, revision_of, written


def fill(pdf: bytes, values: list[Filled]) -> bytes:
    """Fill text fields, each with an appearance of its own that embeds its font.

    Raises:
        KeyError: the document has no such field.
    """
    revision = revision_of(pdf)
    fields = {str(field["/T"]): field for field in _fields(revision) if "/T" in field}
    for value in values:
        field = fields[value.field]
        left, bottom, right, top = (float(edge) for edge in field["/Rect"])
        image = drawn(revision, value.image, (right - left, top - bottom), middle=False)
        field[pdf_name("/V")] = generic.TextStringObject(value.text)
        shown(field, image)
        revision.update_container(field)
    return written(revision)


def field_names(pdf: bytes) -> set[str]:
    """Return the names of the document's form fields."""
    return {str(field["/T"]) for field in _fields(revision_of(pdf)) if "/T" in field}


def _fields(revision: Revision) -> list[generic.DictionaryObject]:
    root = revision.root
    if "/AcroForm" not in root or "/Fields" not in root["/AcroForm"]:
        return []
    return [entry.get_object() for entry in root["/AcroForm"]["/Fields"]]
