"""A sheet is plain facts: it survives JSON and speaks of the 29 types in both languages."""

import json
from types import ModuleType

import pytest
from pydantic import ValidationError

from base.language import knows, say
from sandbox.paper import DOCUMENT_TYPES, Column, Row, Sheet, Table


def test_a_sheet_survives_the_json_column(papers: ModuleType, paper_name: str):
    sheet = papers.PAPERS[paper_name]()
    stored = json.loads(json.dumps(sheet.model_dump(mode="json")))
    assert Sheet.model_validate(stored) == sheet


def test_there_are_29_types_named_in_both_languages():
    assert len(DOCUMENT_TYPES) == len(set(DOCUMENT_TYPES)) == 29
    assert all(knows(f"paper.type.{code}") for code in DOCUMENT_TYPES)
    assert say("paper.type.ĐA", "vi") == "Đề án"
    assert say("paper.type.DA", "vi") == "Dự án"


@pytest.mark.parametrize(
    "wrong", [{"type_name": "TT"}, {"notation": "QĐ / SNV"}, {"notation": "05/QĐ-SNV"}, {"so": 5}]
)
def test_what_no_document_can_have_is_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        Sheet(agency_name="Sở Nội vụ", **wrong)


def test_a_row_must_fit_its_table():
    with pytest.raises(ValidationError):
        Table(columns=(Column(title="STT"),), rows=(Row(cells=("1", "2")),))
