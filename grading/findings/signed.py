"""What the signatures in one file are worth: a glance first, a full verification when needed."""

from typing import Final

from pydantic import TypeAdapter

from base.model import Value
from grading.findings.glance import Hand, World, plainly_sound
from sandbox.authority_files import shown_in
from sandbox.derived import derive
from sandbox.entities import Component
from sandbox.paper.read import reader_version
from sandbox.paper.shown import Shown
from sandbox.shelf import Shelf
from sandbox.signing.report import Kind, SignatureCheck, SignatureReport
from sandbox.signing.trust import Trust
from sandbox.signing.verify import RULES, verify
from sandbox.verdicts import Verdict

_READING: Final = 2
"""Raised when a report is read otherwise."""
_SQUARE: Final = 1.5


class SignedFile(Value):
    """The signatures in a file at one moment."""

    hands: tuple[Hand, ...] = ()
    "persons' and agencies' signatures, in the order they were made"
    codes: tuple[str, ...] = ()
    "every remark's code, notes among them"
    wrong: tuple[str, ...] = ()
    "codes of what is not merely a note"

    def has(self, kind: str) -> bool:
        """Whether a person, or an agency, has signed."""
        return any(hand.kind == kind for hand in self.hands)


def signed_file(shelf: Shelf, component: Component, trust: Trust, world: World) -> SignedFile:
    """Return what a component's signatures are worth at the simulated present."""
    key = [component.digest, trust.digest, shelf.now, RULES, _READING]
    try:
        made = derive("signed", key, lambda: _looked(shelf, component, trust, world).encode())
    except KeyError:
        return SignedFile()
    return SignedFile.model_validate_json(made)


def _looked(shelf: Shelf, component: Component, trust: Trust, world: World) -> str:
    pdf = shelf.blob(component.digest)
    hands = plainly_sound(pdf, world, shelf.now)
    if hands is not None:
        return SignedFile(hands=hands).model_dump_json()
    return _told(verify(pdf, trust=trust, at=shelf.now)).model_dump_json()


def _told(report: SignatureReport) -> SignedFile:
    ordinary = [one for one in report.signatures if one.kind is not Kind.TIMESTAMP]
    every = [*report.remarks, *(r for one in report.signatures for r in one.remarks)]
    return SignedFile(
        hands=tuple(_hand(one) for one in ordinary),
        codes=tuple(dict.fromkeys(remark.code for remark in every)),
        wrong=tuple(dict.fromkeys(one.code for one in every if one.verdict is not Verdict.VALID)),
    )


def _hand(check: SignatureCheck) -> Hand:
    box = check.rectangle
    return Hand(
        kind=check.kind.value,
        unit=check.organisation_unit,
        made=check.proven or check.claimed,
        revision=check.revision,
        house=check.issuer_kind.value,
        square=box is not None and box.width < _SQUARE * box.height,
    )


def shown_of(shelf: Shelf, component: Component) -> tuple[Shown, ...]:
    """Return the signatures that show on a component's pages; none where it cannot be opened."""
    key = [component.digest, reader_version(), _SHOWING]
    try:
        made = derive(
            "shown", key, lambda: _SHOWN.dump_json(shown_in(shelf.blob(component.digest)))
        )
    except KeyError:
        return ()
    return _SHOWN.validate_json(made)


_SHOWN: Final = TypeAdapter(tuple[Shown, ...])
_SHOWING: Final = 1
"""Raised when what shows is read otherwise."""
