"""Signing as a person, sealing as an agency, and the number and date that come in between.

The order of NĐ 30/2020: the competent person signs, the clerk fills in number and date, the
agency seals. Each step is a revision of its own, so what was signed before stays valid.
"""

import hashlib
import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Final

from base.canonical import digest
from base.errors import Refused
from sandbox.entities import Certificate
from sandbox.signing.evidence import evidence_for
from sandbox.signing.names import House
from sandbox.signing.order import Box, Filled, Order, Place
from sandbox.signing.pki import Pki
from sandbox.signing.tape import remembered


class Level(StrEnum):
    """How long a signature can be proven (ETSI EN 319 142-1)."""

    B_B = "B-B"
    "a signature; its time is only claimed"
    B_T = "B-T"
    "with a trusted timestamp"
    B_LT = "B-LT"
    "with the certificates and their status"
    B_LTA = "B-LTA"
    "with an archive timestamp, to be renewed"


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
    return _signed(pdf, PERSON, pki, certificate, _box(place), image, at, name, Level(level))


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
    return _signed(pdf, AGENCY, pki, certificate, _box(place), image, at, name, Level(level))


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
    return _signed(pdf, AGENCY, pki, certificate, _box(place), image, at, name, Level(level))


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
    key = digest(["fill", _sha(pdf), [[value.text, _sha(value.image)] for value in values]])
    return remembered(key, partial(_filled, pdf, values))


def order_for(
    pdf: bytes,
    prefix: str,
    pki: Pki,
    certificate: Certificate,
    place: Place,
    image: bytes,
    at: datetime,
    name: str,
    level: Level = Level.B_T,
) -> Order:
    """Return the order that signing ``pdf`` so would carry out."""
    from sandbox.signing import revisions

    taken = revisions.field_names(pdf)
    return Order(
        field=_free_field(taken, prefix, name),
        signer=pki.certified(certificate),
        chain=(pki.issuer_of(certificate).der,),
        name=certificate.common_name,
        claimed=at,
        place=place,
        image=image,
        unit=None if level is Level.B_B else pki.stamping(at, House.STATE),
        stamped=at,
    )


def _signed(
    pdf: bytes,
    prefix: str,
    pki: Pki,
    certificate: Certificate,
    place: Box,
    image: bytes,
    at: datetime,
    name: str,
    level: Level,
) -> bytes:
    parts = (pki.world_key, certificate, place, _sha(image), at, name, level)
    make = partial(_sign, pdf, prefix, pki, certificate, place, image, at, name, level)
    return remembered(digest(["sign", _sha(pdf), prefix, *parts]), make)


def _sign(
    pdf: bytes,
    prefix: str,
    pki: Pki,
    certificate: Certificate,
    place: Box,
    image: bytes,
    at: datetime,
    name: str,
    level: Level,
) -> bytes:
    from sandbox.signing import foreign, long_term, revisions

    with foreign.as_refusal():
        order = order_for(pdf, prefix, pki, certificate, place, image, at, name, level)
        made = revisions.sign(pdf, order)
        if level in (Level.B_LT, Level.B_LTA):
            made = revisions.keep(made, evidence_for(pki, [certificate], at))
    return long_term.add_archive_timestamp(made, pki=pki, at=at) if level is Level.B_LTA else made


def _filled(pdf: bytes, values: list[Filled]) -> bytes:
    from sandbox.signing import foreign, revisions

    with foreign.as_refusal():
        missing = {value.field for value in values} - revisions.field_names(pdf)
        if missing:
            raise Refused("signing.no_such_field", fields=", ".join(sorted(missing)))
        return revisions.fill(pdf, values)


def _free_field(taken: set[str], prefix: str, name: str) -> str:
    wanted = prefix + _plain_letters(name.removeprefix(prefix))
    number, free = 1, wanted
    while free in taken:
        number += 1
        free = f"{wanted}{number}"
    return free


def _plain_letters(name: str) -> str:
    """``Nguyễn Văn Đạt`` → ``NguyenVanDat``: field names stay readable in every viewer."""
    bare = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    return re.sub(r"[^0-9A-Za-z]", "", bare)


def _box(place: Place) -> Box:
    return Box(place.page, place.x, place.y, place.width, place.height)


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
