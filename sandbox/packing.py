"""Packing a transfer: the archive's rows become the SIPs of one submission, and are checked."""

from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid5

from base.canonical import digest
from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import Component, Document, File, Filing, Organisation, Package, Transfer
from sandbox.packages import (
    Kind,
    PackagedComponent,
    PackagedDocument,
    PackagedFile,
    PackageOrder,
    Party,
    Profile,
    Reception,
    build_submission,
    type_code,
    validate_submission,
)
from sandbox.packages.intake import SubmissionReport
from sandbox.packages.report import Declared, InventoryLine
from sandbox.verdicts import Verdict

_HOUSE = UUID("6b686f74-6170-5000-8000-000000000000")
"""Namespace of every world's namespace ("khotap" in hexadecimal, version bits set)."""


def pack(archive: Archive, transfer: Transfer) -> Package:
    """Build the submission of a transfer, let the system check it, and keep it.

    Raises:
        Refused: an empty file, a document on paper alone, bytes that are gone, or whatever packing
            refuses.
    """
    orders = [order_of(archive, transfer, archive.get(File, ref)) for ref in transfer.files]
    submission = build_submission(orders, made_on=vietnam(archive.now).date())
    report = check(archive, transfer, submission.content)
    wrong = [one.code for one in report.remarks if one.verdict is not Verdict.VALID]
    return archive.add(
        Package(
            ref=archive.next_ref(Package),
            kind=Kind.SIP,
            package_id=", ".join(one.package_id for one in submission.packages)[:500],
            transfer=transfer.ref,
            digest=archive.blobs.put(submission.content),
            size=len(submission.content),
            files=transfer.files,
            components=submission.declared.components or 0,
            verdict=report.verdict,
            findings=sorted(set(wrong)),
            built_at=archive.now,
        )
    )


def check(archive: Archive, transfer: Transfer, content: bytes) -> SubmissionReport:
    """Check a submission as the receiving archive would: profile, inventory, totals.

    What is said depends on the bytes and on the reception alone; it is remembered, because a
    package is checked when it is built, when it is decided on, and each time it is graded.
    """
    received = reception(archive, transfer)
    key = digest([sha256(content).hexdigest(), received])
    known = _CHECKED.get(key)
    if known is None:
        known = validate_submission(content, profile=Profile.STRICT, received=received)
        while len(_CHECKED) >= _CHECKED_MOST:
            _CHECKED.pop(next(iter(_CHECKED), ""), None)
        _CHECKED[key] = known
    return known


_CHECKED: Final[dict[str, SubmissionReport]] = {}
_CHECKED_MOST: Final = 200


def reception(archive: Archive, transfer: Transfer) -> Reception:
    """Return what the receiving side knows of a transfer beside its bytes."""
    files = archive.all(File, ref=transfer.files)
    return Reception(
        registration=transfer.registration,
        inventory=tuple(InventoryLine(file_code=f.file_code, title=f.title) for f in files),
        declared=Declared(packages=len(files), files=len(files)),
        expected_kind=Kind.SIP,
    )


def order_of(archive: Archive, transfer: Transfer, file: File) -> PackageOrder:
    """Return the order for one file's package."""
    giver = archive.get(Organisation, transfer.organisation)
    receiver = archive.get(Organisation, transfer.archive)
    filings = sorted(archive.all(Filing, file=file.ref), key=lambda one: one.ordinal)
    if not filings:
        raise Refused("transfer.empty_file", ref=file.ref)
    documents = tuple(
        _document(archive, file, archive.get(Document, filing.document), number)
        for number, filing in enumerate(filings, start=1)
    )
    return PackageOrder(
        kind=Kind.SIP,
        ref=f"{transfer.ref}/{file.ref}",
        namespace=uuid5(_HOUSE, archive.world_key.hex()),
        contents=_file(file),
        documents=documents,
        agency=Party(organ_id=giver.organ_id, organ_name=giver.organ_name),
        archive=Party(organ_id=receiver.organ_id, organ_name=receiver.organ_name),
        registration=transfer.registration,
        fonds_code=giver.organ_id,
        created_at=archive.now,
        profile=Profile.STRICT,
    )


def _file(file: File) -> PackagedFile:
    return PackagedFile(
        file_code=file.file_code,
        title=file.title,
        maintenance=file.maintenance or "until-expiry",
        mode=file.mode.value,
        language=file.language,
        start_date=file.start_date,
        end_date=file.end_date,
        description=file.description,
    )


def _document(archive: Archive, file: File, document: Document, number: int) -> PackagedDocument:
    parts = archive.all(Component, document=document.ref)
    if not parts:
        raise Refused("document.no_paper", ref=document.ref)
    return PackagedDocument(
        doc_id=f"{file.file_code}.{number:02d}"[-25:],
        doc_code=f"{file.file_code}.{number:07d}",
        ordinal=number,
        maintenance=file.maintenance or "until-expiry",
        type_name=type_code(document.type_name),
        code_number=str(document.code_number or ""),
        code_notation=document.code_notation,
        issued_date=document.issued_date,
        organ_name=document.organ_name,
        subject=document.subject,
        language=document.language,
        number_of_page=document.number_of_page,
        mode=document.mode.value,
        components=tuple(
            _component(archive, part, f"{number:02d}-{part.file_name}", place)
            for place, part in enumerate(parts, start=1)
        ),
    )


def _component(archive: Archive, component: Component, name: str, place: int) -> PackagedComponent:
    content = _content(archive, component)
    if name.endswith(".eml"):
        name, content = f"{name[:-4]}.txt", as_text(content)
    return PackagedComponent(file_name=name, content=content, ordinal=place)


def as_text(message: bytes) -> bytes:
    """Return a message as plain text: TT 05/2025's table of accepted formats has no e-mail.

    The archive keeps the message as it came; what is submitted says its head and its text.
    """
    parsed = message_from_bytes(message, policy=default)
    head = [f"{name}: {parsed[name]}" for name in ("From", "To", "Date", "Subject") if parsed[name]]
    body = parsed.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    return "\n".join([*head, "", text]).encode()


def _content(archive: Archive, component: Component) -> bytes:
    try:
        return archive.blob(component.digest)
    except KeyError as error:
        raise Refused("document.bytes_gone", ref=component.document) from error
