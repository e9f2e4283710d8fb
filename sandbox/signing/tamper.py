"""Faulty files for teaching: what an attacker, a careless program or a bad habit leaves behind.

Each function makes one fault of the catalogue (its S number), always the same bytes, and says what
a verifier sees. Faults that only need another certificate or another moment (S07, S10–S15, S18,
S26, S27, S31) are made with ``sandbox.signing.sign`` itself; those made while signing are in
``sandbox.signing.tamper_signing``.
"""

import re
from io import BytesIO
from typing import TYPE_CHECKING, Final

from base.errors import Refused
from sandbox.signing.order import Filled, Place

if TYPE_CHECKING:
    import pikepdf
    from pyhanko.pdf_utils import generic

_END: Final = re.compile(rb"startxref\s+\d+\s+%%EOF[\r\n]*")
_HEIGHT: Final = re.compile(rb"/MediaBox\s*\[\s*[\d.]+\s+[\d.]+\s+[\d.]+\s+(\d)")


def flip_byte(pdf: bytes, *, visible: bool = False) -> bytes:
    """S01: change one byte of the signed range; integrity is broken, the file still opens.

    Args:
        pdf: a signed document.
        visible: lower the first page (a digit of its MediaBox), so that its head is cut off;
            else change the comment under the header, which nobody can see.

    Raises:
        Refused: ``visible`` and no page of the file says its size in plain.
    """
    found = _HEIGHT.search(pdf) if visible else None
    if visible and (found is None or found[1] < b"2"):
        raise Refused("signing.no_such_page")
    place = found.start(1) if found else pdf.index(b"\n", pdf.index(b"%PDF-")) + 2
    changed = pdf[place] - 1 if visible else pdf[place] ^ 0x01
    return pdf[:place] + bytes((changed,)) + pdf[place + 1 :]


def annotate(pdf: bytes, *, place: Place) -> bytes:
    """S02: cover a place with a white note; intact, but changed later (``changes.annotation``)."""
    from pyhanko.pdf_utils import generic

    from sandbox.signing.revisions import revision_of, written

    revision = revision_of(pdf)
    page, _ = revision.find_page_for_modification(place.page)
    name, number = generic.pdf_name, generic.FloatObject
    look = generic.StreamObject(
        {
            name("/Type"): name("/XObject"),
            name("/Subtype"): name("/Form"),
            name("/BBox"): _numbers(0, 0, place.width, place.height),
            name("/Resources"): generic.DictionaryObject(),
        },
        stream_data=b"1 g 0 0 %.2f %.2f re f" % (place.width, place.height),
    )
    note = {
        name("/Type"): name("/Annot"),
        name("/Subtype"): name("/Square"),
        name("/F"): generic.NumberObject(4),
        name("/Rect"): _numbers(place.x, place.y, place.x + place.width, place.y + place.height),
        name("/CA"): number(1),
        name("/AP"): generic.DictionaryObject({name("/N"): revision.add_object(look)}),
    }
    revision.register_annotation(page, revision.add_object(generic.DictionaryObject(note)))
    return written(revision)


def replace_page(pdf: bytes, *, page: int, image: bytes) -> bytes:
    """S03: point a page at other content; intact, but ``changes.page_content``."""
    from sandbox.signing.drawing import painted
    from sandbox.signing.revisions import revision_of, written

    revision = revision_of(pdf)
    reference, _ = revision.find_page_for_modification(page)
    node = reference.get_object()
    node.update(painted(revision, image))
    revision.mark_update(reference)
    return written(revision)


def append_page(pdf: bytes, *, image: bytes) -> bytes:
    """S04: add a page at the end; intact, but ``changes.page_count``."""
    from pyhanko.pdf_utils import generic

    from sandbox.signing.containers import pages_of
    from sandbox.signing.drawing import painted
    from sandbox.signing.revisions import revision_of, written

    revision = revision_of(pdf)
    last = list(pages_of(revision.root))[-1]
    page = generic.DictionaryObject({generic.pdf_name("/Type"): generic.pdf_name("/Page")})
    page[generic.pdf_name("/MediaBox")] = generic.ArrayObject(list(last["/MediaBox"]))
    page.update(painted(revision, image))
    revision.insert_page(page)
    return written(revision)


def append_bytes(pdf: bytes, junk: bytes = b"%% ghi chu sau khi ky\n") -> bytes:
    """S05: write something after the end of the file; ``changes.trailing_bytes``."""
    return pdf + junk


def cut_last_revision(pdf: bytes) -> bytes:
    """S06: cut off what was added last (the seal); what is left is valid.

    Only who knows that two signatures were made sees it (``authority.missing``).

    Raises:
        Refused: the file has one revision only.
    """
    ends = [found.end() for found in _END.finditer(pdf)]
    if len(ends) < 2:  # noqa: PLR2004 - something must be left
        raise Refused("signing.no_revision")
    return pdf[: ends[-2]]


def paste_picture(pdf: bytes, *, place: Place, image: bytes) -> bytes:
    """S20: draw the image of a signature on the page and sign nothing; ``signatures.none``."""
    from pyhanko.pdf_utils import generic

    from sandbox.signing.drawing import drawn
    from sandbox.signing.revisions import revision_of, written

    revision = revision_of(pdf)
    picture = drawn(revision, image, (place.width, place.height))
    content = b"q 1 0 0 1 %.2f %.2f cm /AnhDan Do Q" % (place.x, place.y)
    pictures = generic.DictionaryObject({generic.pdf_name("/AnhDan"): picture})
    resources = generic.DictionaryObject({generic.pdf_name("/XObject"): pictures})
    stream = revision.add_object(generic.StreamObject(stream_data=content))
    revision.add_stream_to_page(place.page, stream, resources)
    return written(revision)


def leave_empty_field(pdf: bytes, *, field: str, place: Place) -> bytes:
    """S21: a signature field nobody signed; ``signatures.empty_field``."""
    from pyhanko.sign.fields import SigFieldSpec, append_signature_field

    from sandbox.signing.revisions import revision_of, written

    revision = revision_of(pdf)
    left, bottom = round(place.x), round(place.y)
    box = left, bottom, round(place.x + place.width), round(place.y + place.height)
    append_signature_field(revision, SigFieldSpec(field, on_page=place.page, box=box))
    return written(revision)


def resave(pdf: bytes) -> bytes:
    """S23: open and save with another program; the bytes move, ``integrity.resaved``."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return _saved(document)


def copy_pages(pdf: bytes) -> bytes:
    """S24: take over the pages alone; signatures become remnants, ``signatures.stray``.

    The form is renamed, not removed: no program finds it, and the file is otherwise what a
    merging program writes.
    """
    return resave(pdf).replace(b"/AcroForm", b"/LostForm")


def print_again(pdf: bytes) -> bytes:
    """S24: “print to PDF”: only pictures of the signatures are left, ``signatures.none``."""
    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        document.flatten_annotations("all")
        for key in ("/AcroForm", "/DSS", "/Perms", "/Extensions"):
            if key in document.Root:
                del document.Root[key]
        return _saved(document)


def fill_again(pdf: bytes, *, field: str, text: str, image: bytes) -> bytes:
    """S28: change a filled field once more; where no signature locks it, nobody can tell.

    The report stays valid and names the limit (``limit.shadow_replace``). After a seal the
    filling itself is the clue: ``authority.untouched_after_seal`` asks for it. (A field lock in the
    seal would catch it, but pyHanko 0.38 then objects to every later revision, archive
    timestamps included.)
    """
    from sandbox.signing import form

    return form.fill(pdf, [Filled(field, text, image)])


def _saved(document: "pikepdf.Pdf") -> bytes:
    import pikepdf

    output = BytesIO()
    document.save(
        output, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    return output.getvalue()


def _numbers(*values: float) -> "generic.ArrayObject":
    from pyhanko.pdf_utils import generic

    return generic.ArrayObject([generic.FloatObject(value) for value in values])
