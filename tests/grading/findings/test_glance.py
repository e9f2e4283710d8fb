"""The glance calls plain only what a full verification finds sound, and nothing tampered with."""

import re
from functools import cache

import pytest

from grading.findings.glance import World, plainly_sound
from sandbox import entities as e
from sandbox.authority import trust_in
from sandbox.signing.pki import Pki
from sandbox.signing.verify import verify_afresh
from scenarios.garden import Garden
from scenarios.recipes.faults import FAULTS
from tests.grading.findings.orchard import orchard, planted

SEED = 1
SEEN_BY_ROWS_ALONE = {"S06", "S07", "S08", "S09", "S26"}
"""What cryptography finds in order: other rows, or the order of the hands, tell."""
TAMPERED = [
    name
    for name, kind in FAULTS.items()
    if kind.family == "S" and kind.id not in SEEN_BY_ROWS_ALONE
]


def _world(garden: Garden) -> World:
    known = {one.serial: one for one in garden.planter.all(e.Certificate)}
    return World(Pki(garden.planter.world_key), known)


@cache
def _plain(seed: int) -> list[bytes]:
    garden = orchard(seed)
    pdfs = [
        garden.planter.blob(part.digest)
        for part in garden.planter.all(e.Component, role=e.ComponentRole.MAIN)
        if garden.planter.all(e.Signature, component=part.ref)
    ]
    world = _world(garden)
    return [pdf for pdf in pdfs if plainly_sound(pdf, world, garden.now) is not None]


def test_nearly_everything_in_an_untouched_world_is_plain():
    garden = orchard(SEED)
    signed = {one.component for one in garden.planter.all(e.Signature)}
    assert len(_plain(SEED)) >= 0.8 * len(signed)


def test_what_is_plain_is_sound_or_merely_old():
    garden = orchard(SEED)
    trust = trust_in(garden.planter)
    for pdf in _plain(SEED)[::9]:
        report = verify_afresh(pdf, trust=trust, at=garden.now)
        wrong = {
            remark.code
            for check in report.signatures
            for remark in check.remarks
            if remark.verdict != "valid"
        }
        assert wrong <= {"timestamp.expired", "certificate.expired_unproven", "revocation.unproven"}
        if "certificate.expired_unproven" in wrong:
            assert "timestamp.expired" in wrong


def test_the_glance_names_the_hands_in_their_order():
    garden = orchard(SEED)
    pdf = max(_plain(SEED), key=lambda one: one.count(b"/ByteRange"))
    hands = plainly_sound(pdf, _world(garden), garden.now)
    assert hands is not None
    kinds = [hand.kind for hand in hands]
    assert set(kinds) == {"person", "agency"}
    assert kinds[-1] == "agency"
    assert [hand.revision for hand in hands] == sorted(hand.revision for hand in hands)
    trust = trust_in(garden.planter)
    checks = verify_afresh(pdf, trust=trust, at=garden.now).signatures
    assert [(one.kind, one.organisation_unit, one.claimed) for one in checks] == [
        (hand.kind, hand.unit, hand.made) for hand in hands
    ]


@pytest.mark.parametrize("name", TAMPERED)
def test_nothing_spoilt_is_plain(name: str):
    garden = planted(name, SEED)
    (fault,) = garden.faults()
    (main,) = garden.planter.all(e.Component, document=fault.ref, role=e.ComponentRole.MAIN)
    pdf = garden.planter.blob(main.digest)
    assert plainly_sound(pdf, _world(garden), garden.now) is None


def test_any_byte_that_is_touched_makes_it_unplain_or_leaves_it_sound():
    garden = orchard(SEED)
    world, trust, pdf = _world(garden), trust_in(garden.planter), _recent(garden)
    assert verify_afresh(pdf, trust=trust, at=garden.now).verdict == "valid"
    holes = [found.start() for found in re.finditer(rb"/Contents <", pdf)]
    inside = [start + step for start in holes for step in range(12, 6000, 300)]
    for place in [*range(40, len(pdf), len(pdf) // 60), *inside]:
        spoilt = pdf[:place] + bytes((pdf[place] ^ 1,)) + pdf[place + 1 :]
        if plainly_sound(spoilt, world, garden.now) is not None:
            assert verify_afresh(spoilt, trust=trust, at=garden.now).verdict == "valid", place


def _recent(garden: Garden) -> bytes:
    """A plain file signed so lately that its timestamps still hold."""
    world = _world(garden)
    made = {
        pdf: max(hand.made for hand in plainly_sound(pdf, world, garden.now) or () if hand.made)
        for pdf in _plain(SEED)
    }
    return max(made, key=lambda pdf: made[pdf])


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", b"%PDF-1.7\n/ByteRange [0 1 2 3]\n%%EOF"])
def test_the_glance_never_raises(pdf: bytes):
    garden = orchard(SEED)
    assert plainly_sound(pdf, _world(garden), garden.now) is None
