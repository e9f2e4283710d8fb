"""Keys as people meet them: PINs that lock, devices in somebody's hands, certificates that live."""

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from base.db import Database
from base.language import LANGUAGES, say
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import judge_document
from sandbox.authority_keys import (
    device_of,
    equip,
    holder_name,
    locked,
    practice_pin,
    renewed_pin,
    tries_left,
    wrong_tries,
)
from sandbox.clones import clone
from sandbox.colleagues import replay
from sandbox.door import Receipt, do, rehearse
from sandbox.operations import parse
from sandbox.papers import certificate_of
from tests.databases import KINDS, fresh
from tests.laws.examples import Case
from tests.make import KEY

PIN = "204816"
WRONG = "000000"


class Desk:
    """A case whose director has a device with a PIN, kept by the clerk."""

    def __init__(self, archive: Archive, case: Case, device: e.KeyDevice) -> None:
        self.archive, self.case, self.device = archive, case, device

    def ask(self, desk: str, op: str, **fields: Any) -> Receipt:
        self.archive.keep(desk=self.case.post(desk))
        return do(self.archive, parse({"op": op, **fields}))

    def refused(self, desk: str, op: str, **fields: Any) -> str:
        """What a request is refused for; the sentence is whole in both languages."""
        told = self.ask(desk, op, **fields).sentence
        assert told is not None
        for language in LANGUAGES:
            assert not set(say(told, language)) & set("⟦…{")
        return told.code.removeprefix("refused.")

    @property
    def seal(self) -> e.KeyDevice:
        found = device_of(self.archive, self.case.small.own.ref, e.KeyKind.AGENCY)
        assert found is not None
        return found


class Room:
    """One planted template; each test acts on a clone of it that is rolled back."""

    def __init__(self, database: Database) -> None:
        self.database, self.first = database, Case()
        director, clerk = self.first.post("director"), self.first.post("clerk")
        planter = self.first.small.planter
        person = planter.get(e.Post, director).person
        told: Any = {"keeper": clerk, "held_by": director, "pin": PIN}
        self.device = equip(planter, person, e.KeyKind.PERSON, **told)
        with database.writing() as session:
            self.template = self.first.small.plant(session).sandbox


@pytest.fixture(scope="module", params=KINDS)
def room(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Room]:
    database = fresh(request.param, tmp_path_factory.mktemp("keys"))
    yield Room(database)
    database.close()


@pytest.fixture
def desk(room: Room) -> Iterator[Desk]:
    case = copy(room.first)
    case.made = {}
    with room.database.writing() as session:
        archive = clone(session, room.template, kind="scratch", blobs=case.small.blobs)
        yield Desk(archive, case, room.device)
        session.rollback()


def test_the_right_pin_signs_and_the_device_is_named_in_the_log(desk: Desk):
    document = desk.case.submitted(desk.archive)
    assert desk.refused("director", "sign-document", document=document) == "key.pin_needed"
    receipt = desk.ask("director", "sign-document", document=document, pin=f" {PIN} ")
    assert receipt.accepted
    assert desk.device.ref in receipt.touched


def test_three_wrong_pins_lock_and_only_the_keeper_unlocks(desk: Desk):
    document = desk.case.submitted(desk.archive)
    tried = {"document": document, "pin": WRONG}
    left = []
    for _ in range(2):
        receipt = desk.ask("director", "sign-document", **tried)
        assert receipt.sentence is not None
        assert receipt.sentence.code == "refused.key.wrong_pin"
        left.append(receipt.sentence.facts["left"])
    assert left == ["2", "1"]
    assert desk.refused("director", "sign-document", **tried) == "key.last_wrong_pin"
    assert locked(desk.device, desk.archive.events())
    right = {"document": document, "pin": PIN}
    assert desk.refused("director", "sign-document", **right) == "key.locked"
    device = desk.device.ref
    assert desk.refused("director", "unlock-key", device=device) == "key.not_keeper"
    assert desk.ask("clerk", "unlock-key", device=device).accepted
    assert not locked(desk.device, desk.archive.events())
    assert desk.refused("director", "sign-document", **right) == "key.wrong_pin"
    pin = desk.archive.get(e.KeyDevice, device).pin
    assert pin != PIN
    assert desk.ask("director", "sign-document", document=document, pin=pin).accepted
    assert wrong_tries(desk.device, desk.archive.events()) == 0


def _locked(desk: Desk) -> str:
    document = desk.case.submitted(desk.archive)
    for _ in range(3):
        desk.ask("director", "sign-document", document=document, pin=WRONG)
    return document


def test_an_unlocked_device_takes_the_new_pin_and_no_longer_the_old(desk: Desk):
    document, device = _locked(desk), desk.device.ref
    assert tries_left(desk.device, desk.archive.events()) == 0
    assert desk.ask("clerk", "unlock-key", device=device, new_pin=" 12345678 ").accepted
    assert tries_left(desk.device, desk.archive.events()) == 3
    asked = {"document": document}
    assert desk.refused("director", "sign-document", pin=PIN, **asked) == "key.wrong_pin"
    assert desk.ask("director", "sign-document", pin="12345678", **asked).accepted


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("12345", "key.pin_shape"), ("123456789", "key.pin_shape"), ("12 456", "key.pin_shape"),
        ("abcdef", "key.pin_shape"), ("١٢٣٤٥٦", "key.pin_shape"), (PIN, "key.same_pin"),
    ],
)  # fmt: skip
def test_a_new_pin_is_six_to_eight_digits_and_not_the_old_one(desk: Desk, pin: str, code: str):
    _locked(desk)
    desk.archive.keep(desk=desk.case.post("clerk"))
    before = desk.archive.fingerprint()
    told = {"device": desk.device.ref, "new_pin": pin}
    assert desk.refused("clerk", "unlock-key", **told) == code
    assert desk.archive.fingerprint() == before
    assert locked(desk.device, desk.archive.events())


def test_a_device_without_a_pin_gets_none_by_being_unlocked(desk: Desk):
    seal = desk.seal.ref
    told = {"device": seal, "new_pin": "123456"}
    assert desk.refused("clerk", "unlock-key", **told) == "key.asks_no_pin"
    assert desk.ask("clerk", "unlock-key", device=seal).accepted
    assert desk.seal.pin == ""
    assert tries_left(desk.seal, desk.archive.events()) is None


@given(st.binary(min_size=8, max_size=8), st.integers(0, 999_999))
def test_a_given_pin_has_six_digits_follows_from_the_old_and_is_another(key: bytes, old: int):
    device = e.KeyDevice(
        ref="TK0001", holder="NG0001", kind=e.KeyKind.PERSON, keeper="VT0001", held_by="VT0001",
        pin=f"{old:06d}",
    )  # fmt: skip
    made = renewed_pin(key, device, "")
    assert made == renewed_pin(key, device, "")
    assert len(made) == 6
    assert made.isdigit()
    assert made != device.pin


def test_a_rehearsal_and_a_missing_pin_cost_no_try(desk: Desk):
    document = desk.case.submitted(desk.archive)
    desk.archive.keep(desk=desk.case.post("director"))
    for pin in (WRONG, ""):
        rehearse(desk.archive, parse({"op": "sign-document", "document": document, "pin": pin}))
    desk.ask("director", "sign-document", document=document)
    assert wrong_tries(desk.device, desk.archive.events()) == 0


def test_a_colleague_types_a_pin_of_their_own(desk: Desk):
    """Only at desks that the exercise gives is a PIN asked for."""
    document = desk.case.submitted(desk.archive)
    director = desk.case.post("director")
    desk.archive.keep(desks=[one for one in desk.archive.state["desks"] if one != director])
    request = parse({"op": "sign-document", "document": document})
    assert do(desk.archive, request, post=director).accepted


def test_a_world_without_devices_asks_for_nothing(sqlite: Database):
    case = Case()
    case.small.planter.remove(case.device)
    with sqlite.writing() as session:
        template = case.small.plant(session)
        archive = clone(session, template.sandbox, kind="scratch", blobs=case.small.blobs)
        document = case.signed(archive)
        case.go(archive, "clerk", "seal-document", document=document, pin="whatever")
        session.rollback()


def test_a_lent_key_seals_nowhere_else_until_it_comes_back(desk: Desk):
    signed = _signed(desk)
    lent = desk.ask(
        "clerk", "lend-key", device=desk.seal.ref, to=desk.case.post("officer"),
        permission="12/QĐ-SNV ngày 01/3/2026",
    )  # fmt: skip
    assert lent.accepted
    assert desk.seal.held_by == desk.case.post("officer")
    assert desk.refused("clerk", "seal-document", document=signed) == "key.elsewhere"
    assert desk.refused("director", "return-key", device=desk.seal.ref) == "key.not_yours"
    assert desk.ask("officer", "return-key", device=desk.seal.ref).accepted
    assert desk.refused("officer", "return-key", device=desk.seal.ref) == "key.not_lent"
    assert desk.ask("clerk", "seal-document", document=signed).accepted
    (loan,) = desk.archive.all(e.KeyLoan)
    assert (loan.mandate, loan.returned_at) == ("12/QĐ-SNV ngày 01/3/2026", desk.archive.now)


def _signed(desk: Desk) -> str:
    document = desk.case.submitted(desk.archive)
    assert desk.ask("director", "sign-document", document=document, pin=PIN).accepted
    return document


def test_lending_without_a_paper_is_possible_and_leaves_its_mark(desk: Desk):
    """What a good clerk would not do is graded, not forbidden: the log says warning."""
    own, device = desk.case.post("clerk"), desk.seal.ref
    assert desk.refused("clerk", "lend-key", device=device, to=own) == "key.own_hand"
    other = desk.case.post("deputy")
    assert desk.refused("officer", "lend-key", device=device, to=other) == "key.elsewhere"
    assert desk.ask("clerk", "lend-key", device=device, to=other).accepted
    assert desk.archive.events()[-1].outcome == "warning"
    assert desk.archive.all(e.KeyLoan)[0].mandate == ""


def test_what_was_done_with_keys_replays(desk: Desk):
    document = desk.case.submitted(desk.archive)
    start = desk.archive.state["template"]
    for pin in (WRONG, WRONG, WRONG):
        desk.ask("director", "sign-document", document=document, pin=pin)
    desk.ask("clerk", "unlock-key", device=desk.device.ref)
    pin = desk.archive.get(e.KeyDevice, desk.device.ref).pin
    assert desk.ask("director", "sign-document", document=document, pin=pin).accepted
    again = clone(desk.archive.session, start, kind="scratch", blobs=desk.archive.blobs)
    assert all(one.accepted for one in replay(again, desk.archive.events()))
    again.keep(desk=desk.archive.state["desk"])
    assert again.fingerprint() == desk.archive.fingerprint()


def test_a_practice_pin_follows_from_its_world():
    assert practice_pin(KEY, "TK0001") == practice_pin(KEY, "TK0001")
    pins = {practice_pin(KEY, f"TK{n:04d}") for n in range(1, 50)}
    assert len(pins) > 45
    assert all(len(pin) == 6 and pin.isdigit() for pin in pins)
    case = Case()
    planter = case.small.planter
    post = planter.get(e.Post, case.post("officer"))
    made = equip(
        planter, post.person, e.KeyKind.PERSON, keeper=post.ref, held_by=post.ref, pin=None
    )
    assert made.pin == practice_pin(KEY, made.ref)
    assert holder_name(planter, made) == "Nguyễn Đức Tâm"
    assert holder_name(planter, case.device) == "Sở Nội vụ"


def _certificate(desk: Desk, ref: str) -> e.Certificate:
    return desk.archive.get(e.Certificate, ref)


def test_a_certificate_is_issued_signed_with_renewed_and_revoked(desk: Desk):
    archive, post = desk.archive, desk.case.post("director")
    issued = desk.ask("clerk", "issue-certificate", post=post, months=60)
    first = _certificate(desk, issued.made["certificate"])
    assert (first.common_name, first.organisation_unit) == ("Hoàng Thị Mỷ", "Sở Nội vụ")
    assert (first.valid_to - first.valid_from).days in range(1824, 1828)
    person = archive.get(e.Post, post).person
    assert certificate_of(archive, person, e.KeyKind.PERSON).ref == first.ref
    archive.keep(now=first.valid_to - timedelta(days=20))
    renewed = desk.ask("clerk", "renew-certificate", certificate=first.ref)
    second = _certificate(desk, renewed.made["certificate"])
    assert second.serial != first.serial
    assert certificate_of(archive, person, e.KeyKind.PERSON).ref == second.ref
    told = {"certificate": second.ref, "reason": "key_compromise"}
    assert desk.ask("officer", "revoke-certificate", **told).accepted
    kept = _certificate(desk, second.ref)
    assert (kept.revoked_at, kept.revocation_reason) == (archive.now, "key_compromise")
    assert desk.refused("officer", "revoke-certificate", **told) == "certificate.revoked"
    again = {"certificate": second.ref}
    assert desk.refused("clerk", "renew-certificate", **again) == "certificate.revoked"
    archive.keep(now=first.valid_to + timedelta(days=1))
    ended = {"certificate": first.ref}
    assert desk.refused("clerk", "renew-certificate", **ended) == "certificate.ended"


def test_revocation_counts_from_its_moment_and_not_before(desk: Desk):
    """Signed, then revoked an hour later: valid, and told so; signed after it: invalid."""
    archive = desk.archive
    before = _signed(desk)
    person = archive.get(e.Post, desk.case.post("director")).person
    used = certificate_of(archive, person, e.KeyKind.PERSON)
    archive.keep(now=archive.now + timedelta(hours=1))
    desk.ask("director", "revoke-certificate", certificate=used.ref, reason="key_compromise")
    archive.keep(now=archive.now + timedelta(hours=1))
    after = _signed(desk)
    archive.keep(now=archive.now + timedelta(hours=1))
    sound = judge_document(archive, archive.get(e.Document, before), both=False)
    assert sound.verdict == "valid"
    assert "revocation.after_signing" in sound.report.codes
    fault = judge_document(archive, archive.get(e.Document, after), both=False)
    assert (fault.verdict, [one.code for one in fault.remarks]) == (
        "invalid",
        ["revocation.before_signing"],
    )


def test_an_agencys_certificate_bears_its_name_or_a_short_one(desk: Desk):
    post = desk.case.post("clerk")
    made = desk.ask("clerk", "issue-certificate", post=post, key_kind="agency").made
    assert _certificate(desk, made["certificate"]).common_name == "Sở Nội vụ"
    agency = desk.archive.get(e.Organisation, desk.case.small.own.ref)
    desk.archive.change(agency, organ_name="Ủy ban nhân dân xã " + "Thượng " * 9)
    made = desk.ask("clerk", "issue-certificate", post=post, key_kind="agency").made
    assert _certificate(desk, made["certificate"]).common_name == "SNV – Bình Xuyên"


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("issue-certificate", {"post": "VT0001", "months": 61}),
        ("renew-certificate", {"certificate": "CT0001", "months": 37}),
        ("issue-certificate", {"post": "VT0001", "key_kind": "timestamp"}),
    ],
)
def test_no_provider_certifies_for_longer_than_the_law_allows(op: str, fields: dict[str, Any]):
    with pytest.raises(ValueError, match="validation error"):
        parse({"op": op, **fields})
