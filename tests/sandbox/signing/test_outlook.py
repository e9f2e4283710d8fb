"""What is foretold is what verification says when the day has come."""

from datetime import datetime, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.entities import Certificate
from sandbox.signing.outlook import Outlook, outlook
from sandbox.verdicts import Verdict
from tests.sandbox.signing.world import (
    END,
    EVERYONE,
    LATER,
    PKI,
    SIGNING,
    certificate,
    checked,
    codes,
    day,
    issued,
    long_lived,
    paper,
    signed,
)

FAR = day("2060-01-01")
RENEWALS = ("2028-06-01", "2032-06-01", "2036-06-01", "2040-12-01")


@cache
def renewed(times: int) -> bytes:
    """B-LTA, stamped again so many times, each time before the proof ended."""
    pdf = signed(level="B-LTA")
    for moment in RENEWALS[:times]:
        pdf = long_lived(pdf, day(moment))
    return pdf


@cache
def foreseen(level: str, at: datetime = LATER) -> Outlook:
    return outlook(signed(level=level), pki=PKI, certificates=EVERYONE, at=at, until=FAR)


@pytest.mark.parametrize(
    ("level", "ends"), [("B-B", END), ("B-T", day("2029-01-01")), ("B-LTA", day("2029-01-01"))]
)
def test_proof_ends_with_the_certificate_it_rests_on(level: str, ends: datetime):
    seen = foreseen(level)
    assert seen.stretches[0].verdict is Verdict.VALID
    assert seen.renew_before is not None
    assert abs(seen.renew_before - ends) <= timedelta(seconds=1)
    assert seen.at(ends + timedelta(days=1)).verdict is Verdict.UNDETERMINED
    assert seen.at(day("1990-01-01")) == seen.stretches[0]


@given(days=st.integers(0, 13_000), level=st.sampled_from(["B-B", "B-T", "B-LTA"]))
@settings(max_examples=12, deadline=None)
def test_whatever_day_comes_verification_says_what_was_foretold(days: int, level: str):
    moment = LATER + timedelta(days=days, hours=7)
    stretch = foreseen(level).at(moment)
    report = checked(signed(level=level), at=moment)
    assert report.verdict == stretch.verdict
    decisive = {one.code for one in stretch.reasons if one.verdict == stretch.verdict != "valid"}
    assert decisive == (codes(report) if report.verdict != "valid" else set())


@pytest.mark.parametrize(
    ("times", "until"), [(1, "2033-01-01"), (2, "2037-01-01"), (3, "2041-01-01"), (4, "2045-01-01")]
)
def test_each_renewal_in_time_carries_the_proof_further(times: int, until: str):
    at = day(RENEWALS[times - 1])
    seen = outlook(renewed(times), pki=PKI, certificates=EVERYONE, at=at, until=FAR)
    assert seen.renew_before is not None
    assert seen.renew_before.date() == day(until).date()


def test_a_missed_renewal_cannot_be_made_up_for():
    late = day("2029-06-01")
    saved = long_lived(signed(level="B-LTA"), late)
    seen = outlook(saved, pki=PKI, certificates=EVERYONE, at=late, until=FAR)
    assert {one.verdict for one in seen.stretches} == {Verdict.UNDETERMINED}
    assert seen.renew_before is None
    assert "archive.expired" in {one.code for one in seen.stretches[0].reasons}


def test_a_digest_that_falls_takes_with_it_what_was_not_stamped_anew():
    """Stamped in 2036 with SHA-512: what SHA-256 signed stays proven after its fall in 2041."""
    at = day("2036-06-01")
    whole = renewed(3)
    before, after = day("2040-12-01"), day("2041-02-01")
    assert checked(whole, at=before).verdict == "valid"
    fresh = long_lived(whole, before)
    assert checked(fresh, at=after).verdict == "valid"
    lapsed = checked(whole, at=after)
    assert lapsed.verdict == "undetermined"
    assert "integrity.weak_digest" in codes(lapsed)
    assert outlook(fresh, pki=PKI, certificates=EVERYONE, at=at, until=at).renew_before is None


def test_a_token_over_a_fallen_digest_proves_nothing_more():
    """The unit's certificate of 2040 still runs in 2041; a SHA-256 token would not be believed."""
    from sandbox.signing.cms import SHA256, SHA512, algorithm_at

    assert algorithm_at(day("2034-12-31")) is SHA256
    assert algorithm_at(day("2035-01-01")) is SHA512
    seen = checked(
        signed(level="B-T", certificate=_young(), at=day("2036-01-01")),
        at=day("2042-01-01"),
        everyone=[_young()],
    )
    assert "integrity.weak_digest" not in codes(seen)


def _young() -> Certificate:
    return certificate(valid_from=day("2035-06-01"), valid_to=day("2043-01-01"))


def test_strangers_files_are_not_judged_by_a_practice_assumption():
    from sandbox.signing.strangers import trust_in_pems
    from sandbox.signing.trust import ASSUMED_WEAK, WEAK_SINCE

    assert trust_in_pems([PKI.root_pem(LATER).encode()]).weak_since == WEAK_SINCE
    assert set(ASSUMED_WEAK) - set(WEAK_SINCE) == {"sha256"}


def test_a_late_proof_leaves_an_earlier_signing_possible():
    """EN 319 102-1: proven only after the certificate's end or revocation is open, not failed."""
    ended = long_lived(signed(level="B-B"), END + timedelta(days=90))
    report = checked(ended, at=END + timedelta(days=91))
    assert (report.verdict, codes(report)) == ("undetermined", {"certificate.expired_unproven"})
    revoked = certificate(
        revoked_at=SIGNING + timedelta(hours=3), revocation_reason="key_compromise"
    )
    pdf = signed(certificate=revoked, level="B-B")
    late = long_lived(pdf, SIGNING + timedelta(days=1), [revoked])
    report = checked(late, everyone=[revoked])
    assert (report.verdict, codes(report)) == ("undetermined", {"revocation.unproven"})


def test_an_unsigned_paper_is_foretold_as_what_it_is():
    seen = outlook(paper(), pki=PKI, certificates=EVERYONE, at=LATER, until=FAR)
    assert [one.verdict for one in seen.stretches] == [Verdict.UNDETERMINED]
    assert [one.code for one in seen.stretches[0].reasons] == ["signatures.none"]


def test_the_chain_of_the_stamping_unit_is_told():
    (check, _) = checked(issued()).signatures
    assert check.stamp_chain[0].name == "Dịch vụ dấu thời gian thực hành 2024"
    assert check.stamp_chain[0].valid_to.year == 2028
