"""An archive looked through once: its rows by what they belong to, its files as they show.

Every detector of a run reads the same survey, so nothing is listed, opened or verified twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, TypeVar  # columns of many types

from base.clock import vietnam
from grading.findings.glance import World
from grading.findings.portraits import Portrait, portrait_of
from grading.findings.signed import SignedFile, shown_of, signed_file
from sandbox import entities as e
from sandbox.authority import trust_in
from sandbox.paper.shown import Shown
from sandbox.shelf import Shelf
from sandbox.signing.pki import Pki
from sandbox.signing.trust import Trust

T = TypeVar("T", bound=e.Entity)

_GONE = frozenset({e.DocumentStatus.DESTROYED, e.DocumentStatus.SENT_BACK})


class Survey:
    """One look through a shelf at its simulated present; it never changes the shelf."""

    def __init__(self, shelf: Shelf) -> None:
        """Begin a look; rows are listed and files examined when first asked for."""
        self.shelf = shelf
        self.today: date = vietnam(shelf.now).date()
        self._portraits: dict[str, Portrait] = {}
        self._signed: dict[str, SignedFile] = {}
        self._shown: dict[str, tuple[Shown, ...]] = {}

    @cached_property
    def documents(self) -> dict[str, e.Document]:
        """Documents that the archive still has, by ref."""
        return {one.ref: one for one in self.shelf.all(e.Document) if one.status not in _GONE}

    @cached_property
    def files(self) -> dict[str, e.File]:
        """Files, destroyed ones among them, by ref."""
        return _by_ref(self.shelf.all(e.File))

    @cached_property
    def posts(self) -> dict[str, e.Post]:
        """Posts by ref."""
        return _by_ref(self.shelf.all(e.Post))

    @cached_property
    def organisations(self) -> dict[str, e.Organisation]:
        """Organisations by ref."""
        return _by_ref(self.shelf.all(e.Organisation))

    @cached_property
    def disposals(self) -> list[e.Disposal]:
        """Disposal cases that were not withdrawn."""
        cases = self.shelf.all(e.Disposal)
        return [case for case in cases if case.status is not e.DisposalStatus.WITHDRAWN]

    @cached_property
    def _parts(self) -> Mapping[str, list[e.Component]]:
        return _grouped(self.shelf.all(e.Component), "document")

    @cached_property
    def _signatures(self) -> Mapping[str, list[e.Signature]]:
        return _grouped(self.shelf.all(e.Signature), "component")

    @cached_property
    def _copies(self) -> Mapping[str, list[e.StoredCopy]]:
        return _grouped(self.shelf.all(e.StoredCopy), "component")

    @cached_property
    def _filings(self) -> list[e.Filing]:
        return sorted(self.shelf.all(e.Filing), key=lambda one: (one.ordinal, one.ref))

    @cached_property
    def _by_file(self) -> Mapping[str, list[e.Filing]]:
        return _grouped(self._filings, "file")

    @cached_property
    def _by_document(self) -> Mapping[str, list[e.Filing]]:
        return _grouped(self._filings, "document")

    def parts_of(self, document: str) -> list[e.Component]:
        """Return the components of a document, the main one first."""
        parts = self._parts.get(document, [])
        return sorted(parts, key=lambda p: (p.role is not e.ComponentRole.MAIN, p.ordinal, p.ref))

    def main_of(self, document: str) -> e.Component | None:
        """Return the main component, None when there is none."""
        parts = self.parts_of(document)
        return parts[0] if parts and parts[0].role is e.ComponentRole.MAIN else None

    def attachments_of(self, document: str) -> list[e.Component]:
        """Return the files that go with a document."""
        return [p for p in self.parts_of(document) if p.role is e.ComponentRole.ATTACHMENT]

    def signatures_of(self, component: str) -> list[e.Signature]:
        """Return the signatures that the system wrote down for a component, in order."""
        rows = self._signatures.get(component, [])
        return sorted(rows, key=lambda one: (one.signed_at, one.ref))

    def copies_of(self, component: str) -> list[e.StoredCopy]:
        """Return the stored copies of a component."""
        return self._copies.get(component, [])

    def contents(self, file: str) -> list[e.Document]:
        """Return what lies in a file, in the order it lies there."""
        refs = [one.document for one in self._by_file.get(file, [])]
        return [self.documents[ref] for ref in refs if ref in self.documents]

    def files_of(self, document: str) -> list[e.File]:
        """Return the files a document lies in."""
        refs = [one.file for one in self._by_document.get(document, [])]
        return [self.files[ref] for ref in refs if ref in self.files]

    def places_of(self, document: str) -> list[int]:
        """Return the ordinals at which a document lies in its files."""
        return [one.ordinal for one in self._by_document.get(document, [])]

    @cached_property
    def _citing(self) -> Mapping[str, list[e.Document]]:
        groups: dict[str, list[e.Document]] = defaultdict(list)
        for document in self.documents.values():
            for ref in named(document):
                groups[ref].append(document)
        return groups

    def citing(self, document: str) -> list[e.Document]:
        """Return the documents that rest on one, answer it or replace it."""
        return self._citing.get(document, [])

    def stand_in(self, document: str) -> bool:
        """Whether a document's paper only stands for it: nothing is to be read there."""
        main = self.main_of(document)
        return main is None or self.portrait(main).stand_in

    def portrait(self, component: e.Component) -> Portrait:
        """Return what the bytes of a component show."""
        if component.ref not in self._portraits:
            self._portraits[component.ref] = portrait_of(self.shelf, component)
        return self._portraits[component.ref]

    def signed(self, component: e.Component) -> SignedFile:
        """Return what the signatures in a component are worth at the simulated present."""
        if component.ref not in self._signed:
            looked = signed_file(self.shelf, component, self._trust, self._world)
            self._signed[component.ref] = looked
        return self._signed[component.ref]

    def shown(self, component: e.Component) -> tuple[Shown, ...]:
        """Return the signatures that show on the pages of a component, and what they say."""
        if component.ref not in self._shown:
            self._shown[component.ref] = shown_of(self.shelf, component)
        return self._shown[component.ref]

    @cached_property
    def _trust(self) -> Trust:
        return trust_in(self.shelf)

    @cached_property
    def _world(self) -> World:
        known = {one.serial: one for one in self.shelf.all(e.Certificate)}
        return World(Pki(self.shelf.world_key), known)


def named(document: e.Document) -> list[str]:
    """Return what a document rests on, answers or replaces."""
    refs = [*document.refers_to, document.reply_to, document.supersedes]
    return [ref for ref in refs if ref]


def _by_ref(values: Iterable[T]) -> dict[str, T]:
    return {value.ref: value for value in values}


def _grouped(values: Iterable[Any], name: str) -> Mapping[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for value in values:
        groups[getattr(value, name)].append(value)
    return groups
