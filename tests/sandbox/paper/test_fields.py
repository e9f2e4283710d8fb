"""Number and date are filled after the leader has signed, and the signature still stands."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from sandbox.paper import (
    DATE_FIELD,
    NUMBER_FIELD,
    Place,
    check_pdfa,
    date_appearance,
    day_in_words,
    field_appearance,
    number_appearance,
    seal_image,
    signature_image,
    text_of,
)
from sandbox.paper.faces import ITALIC, width
from sandbox.paper.wording import blank_day
from sandbox.verdicts import Verdict
from tests.sandbox.paper.printing import Printed


def test_an_unnumbered_paper_has_two_fields_and_prints_neither_number_nor_date(printed: Printed):
    paper = printed("letter", None)
    text = text_of(paper.pdf)
    assert "Số: /SNNMT-VP" in text
    assert "ngày 05" not in text
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        form = document.Root.AcroForm
        found = {str(field.T): field for field in form.Fields}
        assert set(found) == {NUMBER_FIELD, DATE_FIELD} == {"so", "ngay"}
        assert "/NeedAppearances" not in form
        for name, place in (("so", paper.places["number"]), ("ngay", paper.places["date"])):
            field = found[name]
            assert field.FT == "/Tx"
            assert int(field.Ff) & 1
            assert int(field.F) == 4
            assert "/V" not in field
            corners = [float(side) for side in field.Rect]
            assert corners == pytest.approx(
                [place.x, place.y, place.x + place.width, place.y + place.height], abs=0.01
            )
        assert found["so"].AP.N.read_bytes().strip() == b""
        assert found["so"].AP.N.objgen != found["ngay"].AP.N.objgen


def test_a_numbered_paper_has_no_form(printed: Printed):
    with pikepdf.open(io.BytesIO(printed("letter").pdf)) as document:
        assert "/AcroForm" not in document.Root


def test_a_snippet_is_as_large_as_its_field_and_shows_its_text(printed: Printed):
    place = printed("letter", None).places["date"]
    snippet = date_appearance(date(2026, 11, 2), place)
    assert text_of(snippet).strip() == "ngày 02 tháng 11 năm 2026"
    with pikepdf.open(io.BytesIO(snippet)) as document:
        box = [float(side) for side in document.pages[0].mediabox]
    assert box == pytest.approx([0, 0, place.width, place.height], abs=0.01)
    assert text_of(number_appearance(1234, place)).strip() == "1234"
    assert text_of(number_appearance(7, place)).strip() == "07"


def _signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Thử")])
    usage = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2045, 1, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    store = SimpleCertificateStore()
    ours = asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
    store.register(ours)
    return signers.SimpleSigner(
        signing_cert=ours,
        signing_key=asn1_keys.PrivateKeyInfo.load(plain),
        cert_registry=store,
    )


def _signed(
    pdf: bytes, signer: signers.SimpleSigner, name: str, place: Place, stamp: bytes, folder: Path
) -> bytes:
    path = folder / f"{name}.pdf"
    path.write_bytes(stamp)
    no_margins = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins.uniform(0),
    )
    style = StaticStampStyle.from_pdf_file(
        str(path), border_width=0, background_opacity=1, background_layout=no_margins
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    spec = fields.SigFieldSpec(name, on_page=place.page - 1, box=place.box)
    fields.append_signature_field(writer, spec)
    metadata = signers.PdfSignatureMetadata(
        field_name=name, subfilter=fields.SigSeedSubFilter.PADES
    )
    return signers.PdfSigner(metadata, signer, stamp_style=style).sign_pdf(writer).getvalue()


def _filled(pdf: bytes, filled: dict[str, tuple[str, bytes]]) -> bytes:
    """Fill fields as ``field_appearance`` tells to."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    for field in writer.root["/AcroForm"]["/Fields"]:
        item = field.get_object()
        if item["/T"] in filled:
            value, snippet = filled[item["/T"]]
            shown = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(snippet)))
            item["/V"] = generic.pdf_string(value)
            item["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): shown})
            writer.update_container(item)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def test_signed_then_numbered_then_sealed_both_signatures_hold_and_it_stays_pdfa(
    printed: Printed, tmp_path: Path
):
    paper = printed("letter", None)
    signer, day = _signer(), date(2026, 11, 2)
    places = paper.places
    hand, seal = signature_image("Lò Văn Hải"), seal_image("Sở Nội vụ")
    signed = _signed(paper.pdf, signer, "Nguoi", places["signature"], hand, tmp_path)
    numbered = _filled(
        signed,
        {
            NUMBER_FIELD: ("07", number_appearance(7, places["number"])),
            DATE_FIELD: (day_in_words(day), date_appearance(day, places["date"])),
        },
    )
    sealed = _signed(numbered, signer, "CoQuan", places["seal"], seal, tmp_path)

    context = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(sealed))
    first, second = (validate_pdf_signature(one, context) for one in reader.embedded_signatures)
    assert first.bottom_line
    assert first.modification_level is ModificationLevel.FORM_FILLING
    assert second.bottom_line
    assert "Số: 07/SNNMT-VP Thanh Bình, ngày 02 tháng 11 năm 2026" in text_of(sealed)
    assert check_pdfa(sealed).remarks == ()
    assert check_pdfa(sealed).verdict is Verdict.VALID


def test_until_it_is_filled_the_date_shows_room_for_day_and_month(printed: Printed):
    paper = printed("letter", None)
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        field = next(one for one in document.Root.AcroForm.Fields if str(one.T) == DATE_FIELD)
        box = [float(side) for side in field.AP.N.BBox]
    assert box[2] == pytest.approx(paper.places["date"].width, abs=0.01)
    blank = blank_day(2026)
    assert "\xa0\xa0" in blank
    assert width(blank, 13, ITALIC) == pytest.approx(box[2], abs=0.1)
    assert text_of(field_appearance(blank, box[2], box[3], italic=True)).split() == [
        "ngày", "tháng", "năm", "2026",
    ]  # fmt: skip
