"""What can be read: the same questions of an archive in the database and of one being planted."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol, TypeVar

from sandbox import entities as e

T = TypeVar("T", bound=e.Entity)

PREFIX: Final[Mapping[type[e.Entity], str]] = {
    e.Organisation: "CQ",
    e.Unit: "DV",
    e.Person: "NG",
    e.Post: "VT",
    e.Authority: "TQ",
    e.Certificate: "CT",
    e.KeyDevice: "TK",
    e.KeyLoan: "GK",
    e.Document: "VB",
    e.Component: "TE",
    e.Signature: "CK",
    e.RegisterEntry: "SO",
    e.Conclusion: "KL",
    e.Note: "TN",
    e.PlannedFile: "DM",
    e.File: "HS",
    e.Filing: "XH",
    e.Hold: "DC",
    e.Appraisal: "XG",
    e.StoredCopy: "BL",
    e.Stub: "VE",
    e.Transfer: "NL",
    e.Package: "GT",
    e.Disposal: "HH",
    e.Colleague: "DN",
    e.Errand: "VC",
    e.Deadline: "HN",
}
"""The two letters that reference codes of each kind begin with, from its Vietnamese name."""

KINDS: Final[Mapping[str, type[e.Entity]]] = {kind.__name__: kind for kind in PREFIX}
"""Name of a kind of entity, as scenarios write it, → the kind."""


def kind_of(ref: str) -> type[e.Entity] | None:
    """Return the kind of entity a reference code belongs to, by its two letters."""
    return _BY_PREFIX.get(ref[:2])


_BY_PREFIX: Final = {prefix: kind for kind, prefix in PREFIX.items()}


def running(kind: type[e.Entity], number: int) -> str:
    """Return the ``number``-th reference code of a kind: ``VB0012``."""
    return f"{PREFIX[kind]}{number:04d}"


class Shelf(Protocol):
    """An archive as its reader sees it: checks, detectors and rules need no more."""

    @property
    def now(self) -> datetime:
        """The simulated moment, aware UTC."""

    @property
    def world_key(self) -> bytes:
        """What the practice PKI derives from."""

    def find(self, kind: type[T], /, ref: str | None) -> T | None:
        """Return the entity, or None."""

    def get(self, kind: type[T], /, ref: str) -> T:
        """Return the entity; Refused when the archive has none of that code."""

    def all(self, kind: type[T], /, **equals: object) -> list[T]:
        """Return all of a kind whose fields equal the given values, in order of their codes.

        A list, tuple or set as value means "one of these"; None means empty.
        """

    def blob(self, digest: str) -> bytes:
        """Return the bytes under a digest; KeyError when they are gone."""
