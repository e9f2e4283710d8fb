"""The one door: effect and event together, or neither and a reason that is kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

import pytest
from sqlmodel import Session

from base.language import LANGUAGES, say
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.clones import clone
from sandbox.colleagues import replay
from sandbox.door import Reply, do, rehearse
from sandbox.entities import Role
from sandbox.events import Premis, broken_at
from sandbox.operations import Effect, Operation, Stage, parse
from sandbox.rules import may_act
from tests.databases import KINDS, fresh
from tests.make import NOW
from tests.sandbox.stories import Stage as Theatre
from tests.sandbox.stories import Story


@pytest.fixture(scope="module", params=KINDS)
def theatre(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Theatre]:
    database = fresh(request.param, tmp_path_factory.mktemp("door"))
    yield Theatre(database, Story())
    database.close()


def _seen(archive: Archive) -> tuple[Any, ...]:
    fresh = Archive(archive.session, archive.sandbox, blobs=archive.blobs)
    return fresh.fingerprint(), fresh.state["counters"], fresh.state["changes"], fresh.state["now"]


HALFWAY = {
    "the second document lies there already": (
        "officer",
        "file-documents",
        lambda s, a: {"file": s.opened(a), "documents": [s.other.ref, s.request.ref]},
        "filing.twice",
    ),
    "the second file is not closed": (
        "officer",
        "hand-over-files",
        lambda s, a: {"files": [s.closed(a), s.files[0].ref]},
        "state.wrong",
    ),
    "the second file is on no shelf": (
        "archivist",
        "propose-disposal",
        lambda s, a: {"expired": [s.files[0].ref, s.closed(a)]},
        "state.wrong",
    ),
    "the third file is unknown": (
        "archivist",
        "place-hold",
        lambda s, a: {"files": [s.files[0].ref, "HS0404"], "mandate": "12/TA"},
        "archive.unknown",
    ),
    "the package has no document": (
        "archivist",
        "build-package",
        lambda s, a: {"transfer": _of_an_empty_file(s, a)},
        "transfer.empty_file",
    ),
    "the number was written into the notation": (
        "officer",
        "draft-document",
        lambda s, a: {**s.wording(), "code_notation": "15/SNV-VP"},
        "draft.unprintable",
    ),
    "the draft cannot be printed": (
        "officer",
        "draft-document",
        lambda s, a: {**s.wording(), "type_name": "XX"},
        "draft.unprintable",
    ),
}


def _of_an_empty_file(story: Story, archive: Archive) -> str:
    full = story.permanent
    story.go(archive, "archivist", "propose-transfer", files=[full.ref, story.files[0].ref],
             registration="DK-01")  # fmt: skip
    document = archive.all(e.Filing, file=full.ref)[0].document
    story.go(archive, "archivist", "remove-document", file=full.ref, document=document,
             reason="misfiled")  # fmt: skip
    return story.made["transfer"]


@pytest.mark.parametrize("name", HALFWAY)
def test_what_is_refused_halfway_leaves_no_row_no_code_no_time(name: str, theatre: Theatre) -> None:
    desk, op, fields, code = HALFWAY[name]
    with theatre.opened() as (story, archive):
        asked = fields(story, archive)
        archive.keep(desk=story.post(desk))
        before, events = _seen(archive), archive.state["events"]
        receipt = do(archive, parse({"op": op, **asked}))
        assert receipt.reply is Reply.REFUSED
        assert receipt.sentence is not None
        assert receipt.sentence.code == f"refused.{code}"
        assert _seen(archive) == before
        assert archive.state == Archive(archive.session, archive.sandbox, blobs=archive.blobs).state
        assert archive.state["events"] == events + 1 == receipt.event
        for language in LANGUAGES:
            assert not set("⟦{…") & set(say(receipt.sentence, language))


def test_after_a_refusal_the_next_request_is_done_as_if_nothing_had_been(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        file = story.opened(archive)
        changes = archive.state["changes"]
        bad = {"op": "file-documents", "file": file, "documents": [story.other.ref, "VB0404"]}
        assert do(archive, parse(bad)).reply is Reply.REFUSED
        assert archive.state["changes"] == changes
        good = do(archive, parse({**bad, "documents": [story.other.ref]}))
        assert good.accepted
        assert archive.state["changes"] == changes + 1
        assert archive.get(e.File, file).total_doc == 2
        assert [f.ordinal for f in archive.all(e.Filing, file=file)] == [1, 2]
        assert broken_at(archive.events()) is None


def test_a_refusal_is_written_down_with_who_asked_what_and_why_not(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        archive.keep(desk=story.post("clerk"))
        asked = {"op": "return-incoming", "document": story.other.ref, "reason": "integrity"}
        do(archive, parse(asked))
        event = archive.events()[-1]
        assert (event.outcome, event.verb, event.at) == ("refused", "return-incoming", NOW)
        assert (event.actor, event.role) == (story.post("clerk"), "clerk")
        assert event.asked == {**asked, "note": ""}
        assert event.details["code"] == "state.wrong"
        assert event.details["facts"]["ref"] == story.other.ref
        assert event.touched == []


class Stumble(Operation):
    """A verb with a defect."""

    op: Literal["stumble"] = "stumble"
    stage: ClassVar = Stage.DESK
    roles: ClassVar = frozenset(Role)
    premis: ClassVar = Premis.DESK

    def perform(self, archive: Archive) -> Effect:
        """Change something, then fall."""
        archive.keep(desk="VT9999")
        raise ZeroDivisionError


def test_a_defect_is_no_refusal_and_rolls_everything_back(theatre: Theatre) -> None:
    with theatre.opened() as (_, archive):
        before, events = _seen(archive), len(archive.events())
        with pytest.raises(ZeroDivisionError):
            do(archive, Stumble())  # type: ignore[arg-type]  # a verb outside the menu
        assert archive.actor is None
        assert _seen(archive) == before
        assert len(archive.events()) == events


def test_an_act_may_be_of_an_earlier_hour_and_by_another_post(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        hour = NOW - timedelta(hours=5)
        request = parse({"op": "open-file", "title": "Hồ sơ", "file_notation": "09.TH"})
        made = do(archive, request, post=story.post("clerk"), at=hour).made["file"]
        assert archive.get(e.File, made).opened_at == hour
        assert archive.get(e.File, made).creator == story.post("clerk")
        assert archive.events()[-1].at == hour
        assert archive.now == NOW
        assert archive.state["desk"] == story.post("officer")


def test_a_rehearsal_of_a_refusal_tells_it_and_logs_nothing(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        request = parse({"op": "close-file", "file": story.files[0].ref})
        before, events, blobs = _seen(archive), archive.state["events"], archive.blobs
        foretold = rehearse(archive, request)
        assert (_seen(archive), archive.state["events"]) == (before, events)
        assert archive.blobs is blobs
        assert foretold.sentence == do(archive, request).sentence


RULES: dict[str, tuple[str | None, dict[str, Any], str | None]] = {
    "the right desk": ("clerk", {}, None),
    "a desk that lacks the verb": ("officer", {}, "role.lacks"),
    "nobody at the desk": (None, {}, "desk.nobody"),
    "a submitted archive": ("clerk", {"sealed": True}, "sandbox.sealed"),
}


@pytest.mark.parametrize("name", RULES)
def test_any_archive_system_would_refuse_this_and_no_more(name: str, theatre: Theatre) -> None:
    desk, state, code = RULES[name]
    with theatre.opened() as (story, archive):
        archive.keep(desk=story.post(desk) if desk else None, **state)
        receipt = do(
            archive, parse({"op": "return-incoming", "document": "VB0002", "reason": "other"})
        )
        assert (receipt.sentence and receipt.sentence.code) == (code and f"refused.{code}")


@pytest.mark.parametrize(
    ("begins", "ends", "allowed"),
    [(-1, None, True), (0, 0, True), (-9, -1, False), (1, None, False)],
)
def test_a_post_acts_while_it_is_held(
    begins: int, ends: int | None, allowed: bool, theatre: Theatre
) -> None:
    today = date(2026, 3, 2)
    with theatre.opened() as (story, archive):
        post = archive.change(
            archive.get(e.Post, story.post("clerk")),
            valid_from=today + timedelta(days=begins),
            valid_to=None if ends is None else today + timedelta(days=ends),
        )
        archive.keep(desk=post.ref)
        asked = {"op": "return-incoming", "document": story.received.ref, "reason": "other"}
        assert do(archive, parse(asked)).accepted is allowed


def test_the_rules_only_look(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        before = _seen(archive)
        request = parse({"op": "return-incoming", "document": "VB0002", "reason": "other"})
        may_act(archive, request, archive.get(e.Post, story.post("clerk")))
        assert _seen(archive) == before


def _a_working_day(story: Story, archive: Archive) -> None:
    """Many verbs of many desks, refusals among them, while the clock moves."""
    document = story.signed(archive)
    story.ask(archive, "officer", "close-file", file=story.files[0].ref)  # refused
    story.go(archive, "clerk", "number-document", document=document)
    story.go(archive, "clerk", "advance-clock", hours=5)
    story.go(archive, "clerk", "seal-document", document=document)
    story.go(archive, "clerk", "issue-document", document=document)
    story.go(archive, "officer", "advance-clock", days=3)
    story.destroyed(archive)
    story.ask(archive, "auditor", "place-hold", files=[story.files[2].ref], mandate="1/TA")
    story.sent(archive)
    story.go(archive, "officer", "switch-desk", post=story.post("archivist"))


def test_a_log_played_again_gives_the_same_archive(theatre: Theatre) -> None:
    with theatre.opened() as (story, archive):
        _a_working_day(story, archive)
        again = _replayed(archive.session, story, archive)
        assert again.fingerprint() == archive.fingerprint()
        assert again.state["counters"] == archive.state["counters"]
        assert again.state["changes"] == archive.state["changes"]
        told = [
            (e.verb, e.at, e.actor, e.objects, e.detail) for e in archive.events() if e.happened
        ]
        assert told == [(e.verb, e.at, e.actor, e.objects, e.detail) for e in again.events()]


def _replayed(session: Session, story: Story, archive: Archive) -> Archive:
    again = clone(session, archive.state["template"], kind="scratch", blobs=story.small.blobs)
    assert all(receipt.accepted for receipt in replay(again, archive.events()))
    return again
