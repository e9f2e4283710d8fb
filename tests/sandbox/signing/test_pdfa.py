"""With real papers: signatures, number, date and seal leave a PDF/A what it was."""

from datetime import date
from functools import cache
from io import BytesIO

import pypdfium2
import pytest

from sandbox.signing.order import Box
from sandbox.signing.sign import (
    fill_number_and_date,
    mark_as_agency,
    seal_as_agency,
    sign_as_person,
)
from tests.sandbox.signing.world import (
    AGENCY_CERTIFICATE,
    LATER,
    PERSON_CERTIFICATE,
    PKI,
    SIGNING,
    UNIT,
    bare,
    checked,
    codes,
    issued,
    long_lived,
)

STEPS = ("printed", "signed", "filled", "sealed", "long-lived")


@cache
def _steps() -> dict[str, bytes]:
    """A decision of the paper room on its way out of the agency."""
    from sandbox.paper.fields import date_appearance, number_appearance
    from sandbox.paper.places import Place
    from sandbox.paper.press import print_sheet
    from sandbox.paper.sheet import Sheet
    from sandbox.paper.stamps import seal_image, signature_image

    sheet = Sheet.model_validate(
        {
            "agency_name": UNIT,
            "parent_name": "Ủy ban nhân dân tỉnh Vân Nguyên",
            "place": "Vân Nguyên",
            "type_name": "QĐ",
            "notation": "QĐ-SNV",
            "subject": "Về việc ban hành Danh mục hồ sơ năm 2024",
            "enacting_authority": "GIÁM ĐỐC SỞ NỘI VỤ TỈNH VÂN NGUYÊN",
            "grounds": ["Căn cứ Quy chế văn thư, lưu trữ của Sở"],
            "body": [{"kind": "paragraph", "text": "Danh mục hồ sơ năm 2024 kèm theo."}],
            "recipients": ["Như trên", "Lưu: VT"],
            "signing": {"authority": ["GIÁM ĐỐC"], "signer_name": "Lò Thị Ánh"},
        }
    )
    printed = print_sheet(sheet, number=None, issued=None, at=SIGNING)

    def box(name: str) -> Box:
        place: Place = printed.places[name]
        return Box(place.page - 1, place.x, place.y, place.width, place.height)

    common = {"pki": PKI, "at": SIGNING}
    signed = sign_as_person(
        printed.pdf,
        certificate=PERSON_CERTIFICATE,
        place=box("signature"),
        image=signature_image("Lò Thị Ánh"),
        name="Lò Thị Ánh",
        **common,
    )
    filled = fill_number_and_date(
        signed,
        number_text="12",
        date_text="ngày 05 tháng 3 năm 2024",
        number_image=number_appearance(12, printed.places["number"]),
        date_image=date_appearance(date(2024, 3, 5), printed.places["date"]),
    )
    sealed = seal_as_agency(
        filled,
        certificate=AGENCY_CERTIFICATE,
        place=box("seal"),
        image=seal_image(UNIT),
        name="SNV",
        **common,
    )
    made = printed.pdf, signed, filled, sealed, long_lived(sealed, LATER)
    return dict(zip(STEPS, made, strict=True))


@pytest.mark.parametrize("step", STEPS)
def test_every_step_stays_pdfa(step: str):
    from sandbox.paper.pdfa import check_pdfa

    report = check_pdfa(_steps()[step])
    assert (report.verdict, report.remarks) == ("valid", ())
    assert report.rules_checked > 10


def test_our_own_small_papers_stay_pdfa_too():
    from sandbox.paper.pdfa import check_pdfa
    from sandbox.paper.stamps import text_mark

    marked = mark_as_agency(
        bare(),
        pki=PKI,
        certificate=AGENCY_CERTIFICATE,
        place=Box(0, 360, 780, 200, 40),
        image=text_mark(("SAO Y", UNIT, "2024-03-05T09:00:00+07:00")),
        at=SIGNING,
        name="SNV",
    )
    for pdf in (marked, issued()):
        assert [remark.code for remark in check_pdfa(pdf).remarks] == []


def test_the_finished_decision_is_valid_and_shows_what_was_added():
    sealed = _steps()["sealed"]
    report = checked(sealed)
    assert (report.verdict, codes(report)) == ("valid", set())
    assert [check.kind for check in report.signatures] == ["person", "agency"]
    shown = [_ink(_steps()[step]) for step in ("printed", "signed", "filled", "sealed")]
    assert shown == sorted(shown)
    assert len(set(shown)) == 4


def _ink(pdf: bytes) -> int:
    """How many pixels of the first page are not white."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    document.init_forms()
    page = document[0].render(scale=1, may_draw_forms=True).to_pil().convert("L")
    document.close()
    return sum(1 for value in page.tobytes() if value < 250)
