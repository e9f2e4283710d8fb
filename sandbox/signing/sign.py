"""Signing as a person, sealing as an agency, and the number and date that come in between.

The order of NĐ 30/2020: the competent person signs, the clerk fills in number and date, the
agency seals. Each step is a revision of its own, so what was signed before stays valid.
"""

from datetime import datetime
from functools import partial
from typing import Final

from base.canonical import digest
from base.errors import Refused
from sandbox.entities import Certificate
from sandbox.signing.evidence import evidence_for
from sandbox.signing.order import Box, Filled, Place
from sandbox.signing.pki import Pki
from sandbox.signing.tape import remembered
from sandbox.signing.wishes import Level, Wish, order_for

__all__ = [
    "AGENCY",
    "DATE",
    "NUMBER",
    "PERSON",
    "Level",
    "Wish",
    "fill_number_and_date",
    "mark_as_agency",
    "order_for",
    "seal_as_agency",
    "sign_as_person",
]

PERSON: Final = "ChuKyCaNhan"
AGENCY: Final = "ChuKyCoQuan"
NUMBER: Final = "so"
DATE: Final = "ngay"


def sign_as_person(
    pdf: bytes,
    *,
    pki: Pki,
    certificate: Certificate,
    place: Place,
    image: bytes,
    at: datetime,
    name: str,
    level: Level | str = Level.B_T,
) -> bytes:
    """Sign as the competent person: the image of the signature, blue (NĐ 30/2020 PL I, II.7d).

    Args:
        pdf: the document.
        pki: the world's PKI.
        certificate: the person's; whether it is valid or theirs is not asked here.
        place: where the image stands, points from the bottom left; page from 0.
        image: one page of PDF.
        at: the simulated moment: claimed time and timestamp.
        name: what the field is called after its prefix (``ChuKyCaNhan`` + the name in plain
            letters); a number follows when the document has such a field already.
        level: B-B, B-T, B-LT or B-LTA.

    Raises:
        Refused: the file cannot be read as a PDF, is encrypted, or has no such page.
    """
    wish = Wish(PERSON, pki, certificate, _box(place), image, at, name, Level(level))
    return _granted(pdf, wish)


def seal_as_agency(
    pdf: bytes,
    *,
    pki: Pki,
    certificate: Certificate,
    place: Place,
    image: bytes,
    at: datetime,
    name: str,
    level: Level | str = Level.B_T,
) -> bytes:
    """Sign as the agency: its seal, red, over a third of the signature (PL I, II.8).

    Arguments and errors as in ``sign_as_person``; the field is ``ChuKyCoQuan…``.
    """
    wish = Wish(AGENCY, pki, certificate, _box(place), image, at, name, Level(level))
    return _granted(pdf, wish)


def mark_as_agency(
    pdf: bytes,
    *,
    pki: Pki,
    certificate: Certificate,
    place: Place,
    image: bytes,
    at: datetime,
    name: str,
    level: Level | str = Level.B_T,
) -> bytes:
    """Sign as the agency with text only, top right of the first page: annexes and copies.

    NĐ 30/2020 PL I, II.8 and Part II.I: no image of a seal, but lines in black. Arguments and
    errors as in ``sign_as_person``; the field is ``ChuKyCoQuan…``.
    """
    wish = Wish(AGENCY, pki, certificate, _box(place), image, at, name, Level(level))
    return _granted(pdf, wish)


def fill_number_and_date(
    pdf: bytes,
    *,
    number_text: str,
    date_text: str,
    number_image: bytes,
    date_image: bytes,
) -> bytes:
    """Fill the fields ``so`` and ``ngay``; a signature made before stays valid (form filling).

    Args:
        pdf: the document.
        number_text: the value of ``so``.
        date_text: the value of ``ngay``.
        number_image: one page of PDF that shows the number, its font embedded.
        date_image: the same for the date.

    Raises:
        Refused: the document has no such fields, or cannot be read as a PDF.
    """
    values = [Filled(NUMBER, number_text, number_image), Filled(DATE, date_text, date_image)]
    return remembered(digest(["fill", pdf, values]), partial(_filled, pdf, values))


def _granted(pdf: bytes, wish: Wish) -> bytes:
    return remembered(digest([*wish.key, pdf]), partial(_signed, pdf, wish))


def _signed(pdf: bytes, wish: Wish) -> bytes:
    from sandbox.signing import deposit, embedding, foreign, long_term

    with foreign.as_refusal():
        made = embedding.sign(pdf, order_for(pdf, wish))
        if wish.level in (Level.B_LT, Level.B_LTA):
            made = deposit.keep(made, evidence_for(wish.pki, [wish.certificate], wish.at))
    if wish.level is Level.B_LTA:
        return long_term.add_archive_timestamp(made, pki=wish.pki, at=wish.at)
    return made


def _filled(pdf: bytes, values: list[Filled]) -> bytes:
    from sandbox.signing import foreign, form

    with foreign.as_refusal():
        missing = {value.field for value in values} - form.field_names(pdf)
        if missing:
            raise Refused("signing.no_such_field", fields=", ".join(sorted(missing)))
        return form.fill(pdf, values)


def _box(place: Place) -> Box:
    return Box(place.page, place.x, place.y, place.width, place.height)
