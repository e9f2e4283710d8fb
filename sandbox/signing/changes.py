"""What came after a signature? Nothing, what a form allows, or something else, and what.

pyHanko's difference analysis decides what is permitted (form filling, further signatures,
validation data, document timestamps). Where it objects, the two states of the document are
compared page by page to say what a person can see.
"""

from typing import Final, NamedTuple

from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from sandbox.signing.foreign import BROKEN
from sandbox.signing.grounds import WHOLE
from sandbox.signing.opening import Document
from sandbox.signing.report import fine, unclear, wrong
from sandbox.signing.sight import FILLABLE, fields_seen, pages_seen
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


def changes_after(
    signature: EmbeddedPdfSignature, document: Document, *, settled: bool = False
) -> Changes:
    """Judge every revision after the one that ``signature`` closes.

    Args:
        signature: the signature.
        document: the file it stands in.
        settled: that only validation data and timestamps follow is known already, from an
            earlier signature; comparing again would cost the square of the renewals.
    """
    try:
        signature.compute_integrity_info(skip_diff=settled)
        return _judged(signature, document, settled=settled)
    except BROKEN as error:
        remark = unclear("changes.unreadable", why=type(error).__name__)
        return UNASKED._replace(remarks=[remark])


def settles(signature: EmbeddedPdfSignature) -> bool:
    """Whether nothing but validation data and timestamps follows, as judged before."""
    result = signature.diff_result
    return (
        isinstance(result, DiffResult)
        and result.modification_level <= ModificationLevel.LTA_UPDATES
    )


def _judged(signature: EmbeddedPdfSignature, document: Document, *, settled: bool) -> Changes:
    last = signature.signed_revision == document.reader.xrefs.total_revisions - 1
    remarks = []
    if last and document.trailing:
        remarks.append(unclear("changes.trailing_bytes", WHOLE, bytes=document.trailing))
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return UNASKED._replace(remarks=[*remarks, wrong("changes.not_covered", WHOLE)])
    covers = signature.coverage == SignatureCoverageLevel.ENTIRE_FILE and not document.trailing
    if settled:
        told = [] if last else [fine("changes.validation_data")]
        return Changes([*remarks, *told], covers, filled=False)
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
    filled = _newly(fields_seen(then, *FILLABLE), fields_seen(document.reader, *FILLABLE))
    signed = _newly(fields_seen(then, "/Sig"), fields_seen(document.reader, "/Sig"))
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


def _newly(before: dict[str, str], after: dict[str, str]) -> str:
    return ", ".join(sorted(name for name in after if after[name] != before.get(name)))


def _told(signature: EmbeddedPdfSignature, document: Document) -> list[Remark]:
    """Say what differs between the signed state and the last one."""
    then = document.reader.get_historical_resolver(signature.signed_revision)
    before, after = list(pages_seen(then)), list(pages_seen(document.reader))
    if len(before) != len(after):
        return [wrong("changes.page_count", WHOLE, before=len(before), after=len(after))]
    return [
        wrong(f"changes.{what}", WHOLE, page=number)
        for number, pair in enumerate(zip(before, after, strict=True), start=1)
        for what in pair[0].differences(pair[1])
    ]
