"""What verbs do with paper: print a sheet, sign it, seal it, number it, keep it.

Here the archive's rows meet ``sandbox.paper`` (facts → PDF/A) and ``sandbox.signing``.
"""

from typing import Any, Final  # columns of many types

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import (
    Certificate,
    Component,
    ComponentRole,
    Document,
    KeyKind,
    Organisation,
    Post,
    Signature,
    StoredCopy,
)
from sandbox.entities.people import Person
from sandbox.paper.fields import date_appearance, number_appearance
from sandbox.paper.places import Place
from sandbox.paper.press import Paper, print_sheet
from sandbox.paper.sheet import Sheet
from sandbox.paper.stamps import seal_image, signature_image
from sandbox.paper.wording import day_in_words, number_in_digits
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from sandbox.signing.sign import fill_number_and_date, seal_as_agency, sign_as_person

KEPT_ON: Final = ("online", "backup")
"""Media on which an issued or received document is kept (two sets, Luật 33/2024, TT 05 Đ27)."""


def lay_down(archive: Archive, document: Document) -> Component:
    """Print a document as it stands and keep the bytes as its main component."""
    sheet = Sheet.model_validate(document.content)
    printed = print_sheet(
        sheet, number=document.code_number, issued=document.issued_date, at=archive.now
    )
    return keep_paper(archive, document, printed)


def keep_paper(archive: Archive, document: Document, printed: Paper) -> Component:
    """Keep a printed paper as the main component of its document."""
    facts: dict[str, Any] = {
        "digest": archive.blobs.put(printed.pdf),
        "size": len(printed.pdf),
        "number_of_page": printed.pages,
        "places": {name: place.model_dump() for name, place in printed.places.items()},
    }
    earlier = archive.all(Component, document=document.ref, role=ComponentRole.MAIN)
    if earlier:
        return archive.change(earlier[0], **facts)
    ref = archive.next_ref(Component)
    return archive.add(
        Component(ref=ref, document=document.ref, file_name=f"{document.ref}.pdf", **facts)
    )


def main_component(archive: Archive, document: Document) -> Component:
    """Return the main component of a document; Refused ``document.no_paper`` without one."""
    parts = archive.all(Component, document=document.ref, role=ComponentRole.MAIN)
    if not parts:
        raise Refused("document.no_paper", ref=document.ref)
    return parts[0]


def page_count(archive: Archive, document: Document) -> int:
    """Return how many pages a document's components have together."""
    return sum(part.number_of_page for part in archive.all(Component, document=document.ref))


def certificate_of(archive: Archive, holder: str, kind: KeyKind) -> Certificate:
    """Return the certificate somebody signs with now: the newest that has begun.

    An expired or revoked one is returned as well when there is no better: an archive system
    signs with what the token holds, and verification shows what that is worth.

    Raises:
        Refused: ``sign.no_certificate``.
    """
    begun = [
        certificate
        for certificate in archive.all(Certificate, holder=holder, kind=kind)
        if certificate.valid_from <= archive.now
    ]
    if not begun:
        raise Refused("sign.no_certificate", holder=holder)
    return max(begun, key=lambda one: (_usable(one, archive), one.valid_from, one.ref))


def _usable(certificate: Certificate, archive: Archive) -> bool:
    revoked = certificate.revoked_at is not None and certificate.revoked_at <= archive.now
    return archive.now <= certificate.valid_to and not revoked


def bytes_of(archive: Archive, component: Component) -> bytes:
    """Return the bytes of a component; Refused ``document.bytes_gone``."""
    try:
        return archive.blob(component.digest)
    except KeyError as error:
        raise Refused("document.bytes_gone", ref=component.document) from error


def box_of(component: Component, name: str) -> Box:
    """Return where something goes on a component's pages; Refused ``sign.no_place``."""
    written = component.places.get(name)
    if written is None:
        raise Refused("sign.no_place", ref=component.document)
    place = Place.model_validate(written)
    return Box(place.page - 1, place.x, place.y, place.width, place.height)


def sign_paper(
    archive: Archive,
    document: Document,
    *,
    post: Post,
    certificate: Certificate,
    place: str = "signature",
) -> Signature:
    """Put a person's signature on the main component, and write it down."""
    component = main_component(archive, document)
    person = archive.get(Person, post.person)
    signed = sign_as_person(
        bytes_of(archive, component),
        pki=Pki(archive.world_key),
        certificate=certificate,
        place=box_of(component, place),
        image=signature_image(person.full_name),
        at=archive.now,
        name=person.full_name,
    )
    return signed_down(archive, component, signed, KeyKind.PERSON, post.ref, certificate)


def seal_paper(
    archive: Archive, document: Document, *, post: Post, certificate: Certificate
) -> Signature:
    """Put the agency's seal on the main component, and write it down."""
    component = main_component(archive, document)
    own = archive.get(Organisation, post.organisation)
    sealed = seal_as_agency(
        bytes_of(archive, component),
        pki=Pki(archive.world_key),
        certificate=certificate,
        place=box_of(component, "seal"),
        image=seal_image(own.organ_name),
        at=archive.now,
        name=own.abbreviation,
    )
    return signed_down(archive, component, sealed, KeyKind.AGENCY, own.ref, certificate)


def signed_down(
    archive: Archive,
    component: Component,
    pdf: bytes,
    kind: KeyKind,
    signer: str,
    certificate: Certificate,
) -> Signature:
    """Keep a component as it was signed, and write the signature down."""
    archive.change(component, digest=archive.blobs.put(pdf), size=len(pdf))
    return archive.add(
        Signature(
            ref=archive.next_ref(Signature),
            component=component.ref,
            kind=kind,
            signer=signer,
            certificate=certificate.ref,
            signed_at=archive.now,
        )
    )


def number_paper(archive: Archive, document: Document) -> None:
    """Fill number and date into their fields; signatures made before stay valid."""
    component = main_component(archive, document)
    number, day = document.code_number, document.issued_date
    if number is None or day is None or "number" not in component.places:
        raise Refused("sign.no_place", ref=document.ref)
    here = {name: Place.model_validate(component.places[name]) for name in ("number", "date")}
    filled = fill_number_and_date(
        bytes_of(archive, component),
        number_text=number_in_digits(number),
        date_text=day_in_words(day),
        number_image=number_appearance(number, here["number"]),
        date_image=date_appearance(day, here["date"]),
    )
    archive.change(component, digest=archive.blobs.put(filled), size=len(filled))


def keep_copies(archive: Archive, document: Document) -> list[str]:
    """Keep every component of a document on each medium; return the refs of new copies."""
    made = []
    for component in archive.all(Component, document=document.ref):
        there = {copy.medium: copy for copy in archive.all(StoredCopy, component=component.ref)}
        for medium in KEPT_ON:
            if medium in there:
                if there[medium].digest != component.digest:
                    archive.change(there[medium], digest=component.digest)
                continue
            copy = StoredCopy(
                ref=archive.next_ref(StoredCopy),
                component=component.ref,
                medium=medium,
                digest=component.digest,
                written_at=archive.now,
            )
            made.append(archive.add(copy).ref)
    return made
