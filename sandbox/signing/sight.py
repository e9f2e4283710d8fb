"""What a person sees of a document in one of its states, as digests to be compared."""

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.form_tools import enumerate_fields_in
from pyhanko.pdf_utils.rw_common import PdfHandler

from sandbox.signing.containers import entries, pages_of

FILLABLE: Final = ("/Tx", "/Btn", "/Ch")
_LOOK: Final = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


class Page(NamedTuple):
    """What a person sees of a page, as digests."""

    content: str
    look: str
    "size, rotation and the resources it names"
    notes: frozenset[str]
    "annotations that are no form fields"
    seals: frozenset[str]
    "signatures that show on it, and how"

    def differences(self, after: "Page") -> Iterator[str]:
        """What is different ``after``, as the last part of a remark's code."""
        if self.content != after.content:
            yield "page_content"
        elif self.look != after.look:
            yield "page_look"
        if self.notes != after.notes:
            yield "annotation"
        if self.seals - after.seals:
            yield "field_look"


def pages_seen(handler: PdfHandler) -> Iterator[Page]:
    """Look at every page of a state."""
    for page in pages_of(handler.root):
        notes, seals = _annotations(page)
        look = [_digest(page[key], 3) for key in _LOOK if key in page]
        content = _digest(page["/Contents"], 3) if "/Contents" in page else ""
        yield Page(content, _joined(look), notes, seals)


def fields_seen(handler: PdfHandler, *kinds: str) -> dict[str, str]:
    """The form's fields of some kinds: name → what they hold and show, as a digest.

    pyHanko's own list of changed fields also names some that nobody touched.
    """
    root = handler.root
    listed = root["/AcroForm"]["/Fields"] if "/AcroForm" in root else ()
    return {
        str(name): _held(reference.get_object())
        for kind in kinds
        for name, _, reference in enumerate_fields_in(
            listed, refs_seen=set(), target_field_type=kind
        )
    }


def _held(field: generic.DictionaryObject) -> str:
    keys = [key for key in ("/V", "/AS", "/AP") if key in field]
    return _joined([_digest(field.raw_get(key), 2) for key in keys])


def _annotations(page: generic.DictionaryObject) -> tuple[frozenset[str], frozenset[str]]:
    annotations = [entry.get_object() for entry in entries(page, "/Annots")]
    notes = [one for one in annotations if one.get("/Subtype") != "/Widget"]
    seals = [one for one in annotations if one.get("/FT") == "/Sig" and "/V" in one]
    return frozenset(_digest(one, 2) for one in notes), frozenset(_digest(one, 2) for one in seals)


def _digest(value: generic.PdfObject, depth: int) -> str:
    """A digest of a PDF value and what it refers to, ``depth`` references deep."""
    if isinstance(value, generic.IndirectObject):
        if not depth:
            return f"{value.idnum} {value.generation}"
        return _digest(value.get_object(), depth - 1)
    if isinstance(value, generic.ArrayObject):
        return _joined([_digest(item, depth) for item in map(value.raw_get, range(len(value)))])
    if isinstance(value, generic.DictionaryObject):
        skip = {"/Parent", "/P", "/StructParent", "/StructParents", "/Popup", "/V"}
        parts = [f"{key}{_digest(value.raw_get(key), depth)}" for key in sorted(set(value) - skip)]
        if isinstance(value, generic.StreamObject):
            parts.append(hashlib.sha256(value.encoded_data).hexdigest())
        return _joined(parts)
    return repr(value)


def _joined(parts: list[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
