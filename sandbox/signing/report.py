"""What a verification says: per signature three panels, each a verdict with its reasons."""

from datetime import datetime
from enum import StrEnum

from base.clock import vietnam
from base.model import Value
from sandbox.verdicts import Remark, Verdict, worst


class Kind(StrEnum):
    """Whose signature it is, as its certificate says (our certificates carry it as a policy)."""

    PERSON = "person"
    AGENCY = "agency"
    TIMESTAMP = "timestamp"
    "a document timestamp: nobody signs, a time is proven"
    UNKNOWN = "unknown"
    "a certificate that does not say, as most from outside do not"


class IssuerKind(StrEnum):
    """Which house the chain ends in, by the root's bytes and never by its name."""

    STATE = "state"
    PUBLIC = "public"
    UNKNOWN = "unknown"


class Rectangle(Value):
    """Where a signature shows on its page, in points from the bottom left."""

    page: int
    "from 0"
    x: float
    y: float
    width: float
    height: float


class Link(Value):
    """One certificate of a chain."""

    name: str
    valid_from: datetime
    valid_to: datetime


class Panel(Value):
    """One question about a signature, answered."""

    verdict: Verdict
    remarks: tuple[Remark, ...] = ()


class SignatureCheck(Value):
    """What is known of one signature.

    A fourth question, authority (the right person, the right agency, in the right order), needs
    the archive's rows and is asked by others on top, with ``sandbox.signing.authority``.
    """

    field: str
    revision: int
    "which revision of the file it closes, from 1"
    byte_range: tuple[int, ...] = ()
    covers_file: bool = False
    "whether the signed bytes reach the end of the file"
    kind: Kind = Kind.UNKNOWN
    signer: str = ""
    "common name"
    organisation_unit: str = ""
    issuer: str = ""
    "common name of the issuer the certificate names"
    issuer_kind: IssuerKind = IssuerKind.UNKNOWN
    practice: bool = False
    "whether signer and issuer say that they are for training (chữ ký thực hành)"
    serial: str = ""
    "of the certificate, decimal"
    fingerprint: str = ""
    "SHA-256 of the certificate, hex"
    claimed: datetime | None = None
    "the time the signer says"
    stamped: datetime | None = None
    "the time its timestamp says, believed or not"
    proven: datetime | None = None
    "the earliest time at which a believed timestamp shows it existed"
    level: str = ""
    "B-B, B-T, B-LT, B-LTA; empty when it is not PAdES"
    algorithm: str = ""
    rectangle: Rectangle | None = None
    chain: tuple[Link, ...] = ()
    "from the signer to the root, as far as it was built"
    stamp_chain: tuple[Link, ...] = ()
    "the same of the unit that made its timestamp"
    integrity: Panel
    "are the signed bytes what was signed?"
    changes: Panel
    "what came after it?"
    trust: Panel
    "is the signer who they say, and was the certificate good at the time?"

    @property
    def verdict(self) -> Verdict:
        """Invalid if any panel is, else undetermined if any is, else valid."""
        return worst([self.integrity.verdict, self.changes.verdict, self.trust.verdict])

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Every panel's remarks, in reading order."""
        return (*self.integrity.remarks, *self.changes.remarks, *self.trust.remarks)


class SignatureReport(Value):
    """What is known of a file's signatures at one moment."""

    verdict: Verdict
    signatures: tuple[SignatureCheck, ...] = ()
    "in the order in which they were made, timestamps of the document among them"
    remarks: tuple[Remark, ...] = ()
    "about the file as a whole"
    limits: tuple[str, ...] = ()
    "codes of what this verification cannot see in this file (``signature.limit.…``)"

    @property
    def codes(self) -> tuple[str, ...]:
        """Every remark's code, the file's first, then each signature's.

        The sentence of a code stands under ``signature.<code>``.
        """
        every = [*self.remarks, *(remark for check in self.signatures for remark in check.remarks)]
        return tuple(remark.code for remark in every)


def panel(*remarks: Remark) -> Panel:
    """Return a panel whose verdict is the worst of its remarks; none at all is valid."""
    return Panel(
        verdict=worst([Verdict.VALID, *(remark.verdict for remark in remarks)]), remarks=remarks
    )


def whole(signatures: tuple[SignatureCheck, ...], remarks: tuple[Remark, ...]) -> Verdict:
    """Return the file's verdict.

    Every signature counts whole; of a document timestamp only that it is intact and unchanged,
    for what it proves has already entered the verdicts of what it covers.
    """
    verdicts = [remark.verdict for remark in remarks]
    for check in signatures:
        verdicts += [check.integrity.verdict, check.changes.verdict]
        if check.kind is not Kind.TIMESTAMP:
            verdicts.append(check.trust.verdict)
    return worst(verdicts)


def fine(code: str, rule: str = "", **facts: object) -> Remark:
    """A remark that changes no verdict."""
    return _remark(code, Verdict.VALID, rule, facts)


def wrong(code: str, rule: str = "", **facts: object) -> Remark:
    """A remark that makes the signature invalid."""
    return _remark(code, Verdict.INVALID, rule, facts)


def unclear(code: str, rule: str = "", **facts: object) -> Remark:
    """A remark that leaves the question open."""
    return _remark(code, Verdict.UNDETERMINED, rule, facts)


def _remark(code: str, verdict: Verdict, rule: str, facts: dict[str, object]) -> Remark:
    said = {name: _said(fact) for name, fact in facts.items()}
    return Remark(code=code, verdict=verdict, facts=said, rule=rule)


def _said(fact: object) -> str:
    """Moments as people here read them: ISO 8601 with +07:00 (NĐ 30/2020 PL I)."""
    return vietnam(fact).isoformat() if isinstance(fact, datetime) else str(fact)
