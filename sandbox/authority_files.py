"""The fourth panel for what bears the agency's signature alone: annexes, copies, scans.

There the signature shows as text at the top right of the first page, never as a seal (NĐ 30/2020
PL I II.8b, III.1d, Part II.I; TT 05/2025 Đ8). A wrong look is noted and makes nothing invalid;
a file of its own that nobody signed leaves open where it comes from.
"""

from collections.abc import Sequence

from base.errors import Refused
from sandbox.entities import Component, ComponentRole, Document, Organisation
from sandbox.packages.kinds import extension
from sandbox.paper.shown import Shown, shown_signatures
from sandbox.paper.wording import number_in_digits
from sandbox.papers_enclosed import copy_form, digitised
from sandbox.shelf import Shelf
from sandbox.signing import authority
from sandbox.signing.authority import Made
from sandbox.signing.grounds import APART, COPIED, WHOLE
from sandbox.signing.report import Kind, SignatureCheck, SignatureReport, fine, unclear, wrong
from sandbox.verdicts import Remark, Verdict


def signs_as_text(shelf: Shelf, document: Document) -> bool:
    """Whether a document is a copy or a scan: the agency that made it signs, and nobody else."""
    parts = shelf.all(Component, document=document.ref, role=ComponentRole.MAIN)
    return bool(copy_form(document)) or any(digitised(part) for part in parts)


def asked_of_copy(
    shelf: Shelf, document: Document, signed: Sequence[SignatureCheck], pdf: bytes
) -> list[Remark]:
    """Ask who signed a copy or a scan, and how the signature shows.

    Args:
        shelf: the archive.
        document: the copy.
        signed: its signatures, timestamps left out.
        pdf: its bytes.
    """
    made = [Made(check.revision, check.kind) for check in signed]
    agencies = [check for check in signed if check.kind is Kind.AGENCY]
    remarks = authority.all_there(made, [Kind.AGENCY])
    remarks += [one for check in agencies for one in _of_maker(shelf, document, check)]
    return [*remarks, *_looks(pdf, COPIED)]


def _of_maker(shelf: Shelf, document: Document, check: SignatureCheck) -> list[Remark]:
    """A copy is its maker's: the agency here or the one that issued the document."""
    issuer = shelf.find(Organisation, document.organ)
    expected = issuer.organ_name if issuer else document.organ_name
    makers = [one.organ_name for one in shelf.all(Organisation, own=True)]
    said = [authority.of_agency(check.organisation_unit, one) for one in (expected, *makers)]
    strange = said[0] if all(one is not None for one in said) else None
    asked = (strange, authority.by_issuer(check.issuer_kind))
    return [one for one in asked if one is not None]


def _looks(pdf: bytes, rule: str, about: str = "", **facts: object) -> list[Remark]:
    """Say what of a signature's look is not as the law wants it; ``about`` begins the codes."""
    shown = shown_in(pdf)
    found = []
    if any(one.square for one in shown):
        found.append(fine(f"authority.{about}seal_image", rule, **facts))
    if any(not one.top_right for one in shown):
        found.append(fine(f"authority.{about}misplaced", rule, **facts))
    return found


def shown_in(pdf: bytes) -> tuple[Shown, ...]:
    """Return the signatures that show in a file; none in one that cannot be opened."""
    try:
        return shown_signatures(pdf)
    except Refused:
        return ()


def of_file(
    shelf: Shelf, document: Document, part: Component, report: SignatureReport, pdf: bytes
) -> list[Remark]:
    """Ask everything of an annex in a file of its own; a file that is no PDF is asked nothing.

    Args:
        shelf: the archive.
        document: what the file goes with.
        part: the file.
        report: what verification finds in it.
        pdf: its bytes.
    """
    if extension(part.file_name) != "pdf":
        return []
    agencies = [check for check in report.signatures if check.kind is Kind.AGENCY]
    if not agencies:
        return [unclear("authority.file_unsigned", APART, name=part.file_name)]
    remarks = [one for check in agencies for one in _of_maker(shelf, document, check)]
    if report.verdict is not Verdict.VALID:
        unsound = wrong if report.verdict is Verdict.INVALID else unclear
        remarks.append(unsound("authority.file_unsound", WHOLE, name=part.file_name))
        remarks += _reasons(report)
    looks = _looks(pdf, APART, "file_", name=part.file_name)
    return [*remarks, *looks, *_number(document, part, pdf)]


def _reasons(report: SignatureReport) -> list[Remark]:
    every = (*report.remarks, *(one for check in report.signatures for one in check.remarks))
    return [one for one in every if one.verdict is not Verdict.VALID]


def _number(document: Document, part: Component, pdf: bytes) -> list[Remark]:
    """The mark names the document by number and notation; a seal's image names nothing."""
    says = [one.says for one in shown_in(pdf) if not one.square]
    if document.code_number is None or not says:
        return []
    expected = f"{number_in_digits(document.code_number)}/{document.code_notation}"
    if any(expected in one for one in says):
        return []
    facts = {"name": part.file_name, "found": says[0], "expected": expected}
    return [unclear("authority.file_number", APART, **facts)]
