"""A wish to sign, and the order it becomes: which field, which certificates, which timestamp."""

import re
import unicodedata
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sandbox.entities import Certificate
from sandbox.signing.cms import algorithm_at
from sandbox.signing.order import Box, Order
from sandbox.signing.pki import Pki


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


class Wish(NamedTuple):
    """What somebody asks for who wants to sign; the arguments of ``sign_as_person``."""

    prefix: str
    pki: Pki
    certificate: Certificate
    place: Box
    image: bytes
    at: datetime
    name: str
    level: Level = Level.B_T

    @property
    def key(self) -> list[object]:
        """Everything the signature depends on but the document."""
        plain = (self.certificate, self.place, self.at, self.name, self.level)
        return ["sign", self.prefix, self.pki.world_key, self.image, *plain]


def order_for(pdf: bytes, wish: Wish) -> Order:
    """Return the order that signing ``pdf`` as wished would carry out."""
    from sandbox.signing import form

    return Order(
        field=_free_field(form.field_names(pdf), wish.prefix, wish.name),
        signer=wish.pki.certified(wish.certificate),
        chain=(wish.pki.issuer_of(wish.certificate).der,),
        name=wish.certificate.common_name,
        claimed=wish.at,
        place=wish.place,
        image=wish.image,
        unit=None if wish.level is Level.B_B else wish.pki.stamping(wish.at),
        stamped=wish.at,
        algorithm=algorithm_at(wish.at),
    )


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
