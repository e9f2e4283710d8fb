"""The decision table of the law, row by row, on files that an archive of the practice world holds.

Valid, invalid or undetermined, as at signing time (NĐ 68/2024 Đ31, NĐ 23/2025 Đ16), with the
fourth panel: both signatures (NĐ 30/2020 Đ5), the order (Đ32), the signer's authority (Đ13).
"""

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date, timedelta
from typing import NamedTuple

import pytest

from base.db import Database
from base.language import LANGUAGES, knows, say
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority import Judgement, judge_document
from sandbox.clones import clone
from sandbox.paper.stamps import signature_image
from sandbox.papers import certificate_of, seal_paper
from sandbox.rulebook import rulebook
from sandbox.signing import tamper
from sandbox.signing.order import Box
from tests.databases import fresh_sqlite
from tests.laws.examples import Case

HOUR = timedelta(hours=1)


class Bench(NamedTuple):
    """A clone with a decision of the agency, signed, numbered and sealed, or still unsigned."""

    archive: Archive
    case: Case

    def certificate(self, kind: e.KeyKind = e.KeyKind.PERSON) -> e.Certificate:
        """Whoever signs: the director, or the agency."""
        post = self.archive.get(e.Post, self.case.post("director"))
        holder = post.person if kind is e.KeyKind.PERSON else post.organisation
        return certificate_of(self.archive, holder, kind)

    def issued(self) -> str:
        document = self.case.signed(self.archive)
        for op in ("number-document", "seal-document"):
            self.case.go(self.archive, "clerk", op, document=document)
        return document

    def spoil(self, document: str, change: Callable[[bytes], bytes]) -> str:
        (part,) = self.archive.all(e.Component, document=document)
        spoilt = change(self.archive.blob(part.digest))
        self.archive.change(part, digest=self.archive.blobs.put(spoilt))
        return document

    def pass_time(self, **span: float) -> None:
        self.archive.keep(now=self.archive.now + timedelta(**span))

    def judged(self, document: str) -> Judgement:
        return judge_document(self.archive, self.archive.get(e.Document, document))


def broken(bench: Bench) -> str:
    return bench.spoil(bench.issued(), tamper.flip_byte)


def revoked_before(bench: Bench) -> str:
    used = bench.certificate()
    told = {"revoked_at": bench.archive.now - HOUR, "revocation_reason": "key_compromise"}
    bench.archive.change(used, **told)
    return bench.issued()


def revoked_after(bench: Bench) -> str:
    document = bench.issued()
    bench.pass_time(hours=2)
    told = {"revoked_at": bench.archive.now - HOUR, "revocation_reason": "superseded"}
    bench.archive.change(bench.certificate(), **told)
    return document


def expired_after(bench: Bench) -> str:
    bench.archive.change(bench.certificate(), valid_to=bench.archive.now + HOUR)
    document = bench.issued()
    bench.pass_time(days=300)
    return document


def signed_after_end(bench: Bench) -> str:
    bench.archive.change(bench.certificate(), valid_to=bench.archive.now - HOUR)
    return bench.issued()


def expired_unproven(bench: Bench) -> str:
    """Two signatures at level B-B, then the person's certificate ends."""
    document = bench.issued()
    bench.archive.change(bench.certificate(), valid_to=bench.archive.now + HOUR)
    bench.spoil(document, lambda pdf: _again(bench, pdf, level="B-B"))
    bench.pass_time(days=300)
    return document


def _again(bench: Bench, pdf: bytes, *, level: str) -> bytes:
    """The unsigned paper, signed and sealed once more at another level."""
    from sandbox.signing.pki import Pki
    from sandbox.signing.sign import seal_as_agency, sign_as_person

    bare = pdf[: pdf.index(b"%%EOF") + 6]
    told = {"pki": Pki(bench.archive.world_key), "at": bench.archive.now, "level": level}
    person, agency = bench.certificate(), bench.certificate(e.KeyKind.AGENCY)
    image, place = signature_image("Hoàng Thị Mỷ"), Box(0, 320, 300, 120, 50)
    signed = sign_as_person(
        bare, certificate=person, place=place, image=image, name="Hoàng Thị Mỷ", **told
    )
    return seal_as_agency(
        signed, certificate=agency, place=Box(0, 280, 290, 80, 80), image=image, name="SNV", **told
    )


def picture_only(bench: Bench) -> str:
    document = bench.case.submitted(bench.archive)
    image = signature_image("Hoàng Thị Mỷ")
    place = Box(0, 320, 300, 120, 50)
    return bench.spoil(document, lambda pdf: tamper.paste_picture(pdf, place=place, image=image))


def no_seal(bench: Bench) -> str:
    return bench.case.signed(bench.archive)


def seal_alone(bench: Bench) -> str:
    document = bench.case.submitted(bench.archive)
    bench.case.go(bench.archive, "clerk", "seal-document", document=document)
    return document


def seal_first(bench: Bench) -> str:
    document = seal_alone(bench)
    bench.case.go(bench.archive, "director", "sign-document", document=document)
    return document


def public_issuer(bench: Bench) -> str:
    bench.archive.change(bench.certificate(), issuer="public")
    return bench.issued()


def others_seal(bench: Bench) -> str:
    """S07: sealed with the certificate of another agency."""
    document = bench.case.signed(bench.archive)
    archive, other = bench.archive, bench.case.small.other
    seal = certificate_of(archive, other.ref, e.KeyKind.AGENCY)
    clerk = archive.get(e.Post, bench.case.post("clerk"))
    seal_paper(archive, archive.get(e.Document, document), post=clerk, certificate=seal)
    return document


def no_authority(bench: Bench) -> str:
    """S08: the register knows the agency, and grants the director nothing."""
    _grant(bench, "deputy", "KT.")
    return bench.issued()


def delegation_over(bench: Bench) -> str:
    """S09: the grant ended the day before."""
    _grant(bench, "director", "direct", valid_to=date(2026, 3, 1))
    return bench.issued()


def granted(bench: Bench) -> str:
    _grant(bench, "director", "direct")
    return bench.issued()


def _grant(bench: Bench, post: str, form: str, **facts: object) -> None:
    told = {
        "ref": bench.archive.next_ref(e.Authority),
        "post": bench.case.post(post),
        "form": form,
        "mandate": "Quy chế làm việc",
        "valid_from": date(2025, 1, 1),
        **facts,
    }
    bench.archive.add(e.Authority.model_validate(told))


class Row(NamedTuple):
    """A line of the table: the file, the verdict, what decides it, what is told besides."""

    make: Callable[[Bench], str]
    verdict: str
    decides: set[str]
    told: str = ""


TABLE = {
    "sound": Row(granted, "valid", set()),
    "integrity broken": Row(broken, "invalid", {"integrity.broken"}),
    "revoked before signing": Row(revoked_before, "invalid", {"revocation.before_signing"}),
    "ended before signing": Row(signed_after_end, "invalid", {"certificate.signed_after_end"}),
    "revoked after proven signing": Row(revoked_after, "valid", set(), "revocation.after_signing"),
    "ended after proven signing": Row(expired_after, "valid", set(), "certificate.expired_since"),
    "no timestamp and ended": Row(
        expired_unproven, "undetermined", {"certificate.expired_unproven"}
    ),
    "a picture of a signature": Row(picture_only, "undetermined", {"signatures.none"}),
    "no agency's signature": Row(no_seal, "invalid", {"authority.seal_missing"}),
    "no person's signature": Row(seal_alone, "invalid", {"authority.person_missing"}),
    "the seal came first": Row(seal_first, "invalid", {"authority.seal_first"}),
    "a public certificate": Row(public_issuer, "valid", set(), "authority.issuer"),
    "another agency's seal (S07)": Row(others_seal, "invalid", {"authority.other_agency"}),
    "nobody gave the right to sign (S08)": Row(no_authority, "invalid", {"authority.no_grant"}),
    "the delegation is over (S09)": Row(delegation_over, "invalid", {"authority.ended"}),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Case, int]]:
    database, case = fresh_sqlite(tmp_path_factory.mktemp("decisions")), Case()
    with database.writing() as session:
        template = case.small.plant(session).sandbox
    yield database, case, template
    database.close()


@pytest.fixture
def bench(planted: tuple[Database, Case, int]) -> Iterator[Bench]:
    database, first, template = planted
    case = copy(first)
    case.made = {}
    with database.writing() as session:
        yield Bench(clone(session, template, kind="scratch", blobs=case.small.blobs), case)
        session.rollback()


@pytest.mark.parametrize("line", TABLE)
def test_a_line_of_the_decision_table_holds_on_a_real_file(line: str, bench: Bench):
    row = TABLE[line]
    document = row.make(bench)
    found = bench.judged(document)
    assert (found.verdict, {one.code for one in found.remarks}) == (row.verdict, row.decides)
    every = [*found.report.codes, *(one.code for one in found.authority.remarks)]
    assert not row.told or row.told in every
    for remark in found.remarks:
        assert not remark.rule or remark.rule in rulebook().ids()
        for language in LANGUAGES:
            assert knows(f"signature.{remark.code}")
            assert not set(say(f"signature.{remark.code}", language, **remark.facts)) & set("⟦…{")
