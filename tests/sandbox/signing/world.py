"""A small world for these tests: a person, an agency, a paper, and moments in their terms."""

from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any  # what a test changes may be anything

import pikepdf
import typst

from base.settings import ROOT
from sandbox.entities import Certificate
from sandbox.signing.long_term import add_archive_timestamp, add_validation_data
from sandbox.signing.order import Box, Order
from sandbox.signing.pki import Pki
from sandbox.signing.report import SignatureReport
from sandbox.signing.sign import (
    PERSON,
    Wish,
    fill_number_and_date,
    order_for,
    seal_as_agency,
    sign_as_person,
)
from sandbox.signing.trust import Trust, trust_of
from sandbox.signing.verify import verify_afresh

FONTS = Path(ROOT / "sandbox" / "paper" / "fonts")
PKI = Pki(b"a practice world of the tests...")
OTHER_PKI = Pki(b"another practice world..........")
SIGNING = datetime(2024, 3, 5, 2, 0, 0, tzinfo=UTC)
LATER = datetime(2024, 3, 6, 2, 0, 0, tzinfo=UTC)
START, END = datetime(2023, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
UNIT = "Sở Nội vụ tỉnh Vân Nguyên"
SIGNATURE_PLACE = Box(0, 320, 300, 120, 50)
SEAL_PLACE = Box(0, 280, 290, 80, 80)


def day(text: str) -> datetime:
    """``2024-03-05`` or with a time, UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def certificate(number: int = 1, **facts: object) -> Certificate:
    """A person's certificate of three years, changed as told."""
    told: dict[str, Any] = {
        "ref": f"CT{number:04d}",
        "holder": f"NG{number:04d}",
        "kind": "person",
        "common_name": "Lò Thị Ánh",
        "organisation_unit": UNIT,
        "serial": 10_000 + number,
        "valid_from": START,
        "valid_to": END,
        **facts,
    }
    return Certificate.model_validate(told)


PERSON_CERTIFICATE = certificate()
AGENCY_CERTIFICATE = certificate(2, kind="agency", holder="TC0001", common_name=UNIT)
EVERYONE = [PERSON_CERTIFICATE, AGENCY_CERTIFICATE]


def typeset(source: str) -> bytes:
    """PDF/A-2b from a small typst source."""
    raw = source.encode()
    compiler = typst.Compiler(raw, font_paths=[str(FONTS)])
    made = compiler.compile(
        input=raw, format="pdf", pdf_standards=["a-2b"], timestamp=1_700_000_000
    )
    assert isinstance(made, bytes)
    return made


@cache
def image(text: str = "Lò Thị Ánh", colour: str = "blue", size: str = "120pt, 50pt") -> bytes:
    width, height = size.split(", ")
    return typeset(
        f"#set page(width: {width}, height: {height}, margin: 2pt, fill: none)\n"
        f'#set text(font: "Liberation Serif", size: 13pt, fill: {colour})\n{text}'
    )


@cache
def bare() -> bytes:
    """A decision of one page, without fields."""
    return typeset(
        '#set document(title: "Quyết định")\n'
        '#set page(width: 210mm, height: 297mm)\n#set text(font: "Liberation Serif", size: 13pt)\n'
        "= QUYẾT ĐỊNH\nVề việc ban hành Danh mục hồ sơ năm 2024."
    )


@cache
def paper() -> bytes:
    """The same with the text fields ``so`` and ``ngay``."""
    with pikepdf.open(BytesIO(bare())) as document:
        page = document.pages[0].obj
        corners = {"so": (100, 700, 160, 716), "ngay": (300, 700, 440, 716)}
        fields = [_field(document, name, corners[name]) for name in corners]
        page.Annots = document.make_indirect(pikepdf.Array(fields))
        form = pikepdf.Dictionary(Fields=pikepdf.Array(fields))
        document.Root.AcroForm = document.make_indirect(form)
        made = BytesIO()
        plain = pikepdf.ObjectStreamMode.disable
        document.save(made, deterministic_id=True, object_stream_mode=plain)
        return made.getvalue()


def _field(document: pikepdf.Pdf, name: str, box: tuple[int, int, int, int]) -> pikepdf.Object:
    look = document.make_stream(
        b"",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, box[2] - box[0], box[3] - box[1]],
        Resources=pikepdf.Dictionary(),
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=name,
            Rect=list(box),
            F=4,
            AP=pikepdf.Dictionary(N=look),
            P=document.pages[0].obj,
        )
    )


def signed(pdf: bytes | None = None, **facts: object) -> bytes:
    """Signed by the person, as told."""
    told: dict[str, Any] = {
        "pki": PKI,
        "certificate": PERSON_CERTIFICATE,
        "place": SIGNATURE_PLACE,
        "image": image(),
        "at": SIGNING,
        "name": "Lò Thị Ánh",
        **facts,
    }
    return sign_as_person(pdf or paper(), **told)


def filled(pdf: bytes, number: str = "12", date: str = "ngày 05 tháng 3 năm 2024") -> bytes:
    return fill_number_and_date(
        pdf,
        number_text=number,
        date_text=date,
        number_image=image(number, "black", "60pt, 16pt"),
        date_image=image(date, "black", "140pt, 16pt"),
    )


def sealed(pdf: bytes, **facts: object) -> bytes:
    told: dict[str, Any] = {
        "pki": PKI,
        "certificate": AGENCY_CERTIFICATE,
        "place": SEAL_PLACE,
        "image": image("DẤU", "red", "80pt, 80pt"),
        "at": SIGNING,
        "name": "SNV",
        **facts,
    }
    return seal_as_agency(pdf, **told)


@cache
def issued() -> bytes:
    """Signed, numbered, sealed: as a document leaves the agency."""
    return sealed(filled(signed()))


def long_lived(pdf: bytes, at: datetime, everyone: list[Certificate] | None = None) -> bytes:
    """B-LTA at ``at``."""
    kept = add_validation_data(pdf, pki=PKI, certificates=everyone or EVERYONE, at=at)
    return add_archive_timestamp(kept, pki=PKI, at=at)


def order(pdf: bytes | None = None, kind: str = PERSON, **changes: object) -> Order:
    who = PERSON_CERTIFICATE if kind == PERSON else AGENCY_CERTIFICATE
    place = SIGNATURE_PLACE if kind == PERSON else SEAL_PLACE
    made = order_for(pdf or paper(), Wish(kind, PKI, who, place, image(), SIGNING, "1"))
    return made._replace(**changes)


def trust(at: datetime, everyone: list[Certificate] | None = None) -> Trust:
    return trust_of(PKI, everyone or EVERYONE, at)


def checked(
    pdf: bytes, at: datetime = LATER, everyone: list[Certificate] | None = None
) -> SignatureReport:
    return verify_afresh(pdf, trust=trust(at, everyone), at=at)


def codes(report: SignatureReport) -> set[str]:
    """Codes of what is more than a note."""
    every = [*report.remarks, *(r for check in report.signatures for r in check.remarks)]
    return {remark.code for remark in every if remark.verdict != "valid"}
