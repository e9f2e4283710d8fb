"""Files that go with a document, and the mark by which the agency signs them: text, no seal.

NĐ 30/2020 PL I II.8b and III.1d (annexes in files of their own), Part II.I (e-copies); TT 05/2025
Đ8 (digitised records): at the top right of the first page, 10 points, black, the time in ISO 8601.
"""

from datetime import datetime
from typing import Any, Final  # columns of many types

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
from sandbox.paper.marks import annex_mark, copy_mark, digitised_mark
from sandbox.paper.press import print_annex
from sandbox.paper.sheet import Copying, Sheet
from sandbox.paper.stamps import SEAL_SIDE, seal_image, text_mark
from sandbox.papers import box_of, bytes_of, signed_down
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from sandbox.signing.sign import mark_as_agency, seal_as_agency

COPY_FORMS: Final = ("SY", "SL", "TrS")
"""What the notation of a copy begins with (NĐ 30/2020 PL III)."""


def attachments_of(archive: Archive, document: Document) -> list[Component]:
    """Return the files that go with a document, in their order."""
    parts = archive.all(Component, document=document.ref, role=ComponentRole.ATTACHMENT)
    return sorted(parts, key=lambda part: (part.ordinal, part.ref))


def lay_down_enclosed(archive: Archive, document: Document) -> None:
    """Print every annex that has a file of its own and keep the bytes, in the sheet's order."""
    sheet = Sheet.model_validate(document.content)
    whole = sheet.model_copy(update={"annexes": sheet.enclosed})
    parts = attachments_of(archive, document)
    for place in range(1, len(sheet.enclosed) + 1):
        printed = print_annex(whole, place, at=archive.now)
        facts: dict[str, Any] = {
            "digest": archive.blobs.put(printed.pdf),
            "size": len(printed.pdf),
            "ordinal": place + 1,
            "file_name": f"{document.ref}-phu-luc-{place}.pdf",
            "number_of_page": printed.pages,
            "places": {name: spot.model_dump() for name, spot in printed.places.items()},
        }
        if place <= len(parts):
            archive.change(parts[place - 1], **facts)
            archive.remove_all(archive.all(Signature, component=parts[place - 1].ref))
            continue
        ref, role = archive.next_ref(Component), ComponentRole.ATTACHMENT
        archive.add(Component(ref=ref, document=document.ref, role=role, **facts))


def copy_form(document: Document) -> str:
    """Return which copy a document is by its notation: SY, SL, TrS; empty for none of them."""
    form = document.code_notation.partition("-")[0]
    return form if form in COPY_FORMS else ""


def digitised(component: Component) -> bool:
    """Whether a paper was scanned: it has a place for the mark, and none for signatures."""
    return "mark" in component.places and "signature" not in component.places


def marked(archive: Archive, component: Component) -> bool:
    """Whether the agency has signed a file already."""
    return bool(archive.all(Signature, component=component.ref, kind=KeyKind.AGENCY))


def mark_part(
    archive: Archive,
    document: Document,
    component: Component,
    *,
    post: Post,
    certificate: Certificate,
    image: bool = False,
) -> Signature:
    """Sign one file as the agency, top right of its first page, and write it down.

    Args:
        archive: where it lies.
        document: whose file it is.
        component: the file.
        post: the clerk.
        certificate: the agency's.
        image: the seal's image in place of the text: a mistake an archive system lets happen.
    """
    own = archive.get(Organisation, post.organisation)
    corner, at = box_of(component, "mark"), archive.now
    sign = seal_as_agency if image else mark_as_agency
    says = _says(document, component, own, at)
    pdf = sign(
        bytes_of(archive, component),
        pki=Pki(archive.world_key),
        certificate=certificate,
        place=seal_box(corner) if image else corner,
        image=seal_image(own.organ_name) if image else text_mark(says),
        at=at,
        name=own.abbreviation,
    )
    sound = archive.all(StoredCopy, component=component.ref, digest=component.digest)
    signature = signed_down(archive, component, pdf, KeyKind.AGENCY, own.ref, certificate)
    archive.change_all(sound, digest=archive.get(Component, component.ref).digest)
    return signature


def _says(
    document: Document, component: Component, own: Organisation, at: datetime
) -> tuple[str, ...]:
    """Return the lines of the mark: of an annex, of a copy, of a digitised record."""
    if component.role is ComponentRole.ATTACHMENT:
        return annex_mark(document.code_number, document.code_notation, at)
    form = copy_form(document)
    if form:
        copying = Copying.model_validate({"form": form, "agency_name": own.organ_name})
        return copy_mark(copying, at)
    return digitised_mark(own.organ_name, at)


def seal_box(corner: Box) -> Box:
    """Return the place of a seal in real size whose top right corner is that of the mark."""
    right, top = corner.x + corner.width, corner.y + corner.height
    return Box(corner.page, right - SEAL_SIDE, top - SEAL_SIDE, SEAL_SIDE, SEAL_SIDE)
