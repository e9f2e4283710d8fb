"""Preservation as verbs: levels climb, renewals carry the proof on, a missed one is a state."""

from collections.abc import Iterator
from copy import copy
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from base.db import Database
from base.language import LANGUAGES, say
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import judge_document
from sandbox.authority_outlook import _cause, foresee, renewal_calendar, standing
from sandbox.clones import clone
from sandbox.door import Receipt, do
from sandbox.operations import parse
from sandbox.paper.pdfa import check_pdfa
from sandbox.signing.lapse import Lapse
from sandbox.signing.report import unclear
from sandbox.verdicts import Verdict
from tests.databases import KINDS, fresh
from tests.laws.examples import Case


class Room:
    """One planted template with an issued decision in each clone."""

    def __init__(self, database: Database) -> None:
        self.database, self.case = database, Case()
        with database.writing() as session:
            self.template = self.case.small.plant(session).sandbox


class Desk:
    """An archive in which a document was signed, numbered, sealed and issued."""

    def __init__(self, archive: Archive, case: Case) -> None:
        self.archive, self.case = archive, case
        self.document = case.signed(archive)
        for op in ("number-document", "seal-document", "issue-document"):
            case.go(archive, "clerk", op, document=self.document)

    def ask(self, op: str, *documents: str) -> Receipt:
        self.archive.keep(desk=self.case.post("archivist"))
        return do(self.archive, parse({"op": op, "documents": documents or [self.document]}))

    def pass_days(self, days: int) -> None:
        self.archive.keep(now=self.archive.now + timedelta(days=days))

    @property
    def record(self) -> e.Document:
        return self.archive.get(e.Document, self.document)

    @property
    def main(self) -> e.Component:
        (part,) = self.archive.all(e.Component, document=self.document)
        return part

    def verdict(self) -> str:
        return judge_document(self.archive, self.record).verdict

    def levels(self) -> list[str]:
        report = judge_document(self.archive, self.record).report
        return [one.level for one in report.signatures if one.kind != "timestamp"]


@pytest.fixture(scope="module", params=KINDS)
def room(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    database = fresh(request.param, tmp_path_factory.mktemp("renewals"))
    yield Room(database)
    database.close()


@pytest.fixture
def desk(room: Room) -> Iterator[Desk]:
    case = copy(room.case)
    case.made = {}
    with room.database.writing() as session:
        archive = clone(session, room.template, kind="scratch", blobs=case.small.blobs)
        yield Desk(archive, case)
        session.rollback()


def test_the_verbs_climb_the_levels_and_the_copies_follow(desk: Desk):
    assert desk.levels() == ["B-T", "B-T"]
    assert desk.ask("add-validation-data").accepted
    assert desk.levels() == ["B-LT", "B-LT"]
    assert desk.ask("stamp-for-archive").accepted
    assert (desk.levels(), desk.verdict()) == (["B-LTA", "B-LTA"], "valid")
    copies = desk.archive.all(e.StoredCopy, component=desk.main.ref)
    assert {copy.digest for copy in copies} == {desk.main.digest}
    assert desk.archive.blob(desk.main.digest)[:1_000].startswith(b"%PDF-1.7")
    rows = desk.archive.all(e.Signature, component=desk.main.ref, kind="timestamp")
    assert [row.signed_at for row in rows] == [desk.archive.now]


def test_a_preserved_paper_still_keeps_our_pdfa_rules(desk: Desk):
    for op in ("add-validation-data", "stamp-for-archive"):
        desk.ask(op)
    assert check_pdfa(desk.archive.blob(desk.main.digest)).remarks == ()


def test_renewed_in_time_it_holds_and_missed_it_is_lost(desk: Desk):
    desk.ask("add-validation-data")
    desk.ask("stamp-for-archive")
    seen = foresee(desk.archive, desk.record)
    assert seen is not None
    assert seen.renew_before is not None
    assert seen.renew_before.year == 2031
    desk.archive.keep(now=seen.renew_before - timedelta(days=30))
    in_time = desk.ask("stamp-for-archive")
    assert in_time.accepted
    assert desk.archive.events()[-1].outcome == "success"
    desk.archive.keep(now=seen.renew_before + timedelta(days=30))
    assert desk.verdict() == "valid"
    desk.pass_days(366 * 10)
    assert desk.verdict() == "undetermined"
    assert desk.ask("stamp-for-archive").accepted
    event = desk.archive.events()[-1]
    assert (event.outcome, event.details["lapsed"]) == ("warning", [desk.document])
    assert desk.verdict() == "undetermined"


def test_the_calendar_names_what_must_be_stamped_first(desk: Desk):
    other = desk.case.signed(desk.archive)
    both = [desk.record, desk.archive.get(e.Document, other)]
    far = desk.archive.now + timedelta(days=366 * 20)
    assert [one.document for one in renewal_calendar(desk.archive, both, by=far)] == [
        desk.document,
        other,
    ]
    desk.pass_days(366 * 4)
    assert desk.ask("stamp-for-archive", desk.document).accepted
    first, second = renewal_calendar(desk.archive, both, by=far)
    assert (first.document, second.document) == (other, desk.document)
    assert first.before < second.before
    assert renewal_calendar(desk.archive, both, by=desk.archive.now) == []


@pytest.mark.parametrize("years", [0, 2, 6])
def test_the_calendar_tells_the_day_that_the_outlook_tells(desk: Desk, years: int):
    """One answer for all days: what was found once holds while time passes."""
    desk.ask("add-validation-data")
    desk.ask("stamp-for-archive")
    first = foresee(desk.archive, desk.record)
    assert first is not None
    desk.pass_days(366 * years)
    (told,) = renewal_calendar(desk.archive, [desk.record])
    seen = foresee(desk.archive, desk.record)
    assert seen is not None
    assert told.before == first.renew_before
    assert seen.renew_before == (told.before if told.before > desk.archive.now else None)
    assert (told.cause, told.bare) == ("archive-stamp", False)


def test_a_revocation_that_spoils_a_proof_is_in_the_calendar(desk: Desk):
    """Signed without any timestamp: whether it was before the revocation, nobody can show."""
    plain = desk.case.signed(desk.archive)
    (before,) = renewal_calendar(desk.archive, [desk.archive.get(e.Document, plain)])
    signer = desk.archive.get(e.Post, desk.case.post("director")).person
    used = max(desk.archive.all(e.Certificate, holder=signer), key=lambda one: one.ref)
    desk.pass_days(30)
    desk.archive.change(used, revoked_at=desk.archive.now, revocation_reason="key_compromise")
    desk.pass_days(30)
    (after,) = renewal_calendar(desk.archive, [desk.archive.get(e.Document, plain)])
    seen = foresee(desk.archive, desk.archive.get(e.Document, plain))
    assert seen is not None
    assert after.before == seen.renew_before == before.before
    assert (after.cause, after.bare) == ("stamp", True)


def test_a_missed_renewal_stays_in_the_calendar_and_is_told_when_stamped(desk: Desk):
    desk.ask("stamp-for-archive")
    (due,) = renewal_calendar(desk.archive, [desk.record])
    desk.archive.keep(now=due.before + timedelta(days=400))
    assert renewal_calendar(desk.archive, [desk.record]) == [due]
    receipt = desk.ask("stamp-for-archive")
    assert receipt.warning is not None
    for language, word in zip(
        LANGUAGES, ("không lấy lại được", "does not bring back"), strict=True
    ):
        told = say(receipt.warning, language)
        assert word in told
        assert desk.document in told
    (late,) = renewal_calendar(desk.archive, [desk.record])
    assert late.before < desk.archive.now
    assert abs(late.before - due.before) <= timedelta(seconds=1)
    assert late.cause == "archive-stamp"
    desk.archive.keep(now=desk.archive.now.replace(year=2046))  # SHA-256 has fallen by then
    assert desk.ask("stamp-for-archive").warning is not None
    (still,) = renewal_calendar(desk.archive, [desk.record])
    assert still.before < desk.archive.now


def test_the_cause_is_what_ends_first_and_not_what_comes_to_light_by_it(desk: Desk):
    """Stamped under SHA-512 the proof outlives SHA-256; then the stamp's certificate ends it."""
    desk.ask("stamp-for-archive")
    causes = []
    for year in (2030, 2034, 2037):
        desk.archive.keep(now=desk.archive.now.replace(year=year))
        assert desk.ask("stamp-for-archive").warning is None
        (due,) = renewal_calendar(desk.archive, [desk.record])
        causes.append((due.before.year, str(due.cause)))
    assert causes == [(2035, "archive-stamp"), (2039, "archive-stamp"), (2042, "archive-stamp")]


def test_a_digest_that_falls_is_a_cause_of_its_own(desk: Desk):
    """A unit whose certificate outlives SHA-256, as it has no other stamp: the digest ends it."""
    remark = unclear("archive.weak", said=desk.archive.now, since=date(2041, 1, 1))
    old = unclear("timestamp.expired", until=datetime(2030, 12, 31, tzinfo=UTC))
    at = datetime(2041, 1, 1, tzinfo=UTC)
    seen = Lapse(since=desk.archive.now, verdict=Verdict.VALID, at=at, reasons=(old, remark))
    assert _cause(seen) == "digest"


def test_a_stamp_in_time_warns_of_nothing(desk: Desk):
    assert desk.ask("stamp-for-archive").warning is None
    desk.pass_days(366)
    assert desk.ask("stamp-for-archive").warning is None


def test_what_never_held_is_no_matter_of_renewals(desk: Desk):
    torn = bytearray(desk.archive.blob(desk.main.digest))
    torn[len(torn) // 4] ^= 1
    desk.archive.change(desk.main, digest=desk.archive.blobs.put(bytes(torn)))
    assert renewal_calendar(desk.archive, [desk.record]) == []
    assert desk.verdict() != "valid"


def test_many_documents_are_stamped_in_one_act_or_none_is(desk: Desk):
    other = desk.case.signed(desk.archive)
    before = desk.archive.fingerprint()
    receipt = desk.ask("stamp-for-archive", other, desk.document, desk.case.request.ref)
    assert receipt.sentence is not None
    assert receipt.sentence.code == "refused.document.no_paper"
    assert desk.archive.fingerprint() != ""
    desk.archive.keep(desk=desk.case.post("clerk"))
    assert desk.ask("stamp-for-archive", other, desk.document, other).accepted
    assert len(desk.archive.all(e.Signature, kind="timestamp")) == 2
    assert desk.archive.fingerprint() != before


def test_what_nobody_signed_is_refused_with_the_way_on(desk: Desk):
    draft = desk.case.drafted(desk.archive)
    for op in ("add-validation-data", "stamp-for-archive"):
        told: Any = desk.ask(op, draft).sentence
        assert (told.code, told.facts) == ("refused.renewal.unsigned", {"ref": draft})
        assert all("⟦" not in say(told, language) for language in LANGUAGES)
    assert foresee(desk.archive, desk.archive.get(e.Document, draft)) is None


def test_a_rotten_copy_is_not_made_sound_by_a_renewal(desk: Desk):
    rotten = desk.archive.all(e.StoredCopy, component=desk.main.ref)[0]
    desk.archive.change(rotten, digest=desk.archive.blobs.put(b"rotten"))
    desk.ask("stamp-for-archive")
    kept = desk.archive.get(e.StoredCopy, rotten.ref)
    assert desk.archive.blob(kept.digest) == b"rotten"


def test_a_lost_paper_cannot_be_stamped(desk: Desk):
    desk.archive.change(desk.main, digest="0" * 64)
    told: Any = desk.ask("stamp-for-archive").sentence
    assert told.code == "refused.document.bytes_gone"


@pytest.mark.parametrize("years", [0, 3, 6, 12])
def test_one_day_is_told_as_the_outlook_tells_it(desk: Desk, years: int):
    desk.ask("stamp-for-archive")
    seen = foresee(desk.archive, desk.record)
    assert seen is not None
    day = desk.archive.now + timedelta(days=366 * years)
    told = standing(desk.archive, desk.record, at=day)
    assert told is not None
    assert told.verdict == seen.at(day).verdict == ("valid" if years <= 3 else "undetermined")
    assert standing(desk.archive, desk.record, at=desk.archive.now - timedelta(days=900)) == (
        standing(desk.archive, desk.record, at=desk.archive.now)
    )
    draft = desk.archive.get(e.Document, desk.case.drafted(desk.archive))
    assert standing(desk.archive, draft, at=day) is None
