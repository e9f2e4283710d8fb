"""Our PDF/A rules: each finds its fault, none raises whatever the bytes are."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from base.language import LANGUAGES, placeholders, say
from sandbox.paper import check_pdfa
from sandbox.paper.commands import check_files
from sandbox.paper.pdfa_rules.book import RULES
from sandbox.paper.pdfa_rules.content import inline_images, operators
from sandbox.verdicts import Verdict
from tests.sandbox.paper.printing import Printed

Change = Callable[[pikepdf.Pdf], None]
"""What is done to a good file to spoil it."""


def _spoiled(pdf: bytes, change: Change, **save: Any) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        made = io.BytesIO()
        untouched = {"fix_metadata_version": False, "compress_streams": False}
        if not save:
            untouched["stream_decode_level"] = pikepdf.StreamDecodeLevel.none
        document.save(made, **untouched, **save)
    return made.getvalue()


def _content(text: bytes) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        page.contents_add(document.make_stream(text))

    return change


def _annotation(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        noted = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), F=4)
        noted.AP = Dictionary(N=document.make_stream(b"", BBox=Array([0, 0, 20, 20])))
        for key, value in entries.items():
            if value is None:
                del noted[f"/{key}"]
            else:
                noted[f"/{key}"] = value
        page.obj.Annots = document.make_indirect(Array([document.make_indirect(noted)]))

    return change


def _root(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.Root[f"/{key}"] = value

    return change


def _attached(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(b"<a/>")
        stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/text#2Fxml")
        spec = Dictionary(Type=Name.Filespec, F=String("a.xml"), UF=String("a.xml"))
        spec.EF = Dictionary(F=stream)
        for key, value in entries.items():
            spec[f"/{key}"] = value
        spec = document.make_indirect(spec)
        document.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(Names=Array([String("a.xml"), spec]))
        )

    return change


def _first_font(document: pikepdf.Pdf, subtype: pikepdf.Object) -> pikepdf.Object:
    return next(
        item
        for item in document.objects
        if isinstance(item, Dictionary) and item.get("/Subtype") == subtype
    )


def _no_font_file(document: pikepdf.Pdf) -> None:
    font = _first_font(document, Name.CIDFontType0) if _has_cff(document) else _first_font(
        document, Name.CIDFontType2
    )  # fmt: skip
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in font.FontDescriptor:
            del font.FontDescriptor[key]


def _has_cff(document: pikepdf.Pdf) -> bool:
    return any(
        isinstance(item, Dictionary) and item.get("/Subtype") == Name.CIDFontType0
        for item in document.objects
    )


def _no_map(document: pikepdf.Pdf) -> None:
    del _first_font(document, Name.CIDFontType2)["/CIDToGIDMap"]


def _encoding(document: pikepdf.Pdf) -> None:
    _first_font(document, Name.Type0).Encoding = Name("/90ms-RKSJ-H")


def _state(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        resources = document.pages[0].obj.Resources
        resources.ExtGState = Dictionary(G9=Dictionary(Type=Name.ExtGState, **entries))

    return change


def _image(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(
            b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        for key, value in entries.items():
            stream[f"/{key}"] = value
        document.pages[0].obj.Resources.XObject = Dictionary(X9=stream)

    return change


def _form(**entries: Any) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1])
        )
        for key, value in entries.items():
            stream[f"/{key}"] = value
        document.pages[0].obj.Resources.XObject = Dictionary(X9=stream)

    return change


def _no_metadata(document: pikepdf.Pdf) -> None:
    del document.Root["/Metadata"]


def _metadata(old: bytes, new: bytes) -> Change:
    def change(document: pikepdf.Pdf) -> None:
        raw = document.Root.Metadata.read_bytes()
        assert old in raw
        document.Root.Metadata = document.make_stream(
            raw.replace(old, new), Type=Name.Metadata, Subtype=Name.XML
        )

    return change


def _info(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = "Khác"


def _no_intent(document: pikepdf.Pdf) -> None:
    del document.Root["/OutputIntents"]


def _profile(document: pikepdf.Pdf) -> None:
    intent = document.Root.OutputIntents[0]
    intent.DestOutputProfile = document.make_stream(b"\0" * 200, N=3)


def _lzw(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(b"")
    stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
    document.pages[0].obj.Contents = stream


def _external(document: pikepdf.Pdf) -> None:
    stream = document.make_stream(b"q Q")
    stream.F = String("elsewhere.bin")
    document.pages[0].obj.Contents = stream


def _box(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.MediaBox = Array([0, 0, 1, 20_000])


def _no_resources(document: pikepdf.Pdf) -> None:
    _form()(document)
    form = document.pages[0].obj.Resources.XObject.X9
    form.write(b"/X8 Do")


def _field(document: pikepdf.Pdf) -> None:
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("so"), F=4,
        Rect=Array([0, 0, 9, 9]), AA=Dictionary(),
        AP=Dictionary(N=document.make_stream(b"", BBox=Array([0, 0, 9, 9]))),
    )  # fmt: skip
    field = document.make_indirect(field)
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


def _signature(document: pikepdf.Pdf) -> None:
    value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 10, 20, 30]), Contents=String("x"))
    field = document.make_indirect(
        Dictionary(FT=Name.Sig, T=String("Nguoi"), V=document.make_indirect(value))
    )
    document.Root.AcroForm = Dictionary(Fields=Array([field]))


FAULTS = {
    "lzw": (_lzw, Verdict.INVALID),
    "external_stream": (_external, Verdict.INVALID),
    "permissions": (_root(Perms=Dictionary(Khac=1)), Verdict.INVALID),
    "page_boxes": (_box, Verdict.INVALID),
    "known_operators": (_content(b"q paint Q"), Verdict.INVALID),
    "resources": (_no_resources, Verdict.INVALID),
    "output_intent": (_no_intent, Verdict.INVALID),
    "icc_profile": (_profile, Verdict.INVALID),
    "device_colour": (_content(b"0 0 0 1 k 0 0 9 9 re f"), Verdict.INVALID),
    "graphics_state": (_state(TR=Name.Identity), Verdict.INVALID),
    "rendering_intent": (_content(b"/Vivid ri"), Verdict.INVALID),
    "image": (_image(Interpolate=True), Verdict.INVALID),
    "form_xobject": (_form(Ref=Dictionary()), Verdict.INVALID),
    "blend_mode": (_state(BM=Name("/Glow")), Verdict.INVALID),
    "font_cid_map": (_no_map, Verdict.INVALID),
    "font_encoding": (_encoding, Verdict.INVALID),
    "font_embedded": (_no_font_file, Verdict.INVALID),
    "annotation_kind": (_annotation(Subtype=Name.Movie), Verdict.INVALID),
    "annotation_flags": (_annotation(F=6), Verdict.INVALID),
    "annotation_appearance": (_annotation(AP=None), Verdict.INVALID),
    "field_actions": (_field, Verdict.INVALID),
    "need_appearances": (_root(AcroForm=Dictionary(NeedAppearances=True)), Verdict.INVALID),
    "xfa": (_root(AcroForm=Dictionary(XFA=Array())), Verdict.INVALID),
    "signature_range": (_signature, Verdict.INVALID),
    "forbidden_action": (
        _root(OpenAction=Dictionary(S=Name.JavaScript, JS=String("1"))), Verdict.INVALID,
    ),
    "named_action": (
        _root(OpenAction=Dictionary(S=Name.Named, N=Name.Print)), Verdict.INVALID,
    ),
    "additional_actions": (_root(AA=Dictionary()), Verdict.INVALID),
    "scripts": (_root(Names=Dictionary(JavaScript=Dictionary(Names=Array()))), Verdict.INVALID),
    "xmp_present": (_no_metadata, Verdict.INVALID),
    "xmp_well_formed": (_metadata(b"</rdf:RDF>", b""), Verdict.INVALID),
    "xmp_packet": (_metadata(b"id=", b'bytes="9" id='), Verdict.INVALID),
    "xmp_info": (_info, Verdict.UNDETERMINED),
    "identification": (_metadata(b"pdfaid:part", b"pdfaid:parts"), Verdict.INVALID),
    "embedded_file": (_attached(), Verdict.INVALID),
    "optional_content": (_root(OCProperties=Dictionary(D=Dictionary())), Verdict.INVALID),
    "requirements": (_root(Requirements=Array()), Verdict.INVALID),
}  # fmt: skip


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_under_its_name(printed: Printed, code: str):
    change, verdict = FAULTS[code]
    report = check_pdfa(_spoiled(printed("decision").pdf, change))
    found = {remark.code: remark.verdict for remark in report.remarks}
    assert found.get(code) is verdict
    assert report.verdict is (Verdict.INVALID if Verdict.INVALID in found.values() else verdict)


def test_a_saved_paper_without_a_fault_stays_valid(printed: Printed):
    assert check_pdfa(_spoiled(printed("decision").pdf, lambda _: None)).remarks == ()


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("header", lambda pdf: b" " + pdf),
        ("header", lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-2.0", 1)),
        ("binary_mark", lambda pdf: pdf[:9] + b"%abcd\n" + pdf[9:]),
        ("after_end", lambda pdf: pdf + b"\nthem"),
        ("after_end", lambda pdf: pdf.rstrip()[:-5]),
        ("structure", lambda pdf: pdf.replace(b"startxref", b"startxxxx")),
        ("trailer_id", lambda pdf: pdf.replace(b"/ID", b"/Ix")),
        ("unreadable", lambda _: b""),
        ("unreadable", lambda _: b"khong phai PDF"),
    ],
)
def test_a_fault_of_the_bytes_is_found_under_its_name(
    printed: Printed, code: str, spoil: Callable[[bytes], bytes]
):
    report = check_pdfa(spoil(printed("decision").pdf))
    assert code in {remark.code for remark in report.remarks}
    assert report.verdict is Verdict.INVALID


def test_encryption_is_found_with_and_without_a_password(printed: Printed):
    for user in ("", "khóa"):
        locked = _spoiled(
            printed("decision").pdf,
            lambda _: None,
            encryption=pikepdf.Encryption(user=user, owner="x"),
        )
        assert [remark.code for remark in check_pdfa(locked).remarks] == ["encrypted"]
        assert check_pdfa(locked).rules_checked == 0


def test_pdfaid_may_be_written_as_attributes(printed: Printed):
    def change(document: pikepdf.Pdf) -> None:
        raw = document.Root.Metadata.read_bytes()
        for name in (b"part", b"conformance"):
            start = raw.index(b"<pdfaid:%s>" % name)
            end = raw.index(b"</pdfaid:%s>" % name)
            raw = raw[:start] + raw[end + len(name) + 10 :]
        raw = raw.replace(
            b"<rdf:Description ", b'<rdf:Description pdfaid:part="2" pdfaid:conformance="B" ', 1
        )
        document.Root.Metadata = document.make_stream(raw, Type=Name.Metadata, Subtype=Name.XML)

    pdf = _spoiled(printed("decision").pdf, change)
    assert b'pdfaid:part="2"' in pikepdf.open(io.BytesIO(pdf)).Root.Metadata.read_bytes()
    assert check_pdfa(pdf).verdict is Verdict.VALID


def test_part_3_asks_for_the_relation_of_an_attachment_and_part_2_for_none(printed: Printed):
    part_3 = _metadata(b"<pdfaid:part>2<", b"<pdfaid:part>3<")
    plain = _spoiled(printed("decision").pdf, part_3)
    assert check_pdfa(plain).part == 3
    assert check_pdfa(plain).verdict is Verdict.VALID
    assert {one.code for one in check_pdfa(plain, part=2).remarks} == {"identification"}
    bare = check_pdfa(_spoiled(plain, _attached()))
    assert {one.code for one in bare.remarks} == {"file_specification", "associated_file"}

    def related(document: pikepdf.Pdf) -> None:
        _attached(AFRelationship=Name.Data)(document)
        document.Root.AF = Array([document.Root.Names.EmbeddedFiles.Names[1]])

    assert check_pdfa(_spoiled(plain, related)).verdict is Verdict.VALID


def test_a_file_that_declares_another_part_is_not_judged_by_ours(printed: Printed):
    other = _spoiled(printed("decision").pdf, _metadata(b"<pdfaid:part>2<", b"<pdfaid:part>1<"))
    assert check_pdfa(other).verdict is Verdict.UNDETERMINED


def test_every_rule_has_its_sentence_in_both_languages():
    codes = {rule.code for rule in RULES}
    assert len(codes) == len(RULES)
    for code in codes | {"encrypted", "unreadable", "too_many_objects", "not_applied"}:
        for language in LANGUAGES:
            sentence = say(f"pdfa.{code}", language, where="[p. 1]", found="X")
            assert "⟦" not in sentence
            assert "…" not in sentence
            assert placeholders(sentence) == frozenset()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 70_000), st.integers(0, 70_000))
def test_no_bytes_make_the_rules_raise(printed: Printed, noise: bytes, at: int, cut: int):
    pdf = printed("letter", None).pdf
    for broken in (
        noise,
        b"%PDF-1.7\n" + noise,
        pdf[:cut],
        pdf[:at] + noise + pdf[at + len(noise) :],
        pdf[:at] + pdf[at + 7 :],
    ):
        report = check_pdfa(broken)
        assert (report.verdict is Verdict.VALID) == (report.remarks == ())


@pytest.mark.parametrize(
    "change",
    [
        _root(AcroForm=Array()), _root(Names=String("x")), _root(OutputIntents=Dictionary()),
        _root(OCProperties=Array([1])), _root(Metadata=String("x")), _root(Perms=Array()),
        _annotation(Rect=String("x")), _annotation(F=String("x")), _state(BM=Array([1, 2])),
    ],
)  # fmt: skip
def test_entries_of_the_wrong_kind_are_doubted_not_crashed_on(printed: Printed, change: Change):
    report = check_pdfa(_spoiled(printed("decision").pdf, change))
    assert report.verdict is not Verdict.VALID or report.remarks == ()


@pytest.mark.parametrize("unit", [b"(", b"[(", b"\\(", b"[<", b"BI ", b"BI ID ", b"(()", b"[(\\("])
def test_no_content_takes_long_to_look_through(unit: bytes):
    many = unit * (400_000 // len(unit))
    assert isinstance(operators(many), frozenset)
    assert inline_images(many) is not None


@settings(max_examples=60)
@given(st.lists(st.sampled_from([b"q", b"Q", b"rg", b"Do", b"(a \\) k)", b"[(g) 3 (h)]", b"<0a>"])))
def test_operators_are_found_and_operands_are_not(words: list[bytes]):
    found = operators(b" ".join(words))
    assert found == frozenset(word for word in words if word.isalpha())


def test_the_command_line_says_how_many_rules_and_exits_with_the_answer(
    printed: Printed, tmp_path: Path
):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(printed("decision").pdf)
    bad.write_bytes(b"x")
    assert check_files([good]).exit_code == 0
    answer = check_files([good, bad], language="en")
    assert answer.exit_code == 1
    assert f"{len(RULES)} rules of our own" in answer.rows[0]["practice_note"]
    assert answer.rows[1]["findings"][0]["code"] == "unreadable"
    assert check_files([tmp_path / "missing.pdf"]).exit_code == 2


def test_the_paper_room_opens_without_the_heavy_libraries():
    script = (
        "import sys, sandbox.paper, sandbox.paper.forms;"
        "print([m for m in ('typst', 'pikepdf', 'pypdfium2', 'lxml', 'PIL') if m in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
