"""What several desks do with one paper: marks noted on arrival, drafts passed on, annexes."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.drafting_form import lacking
from sandbox.papers import main_component
from tests.databases import KINDS, fresh
from tests.sandbox.stories import Stage, Story

LIST = {"annex_title": "Danh sách kèm theo", "annex": ["1. Nguyễn Văn Mẫu", "2. Trần Thị Mẫu"]}


@pytest.fixture(scope="module", params=KINDS)
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    database = fresh(request.param, tmp_path_factory.mktemp("desks"))
    yield Stage(database, Story())
    database.close()


def _registered(story: Story, archive: Archive, **marks: Any) -> e.Document:
    fields = {"document": "VB0002", "to": story.post("officer"), **marks}
    story.go(archive, "clerk", "register-incoming", **fields)
    return archive.get(e.Document, "VB0002")


def test_the_clerk_notes_how_an_arrival_is_marked(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        noted = _registered(story, archive, urgency="hoa-toc", mode="02")
        assert (noted.urgency, noted.mode) == (e.Urgency.EXPRESS, e.Mode.CONDITIONAL)


def test_an_arrival_stays_as_it_came_when_nothing_is_noted(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        before = archive.get(e.Document, "VB0002")
        marked = archive.change(before, urgency=e.Urgency.URGENT)
        noted = _registered(story, archive)
        assert (noted.urgency, noted.mode) == (marked.urgency, marked.mode)


def test_who_holds_a_draft_passes_it_on(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.submitted(archive)
        to = story.post("deputy")
        story.go(archive, "director", "submit-draft", document=document, to=to)
        passed = archive.get(e.Document, document)
        assert (passed.status, passed.held_by) == (e.DocumentStatus.SUBMITTED, to)


def test_nobody_passes_on_a_draft_that_lies_on_another_desk(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = story.submitted(archive)
        to = story.post("deputy")
        (receipt,) = story.ask(archive, "officer", "submit-draft", document=document, to=to)
        assert receipt.sentence is not None
        assert receipt.sentence.code == "refused.draft.with_another"
        assert archive.get(e.Document, document).held_by == story.post("director")


def test_an_annex_is_printed_behind_the_paper_and_signed_with_it(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        plain = story.drafted(archive)
        story.go(archive, "officer", "draft-document", **story.wording(), **LIST)
        listed = story.made["document"]
        pages = [archive.get(e.Document, ref).number_of_page for ref in (plain, listed)]
        assert pages[1] == pages[0] + 1
        assert lacking(archive.get(e.Document, listed), ["annex"]) == []
        assert lacking(archive.get(e.Document, plain), ["annex"]) == ["annex"]
        assert main_component(archive, archive.get(e.Document, listed)).number_of_page == pages[1]


def test_a_decision_needs_grounds_and_articles(stage: Stage) -> None:
    decision = {"type_name": "QĐ", "code_notation": "QĐ-SNV", "addressees": []}
    whole = {"grounds": ["Căn cứ Luật Lưu trữ"], "body": ["Điều 1. Ban hành.", "Điều 2. Thi hành."]}
    with stage.opened() as (story, archive):
        for more, missing in (({}, ["grounds", "articles"]), (whole, [])):
            story.go(
                archive, "officer", "draft-document", **{**story.wording(), **decision, **more}
            )
            assert lacking(archive.get(e.Document, story.made["document"])) == missing


def test_an_annex_named_in_the_text_is_missed(stage: Stage) -> None:
    named = {"body": ["Danh sách gửi kèm theo công văn này."]}
    with stage.opened() as (story, archive):
        for more, missing in (({}, ["annex"]), (LIST, [])):
            story.go(archive, "officer", "draft-document", **{**story.wording(), **named, **more})
            assert lacking(archive.get(e.Document, story.made["document"])) == missing
