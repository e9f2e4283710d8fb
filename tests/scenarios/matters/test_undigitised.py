"""An archive of which a share was digitised: of the rest it keeps the paper, and here its rows."""

from collections import Counter
from functools import cache

import pytest

from base.canonical import canonical, digest
from grading.findings import detect
from sandbox.entities import (
    Component,
    CopyKind,
    Document,
    File,
    Filing,
    RegisterEntry,
    Signature,
    StoredCopy,
)
from scenarios.garden import Garden
from scenarios.recipes.regulation import Regulation
from tests.scenarios.matters.worlds import backlog, told

OLD = {"from": 2006, "to": 2016, "documents_per_file": (2, 6)}


@cache
def grown(count: int = 120, digitised: float = 0.1, how: str = "light", seed: int = 1) -> Garden:
    recipe = backlog(count=count, digitised=digitised, bytes=how, **OLD)
    return told(Regulation(bytes="none"), recipe, seed=seed)


def on_paper(garden: Garden) -> list[Document]:
    held = {part.document for part in garden.planter.all(Component)}
    return [one for one in garden.planter.all(Document) if one.ref not in held]


def test_about_the_share_asked_for_has_bytes() -> None:
    planter = grown().planter
    documents = len(planter.all(Document))
    held = len({part.document for part in planter.all(Component)})
    assert documents > 250
    assert 0.05 < held / documents < 0.16


def test_detectors_see_nothing_in_what_was_not_digitised() -> None:
    assert detect(grown().planter) == []


def test_what_lies_on_paper_is_known_by_register_file_and_pages() -> None:
    planter = grown().planter
    entered = {line.document for line in planter.all(RegisterEntry)}
    filed = Counter(filing.document for filing in planter.all(Filing))
    for one in on_paper(grown()):
        assert one.copy_kind is not CopyKind.ORIGINAL
        assert 1 <= one.number_of_page <= 40
        assert filed[one.ref] == 1
        assert one.ref in entered or one.code_number is None or one.copy_kind != CopyKind.MASTER
    for file in planter.all(File):
        inside = [planter.get(Document, f.document) for f in planter.all(Filing, file=file.ref)]
        assert file.number_of_page == sum(one.number_of_page for one in inside)


def test_nothing_is_stored_or_signed_of_what_lies_on_paper() -> None:
    planter = grown().planter
    parts = {part.ref for part in planter.all(Component)}
    assert {copy.component for copy in planter.all(StoredCopy)} <= parts
    assert {one.component for one in planter.all(Signature)} <= parts
    for one in on_paper(grown()):
        assert "verdict" not in grown().facts_of(one.ref)


def test_an_electronic_original_is_never_on_paper_alone() -> None:
    recipe = backlog(count=60, digitised=0, documents_per_file=(2, 6), **{"from": 2014})
    garden = told(recipe)
    kept = {part.document for part in garden.planter.all(Component)}
    days = {True: [], False: []}  # type: dict[bool, list[int]]
    for one in garden.planter.all(Document):
        assert one.issued_date is not None
        days[one.ref in kept].append(one.issued_date.year)
    assert min(days[True]) >= 2018
    assert days[False]


def test_the_same_seed_gives_the_same_rows_and_the_same_papers() -> None:
    one, again = grown(40), told(
        Regulation(bytes="none"), backlog(count=40, digitised=0.1, bytes="light", **OLD)
    )  # fmt: skip
    assert _digest(one) == _digest(again)
    assert _digest(one) != _digest(grown(40, seed=2))


def test_everything_digitised_is_what_was_grown_before_anybody_asked() -> None:
    assert _digest(grown(12, 1, "none")) == _digest(
        told(Regulation(bytes="none"), backlog(count=12, **OLD))
    )


def test_the_share_changes_no_word_of_any_document() -> None:
    def said(share: float) -> list[str]:
        kept = {"ref", "number_of_page", "copy_kind"}
        rows = grown(40, share, "none").planter.all(Document)
        return [canonical(one.model_dump(mode="json", exclude=kept)) for one in rows]

    assert said(0.1) == said(0.6) == said(1)


def _digest(garden: Garden) -> str:
    return digest([canonical(rows) for rows in garden.planter.rows().values()])


def test_of_many_papers_of_two_years_no_two_without_a_number_are_alike() -> None:
    years = {"from": 2008, "to": 2009, "shares": {"due": 1}}
    garden = told(backlog(count=200, digitised=0, documents_per_file=(2, 8), **years))
    same = Counter(
        (one.organ_name, one.issued_date, one.subject, one.signer_name)
        for one in garden.planter.all(Document)
        if one.code_number is None
    )
    assert len(same) > 80
    assert same.most_common(1)[0][1] == 1


@pytest.mark.parametrize("share", [-0.1, 1.5])
def test_a_share_that_is_none_is_refused_when_the_scenario_loads(share: float) -> None:
    with pytest.raises(ValueError, match="digitised"):
        backlog(digitised=share)
