"""Does the package agree with what the receiver knows: list, totals, registration, receipt?"""

from collections.abc import Iterator

from sandbox.packages.kinds import Kind, RecordStatus
from sandbox.packages.markup import qualified
from sandbox.packages.opened import Opened
from sandbox.packages.report import InventoryLine, NotPerformed, doubt, fault
from sandbox.packages.steps.header import agreement
from sandbox.verdicts import Remark


def inventory(package: Opened) -> list[Remark] | NotPerformed:
    """Compare with the mục lục in both directions (TT 05/2025 Đ24 K3)."""
    lines = package.reception.inventory
    if lines is None:
        return NotPerformed("no_inventory")
    if not package.file_code:
        return NotPerformed("description_unreadable")
    line = next((one for one in lines if one.file_code == package.file_code), None)
    if line is None:
        return [fault("inventory.unlisted", "TT05.D24", found=package.file_code)]
    return list(_compare(package, line))


def _compare(package: Opened, line: InventoryLine) -> Iterator[Remark]:
    said = {} if package.description is None else package.description.said
    for name, listed, code in (
        ("title", line.title, "inventory.title"),
        ("maintenance", line.maintenance, "inventory.term"),
    ):
        if listed and said.get(name, "") != listed:
            yield fault(
                code, "TT05.D24", found=said.get(name, ""), expected=listed, file=line.file_code
            )
    if line.documents is None:
        return
    here = {document.said.get("docCode", "") for document in package.documents}
    for code in sorted(set(line.documents) - here):
        yield fault("inventory.document_absent", "TT05.D24", found=code, file=line.file_code)
    for code in sorted(here - set(line.documents)):
        yield fault("inventory.document_unlisted", "TT05.D24", found=code, file=line.file_code)


def declared(package: Opened) -> list[Remark] | NotPerformed:
    """Compare with the totals declared for this package in the minutes (NĐ 30/2020 PL V)."""
    totals = package.reception.declared
    if totals is None:
        return NotPerformed("nothing_declared")
    counts = package.counts
    return [
        fault(f"declared.{name}", "ND30.PL5", expected=str(stated), found=str(real))
        for name, stated, real in (
            ("documents", totals.documents, counts.documents),
            ("components", totals.components, counts.components),
            ("pages", totals.pages, counts.pages),
        )
        if stated is not None and stated != real
    ]


def registration(package: Opened) -> list[Remark] | NotPerformed:
    """Compare the submission agreement with the registered transfer (TT 05/2025 Đ18–20)."""
    expected = package.reception.registration
    if expected is None:
        return NotPerformed("no_registration")
    if package.kind is not Kind.SIP:
        return NotPerformed("not_a_submission")
    found = agreement(package)
    if found in {expected, package.file_code} - {""}:  # the sample package writes the file's code
        return []
    return [fault("reception.registration", "TT05.altRecordID", expected=expected, found=found)]


def duplicates(package: Opened) -> list[Remark] | NotPerformed:
    """Reject what was sent before; leave to a person what is held already (TT 05/2025 Đ24 K1)."""
    known = package.reception
    if known.seen is None and known.held is None:
        return NotPerformed("no_register")
    if known.seen is not None and package.digest in known.seen:
        return [fault("duplicate.package", "TT05.D24", found=package.digest)]
    if package.package_id in known.seen_ids and _status(package) == RecordStatus.NEW:
        return [fault("duplicate.id", "TT05.D24", found=package.package_id)]
    if known.held is not None and package.file_code in known.held:
        return [doubt("duplicate.holding", "TT05.D24", found=package.file_code)]
    return []


def _status(package: Opened) -> str:
    header = None if package.root is None else package.root.find(qualified("mets:metsHdr"))
    return "" if header is None else str(header.get("RECORDSTATUS", ""))


def receipt(package: Opened) -> list[Remark] | NotPerformed:
    """Compare the whole package with the digest in the signed receipt.

    What is inside a package vouches for itself only: whoever changes a file can change METS too.
    """
    expected = package.reception.receipt
    if expected is None:
        return NotPerformed("no_receipt")
    if not package.digest:
        return NotPerformed("no_digest")
    if package.digest == expected.lower():
        return []
    return [fault("reception.receipt", "TT05.D23", expected=expected, found=package.digest)]
