"""What feedback and findings say: no codes, no lists of Python, no machine's dates."""

from typing import Any

import pytest

from base.language import Language
from grading.checks.fact import shown
from grading.feedback import sentence
from grading.mark import Found
from sandbox import entities as e
from tests.make import NOW
from ui import labels
from ui.panes.guide import note_text

VALUES = {
    ("recipients", "VB0001"): (["Như trên", "Lưu: VT"], "Như trên; Lưu: VT", "Như trên; Lưu: VT"),
    ("grounds", "VB0001"): ([], "để trống", "empty"),
    ("signing", "VB0001"): ("direct", "ký trực tiếp", "in own right"),
    ("type_name", "VB0001"): ("CV", "Công văn", "Official letter"),
    ("maintenance", "HS0001"): ("20", "20 năm", "20 years"),
    ("status", "HS0001"): ("closed", "đã kết thúc", "closed"),
    ("urgency", "VB0001"): ("khan", "KHẨN", "URGENT (KHẨN)"),
}


NOTES = {
    "written in both languages": {"vi": "Xem lại ký hiệu.", "en": "Look at the notation."},
    "as events kept it before": "Xem lại ký hiệu.",
    "typed by a person": "{vi} @field.note.nothing",
    "nothing": "",
}


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("note", NOTES.values(), ids=NOTES)
def test_a_colleagues_note_comes_in_the_readers_language(note: Any, language: Language) -> None:
    kept = e.Note(
        ref="TN0001", to="VT0001", sender="Giám đốc", code="return_draft.notation",
        details={"note": note}, sent_at=NOW,
    )  # fmt: skip
    told = note_text(kept, language)
    first = {"vi": "Dự thảo được trả lại", "en": "The draft came back"}[language]
    assert told.startswith(first)
    assert told.endswith(note[language] if isinstance(note, dict) else note or ".")
    assert "{'vi'" not in told


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("field", "ref"), VALUES)
def test_a_value_is_said_in_words(field: str, ref: str, language: Language) -> None:
    value, vi, en = VALUES[field, ref]
    facts = {"ref": ref, "field": f"@field.{field}", "found": shown(field, ref, value)}
    told = sentence(Found(code="field.right", good=True, facts=facts), language)
    assert told.endswith(f"{vi if language == 'vi' else en}.")
    assert "(mỗi dòng" not in told
    assert "@" not in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_wrong_with_a_signature_is_said_with_its_own_facts(language: Language) -> None:
    facts = {
        "ref": "VB0001",
        "what": "@artefact.signature",
        "because": "@signature.integrity.broken",
        "bytes": "1234",
    }
    told = sentence(Found(code="artefact.invalid", good=False, facts=facts), language)
    assert "1234" in told
    assert "integrity" not in told


def test_days_and_moments_are_written_as_people_write_them() -> None:
    told = "hết hạn lúc 2031-01-01T06:59:59+07:00, xem ngày 2026-05-11 và mã 2026-13-45"
    assert labels.dated(told, "vi") == (
        "hết hạn lúc 06:59 · 01/01/2031, xem ngày 11/05/2026 và mã 2026-13-45"
    )
    assert "11 May 2026" in labels.dated(told, "en")
