"""What came after a signature? Nothing, what a form allows, or something else, and what.

pyHanko's difference analysis decides what is permitted (form filling, further signatures,
validation data, document timestamps). Where it objects, the two states of the document are
compared page by page to say what a person can see.
"""

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from sandbox.signing.containers import entries, pages_of
from sandbox.signing.foreign import BROKEN
from sandbox.signing.grounds import WHOLE
from sandbox.signing.opening import Document
from sandbox.signing.report import fine, unclear, wrong
from sandbox.verdicts import Remark

SHADOW: Final = "signature.limit.shadow_replace"
"""S28: a replacement dressed as a form filling is not told from a filling."""


class Changes(NamedTuple):
    """What came after a signature."""

    remarks: list[Remark]
    covers_file: bool
    filled: bool
    "whether text fields were filled"


def changes_after(signature: EmbeddedPdfSignature, document: Document) -> Changes:
    """Judge every revision after the one that ``signature`` closes."""
    try:
        signature.compute_integrity_info()
        return _judged(signature, document)
    except BROKEN as error:
        return Changes([unclear("changes.unreadable", why=type(error).__name__)], False, False)


def _judged(signature: EmbeddedPdfSignature, document: Document) -> Changes:
    last = signature.signed_revision == document.reader.xrefs.total_revisions - 1
    remarks = []
    if last and document.trailing:
        remarks.append(unclear("changes.trailing_bytes", WHOLE, bytes=document.trailing))
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return Changes([*remarks, wrong("changes.not_covered", WHOLE)], False, False)
    covers = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE and not document.trailing
    result = signature.diff_result
    if not isinstance(result, DiffResult) or result.modification_level >= ModificationLevel.OTHER:
        return Changes([*remarks, *_told(signature, document)], covers, False)
    permitted = _permitted(signature, result, document)
    return Changes([*remarks, *permitted], covers, any("filled" in r.code for r in permitted))


def _permitted(
    signature: EmbeddedPdfSignature, result: DiffResult, document: Document
) -> list[Remark]:
    level = result.modification_level
    if level == ModificationLevel.NONE:
        return []
    docmdp = signature.docmdp_level
    if docmdp is not None and level.value > docmdp.value:
        allowed = "none" if docmdp is MDPPerm.NO_CHANGES else "forms"
        return [wrong("changes.forbidden", WHOLE, allowed=f"@signature.allowed.{allowed}")]
    if level == ModificationLevel.LTA_UPDATES:
        return [fine("changes.validation_data")]
    signatures = _signature_fields(document)
    filled = sorted(result.changed_form_fields - signatures)
    signed = sorted(result.changed_form_fields & signatures)
    remarks = [fine("changes.filled", fields=", ".join(filled))] if filled else []
    if signed:
        remarks.append(fine("changes.signed_again", fields=", ".join(signed)))
    if level == ModificationLevel.ANNOTATIONS:
        remarks.append(fine("changes.annotated"))
    return remarks


def _signature_fields(document: Document) -> set[str]:
    return {str(name) for name, _, _ in enumerate_sig_fields(document.reader)}


class _Page(NamedTuple):
    """What a person sees of a page, as digests."""

    content: str
    look: str
    "size, rotation and the resources it names"
    notes: frozenset[str]
    "annotations that are no form fields"
    widgets: frozenset[str]


def _told(signature: EmbeddedPdfSignature, document: Document) -> list[Remark]:
    """Say what differs between the signed state and the last one."""
    then = document.reader.get_historical_resolver(signature.signed_revision)
    before, after = list(_pages(then)), list(_pages(document.reader))
    if len(before) != len(after):
        return [wrong("changes.page_count", WHOLE, before=len(before), after=len(after))]
    remarks = [
        wrong(f"changes.{what}", WHOLE, page=number)
        for number, pair in enumerate(zip(before, after, strict=True), start=1)
        for what in _differences(*pair)
    ]
    return remarks or [wrong("changes.suspicious", WHOLE)]


def _differences(before: _Page, after: _Page) -> Iterator[str]:
    if before.content != after.content:
        yield "page_content"
    elif before.look != after.look:
        yield "page_look"
    if before.notes != after.notes:
        yield "annotation"
    if before.widgets - after.widgets:
        yield "field_look"


def _pages(handler: PdfHandler) -> Iterator[_Page]:
    for page in pages_of(handler.root):
        notes, widgets = _annotations(page)
        look = [_digest(page[key], 3) for key in _LOOK if key in page]
        content = _digest(page["/Contents"], 3) if "/Contents" in page else ""
        yield _Page(content, _joined(look), notes, widgets)


_LOOK: Final = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


def _annotations(page: generic.DictionaryObject) -> tuple[frozenset[str], frozenset[str]]:
    notes: set[str] = set()
    widgets: set[str] = set()
    for entry in entries(page, "/Annots"):
        annotation = entry.get_object()
        (widgets if annotation.get("/Subtype") == "/Widget" else notes).add(_digest(annotation, 2))
    return frozenset(notes), frozenset(widgets)


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
