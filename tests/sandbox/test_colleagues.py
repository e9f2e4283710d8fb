"""Simulated colleagues act at their hour, in order, on what they notice, through the same door."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.clones import clone
from sandbox.colleagues import GATHERED, QUESTIONS, replay
from sandbox.door import Reply
from sandbox.events import broken_at
from tests.databases import KINDS, fresh
from tests.make import NOW
from tests.sandbox.stories import Stage, Story

HOUR = timedelta(hours=1)
SIGN = {"do": {"op": "sign-document", "document": "@document"}}
RETURN = {
    "when": "notation-wrong",
    "do": {"op": "return-draft", "document": "@document", "reason": "notation"},
}
BOTH = {"vi": "Đề nghị xem lại ký hiệu văn bản.", "en": "Please look at the notation again."}
RECIPIENTS = {
    "when": "without-recipients",
    "do": {
        "op": "return-draft", "document": "@document", "reason": "recipients", "note": BOTH,
    },
}  # fmt: skip


def _staffed() -> Story:
    """The director signs after two hours, or returns; the clerk numbers, then issues."""
    story = Story()
    story.employ(
        "director", "submit-draft", RETURN, RECIPIENTS, SIGN,
        where={"to": story.post("director")}, after_minutes=120,
    )  # fmt: skip
    number = {"do": {"op": "number-document", "document": "@document"}}
    story.employ("clerk", "sign-document", number, after_minutes=60)
    issue = {"do": {"op": "issue-document", "document": "@document"}}
    story.employ("clerk", "number-document", issue, after_minutes=30)
    return story


@pytest.fixture(scope="module", params=KINDS)
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    database = fresh(request.param, tmp_path_factory.mktemp("colleagues"))
    yield Stage(database, _staffed())
    database.close()


def _submitted(story: Story, archive: Archive, to: str = "director", **wording: Any) -> str:
    story.go(archive, "officer", "draft-document", **{**story.wording(), **wording})
    document = story.made["document"]
    receipts = story.ask(archive, "officer", "submit-draft", document=document,
                         to=story.post(to))  # fmt: skip
    assert [receipt.verb for receipt in receipts] == ["submit-draft"]
    return document


def _told(archive: Archive) -> list[tuple[str, timedelta, str]]:
    return [(event.verb, event.at - NOW, event.actor) for event in archive.events()]


def test_nothing_happens_before_its_time(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = _submitted(story, archive)
        for step in ({"hours": 1}, {"days": 0, "hours": 0}):
            story.ask(archive, "officer", "advance-clock", **step)
            assert archive.get(e.Document, document).status == "submitted"
        assert [(one.due_at, one.done) for one in archive.all(e.Errand)] == [
            (NOW + 2 * HOUR, False)
        ]
        receipts = story.ask(archive, "officer", "advance-clock", hours=1)
        assert [receipt.verb for receipt in receipts] == ["advance-clock", "sign-document"]


def test_a_chain_of_errands_runs_each_at_its_hour_in_order(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = _submitted(story, archive)
        receipts = story.ask(archive, "officer", "advance-clock", days=1)
        assert all(receipt.accepted for receipt in receipts)
        director, clerk = story.post("director"), story.post("clerk")
        assert _told(archive)[-4:] == [
            ("advance-clock", 0 * HOUR, story.post("officer")),
            ("sign-document", 2 * HOUR, director),
            ("number-document", 3 * HOUR, clerk),
            ("issue-document", 3.5 * HOUR, clerk),
        ]
        paper = archive.get(e.Document, document)
        assert paper.signed_at == NOW + 2 * HOUR
        assert paper.issued_at == NOW + 3.5 * HOUR
        assert archive.now == NOW + timedelta(days=1)
        assert archive.state["desk"] == story.post("officer")
        assert all(errand.done for errand in archive.all(e.Errand))
        assert broken_at(archive.events()) is None


def test_a_chain_stops_where_the_clock_stands(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        _submitted(story, archive)
        receipts = story.ask(archive, "officer", "advance-clock", hours=3)
        verbs = [receipt.verb for receipt in receipts]
        assert verbs == ["advance-clock", "sign-document", "number-document"]
        assert [errand.done for errand in archive.all(e.Errand)] == [True, True, False]


def test_a_colleague_looks_before_acting(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = _submitted(story, archive, code_notation="SAI-DAU")
        receipts = story.ask(archive, "officer", "advance-clock", days=1)
        assert [receipt.verb for receipt in receipts] == ["advance-clock", "return-draft"]
        assert archive.get(e.Document, document).status == "returned"
        note = archive.all(e.Note)[-1]
        assert (note.to, note.sent_at) == (story.post("officer"), NOW + 2 * HOUR)


def test_what_a_colleague_says_is_kept_in_both_languages_and_replays(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        _submitted(story, archive, recipients=["Như trên"])
        story.ask(archive, "officer", "advance-clock", days=1)
        note = archive.all(e.Note)[-1]
        assert (note.code, note.details) == ("return_draft.recipients", {"note": BOTH})
        again = clone(
            archive.session, archive.state["template"], kind="scratch", blobs=archive.blobs
        )
        assert all(one.accepted for one in replay(again, archive.events()))
        assert again.all(e.Note)[-1].details == {"note": BOTH}


def test_a_colleague_who_was_not_asked_does_nothing(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        document = _submitted(story, archive, to="deputy")
        assert archive.all(e.Errand) == []
        receipts = story.ask(archive, "officer", "advance-clock", days=9)
        assert len(receipts) == 1
        assert archive.get(e.Document, document).status == "submitted"


def test_a_refused_request_wakes_nobody(stage: Stage) -> None:
    with stage.opened() as (story, archive):
        ask = {"document": story.other.ref, "to": story.post("director")}
        receipts = story.ask(archive, "officer", "submit-draft", **ask)
        assert [receipt.reply for receipt in receipts] == [Reply.REFUSED]
        assert archive.all(e.Errand) == []


def test_what_a_colleague_may_not_do_any_more_is_refused_and_logged_at_their_hour(
    stage: Stage,
) -> None:
    with stage.opened() as (story, archive):
        document = _submitted(story, archive)
        story.go(archive, "director", "sign-document", document=document)
        receipts = story.ask(archive, "officer", "advance-clock", days=1)
        refused = [receipt for receipt in receipts if not receipt.accepted]
        assert [receipt.verb for receipt in refused] == ["sign-document"]
        event = archive.events()[refused[0].event - 1]
        assert (event.outcome, event.at) == ("refused", NOW + 2 * HOUR)
        assert (event.actor, event.details["code"]) == (story.post("director"), "state.wrong")
        assert archive.all(e.Signature) != []
        assert broken_at(archive.events()) is None


def test_errands_of_several_colleagues_run_by_their_hours_not_by_who_was_woken_first(
    sqlite: Any,
) -> None:
    story = Story()
    story.employ("deputy", "place-hold", _hold("late"), where={"mandate": "first"},
                 after_minutes=90)  # fmt: skip
    story.employ("director", "place-hold", _hold("soon"), where={"mandate": "second"},
                 after_minutes=30)  # fmt: skip
    story.employ("deputy", "place-hold", _hold("twin one"), where={"mandate": "third"},
                 after_minutes=90)  # fmt: skip
    with Stage(sqlite, story).opened() as (_, archive):
        for mandate in ("first", "second", "third"):
            story.ask(archive, "archivist", "place-hold", files=[story.files[0].ref],
                      mandate=mandate)  # fmt: skip
        story.ask(archive, "archivist", "advance-clock", hours=4)
        assert [hold.mandate for hold in archive.all(e.Hold)][3:] == ["soon", "late", "twin one"]


def _hold(mandate: str) -> dict[str, Any]:
    return {"do": {"op": "place-hold", "files": ["HS0001"], "mandate": mandate}}


def test_a_colleague_may_answer_at_once_or_not_at_all(sqlite: Any) -> None:
    story = Story()
    story.employ("director", "open-file", _hold("at once"), after_minutes=0)
    story.employ("director", "set-retention", {"do": {}}, after_minutes=0)
    with Stage(sqlite, story).opened() as (_, archive):
        receipts = story.ask(archive, "officer", "open-file", title="Hồ sơ", file_notation="01.X")
        assert [receipt.verb for receipt in receipts] == ["open-file", "place-hold"]
        assert _told(archive)[-1] == ("place-hold", 0 * HOUR, story.post("director"))
        asked = {"file": story.files[0].ref, "maintenance": "20"}
        assert len(story.ask(archive, "archivist", "set-retention", **asked)) == 1
        assert all(errand.done for errand in archive.all(e.Errand))


def test_an_errand_left_from_before_is_run_when_the_trainee_comes_not_in_the_past(
    sqlite: Any,
) -> None:
    story = Story()
    colleague = story.employ("director", "open-file", _hold("left over"))
    plant = story.small.planter
    plant.add(e.Errand(ref=plant.next_ref(e.Errand), colleague=colleague.ref,
                       post=colleague.post, due_at=NOW - HOUR))  # fmt: skip
    with Stage(sqlite, story).opened() as (_, archive):
        story.ask(archive, "officer", "switch-desk", post=story.post("clerk"))
        assert [one for one in _told(archive) if one[0] == "place-hold"] == [
            ("place-hold", 0 * HOUR, story.post("director"))
        ]


@given(st.lists(st.sampled_from(["submit", 1, 2, 26]), min_size=2, max_size=6))
@settings(max_examples=6, deadline=None)
def test_whatever_is_done_the_log_runs_forward_and_can_be_played_again(
    stage: Stage, moves: list[Any]
) -> None:
    with stage.opened() as (story, archive):
        for move in moves:
            if move == "submit":
                _submitted(story, archive)
            else:
                story.ask(archive, "officer", "advance-clock", hours=move)
        hours = [event.at for event in archive.events()]
        assert hours == sorted(hours)
        assert all(one.due_at > archive.now for one in archive.all(e.Errand, done=False))
        again = clone(archive.session, stage.template, kind="scratch", blobs=archive.blobs)
        assert all(receipt.accepted for receipt in replay(again, archive.events()))
        assert again.fingerprint() == archive.fingerprint()
        assert [one.hash for one in again.events()] == [one.hash for one in archive.events()]


def _no_recipients(story: Story, archive: Archive, *, yes: bool) -> dict[str, Any]:
    lines = ["Như trên"] if yes else ["Như trên", "Lưu: VT"]
    return {"document": _submitted(story, archive, recipients=lines)}


def _handed(story: Story, archive: Archive, *, twins: bool) -> dict[str, Any]:
    first = archive.all(e.Filing, file=story.files[0].ref)[0].document
    part = archive.all(e.Component, document=first)[0]
    other = archive.all(e.Filing, file=story.files[1].ref)[0].document
    if twins:
        archive.change(archive.all(e.Component, document=other)[0], digest=part.digest)
    archive.change(archive.all(e.Filing, document=other)[0], file=story.files[0].ref)
    return {"files": [story.files[0].ref]}


def _to_sign(story: Story, archive: Archive, signer: str) -> dict[str, Any]:
    """Submit a draft to its signer, in an agency whose register lets the director sign."""
    post = story.post(signer)
    day = NOW.date()
    ref = archive.next_ref(e.Authority)
    archive.add(e.Authority(ref=ref, post=story.post("director"), form="direct", valid_from=day))
    document = _submitted(story, archive, signer=post)
    return {"document": document, "to": post}


def _drafts(story: Story, archive: Archive) -> dict[str, Any]:
    document = archive.all(e.Filing, file=story.files[0].ref)[0].document
    archive.change(archive.get(e.Document, document), copy_kind=e.CopyKind.DRAFT)
    return {"files": [story.files[1].ref, story.files[0].ref]}


def _termless(story: Story, archive: Archive) -> dict[str, Any]:
    archive.change(archive.get(e.File, story.files[0].ref), maintenance=None)
    return {"files": [story.files[0].ref]}


def _held_case(story: Story, archive: Archive, *, lifted: bool = False) -> dict[str, Any]:
    story.held(archive)
    case = {"disposal": story.listed(archive)}
    files = [story.files[0].ref]
    story.go(archive, "archivist", "place-hold", files=files, mandate="9/TA")
    if lifted:
        story.go(archive, "archivist", "lift-hold", hold=story.made["hold"], mandate="10/TA")
    return case


def _transfer(story: Story, archive: Archive, *files: str) -> dict[str, Any]:
    story.go(archive, "archivist", "propose-transfer", files=list(files), registration="DK")
    return {"transfer": story.made["transfer"]}


ASKED: list[tuple[str, Any, bool]] = [
    ("notation-wrong", lambda s, a: {"document": _submitted(s, a, code_notation="SAI-DAU")}, True),
    ("notation-wrong", lambda s, a: {"document": _submitted(s, a)}, False),
    ("notation-wrong", lambda s, a: {}, False),
    ("without-recipients", lambda s, a: _no_recipients(s, a, yes=True), True),
    ("without-recipients", lambda s, a: _no_recipients(s, a, yes=False), False),
    ("without-recipients", lambda s, a: {}, False),
    ("form-incomplete", lambda s, a: {"document": _submitted(s, a, addressees=[])}, True),
    ("form-incomplete", lambda s, a: {"document": _submitted(s, a)}, False),
    ("form-incomplete", lambda s, a: {}, False),
    ("signer-without-authority", lambda s, a: _to_sign(s, a, "officer"), True),
    ("signer-without-authority", lambda s, a: _to_sign(s, a, "director"), False),
    ("signer-without-authority", lambda s, a: {}, False),
    ("signer-is-another", lambda s, a: {**_to_sign(s, a, "director"), "to": "VT0404"}, True),
    ("signer-is-another", lambda s, a: _to_sign(s, a, "director"), False),
    ("signer-is-another", lambda s, a: {}, False),
    ("file-has-drafts-or-twins", _drafts, True),
    ("file-has-drafts-or-twins", lambda s, a: _handed(s, a, twins=True), True),
    ("file-has-drafts-or-twins", lambda s, a: _handed(s, a, twins=False), False),
    ("file-has-drafts-or-twins", lambda s, a: {}, False),
    ("file-without-term", _termless, True),
    ("file-without-term", lambda s, a: {"files": [s.files[0].ref]}, False),
    ("file-without-term", lambda s, a: {}, False),
    ("held-listed", _held_case, True),
    ("held-listed", lambda s, a: _held_case(s, a, lifted=True), False),
    ("held-listed", lambda s, a: {"disposal": s.listed(a)}, False),
    ("held-listed", lambda s, a: {}, False),
    ("not-permanent-listed", lambda s, a: _transfer(s, a, s.permanent.ref, "HS0001"), True),
    ("not-permanent-listed", lambda s, a: _transfer(s, a, s.permanent.ref), False),
    ("not-permanent-listed", lambda s, a: {}, False),
]


@pytest.mark.parametrize(("question", "about", "answer"), ASKED)
def test_what_a_colleague_notices(question: str, about: Any, answer: bool, stage: Stage) -> None:
    with stage.opened() as (story, archive):
        assert QUESTIONS[question](archive, about(story, archive)) is answer


def test_every_question_is_answered_both_ways_above() -> None:
    assert {(q, a) for q, _, a in ASKED} == {(q, a) for q in QUESTIONS for a in (True, False)}


COLLECTED: list[tuple[str, Any, list[str]]] = [
    ("permanent-files", lambda s, a: _transfer(s, a, s.permanent.ref, "HS0001"), ["HS0004"]),
    ("permanent-files", lambda s, a: {}, []),
    ("listed-files", lambda s, a: {"disposal": s.listed(a)}, ["HS0001", "HS0002"]),
    ("listed-files", lambda s, a: {"disposal": "HH0404"}, []),
    ("council-files", lambda s, a: {"disposal": _reviewed(s, a)}, ["HS0002"]),
    ("council-files", lambda s, a: {}, []),
    ("due-and-free-files", _held_case, ["HS0002"]),
    ("due-and-free-files", lambda s, a: {"disposal": _not_due(s, a)}, ["HS0001"]),
    ("due-and-free-files", lambda s, a: {}, []),
]


def _reviewed(story: Story, archive: Archive) -> str:
    case = story.convened(archive)
    approved = [story.files[1].ref]
    story.go(archive, "archivist", "conclude-council", disposal=case, approved=approved)
    return case


def _not_due(story: Story, archive: Archive) -> str:
    archive.change(archive.get(e.File, story.files[1].ref), maintenance="70")
    return story.listed(archive)


@pytest.mark.parametrize(("name", "about", "refs"), COLLECTED)
def test_what_a_colleague_gathers(name: str, about: Any, refs: list[str], stage: Stage) -> None:
    with stage.opened() as (story, archive):
        assert sorted(GATHERED[name](archive, about(story, archive))) == refs


def test_everything_that_can_be_gathered_is_gathered_above() -> None:
    assert {name for name, _, _ in COLLECTED} == set(GATHERED)


def test_what_was_gathered_stands_in_the_colleagues_request(sqlite: Any) -> None:
    story = Story()
    decide = {"op": "decide-disposal", "disposal": "@disposal", "files": "@due-and-free-files"}
    story.employ("director", "propose-disposal", {"do": decide}, after_minutes=5)
    with Stage(sqlite, story).opened() as (_, archive):
        story.held(archive)  # the third file
        listed = [file.ref for file in story.files]
        story.ask(archive, "archivist", "propose-disposal", expired=listed)
        receipts = story.ask(archive, "archivist", "advance-clock", hours=1)
        assert [receipt.verb for receipt in receipts] == ["advance-clock", "decide-disposal"]
        assert archive.all(e.Disposal)[0].decided_files == listed[:2]


def test_a_colleague_with_nothing_to_act_upon_is_refused_and_the_trainee_is_not(
    sqlite: Any,
) -> None:
    story = Story()
    decide = {"op": "decide-disposal", "disposal": "@disposal", "files": "@due-and-free-files"}
    story.employ("director", "propose-disposal", {"do": decide}, after_minutes=0)
    with Stage(sqlite, story).opened() as (_, archive):
        story.held(archive)
        held = [story.files[2].ref]
        receipts = story.ask(archive, "archivist", "propose-disposal", expired=held)
        assert [receipt.accepted for receipt in receipts] == [True, False]
        assert archive.all(e.Disposal)[0].status == "proposed"
