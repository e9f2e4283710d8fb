"""Codes, fields, forms, layout, and the words of the interface."""

from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest

from base.errors import Misconfigured
from base.language import catalogue, knows, placeholders, say
from sandbox.entities.documents import CopyKind, Mode, Urgency
from sandbox.rulebook import Confidence, Kind, Severity, Stage, Standing, rulebook
from sandbox.rulebook.calendar import Basis
from sandbox.rulebook.codes import CodeList, code_list, code_lists
from sandbox.rulebook.dateline import CODES as DATE_CODES
from sandbox.rulebook.fields import CODES as FIELD_CODES
from sandbox.rulebook.fields import (
    FieldKind,
    FieldTable,
    When,
    field_table,
    field_tables,
    problems_of,
)
from sandbox.rulebook.forms import Form, dossier_of_disposal, form, forms, missing_parts
from sandbox.rulebook.layout import Band, layout, within
from sandbox.rulebook.notation_reader import CODES as NOTATION_CODES
from sandbox.rulebook.schedules import TableStanding
from sandbox.rulebook.types import copy_forms, secrecies, urgencies
from sandbox.rulebook.volumes import FOLDER, entry, volume, volumes
from sandbox.verdicts import Verdict


@pytest.mark.parametrize("one", code_lists().values(), ids=lambda one: one.id)
def test_codes_are_unique_and_named_in_both_languages(one: CodeList):
    assert len({code.code for code in one.codes}) == len(one.codes)
    assert all(code.vi and code.en for code in one.codes)
    assert one.label(one.codes[0].code, "vi") == one.codes[0].vi
    assert one.label("?", "en") == "?"
    assert rulebook().rule(one.rule)


def test_the_codes_are_those_of_the_entities():
    assert {code.code for code in code_list("mode").codes} == {mode.value for mode in Mode}
    assert {level.code for level in urgencies()} == {level.value for level in Urgency}
    assert {form.kind for form in copy_forms()} <= {kind.value for kind in CopyKind}
    assert [level.mark for level in secrecies()] == ["", "MẬT", "TỐI MẬT", "TUYỆT MẬT"]


FILE = {
    "fileCode": "Z99.64.33.2026.01.TCCB", "title": "Hồ sơ bổ nhiệm năm 2026", "maintenance": "02",
    "mode": "01", "language": "01", "startDate": "05/01/2026", "endDate": date(2026, 3, 2),
    "totalDoc": 7, "numberOfPage": "12", "format": "01", "confidenceLevel": "01",
    "riskRecovery": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "count"),
    [("ead-file", 18), ("ead-document", 21), ("outgoing", 16), ("incoming", 18), ("file-input", 11),
     ("ead-loose", 5), ("use-request", 7), ("reception", 10)],
)  # fmt: skip
def test_the_tables_have_as_many_fields_as_the_circular(kind: str, count: int):
    assert len(field_table(kind).fields) == count


@pytest.mark.parametrize("one", field_tables().values(), ids=lambda one: one.kind)
def test_fields_are_sound(one: FieldTable):
    names = [field.name for field in one.fields]
    assert len(set(names)) == len(names)
    assert rulebook().rule(one.rule)
    for field in one.fields:
        assert (field.kind is FieldKind.CODE) == bool(field.codes)
        assert not field.codes or code_list(field.codes)
        if isinstance(field.required, When):
            assert field.required.field in names
    assert all(set(pair) <= set(names) for pair in one.in_order)


def test_good_metadata_have_no_problems():
    assert problems_of("ead-file", FILE) == []


MISTAKES = [
    ({"title": " "}, "missing"),
    ({"title": None}, "missing"),
    ({"title": "x" * 1001}, "too_long"),
    ({"totalDoc": "bảy"}, "not_a_number"),
    ({"startDate": "2026-01-05"}, "not_a_date"),
    ({"startDate": "31/02/2026"}, "not_a_date"),
    ({"startDate": "03/13/2026"}, "not_a_date"),
    ({"maintenance": "20 năm"}, "not_a_code"),
    ({"language": "01, 99"}, "not_a_code"),
    ({"colour": "01"}, "unknown"),
    ({"startDate": "03/03/2026"}, "out_of_order"),
    ({"confidenceLevel": "02", "numberOfPaper": 3}, "missing"),
    ({"riskRecovery": True}, "missing"),
]


@pytest.mark.parametrize(("change", "code"), MISTAKES)
def test_each_mistake_of_metadata_has_its_code(change: dict[str, object], code: str):
    found = problems_of("ead-file", {**FILE, **change})
    assert [remark.code for remark in found] == [code]
    assert found[0].verdict is Verdict.INVALID
    assert found[0].rule == "rule/tt05.pl3.fields"


def test_every_code_of_metadata_is_earned():
    assert {code for _, code in MISTAKES} == set(FIELD_CODES)


def test_several_languages_may_stand_in_one_field():
    assert problems_of("ead-file", {**FILE, "language": "01, 02"}) == []


def test_the_lenient_profile_forgives_only_what_the_annex_leaves_open():
    sample = {name: value for name, value in FILE.items() if name != "riskRecovery"}
    assert [remark.facts["field"] for remark in problems_of("ead-file", sample)] == ["riskRecovery"]
    assert problems_of("ead-file", sample, profile="lenient") == []
    del sample["title"]
    assert problems_of("ead-file", sample, profile="lenient")


@pytest.mark.parametrize(
    ("ask", "word"),
    [
        (field_table, "ead-fil"),
        (form, "file-lst"),
        (code_list, "mood"),
        (layout().component, "moto"),
    ],
)
def test_unknown_names_are_the_authors_mistake(ask: Callable[[str], object], word: str):
    with pytest.raises(Misconfigured) as raised:
        ask(word)
    assert raised.value.facts["nearest"] in {"ead-file", "file-list", "mode", "motto"}
    assert say(raised.value.sentence, "vi") != say(raised.value.sentence, "en")


@pytest.mark.parametrize("one", forms().values(), ids=lambda one: one.id)
def test_forms_are_sound(one: Form):
    parts = [*one.columns, *one.parts]
    assert parts
    assert len({part.id for part in parts}) == len(parts)
    assert rulebook().rule(one.rule)


def test_the_disposal_dossier_needs_the_opinion_only_where_the_agency_must_transfer():
    bound = {paper.id for paper in dossier_of_disposal(must_submit=True)}
    free = {paper.id for paper in dossier_of_disposal(must_submit=False)}
    assert len(bound) == 8
    assert bound - free == {"opinion"}
    assert missing_parts("disposal-dossier", dict.fromkeys(free, "có")) == []
    assert [
        part.id
        for part in missing_parts(
            "disposal-dossier", dict.fromkeys(free - {"council-minutes"}, "có")
        )
    ] == ["council-minutes"]


def test_the_dip_certificate_has_eleven_facts():
    assert len(form("dip-certificate").parts) == 11


def test_the_layout_is_that_of_the_rules():
    page = layout()
    margins = rulebook().rule("rule/nd30.pl1.margins")
    for side in ("top", "bottom", "left", "right"):
        assert getattr(page.margins_mm, side) == margins.band(f"{side}_mm")
    assert page.fonts == rulebook().rule("rule/nd30.pl1.font").parameters["accepted"]
    assert page.seal.overlap_ratio == rulebook().rule("rule/nd30.pl1.k8.image").band(
        "overlap_ratio"
    )
    assert page.page_number.first_shown == 2
    assert get_args(Band) == (float, float)
    for cell in page.components:
        assert cell.size_pt[0] <= cell.size_pt[1]
        assert rulebook().rule(cell.rule)
        assert cell.read("vi") != cell.read("en")
    assert within(12, page.component("recipients-heading").size_pt)
    assert not within(25.4, page.margins_mm.left)


def test_every_choice_and_code_has_words_in_both_languages():
    keys = [f"notation.{code}" for code in NOTATION_CODES]
    for family, codes in {
        "notation": NOTATION_CODES,
        "dateline": DATE_CODES,
        "metadata": FIELD_CODES,
        "stage": Stage,
        "kind": Kind,
        "confidence": Confidence,
        "confidence_meaning": Confidence,
        "severity": Severity,
        "standing": Standing,
        "table_standing": TableStanding,
        "calendar": Basis,
    }.items():
        keys += [f"rulebook.{family}.{code}" for code in codes]
    assert [key for key in keys if not knows(key)] == []


def test_both_catalogues_have_the_same_keys_and_placeholders():
    vi, en = catalogue("vi"), catalogue("en")
    ours = [key for key in {*vi, *en} if "rulebook." in key or key.startswith("notation.")]
    assert len(ours) > 100
    for key in ours:
        assert placeholders(vi[key]) == placeholders(en[key]), key


def test_a_wrong_entry_names_file_entry_and_field():
    with pytest.raises(Misconfigured) as raised:
        entry(
            type(form("file-list")),
            {"id": "x", "title": {"vi": "X"}, "rule": "rule/nd30.d7"},
            "forms",
        )
    assert raised.value.facts["file"] == "forms.yaml"
    assert raised.value.facts["entry"] == "x"
    assert raised.value.facts["field"] == "title.en"


def test_every_data_file_is_read():
    assert len(volumes()) == len(list(FOLDER.rglob("*.yaml")))
    assert volume("book")["date"] == "2026-11-22"
