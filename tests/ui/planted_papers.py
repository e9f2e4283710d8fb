# ruff: noqa: E501 - what papers say is long
"""Incoming documents, printed and signed: two sound, one broken, one without a seal."""

from datetime import date, timedelta

from sandbox import entities as e
from sandbox.drafting import compose
from sandbox.entities import (
    CopyKind,
    Direction,
    DocumentStatus,
    KeyKind,
    Signing,
    Urgency,
)
from sandbox.papers import (
    certificate_of,
    keep_copies,
    lay_down,
    number_paper,
    seal_paper,
    sign_paper,
)
from sandbox.planter import Planter
from sandbox.signing.tamper import flip_byte
from tests.ui.planted_people import add


class _Wording:
    """What a paper of the fixture says."""

    def __init__(self, **facts: object) -> None:
        self.__dict__.update(
            {
                "signing": Signing.DIRECT,
                "addressees": [],
                "grounds": [],
                "recipients": ["Như trên", "Lưu: VT"],
                "urgency": "none",
                "annex": None,
            }
            | facts
        )


ARRIVALS = (
    (
        "sound",
        "parent",
        "chair",
        "QĐ",
        315,
        "QĐ-UBND",
        "Ban hành Danh mục hồ sơ năm 2026 của các sở, ban, ngành",
        "none",
        "valid",
    ),
    (
        "express",
        "other",
        "finance",
        "CV",
        1187,
        "STC-HCSN",
        "Hướng dẫn lập dự toán kinh phí chỉnh lý tài liệu năm 2026",
        "hoa-toc",
        "valid",
    ),
    (
        "broken",
        "other",
        "finance",
        "TB",
        42,
        "TB-STC",
        "Kết luận cuộc họp giao ban công tác tài chính tháng 02 năm 2026",
        "none",
        "broken",
    ),
    (
        "bare",
        "parent",
        "chair",
        "KH",
        57,
        "KH-UBND",
        "Tổ chức tập huấn công tác văn thư, lưu trữ năm 2026",
        "none",
        "unsealed",
    ),
)


def incoming(planter: Planter, labels: dict[str, str]) -> None:
    for place, (
        label,
        agency,
        signer,
        kind,
        number,
        notation,
        subject,
        urgency,
        state,
    ) in enumerate(ARRIVALS):
        own = planter.get(e.Organisation, labels[agency])
        post = planter.get(e.Post, labels[signer])
        body = (
            [
                "Điều 1. Ban hành kèm theo Quyết định này Danh mục hồ sơ năm 2026, gồm 128 hồ sơ thuộc 07 nhóm lớn, là căn cứ để lập hồ sơ điện tử và nộp lưu vào lưu trữ cơ quan.",
                "Điều 2. Thủ trưởng các đơn vị chịu trách nhiệm tổ chức lập hồ sơ công việc, xác định thời hạn lưu trữ và nộp lưu hồ sơ đúng thời hạn quy định.",
                "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
            ]
            if kind == "QĐ"
            else [
                "Thực hiện chương trình công tác năm 2026, đề nghị các cơ quan, đơn vị phối hợp triển khai các nội dung sau đây.",
                "Các đơn vị rà soát khối tài liệu còn tồn đọng, lập dự toán kinh phí chỉnh lý và gửi báo cáo trước ngày 15 tháng 3 năm 2026.",
                "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn giải quyết.",
            ]
        )
        wording = _Wording(
            type_name=kind,
            code_notation=notation,
            subject=subject,
            body=body,
            urgency=urgency,
            grounds=["Luật Lưu trữ ngày 21 tháng 6 năm 2024"] if kind == "QĐ" else [],
            addressees=["Sở Nội vụ tỉnh Hoài Giang"] if kind == "CV" else [],
        )
        document = add(
            planter,
            e.Document,
            direction=Direction.INCOMING,
            status=DocumentStatus.RECEIVED,
            type_name=kind,
            code_number=number,
            code_notation=notation,
            issued_date=date(2026, 3, 2),
            organ=own.ref,
            organ_name=own.organ_name,
            subject=subject,
            signer=post.ref,
            signer_name=planter.get(e.Person, post.person).full_name,
            recipients=["Như trên", "Lưu: VT"],
            urgency=Urgency(urgency),
            copy_kind=CopyKind.ORIGINAL,
            held_by=labels["clerk"],
            content=compose(planter, wording, own=own, signer=post),
        )
        labels[label] = document.ref
        at = planter._now
        planter._now = at - timedelta(hours=20 - place)
        part = lay_down(planter, planter.change(document, code_number=None, issued_date=None))
        document = planter.change(
            document,
            number_of_page=part.number_of_page,
            code_number=number,
            issued_date=date(2026, 3, 2),
        )
        sign_paper(
            planter,
            document,
            post=post,
            certificate=certificate_of(planter, post.person, KeyKind.PERSON),
        )
        number_paper(planter, document)
        if state != "unsealed":
            seal_paper(
                planter,
                document,
                post=post,
                certificate=certificate_of(planter, own.ref, KeyKind.AGENCY),
            )
        planter._now = at
        if state == "broken":
            part = planter.all(e.Component, document=document.ref)[0]
            spoiled = flip_byte(planter.blob(part.digest))
            planter.change(part, digest=planter.blobs.put(spoiled), size=len(spoiled))
        planter.change(planter.get(e.Document, document.ref), content={})
        keep_copies(planter, document)
    add(
        planter,
        e.Note,
        to=labels["clerk"],
        sender="Chánh Văn phòng",
        text={
            "vi": "Nhớ kiểm tra chữ ký số trước khi đăng ký; hôm qua có văn bản bị sửa sau khi ký.",
            "en": "Check signatures before you register; yesterday a document came that was changed after signing.",
        },
        sent_at=planter.now - timedelta(hours=1),
    )
