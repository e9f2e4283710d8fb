"""Every record a person may meet is told in words, also a row that ties others together."""

import re

import pytest

from base.db import writing
from base.language import LANGUAGES, Language
from course.desk import SHOWN, Holdings, desk_of
from course.pinned import open_archive, pinned
from sandbox import entities as e
from sandbox.shelf import PREFIX, kind_of, running
from tests.ui.school import School, school, somebody
from ui import labels
from ui.ties import TIES

CODE = re.compile(r"\b[A-Z]{2}[0-9]{4,6}\b")


FILE_NAME = re.compile(r"\S+\.(pdf|zip|xml)\b")


@pytest.fixture(scope="module")
def house() -> School:
    return school()


def holdings(handle: str) -> Holdings:
    return desk_of(somebody("hocvien"), handle).holdings


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_record_of_a_desk_is_shown_by_a_bare_code(house: School, language: Language) -> None:
    for handle in (house.guided, house.practice):
        held = holdings(handle)
        for kind in SHOWN:
            for one in held.all(kind):
                told = labels.record(one.ref, held, language, 48)
                assert "⟦" not in told
                assert _bare(told) == [], (kind.__name__, told)


def _bare(told: str) -> list[str]:
    """Codes of records in a sentence; a key device bears its own, and files may be named so."""
    shown = FILE_NAME.sub("", told)
    return [one for one in CODE.findall(shown) if kind_of(one) not in {e.KeyDevice, None}]


def test_every_kind_that_is_shown_has_words_of_its_own() -> None:
    alone = {kind for kind in SHOWN if labels.stands_alone(running(kind, 1))}
    assert alone | set(TIES) == set(SHOWN)
    assert not alone & set(TIES)
    assert set(SHOWN) <= set(PREFIX)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_put_into_a_file_is_told_by_both_and_so_is_one_taken_out(
    house: School, language: Language
) -> None:
    held = holdings(house.practice)
    filing = held.all(e.Filing)[0]
    document, file = held.find(e.Document, filing.document), held.find(e.File, filing.file)
    assert document is not None
    assert file is not None
    sentence = labels.named(f"Beyond the task: {filing.ref} (x).", held, language)
    assert labels.number(document, language) in sentence
    assert file.file_notation in sentence
    there = _taken_out(house.practice, filing)
    assert there.find(e.Filing, filing.ref) is None
    assert labels.named(f"Beyond the task: {filing.ref} (x).", there, language) == sentence


class _PutBack(Exception):
    """Raised to undo what was tried, with what was seen of it."""

    def __init__(self, found: Holdings) -> None:
        super().__init__()
        self.found = found


def _taken_out(handle: str, filing: e.Filing) -> Holdings:
    """The holdings after the row was taken out; nothing of it stays."""
    try:
        with writing() as session:
            archive = open_archive(session, pinned(session, handle), locked=True)
            archive.remove(filing)
            _put_back(Holdings(archive))
    except _PutBack as back:
        return back.found
    message = "nothing was put back"
    raise AssertionError(message)


def _put_back(found: Holdings) -> None:
    raise _PutBack(found)
