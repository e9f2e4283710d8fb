"""What came after a signature? Nothing, what a form allows, or something else, and what.

pyHanko's difference analysis decides what is permitted (form filling, further signatures,
validation data, document timestamps). Where it objects, the two states of the document are
compared page by page to say what a person can see.
"""

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.form_tools import enumerate_fields_in
from pyhanko.pdf_utils.rw_common import PdfHandler
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
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


UNASKED: Final = Changes([], covers_file=False, filled=False)
"""Of a file so torn that there is nothing to compare."""


def changes_after(signature: EmbeddedPdfSignature, document: Document) -> Changes:
    """Judge every revision after the one that ``signature`` closes."""
    try:
        signature.compute_integrity_info()
        return _judged(signature, document)
    except BROKEN as error:
        remark = unclear("changes.unreadable", why=type(error).__name__)
        return UNASKED._replace(remarks=[remark])


def _judged(signature: EmbeddedPdfSignature, document: Document) -> Changes:
    last = signature.signed_revision == document.reader.xrefs.total_revisions - 1
    remarks = []
    if last and document.trailing:
        remarks.append(unclear("changes.trailing_bytes", WHOLE, bytes=document.trailing))
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return UNASKED._replace(remarks=[*remarks, wrong("changes.not_covered", WHOLE)])
    covers = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE and not document.trailing
    result = signature.diff_result
    if not isinstance(result, DiffResult) or result.modification_level >= ModificationLevel.OTHER:
        remarks += _promise_broken(signature) + _told(signature, document)
        return UNASKED._replace(remarks=remarks or [wrong("changes.suspicious", WHOLE)])
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
        return _promise_broken(signature)
    if level == ModificationLevel.LTA_UPDATES:
        return [fine("changes.validation_data")]
    then = document.reader.get_historical_resolver(signature.signed_revision)
    filled = _newly(_fields(then, *_FILLABLE), _fields(document.reader, *_FILLABLE))
    signed = _newly(_fields(then, "/Sig"), _fields(document.reader, "/Sig"))
    remarks = [fine("changes.filled", fields=filled)] if filled else []
    if signed:
        remarks.append(fine("changes.signed_again", fields=signed))
    if level == ModificationLevel.ANNOTATIONS:
        remarks.append(fine("changes.annotated"))
    return remarks


def _promise_broken(signature: EmbeddedPdfSignature) -> list[Remark]:
    """Say what a certifying signature had forbidden; of any other there is nothing to say."""
    docmdp = signature.docmdp_level
    if docmdp is None:
        return []
    allowed = "none" if docmdp is MDPPerm.NO_CHANGES else "forms"
    return [wrong("changes.forbidden", WHOLE, allowed=f"@signature.allowed.{allowed}")]


_FILLABLE: Final = ("/Tx", "/Btn", "/Ch")


def _fields(handler: PdfHandler, *kinds: str) -> dict[str, str]:
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


def _newly(before: dict[str, str], after: dict[str, str]) -> str:
    return ", ".join(sorted(name for name in after if after[name] != before.get(name)))


class _Page(NamedTuple):
    """What a person sees of a page, as digests."""

    content: str
    look: str
    "size, rotation and the resources it names"
    notes: frozenset[str]
    "annotations that are no form fields"
    seals: frozenset[str]
    "signatures that show on it, and how"


def _told(signature: EmbeddedPdfSignature, document: Document) -> list[Remark]:
    """Say what differs between the signed state and the last one."""
    then = document.reader.get_historical_resolver(signature.signed_revision)
    before, after = list(_pages(then)), list(_pages(document.reader))
    if len(before) != len(after):
        return [wrong("changes.page_count", WHOLE, before=len(before), after=len(after))]
    return [
        wrong(f"changes.{what}", WHOLE, page=number)
        for number, pair in enumerate(zip(before, after, strict=True), start=1)
        for what in _differences(*pair)
    ]


def _differences(before: _Page, after: _Page) -> Iterator[str]:
    if before.content != after.content:
        yield "page_content"
    elif before.look != after.look:
        yield "page_look"
    if before.notes != after.notes:
        yield "annotation"
    if before.seals - after.seals:
        yield "field_look"


def _pages(handler: PdfHandler) -> Iterator[_Page]:
    for page in pages_of(handler.root):
        notes, seals = _annotations(page)
        look = [_digest(page[key], 3) for key in _LOOK if key in page]
        content = _digest(page["/Contents"], 3) if "/Contents" in page else ""
        yield _Page(content, _joined(look), notes, seals)


_LOOK: Final = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")


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
