"""The papers by which custody changes: hand-over minutes, the disposal decision, its minutes."""

from typing import Any, Literal  # blocks are JSON

from base.clock import vietnam
from sandbox.archive import Archive
from sandbox.authority_register import authority_lines, collective_of
from sandbox.drafting import enacting, parent_name
from sandbox.entities import (
    Certificate,
    Component,
    CopyKind,
    Direction,
    Disposal,
    Document,
    DocumentStatus,
    File,
    Filing,
    KeyKind,
    Organisation,
    Post,
    Register,
    RegisterEntry,
    Signature,
    Signing,
    Transfer,
)
from sandbox.entities.people import Person
from sandbox.paper.press import print_sheet
from sandbox.paper.sheet import Sheet
from sandbox.papers import certificate_of, keep_copies, keep_paper, seal_paper, sign_paper

Side = Literal["giver", "receiver"]
_PLACES: dict[Side, str] = {"giver": "signature_left", "receiver": "signature_right"}


def handover_minutes(archive: Archive, transfer: Transfer) -> Document:
    """Draw up the minutes of a transfer: what was given, what was taken, two places to sign."""
    giver = archive.get(Organisation, transfer.organisation)
    receiver = archive.get(Organisation, transfer.archive)
    files = archive.all(File, ref=transfer.accepted_files)
    components = _components(archive, transfer.accepted_files)
    body: list[dict[str, Any]] = [
        {"kind": "heading", "level": "roman", "number": 1, "title": "CÁC BÊN"},
        {
            "kind": "pairs",
            "pairs": [
                {"label": "Bên giao", "value": giver.organ_name},
                {"label": "Bên nhận", "value": receiver.organ_name},
                {"label": "Mã đăng ký nộp", "value": transfer.registration},
            ],
        },
        {"kind": "heading", "level": "roman", "number": 2, "title": "NỘI DUNG GIAO NHẬN"},
        {
            "kind": "pairs",
            "pairs": [
                {"label": "Tổng số hồ sơ đề nghị", "value": str(len(transfer.files))},
                {"label": "Tổng số hồ sơ tiếp nhận", "value": str(len(files))},
                {"label": "Tổng số tệp tin", "value": str(components)},
                {"label": "Tình trạng", "value": "Đọc được, giá trị băm khớp với gói tin."},
            ],
        },
        _list_of(files),
        {
            "kind": "signatures",
            "sides": [
                {"title": ["ĐẠI DIỆN BÊN GIAO"]},
                {"title": ["ĐẠI DIỆN BÊN NHẬN"]},
            ],
        },
    ]
    subject = "giao nhận hồ sơ, tài liệu lưu trữ số"
    return _minutes(archive, receiver, subject, body)


def sign_minutes(
    archive: Archive, transfer: Transfer, *, side: Side, post: Post, certificate: Certificate
) -> Signature:
    """Sign the minutes of a transfer at one side's place."""
    minutes = archive.get(Document, str(transfer.minutes))
    signature = sign_paper(
        archive, minutes, post=post, certificate=certificate, place=_PLACES[side]
    )
    archive.change(minutes, signed_at=archive.now)
    return signature


def disposal_decision(archive: Archive, case: Disposal, *, post: Post) -> Document:
    """Issue the decision on a disposal: numbered, signed, and sealed by the registry with it."""
    own = archive.get(Organisation, post.organisation)
    files = archive.all(File, ref=case.decided_files)
    number = _number(archive)
    sheet = {
        **_head(archive, own),
        "type_name": "QĐ",
        "notation": f"QĐ-{own.abbreviation}",
        "subject": "hủy tài liệu hết thời hạn lưu trữ, trùng lặp",
        "enacting_authority": enacting(archive, "QĐ", own),
        "grounds": [
            "Luật Lưu trữ",
            f"{own.regulation or 'Quy chế công tác văn thư, lưu trữ'} của {own.organ_name}",
            f"Xét đề nghị của lưu trữ hiện hành tại hồ sơ hủy {case.ref}",
        ],
        "body": [
            {
                "kind": "article",
                "number": 1,
                "text": f"Hủy {len(files)} hồ sơ hết thời hạn lưu trữ, trùng lặp theo danh mục "
                "kèm theo.",
            },
            {
                "kind": "article",
                "number": 2,
                "text": "Lưu trữ hiện hành tổ chức hủy mọi bản trên mọi phương tiện và lập biên "
                "bản hủy theo thời hạn quy định.",
            },
            {
                "kind": "article",
                "number": 3,
                "text": "Quyết định này có hiệu lực kể từ ngày ký.",
            },
            _list_of(files),
        ],
        "recipients": ["Như Điều 2", "Lưu: VT, lưu trữ"],
        "signing": _signing(archive, own, post),
    }
    document = _document(archive, own, "QĐ", sheet, number=number)
    _entered(archive, document, number)
    return _signed_and_sealed(archive, document, post)


def destruction_minutes(archive: Archive, case: Disposal, *, post: Post) -> Document:
    """Draw up the minutes of a destruction, with the list of what was destroyed."""
    own = archive.get(Organisation, post.organisation)
    files = archive.all(File, ref=case.destroyed_files)
    body: list[dict[str, Any]] = [
        {
            "kind": "pairs",
            "pairs": [
                {"label": "Hồ sơ hủy", "value": case.ref},
                {"label": "Số hồ sơ đã hủy", "value": str(len(files))},
                {"label": "Thời điểm hủy", "value": _day(archive, case)},
                {"label": "Cách hủy", "value": "Hủy mọi bản, không khôi phục được."},
            ],
        },
        _list_of(files),
        {
            "kind": "signatures",
            "sides": [
                {"title": ["NGƯỜI LẬP BIÊN BẢN"]},
                {"title": ["ĐẠI DIỆN ĐƠN VỊ CHỨNG KIẾN"]},
            ],
        },
    ]
    document = _minutes(archive, own, "hủy tài liệu hết thời hạn lưu trữ, trùng lặp", body)
    certificate = certificate_of(archive, post.person, KeyKind.PERSON)
    sign_paper(archive, document, post=post, certificate=certificate, place=_PLACES["giver"])
    return archive.change(document, signed_at=archive.now)


def _day(archive: Archive, case: Disposal) -> str:
    moment = case.destroyed_at or archive.now
    return f"{vietnam(moment):%d/%m/%Y %H:%M}"


def _components(archive: Archive, files: list[str]) -> int:
    documents = {filing.document for filing in archive.all(Filing, file=files)}
    return archive.count(Component, document=documents)


def _list_of(files: list[File]) -> dict[str, Any]:
    return {
        "kind": "table",
        "size": 11,
        "columns": [
            {"title": "STT", "width": 1, "align": "center"},
            {"title": "Số, ký hiệu hồ sơ", "width": 3},
            {"title": "Tiêu đề hồ sơ", "width": 8},
            {"title": "Thời hạn lưu trữ", "width": 2, "align": "center"},
        ],
        "rows": [
            {
                "cells": [
                    str(place),
                    f"{file.file_catalog}.{file.file_notation}",
                    file.title,
                    _term(file.maintenance),
                ]
            }
            for place, file in enumerate(files, start=1)
        ],
    }


def _term(term: str | None) -> str:
    if term is None:
        return "—"
    words = {"VV": "Vĩnh viễn", "until-expiry": "Đến khi hết hiệu lực", "lifetime": "Theo tuổi thọ"}
    return words.get(term, f"{term} năm")


def _head(archive: Archive, own: Organisation) -> dict[str, Any]:
    return {
        "parent_name": parent_name(archive, own),
        "agency_name": own.organ_name,
        "place": own.place,
    }


def _signing(archive: Archive, own: Organisation, post: Post) -> dict[str, Any]:
    collective = collective_of(own)
    form = Signing.TM if collective else Signing.DIRECT if post.head else Signing.KT
    return {
        "authority": authority_lines(archive, post, form),
        "signer_name": archive.get(Person, post.person).full_name,
    }


def _minutes(
    archive: Archive, own: Organisation, subject: str, body: list[dict[str, Any]]
) -> Document:
    sheet = {
        **_head(archive, own),
        "type_name": "BB",
        "notation": f"BB-{own.abbreviation}",
        "subject": subject,
        "body": body,
        "recipients": ["Các bên", "Lưu: VT, lưu trữ"],
    }
    document = _document(archive, own, "BB", sheet, number=None)
    return archive.change(document, direction=Direction.INTERNAL)


def _document(
    archive: Archive, own: Organisation, type_name: str, sheet: dict[str, Any], number: int | None
) -> Document:
    today = vietnam(archive.now).date()
    checked = Sheet.model_validate(sheet)
    document = archive.add(
        Document(
            ref=archive.next_ref(Document),
            direction=Direction.OUTGOING,
            status=DocumentStatus.SIGNED,
            type_name=type_name,
            code_number=number,
            code_notation=checked.notation,
            issued_date=today,
            organ=own.ref,
            organ_name=own.organ_name,
            subject=checked.subject,
            copy_kind=CopyKind.ORIGINAL,
            recipients=list(checked.recipients),
            content=checked.model_dump(mode="json"),
        )
    )
    printed = print_sheet(checked, number=number, issued=today, at=archive.now)
    keep_paper(archive, document, printed)
    return archive.change(document, number_of_page=printed.pages)


def _number(archive: Archive) -> int:
    year = vietnam(archive.now).year
    entries = archive.all(RegisterEntry, book=Register.OUTGOING, year=year)
    return max((entry.number for entry in entries), default=0) + 1


def _entered(archive: Archive, document: Document, number: int) -> None:
    archive.add(
        RegisterEntry(
            ref=archive.next_ref(RegisterEntry),
            book=Register.OUTGOING,
            year=vietnam(archive.now).year,
            number=number,
            document=document.ref,
            entered_at=archive.now,
        )
    )


def _signed_and_sealed(archive: Archive, document: Document, post: Post) -> Document:
    person = certificate_of(archive, post.person, KeyKind.PERSON)
    agency = certificate_of(archive, post.organisation, KeyKind.AGENCY)
    sign_paper(archive, document, post=post, certificate=person)
    seal_paper(archive, document, post=post, certificate=agency)
    keep_copies(archive, document)
    return archive.change(
        document,
        signed_at=archive.now,
        sealed_at=archive.now,
        issued_at=archive.now,
        status=DocumentStatus.ISSUED,
    )
