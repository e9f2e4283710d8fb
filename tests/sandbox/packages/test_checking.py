"""The check of a package finds each fault by its code, and finds nothing where nothing is."""

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from lxml import etree

from base.language import LANGUAGES, say
from sandbox.packages import (
    Built,
    Kind,
    Limits,
    Profile,
    Reception,
    StepOutcome,
    build_package,
    validate_package,
)
from sandbox.packages.envelope import unzipped, zipped
from sandbox.packages.spoil import (
    FILE_FAULTS,
    PACKAGE_FAULTS,
    RECEPTION_FAULTS,
    FileFault,
    PackageFault,
    ReceptionFault,
    drafted,
)
from sandbox.packages.spoil.files import NamedFile, minimal_pdf
from sandbox.packages.validate import STEPS
from sandbox.verdicts import Remark
from tests.sandbox.packages.ordering import CODE, component, document, file, order, rightly_told

TT05 = (Profile.STRICT, Profile.LENIENT)
EAD = "metadata/descriptive/EAD.xml"
DOC = "representations/rep1/metadata/descriptive/EAD_"


def good(kind: Kind = Kind.SIP, profile: Profile = Profile.STRICT):
    return build_package(order(kind, profile)).content


def field_changed(name: str, text: str, path: str = EAD):
    draft = drafted(good())
    path = path if path in draft.tree else draft.first(path)

    def write(root: etree._Element) -> None:
        root.find(name).text = text

    return draft.edit(path, write).weighed().closed()


def spoken_well(remarks: Iterable[Remark]):
    """Every remark is a full sentence in both languages."""
    for remark in remarks:
        for language in LANGUAGES:
            text = say(f"package.{remark.code}", language, **remark.facts)
            assert "⟦" not in text, remark
            assert "…" not in text, (remark, text)


@pytest.mark.parametrize("profile", TT05)
@pytest.mark.parametrize("fault", PACKAGE_FAULTS, ids=lambda fault: fault.id)
def test_a_spoilt_package_shows_its_fault_and_no_other(fault: PackageFault, profile: Profile):
    twin = good(fault.kind, profile)
    assert validate_package(twin, profile=profile).codes == frozenset()
    report = validate_package(fault.spoil(twin), profile=profile)
    assert report.codes == {fault.code}
    assert report.verdict == "invalid"
    spoken_well(report.remarks)


def test_spoiling_is_deterministic():
    for fault in PACKAGE_FAULTS:
        twin = good(fault.kind)
        assert fault.spoil(twin) == fault.spoil(twin)


@pytest.mark.parametrize("fault", RECEPTION_FAULTS, ids=lambda fault: fault.id)
def test_what_was_wrongly_told_is_found_and_what_was_rightly_told_is_not(fault: ReceptionFault):
    asked = order()
    content = build_package(asked).content
    fresh = validate_package(content, profile=Profile.STRICT)
    known = rightly_told(fresh, asked)
    assert validate_package(content, profile=Profile.STRICT, received=known).codes == frozenset()
    report = validate_package(content, profile=Profile.STRICT, received=fault.told(fresh, known))
    assert report.codes == {fault.code}
    spoken_well(report.remarks)


@pytest.mark.parametrize("fault", FILE_FAULTS, ids=lambda fault: fault.id)
def test_a_spoilt_file_is_found_in_its_package(fault: FileFault):
    def packed(named: NamedFile) -> Built:
        part = component(1, file_name=named.name, content=named.content)
        scan = document(1, confidence_level="02", process="", components=(part,))
        whole = file(confidence_level="02", paper_file_code="Z99L.K01.12")
        return build_package(order(contents=whole).model_copy(update={"documents": (scan,)}))

    twin = NamedFile(f"{CODE}.1.pdf", component(1).content)
    before = validate_package(packed(twin).content, profile=Profile.STRICT)
    assert (before.codes, before.notes) == (frozenset(), frozenset())
    report = validate_package(packed(fault.spoil(twin)).content, profile=Profile.STRICT)
    if fault.is_advice:
        assert (report.codes, report.notes) == (frozenset(), {fault.code})
    else:
        assert report.codes == {fault.code} | fault.also
    assert fault.spoil(twin) == fault.spoil(twin)
    spoken_well(report.remarks)


@pytest.mark.parametrize(
    ("name", "text", "path", "code"),
    [
        ("title", "", EAD, "field.empty"),
        ("title", "x" * 1001, EAD, "field.too_long"),
        ("startDate", "2025-01-06", EAD, "field.form"),
        ("startDate", "31/02/2025", EAD, "field.form"),
        ("startDate", "01/01/2026", EAD, "field.dates_reversed"),
        ("numberOfPage", "hai", EAD, "field.form"),
        ("numberOfPage", "77", EAD, "totals.pages"),
        ("mode", "09", EAD, "field.code"),
        ("language", "01;99", EAD, "field.code"),
        ("confidenceLevel", "02", EAD, "field.paper_code"),
        ("riskRecovery", "1", EAD, "field.recovery"),
        ("riskRecovery", "x", EAD, "field.form"),
        ("typeName", "33", DOC, "field.code"),
        ("docCode", f"{CODE}.1", DOC, "field.doc_code"),
        ("docCode", f"{CODE}.0000002", DOC, "field.code_twice"),
        ("process", "", DOC, "field.process"),
        ("mode", "03", DOC, "conditions.secret"),
        ("docId", "x" * 26, DOC, "field.too_long"),
    ],
)
def test_each_field_is_held_to_its_form(name: str, text: str, path: str, code: str):
    report = validate_package(field_changed(name, text, path), profile=Profile.STRICT)
    assert report.codes == {code}
    spoken_well(report.remarks)


def test_several_languages_may_stand_in_one_field():
    report = validate_package(field_changed("language", "01;02"), profile=Profile.STRICT)
    assert report.codes == frozenset()


def test_fields_in_another_order_are_no_fault():
    def turn(root: etree._Element) -> None:
        root[:] = list(root)[::-1]

    report = validate_package(drafted(good()).edit(EAD, turn).weighed().closed())
    assert report.verdict == "valid"


def test_a_missing_optional_field_is_a_fault_by_the_letter_and_advice_by_the_sample():
    def drop(root: etree._Element) -> None:
        root.remove(root.find("keyword"))

    package = drafted(good()).edit(EAD, drop).weighed().closed()
    assert validate_package(package, profile=Profile.STRICT).codes == {"field.missing"}
    assert "field.missing" in validate_package(package, profile=Profile.LENIENT).notes


def test_a_lower_case_digest_is_the_same_digest():
    draft = drafted(good())
    text = draft.tree["METS.xml"].decode()
    lower = re.sub(r'CHECKSUM="([0-9A-F]+)"', lambda m: f'CHECKSUM="{m[1].lower()}"', text)
    assert lower != text
    draft.tree["METS.xml"] = lower.encode()
    assert validate_package(draft.closed(), profile=Profile.STRICT).verdict == "valid"


def test_an_unknown_digest_algorithm_leaves_the_verdict_open():
    draft = drafted(good())
    text = draft.tree["METS.xml"].replace(b'CHECKSUMTYPE="SHA-256"', b'CHECKSUMTYPE="CRC32"', 1)
    draft.tree["METS.xml"] = text
    report = validate_package(draft.closed(), profile=Profile.STRICT)
    assert (report.verdict, report.codes) == ("undetermined", {"fixity.algorithm"})


def test_a_year_term_may_go_to_a_current_archive_but_not_to_a_historical_one():
    package = field_changed("maintenance", "05")
    assert "conditions.term" in validate_package(package).codes
    current = Reception(destination="current")
    assert validate_package(package, received=current).verdict == "valid"


def test_a_test_package_is_welcome_in_a_rehearsal_only():
    content = build_package(order(record_status="TEST")).content
    assert validate_package(content).codes == {"header.test_status"}
    assert validate_package(content, received=Reception(takes_tests=True)).verdict == "valid"


def test_a_package_made_after_it_was_received_is_found():
    known = Reception(received_at="2026-11-01T00:00:00Z")
    assert validate_package(good(), received=known).codes == {"header.future"}


def test_what_was_not_looked_at_is_not_performed_and_never_passed():
    report = validate_package(good())
    outcomes = {step.step: step.outcome for step in report.steps}
    for step in ("inventory", "declared", "registration", "receipt", "duplicates", "antivirus"):
        assert outcomes[step] is StepOutcome.NOT_PERFORMED
    assert outcomes["fixity"] is StepOutcome.PASSED
    sealed = validate_package(b"not a zip")
    assert sealed.verdict == "invalid"
    assert {step.outcome for step in sealed.steps[1:]} == {StepOutcome.NOT_PERFORMED}


def test_steps_and_reasons_have_their_words_in_both_languages():
    reports = [validate_package(good(kind)) for kind in Kind] + [validate_package(b"")]
    steps = {step.name for step in STEPS} | {"unpack"}
    reasons = {step.reason for report in reports for step in report.steps if step.reason}
    keys = [f"package_step.{step}" for step in steps]
    keys += [f"package_reason.{reason}" for reason in reasons]
    keys += [f"package_outcome.{outcome}" for outcome in StepOutcome]
    for key in keys:
        for language in LANGUAGES:
            assert "⟦" not in say(key, language), key


def test_a_folder_on_disk_is_judged_like_its_zip(tmp_path: Path):
    for path, content in unzipped(good()).items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    folder = next(tmp_path.iterdir())
    report = validate_package(folder, profile=Profile.STRICT)
    assert (report.verdict, report.digest) == ("valid", "")
    assert report.counts == validate_package(good()).counts


def test_a_path_that_is_not_there_is_a_verdict(tmp_path: Path):
    report = validate_package(tmp_path / "khong-co.zip")
    assert report.codes == {"unpack.unreadable"}
    spoken_well(report.remarks)


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(entries=3), "unpack.too_many"),
        (Limits(total_bytes=1000), "unpack.too_large"),
        (Limits(path_length=20), "unpack.long_path"),
    ],
)
def test_more_than_the_limit_is_not_unpacked(limits: Limits, code: str):
    report = validate_package(good(), limits=limits)
    assert report.codes == {code}


def zip_of(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return made.getvalue()


def test_a_decompression_bomb_is_not_unpacked():
    bomb = zip_of(("goi/data.bin", b"\0" * 3_000_000))
    assert validate_package(bomb).codes == {"unpack.bomb"}


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_a_name_that_stands_twice_is_refused():
    twice = zip_of(("goi/METS.xml", b"<a/>"), ("goi/METS.xml", b"<b/>"))
    assert validate_package(twice).codes == {"unpack.duplicate"}


@pytest.mark.parametrize(
    "path", ["../x", "a/../../x", "/x", "C:/x", "a\\..\\x", "a//x", "./x", "a/./x"]
)
def test_paths_that_lead_outside_are_refused(path: str):
    evil = zip_of((path, b"x"))
    assert validate_package(evil).codes == {"unpack.traversal"}


def test_an_empty_zip_is_a_verdict():
    assert validate_package(zip_of()).codes == {"unpack.empty"}


def test_nfd_names_in_the_zip_still_meet_their_references():
    import unicodedata

    part = component(1, file_name="Quyết định.pdf")
    asked = order(documents=1).model_copy(update={"documents": (document(1, components=(part,)),)})
    tree = unzipped(build_package(asked).content)
    apart = {unicodedata.normalize("NFD", path): content for path, content in tree.items()}
    report = validate_package(zipped(apart), profile=Profile.STRICT)
    assert (report.codes, report.notes) == (frozenset(), {"names.not_nfc"})


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"<mets/>",
        b"\xff\xfe<\x00m\x00/\x00>\x00",
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>'.encode(
            "utf-16"
        ),
        b'<?xml version="1.0" encoding="no-such"?><mets/>',
        b"<a>" * 5000,
        b'<mets xmlns="http://www.loc.gov/METS/"><metsHdr/><fileSec/></mets>',
        b"\x00" * 100,
    ],
)
def test_evil_or_broken_mets_is_a_verdict(junk: bytes):
    draft = drafted(good())
    draft.tree["METS.xml"] = junk
    report = validate_package(draft.closed(), profile=Profile.STRICT)
    assert report.verdict == "invalid"
    spoken_well(report.remarks)


def test_what_a_stranger_wrote_is_shown_short_printable_and_never_looked_up():
    for text in ("@package_step.tree", "a, @package_step.tree", "x" * 5000, "a\u202eb"):
        report = validate_package(field_changed("mode", text), profile=Profile.STRICT)
        assert "field.code" in report.codes
        found = next(r.facts["found"] for r in report.remarks if r.code == "field.code")
        assert len(found) < 400
        said = say("package.field.code", "vi", path="x", field="mode", found=found, expected="01")
        assert "Cấu trúc thư mục" not in said
        assert "\u202e" not in said


def test_no_entity_is_ever_followed(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("BÍ MẬT CỦA MÁY")
    draft = drafted(good())
    body = draft.tree[EAD].partition(b"?>")[2].replace(b"<keyword/>", b"<keyword>&x;</keyword>")
    entity = f'<!DOCTYPE simpledc [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    draft.tree[EAD] = b"<?xml version='1.0' encoding='UTF-8'?>" + entity + body
    report = validate_package(draft.weighed().closed())
    assert "xml.doctype" in report.codes
    assert "BÍ MẬT" not in report.model_dump_json()


def test_whoever_changes_content_and_mets_alike_is_betrayed_by_the_receipt_alone():
    draft = drafted(good())
    draft.tree[draft.data] = minimal_pdf("noi dung khac")
    forged = draft.weighed().closed()
    assert validate_package(forged, profile=Profile.STRICT).verdict == "valid"
    receipt = Reception(receipt=build_package(order()).digest)
    assert validate_package(forged, received=receipt).codes == {"reception.receipt"}


def test_a_real_antivirus_is_heard():
    clean = validate_package(good(), scanner=lambda _content: "")
    assert clean.verdict == "valid"
    outcomes = {step.step: step.outcome for step in clean.steps}
    assert outcomes["antivirus"] is StepOutcome.PASSED
    found = validate_package(good(), scanner=lambda _content: "Win.Test")
    assert found.codes == {"harm.scanner_found"}
    spoken_well(found.remarks)


def test_by_plain_e_ark_what_it_only_recommends_is_advice():
    draft = drafted(good(profile=Profile.CSIP))
    schemas = [path for path in draft.tree if path.startswith("schemas/")]
    for path in schemas:
        del draft.tree[path]

    def unname(root: etree._Element) -> None:
        for group in list(root.iter("{*}fileGrp")):
            if group.get("USE") == "Schemas":
                group.getparent().remove(group)
        for division in list(root.iter("{*}div")):
            if division.get("LABEL") == "Schemas":
                division.getparent().remove(division)

    package = draft.edit("METS.xml", unname).closed()
    report = validate_package(package, profile=Profile.CSIP)
    assert (report.verdict, report.notes) == ("valid", {"tree.schemas_missing"})
    assert "tree.schemas_missing" in validate_package(package, profile=Profile.STRICT).codes
