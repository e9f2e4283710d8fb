"""Signatures put on one paper, in their order; what was put is noted for the archive's rows."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sandbox.authority_register import certificate_on, posts_on
from sandbox.entities import Certificate, KeyKind, Organisation, Person, Post
from sandbox.paper import Paper, seal_image, signature_image, text_mark
from sandbox.planter import Planter
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from sandbox.signing.sign import mark_as_agency, seal_as_agency, sign_as_person


class Seal(NamedTuple):
    """A signature that was put on a file."""

    kind: KeyKind
    signer: str
    certificate: str
    at: datetime

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of its row."""
        return {
            "kind": self.kind,
            "signer": self.signer,
            "certificate": self.certificate,
            "signed_at": self.at,
        }


def post_called(planter: Planter, name: str, day: date) -> Post | None:
    """Return the post that somebody of that name holds on a day."""
    people = planter.all(Person, full_name=name) if name else []
    return next(
        (post for post in posts_on(planter, day) if people and post.person == people[0].ref), None
    )


class Pen:
    """Puts signatures on one paper, in their order."""

    def __init__(self, planter: Planter, paper: Paper) -> None:
        self.planter = planter
        self.paper = paper
        self.pdf = paper.pdf
        self.seals: list[Seal] = []
        self._pki = Pki(planter.world_key)

    def person(self, post: Post, place: str, at: datetime) -> None:
        """Sign as a person; without a key nothing happens."""
        certificate = certificate_on(self.planter, post.person, KeyKind.PERSON, at)
        if certificate is None:
            return
        name = self.planter.get(Person, post.person).full_name
        self.pdf = sign_as_person(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box(place),
            image=signature_image(name),
            at=at,
            name=name,
        )
        self._note(KeyKind.PERSON, post.ref, certificate, at)

    def agency(self, organisation: Organisation, at: datetime) -> None:
        """Seal as an agency."""
        certificate = certificate_on(self.planter, organisation.ref, KeyKind.AGENCY, at)
        if certificate is None or "seal" not in self.paper.places:
            return
        self.pdf = seal_as_agency(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box("seal"),
            image=seal_image(organisation.organ_name),
            at=at,
            name=organisation.abbreviation,
        )
        self._note(KeyKind.AGENCY, organisation.ref, certificate, at)

    def mark(self, organisation: Organisation, lines: tuple[str, ...], at: datetime) -> None:
        """Sign as an agency with text, top right of the first page."""
        certificate = certificate_on(self.planter, organisation.ref, KeyKind.AGENCY, at)
        if certificate is None or "mark" not in self.paper.places:
            return
        self.pdf = mark_as_agency(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box("mark"),
            image=text_mark(lines),
            at=at,
            name=organisation.abbreviation,
        )
        self._note(KeyKind.AGENCY, organisation.ref, certificate, at)

    def _box(self, name: str) -> Box:
        place = self.paper.places[name]
        return Box(place.page - 1, place.x, place.y, place.width, place.height)

    def _note(self, kind: KeyKind, signer: str, certificate: Certificate, at: datetime) -> None:
        self.seals.append(Seal(kind, signer, certificate.ref, at))
