"""An order becomes a package: the tree, the ids and the fields that TT 05/2025 asks for."""

import re
import subprocess
import sys

import pytest
from lxml import etree

from base.errors import Refused
from base.language import LANGUAGES, say
from sandbox.packages import (
    Built,
    Kind,
    PackagedBatch,
    PackageOrder,
    Profile,
    build_package,
    validate_package,
)
from sandbox.packages.descriptive import schema, shapes
from sandbox.packages.envelope import unzipped
from sandbox.packages.fields import FIELDS
from sandbox.packages.kinds import maintenance_code, type_code
from tests.sandbox.packages.ordering import CODE, component, document, file, order

EVERY = [(kind, profile) for kind in Kind for profile in Profile]
REP = "representations/rep1/"


def tree_of(built: Built):
    return {
        path.removeprefix(f"{built.folder}/"): part
        for path, part in unzipped(built.content).items()
    }


def xml(built: Built, path: str):
    return etree.fromstring(tree_of(built)[path])


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_what_we_build_passes_our_own_check_without_a_remark(kind: Kind, profile: Profile):
    report = validate_package(build_package(order(kind, profile)).content, profile=profile)
    assert (report.verdict, report.remarks) == ("valid", ())
    assert report.kind is kind


@pytest.mark.parametrize(("kind", "profile"), EVERY)
def test_the_same_order_gives_the_same_bytes(kind: Kind, profile: Profile):
    assert build_package(order(kind, profile)) == build_package(order(kind, profile))


def test_another_process_with_another_hash_seed_gives_the_same_bytes():
    code = (
        "from tests.sandbox.packages.ordering import order\n"
        "from sandbox.packages import Kind, build_package\n"
        "print(build_package(order(Kind.AIP)).digest)"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": ""},
    )
    assert told.stdout.strip() == build_package(order(Kind.AIP)).digest


def test_another_world_or_another_file_gives_other_ids():
    here = build_package(order())
    other = build_package(order(ref="HS0002"))
    assert here.package_id != other.package_id


def test_a_sip_has_no_premis_even_when_events_are_told():
    built = build_package(order(events=order(Kind.AIP).events))
    assert not [path for path in tree_of(built) if "preservation" in path]


def test_an_aip_has_premis_on_both_levels_and_tells_of_its_making():
    tree = tree_of(build_package(order(Kind.AIP)))
    assert f"{REP}metadata/preservation/PREMIS_rep1.xml" in tree
    premis = tree["metadata/preservation/PREMIS.xml"].decode()
    assert "information package creation" in premis
    assert "uuid-NGUON" in premis


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [
        (Kind.SIP, r"uuid-[0-9A-F-]{36}"),
        (Kind.AIP, r"urn:Z99\.P01:uuid-[0-9A-F-]{36}"),
        (Kind.DIP, r"uuid-[0-9A-F-]{36}"),
    ],
)
def test_the_object_id_has_the_form_of_its_kind(kind: Kind, pattern: str):
    built = build_package(order(kind))
    assert re.fullmatch(pattern, built.package_id)
    assert built.folder == built.package_id.replace(":", "_")
    assert xml(built, "METS.xml").get("OBJID") == built.package_id


def test_a_sip_zip_is_named_by_ordinal_and_object_id_and_the_sample_by_a_guid():
    strict = build_package(order())
    assert strict.file_name == f"1{strict.package_id}.zip"
    lenient = build_package(order(profile=Profile.LENIENT)).file_name
    assert re.fullmatch(r"[0-9a-f-]{36}\.zip", lenient)


def test_digests_are_sha_256_in_capitals_and_moments_have_milliseconds_and_vietnamese_time():
    text = tree_of(build_package(order()))["METS.xml"].decode()
    digests = re.findall(r'CHECKSUM="([^"]+)"', text)
    assert digests
    assert all(re.fullmatch(r"[0-9A-F]{64}", one) for one in digests)
    moments = set(re.findall(r'(?:CREATED|CREATEDATE)="([^"]+)"', text))
    assert moments == {"2026-11-22T10:00:00.000+07:00"}


def test_every_id_of_a_mets_is_its_own():
    for path in ("METS.xml", f"{REP}METS.xml"):
        ids = xml(build_package(order(Kind.AIP, documents=5)), path).xpath("//@ID")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("kind", "of_file", "of_document"), [
    (Kind.SIP, 18, 21), (Kind.AIP, 18, 19), (Kind.DIP, 7, 20),
])  # fmt: skip
def test_descriptions_have_the_circulars_number_of_fields(
    kind: Kind, of_file: int, of_document: int
):
    built = build_package(order(kind))
    assert len(xml(built, "metadata/descriptive/EAD.xml")) == of_file
    path = min(path for path in tree_of(built) if "EAD_doc_" in path)
    assert len(xml(built, path)) == of_document


@pytest.mark.parametrize(("kind", "count"), [(Kind.SIP, 5), (Kind.AIP, 4)])
def test_loose_documents_are_described_as_a_batch(kind: Kind, count: int):
    batch = PackagedBatch(file_code="Z99.2025.010000001", title="Tài liệu rời lẻ", source="0")
    built = build_package(order(kind, Profile.LENIENT, contents=batch))
    assert len(xml(built, "metadata/descriptive/EAD.xml")) == count
    assert xml(built, "METS.xml").get("TYPE") == "Collection"
    assert validate_package(built.content).verdict == "valid"


@pytest.mark.parametrize("kind", Kind)
def test_descriptions_follow_the_schemas_in_the_package(kind: Kind):
    asked = order(kind)
    tree = tree_of(build_package(asked))
    of_package, of_document = (etree.XMLSchema(etree.fromstring(schema(s))) for s in shapes(asked))
    of_package.assertValid(etree.fromstring(tree["metadata/descriptive/EAD.xml"]))
    for path in (path for path in tree if "EAD_doc_" in path):
        of_document.assertValid(etree.fromstring(tree[path]))


@pytest.mark.parametrize("shape", FIELDS)
def test_every_shape_has_a_schema_that_names_each_field_once(shape: str):
    names = etree.fromstring(schema(shape)).xpath("//*[local-name()='all']/*/@name")
    assert sorted(names) == sorted(field.name for field in FIELDS[shape])
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("term", "code"), [
    ("VV", "01"), ("70", "02"), ("50", "03"), ("30", "04"), ("20", "05"), ("10", "06"),
    ("15", "07"), ("until-expiry", "07"), ("lifetime", "07"),
])  # fmt: skip
def test_retention_terms_become_codes_and_the_codeless_are_said_in_words(term: str, code: str):
    assert maintenance_code(term) == code
    built = build_package(order(Kind.AIP, contents=file(maintenance=term)))
    ead = xml(built, "metadata/descriptive/EAD.xml")
    assert ead.findtext("maintenance") == code
    assert ("Thời hạn lưu trữ" in (ead.findtext("description") or "")) == (code == "07")


def test_document_types_follow_the_circulars_order_not_the_decrees():
    assert [type_code(name) for name in ("NQ", "QĐ", "BC", "CV", "GNP", "Thư công", "??")] == [
        "01", "02", "14", "22", "28", "29", "32",
    ]  # fmt: skip


def test_attachments_and_vietnamese_names_are_packed_named_and_bound():
    parts = (
        component(1, file_name="Quyết định số 1 (bản chính).pdf"),
        component(2, file_name="Phụ lục 50% ngân sách #2.pdf", ordinal=2),
    )
    asked = order(documents=1)
    asked = asked.model_copy(update={"documents": (document(1, components=parts),)})
    for profile in Profile:
        built = build_package(asked.model_copy(update={"profile": profile}))
        report = validate_package(built.content, profile=profile)
        assert (report.verdict, report.remarks) == ("valid", ())
        assert report.counts.components == 2


def test_two_mains_that_differ_in_their_extension_alone_keep_it():
    pair = (
        document(1, components=(component(1, file_name="bao-cao.pdf"),)),
        document(2, components=(component(2, file_name="bao-cao.docx", content=b"x"),)),
    )
    names = [one.path for one in build_package(order().model_copy(update={"documents": pair})).tree]
    assert f"{REP}metadata/descriptive/EAD_doc_bao-cao.pdf.xml" in names
    assert f"{REP}metadata/descriptive/EAD_doc_bao-cao.docx.xml" in names


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (order(Kind.AIP, archive=None), "package.archive_missing"),
        (order(registration=""), "package.registration_missing"),
        (order(Kind.DIP, request=None), "package.request_missing"),
        (order(documentation=(component(1, file_name="../x.pdf"),)), "package.file_name"),
        (order(documentation=(component(1), component(1))), "package.name_twice"),
    ],
)
def test_an_order_nothing_can_be_made_of_is_refused_in_both_languages(
    asked: PackageOrder, code: str
):
    with pytest.raises(Refused) as refused:
        build_package(asked)
    assert refused.value.code == code
    sentences = [say(refused.value.sentence, language) for language in LANGUAGES]
    assert not [text for text in sentences if "⟦" in text or "…" in text]


def test_the_files_totals_are_counted_unless_told():
    built = build_package(order(documents=3))
    ead = xml(built, "metadata/descriptive/EAD.xml")
    assert (ead.findtext("totalDoc"), ead.findtext("numberOfPage")) == ("3", "3")
    told = build_package(order(contents=file(total_doc=9)))
    assert xml(told, "metadata/descriptive/EAD.xml").findtext("totalDoc") == "9"
    assert ead.findtext("fileCode") == CODE


def test_lists_and_minutes_travel_as_documentation():
    papers = (component(1, file_name="Mục lục hồ sơ nộp lưu.pdf"),)
    built = build_package(order(documentation=papers))
    assert "documentation/Mục lục hồ sơ nộp lưu.pdf" in tree_of(built)
    assert xml(built, "METS.xml").xpath("//*[@USE='Documentation']/*")
    report = validate_package(built.content, profile=Profile.STRICT)
    assert (report.verdict, report.remarks) == ("valid", ())
    assert report.counts.components == 2
