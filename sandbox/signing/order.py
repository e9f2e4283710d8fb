"""An order to sign: who, where on the page, how, and when it is said to happen."""

from datetime import datetime
from typing import NamedTuple, Protocol

from sandbox.signing.cms import SHA256, Algorithm
from sandbox.signing.profiles import Certified


class Place(Protocol):
    """Where an image stands, in points from the bottom left of the page.

    The shape of ``sandbox.paper``'s place; any tuple with these names does.
    """

    @property
    def page(self) -> int:
        """Index of the page, from 0."""

    @property
    def x(self) -> float:
        """Left edge."""

    @property
    def y(self) -> float:
        """Bottom edge."""

    @property
    def width(self) -> float:
        """Width."""

    @property
    def height(self) -> float:
        """Height."""


class Box(NamedTuple):
    """A place of our own, for those who have none from paper."""

    page: int
    x: float
    y: float
    width: float
    height: float


class Order(NamedTuple):
    """Everything one signature depends on.

    The fields below ``stamped`` are for the faults that lessons plant; a sound signature leaves
    them alone.
    """

    field: str
    "name of the signature field to make"
    signer: Certified
    chain: tuple[bytes, ...]
    "certificates that travel with the signature, DER"
    name: str
    "written into the signature dictionary"
    claimed: datetime
    "the time the signer says it is"
    place: Place | None
    image: bytes
    "one page of PDF"
    unit: Certified | None
    "the time-stamping unit; None for B-B"
    stamped: datetime
    "the time the timestamp says"
    algorithm: Algorithm = SHA256
    pades: bool = True
    "whether the subfilter is PAdES's; else adbe.pkcs7.detached (S22)"
    locks: bool = False
    "whether it certifies the document and forbids every change (S25)"
    token: bytes | None = None
    "a token to carry instead of asking for one (S29)"


class Evidence(NamedTuple):
    """What a verifier will need later: certificates and their status at the time, DER."""

    certificates: tuple[bytes, ...] = ()
    lists: tuple[bytes, ...] = ()
    answers: tuple[bytes, ...] = ()


class Filled(NamedTuple):
    """What is written into one text field."""

    field: str
    text: str
    image: bytes
    "one page of PDF that shows the text with an embedded font"
