"""Signing a document once more: the acts its rows tell of, done again with one thing changed."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from sandbox import entities as e
from sandbox.paper import digitised_mark, seal_image, signature_image, text_mark
from sandbox.signing.order import Box, Order
from sandbox.signing.pki import Pki
from sandbox.signing.sign import AGENCY, PERSON, seal_as_agency, sign_as_person
from sandbox.signing.wishes import Level, Wish, order_for
from scenarios.recipes.faults.bed import Bed

Spoil = Callable[[bytes, Order], bytes]
"""A way of signing that spoils one thing (``sandbox.signing.tamper_signing``)."""
_END: Final = b"%%EOF"


class Act(NamedTuple):
    """One signature, as it was or will be put."""

    kind: e.KeyKind
    row: e.Signature | None
    certificate: e.Certificate
    place: Box
    image: bytes
    at: datetime
    name: str
    level: Level = Level.B_T
    spoil: Spoil | None = None

    @property
    def person(self) -> bool:
        """Whether a person signs."""
        return self.kind is e.KeyKind.PERSON


def unsigned(pdf: bytes) -> bytes:
    """Return a document as it was before anybody signed: its first revision."""
    return pdf[: pdf.index(_END) + len(_END)] + b"\n"


def acts_of(bed: Bed, component: e.Component) -> list[Act]:
    """Return the acts of an electronic document: its person's signature, then its agency's seal."""
    return [_act(bed, component, row) for row in bed.survey.signatures_of(component.ref)]


def _act(bed: Bed, component: e.Component, row: e.Signature) -> Act:
    certificate = bed.planter.get(e.Certificate, row.certificate or "")
    if row.kind == e.KeyKind.PERSON:
        name = bed.planter.get(e.Person, bed.post(row.signer).person).full_name
        box, image = bed.place(component, "signature"), signature_image(name)
        return Act(e.KeyKind.PERSON, row, certificate, box, image, row.signed_at, name)
    agency = bed.planter.get(e.Organisation, row.signer or "")
    if "seal" in component.places:
        box, image = bed.place(component, "seal"), seal_image(agency.organ_name)
    else:
        box = bed.place(component, "mark")
        image = text_mark(digitised_mark(agency.organ_name, row.signed_at))
    name = agency.abbreviation
    return Act(e.KeyKind.AGENCY, row, certificate, box, image, row.signed_at, name)


def perform(pki: Pki, pdf: bytes, acts: Sequence[Act]) -> bytes:
    """Put signatures on a document, in order."""
    for act in acts:
        pdf = _signed(pki, pdf, act)
    return pdf


def _signed(pki: Pki, pdf: bytes, act: Act) -> bytes:
    prefix = PERSON if act.person else AGENCY
    facts = (act.certificate, act.place, act.image, act.at, act.name, act.level)
    if act.spoil is not None:
        return act.spoil(pdf, order_for(pdf, Wish(prefix, pki, *facts)))
    certificate, place, image, at, name, level = facts
    sign = sign_as_person if act.person else seal_as_agency
    return sign(
        pdf,
        pki=pki,
        certificate=certificate,
        place=place,
        image=image,
        at=at,
        name=name,
        level=level,
    )


def write_down(bed: Bed, acts: Sequence[Act]) -> None:
    """Bring the rows of signatures in line with what was put; an unknown key has no certificate."""
    known = {one.serial: one.ref for one in bed.planter.all(e.Certificate)}
    for act in acts:
        if act.row is not None:
            certificate = known.get(act.certificate.serial)
            bed.planter.change(act.row, certificate=certificate, signed_at=act.at)


def forget(bed: Bed, component: e.Component, *kinds: e.KeyKind) -> None:
    """Take out the rows of signatures that were never there to be written down."""
    for row in bed.survey.signatures_of(component.ref):
        if not kinds or row.kind in kinds:
            bed.planter.remove(row)
