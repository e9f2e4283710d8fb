"""Key devices: whose key is in one, who answers for it, in whose hands it is, and loans of it."""

from datetime import datetime

from sandbox.entities.base import Entity, moment, required_moment
from sandbox.entities.people import KeyKind


class KeyDevice(Entity):
    """A device that holds a private key (thiết bị lưu khóa bí mật), a person's or the agency's.

    A world without devices does not practise PINs and custody: whoever has a certificate signs.
    """

    holder: str
    "ref of the person or organisation whose key it is"
    kind: KeyKind
    keeper: str
    "ref of the post that answers for it and may unlock it: the registry (NĐ 30/2020 Đ32)"
    held_by: str
    "ref of the post in whose hands it is"
    pin: str = ""
    "the practice PIN, shown at its holder's desk; no secret. Empty: this world asks for none"
    unlocked_at: datetime | None = moment()
    "when its keeper last unlocked it"


class KeyLoan(Entity):
    """A key device handed to somebody else, with the paper that allows it, or without one."""

    device: str
    giver: str
    "ref of the post that handed it over, and to which it comes back"
    receiver: str
    mandate: str = ""
    "number and date of the written permission (NĐ 30/2020 Đ32K2); empty when nobody asked for one"
    lent_at: datetime = required_moment()
    returned_at: datetime | None = moment()
