"""The registry of a growing world: it numbers what recipes tell, has it printed, and keeps it.

A recipe that grows later may tell of earlier days: then numbers move up, and the papers that show
or cite them are printed anew. After faults were planted that is refused.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from base.canonical import digest
from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.entities import (
    Component,
    Document,
    KeyKind,
    Organisation,
    Signature,
    StoredCopy,
)
from sandbox.paper import Sheet
from scenarios.garden import Garden
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.paperwork_books import Books
from scenarios.recipes.paperwork_prints import Leaf, Order, leaves, stem_of
from scenarios.recipes.paperwork_rows import Slip, facts_of, kept_at, pages_told
from scenarios.recipes.paperwork_series import OtherSeries, arrival_numbers, own_numbers
from scenarios.recipes.stories_citations import Cited, cited, marks_in, resolve
from scenarios.recipes.stories_drafts import Draft

KEPT_ON: Final = ("online", "backup")
"""Media on which a registered document is kept (two sets, TT 05/2025 Đ27)."""
_BESIDE_PAPERS: Final = frozenset({"hold.expired_held"})
"""Findings of plantings that touch no paper and no number."""


class Registry:
    """Everything told in one garden, with its refs and numbers."""

    def __init__(self, garden: Garden) -> None:
        """Begin with empty books."""
        self._garden = garden
        self._planter = garden.planter
        self._slips: dict[str, Slip] = {}
        self._refs: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._arrivals: dict[str, int] = {}
        self._others = OtherSeries()
        self._others_numbers: dict[str, int] = {}
        self._printed: dict[str, str] = {}
        self._leaves: dict[str, list[str]] = {}
        self._facts: dict[str, dict[str, Any]] = {}
        self._books = Books(garden)
        self._receivers: dict[str, str] = {}
        self._sound: set[str] = set()
        self._names: dict[str, tuple[str, ...]] = {}
        self._seen: dict[str, tuple[object, ...]] = {}
        self._watchers: list[Callable[[], None]] = []

    def publish(self, slips: Sequence[Slip]) -> None:
        """Take drafts in, number everything, print what is new and what changed.

        Refs follow the order in which documents came or were made.

        Raises:
            Misconfigured: ``register.closed`` when papers would change after faults were planted.
        """
        for slip in sorted(slips, key=lambda one: (one.draft.at_hand, one.draft.key)):
            key = slip.draft.key
            self._slips[key] = slip
            self._refs[key] = self._planter.next_ref(Document)
            self._receivers[key] = self._own(slip.draft).ref
        self._others_numbers |= self._others.number(slip.draft for slip in slips)
        drafts = [slip.draft for slip in self._slips.values()]
        self._numbers = {**self._others_numbers, **own_numbers(drafts)}
        self._arrivals = arrival_numbers(drafts, self._receivers)
        for key in self._refs:
            self._settle(key)
        self._write_books()
        for watcher in self._watchers:
            watcher()

    def watch(self, watcher: Callable[[], None]) -> None:
        """Call ``watcher`` whenever numbers may have changed."""
        self._watchers.append(watcher)

    def keys(self) -> list[str]:
        """Return the keys of everything published, in order of publication."""
        return list(self._refs)

    def key_of(self, ref: str) -> str | None:
        """Return the key of a document that was told here, None of any other."""
        return next((key for key, known in self._refs.items() if known == ref), None)

    def order(self, key: str) -> Order:
        """Return the order by which a document's papers were printed."""
        return self._order(self._slips[key], self.sheet(key))

    def sheet(self, key: str) -> Sheet:
        """Return the paper of a document, its citations resolved."""
        told = self._slips[key].draft.sheet
        if not self._named(key):
            return told
        return Sheet.model_validate(resolve(told.model_dump(mode="json"), self._cited))

    def draft(self, key: str) -> Draft:
        """Return a draft that was published."""
        return self._slips[key].draft

    def ref(self, key: str) -> str:
        """Return the ref of a document; KeyError when it was never told."""
        return self._refs[key]

    def knows(self, key: str) -> bool:
        """Whether a document was told."""
        return key in self._refs

    def soundly_signed(self, key: str) -> bool:
        """Whether the competent person and then the issuing agency signed it."""
        return key in self._sound

    def citation(self, key: str, style: str = "full") -> str:
        """Return how a document is cited (``stories_citations.cited``)."""
        return cited(self._cited(key), style)

    def _own(self, draft: Draft) -> Organisation:
        day = vietnam(draft.at_hand).date()
        return organisation_on(self._planter, self._garden.own(), day)

    def _cited(self, key: str) -> Cited:
        draft = self._slips[key].draft
        return Cited(
            type_name=draft.sheet.type_name,
            number=self._numbers.get(key),
            notation=draft.notation,
            day=draft.day,
            issuer=draft.organ_name,
            subject=draft.sheet.subject,
            called=draft.called,
        )

    def _settle(self, key: str) -> None:
        """Bring one document's rows and papers in line with its number and citations."""
        seen = self._rests_on(key)
        if self._seen.get(key) == seen:
            return
        self._seen[key] = seen
        slip, sheet = self._slips[key], self.sheet(key)
        chain = slip.draft.chain
        facts = facts_of(
            slip,
            sheet,
            (self._numbers.get(key), self._arrivals.get(key)),
            lambda step: self._refs.get(f"{chain}{step}"),
        )
        ref = self._refs[key]
        if key not in self._facts:
            self._planter.add(Document(ref=ref, **facts))
        elif self._facts[key] != facts:
            self._ask(ref)
            self._planter.change(self._planter.get(Document, ref), **facts)
        self._facts[key] = facts
        if slip.on_paper:
            self._count(ref, sheet)
            return
        order = self._order(slip, sheet)
        shown = digest([sheet, order.number, order.source_number])
        if self._printed.get(key) != shown:
            self._print(ref, slip, order)
            self._printed[key] = shown

    def _rests_on(self, key: str) -> tuple[object, ...]:
        """Return all that may change in a document that was told: numbers, its own and others'."""
        draft = self._slips[key].draft
        step = draft.step
        near = [f"{draft.chain}{one}" for one in (*step.refers, step.reply, step.copy_of) if one]
        copied = self._original(draft).key if step.copy_of else key
        return (
            self._arrivals.get(key),
            self._numbers.get(key),
            self._numbers.get(copied),
            *(self._refs.get(one) for one in near),
            *(self._numbers.get(one) for one in self._named(key)),
        )

    def _named(self, key: str) -> tuple[str, ...]:
        """Return the keys of the documents that a paper cites."""
        if key not in self._names:
            told = marks_in(self._slips[key].draft.sheet.model_dump_json(exclude_defaults=True))
            self._names[key] = tuple(sorted(told))
        return self._names[key]

    def _count(self, document: str, sheet: Sheet) -> None:
        """Count the pages of what lies on paper in the repository: nothing of it is kept here."""
        pages = pages_told(sheet)
        known = self._planter.get(Document, document)
        if known.number_of_page != pages:
            self._planter.change(known, number_of_page=pages)

    def _order(self, slip: Slip, sheet: Sheet) -> Order:
        draft = slip.draft
        number = self._numbers.get(draft.key)
        copied = self._original(draft) if draft.step.copy_of else None
        return Order(
            draft=draft,
            sheet=sheet,
            number=number,
            stem=stem_of(draft, number, slip.folder),
            bytes=slip.bytes,
            signed=slip.signed,
            source_number=self._numbers.get(copied.key) if copied else None,
            source_day=copied.day if copied else None,
        )

    def _original(self, draft: Draft) -> Draft:
        """Return what a copy shows: a bản sao lục shows the original of its bản sao y."""
        while draft.step.copy_of:
            draft = self._slips[f"{draft.chain}{draft.step.copy_of}"].draft
        return draft

    def _print(self, document: str, slip: Slip, order: Order) -> None:
        made = leaves(self._planter, order)
        key = slip.draft.key
        kinds = [seal.kind for seal in made[0].seals]
        if kinds[-2:] == [KeyKind.PERSON, KeyKind.AGENCY]:
            self._sound.add(key)
        if key in self._leaves:
            self._replace(key, made)
        else:
            self._leaves[key] = [
                self._keep(document, slip, leaf, n) for n, leaf in enumerate(made, 1)
            ]
        pages = sum(leaf.pages for leaf in made)
        self._planter.change(self._planter.get(Document, document), number_of_page=pages)

    def _keep(self, document: str, slip: Slip, leaf: Leaf, ordinal: int) -> str:
        planter = self._planter
        component = planter.add(
            Component(
                ref=planter.next_ref(Component),
                document=document,
                role=leaf.role,
                ordinal=ordinal,
                **self._bytes(leaf),
            )
        )
        for seal in leaf.seals:
            ref = planter.next_ref(Signature)
            planter.add(Signature(ref=ref, component=component.ref, **seal.facts))
        if not slip.draft.received:
            self._store(component, slip)
        return component.ref

    def _store(self, component: Component, slip: Slip) -> None:
        for medium in [*KEPT_ON, *(["reading"] if slip.reading else [])]:
            self._planter.add(
                StoredCopy(
                    ref=self._planter.next_ref(StoredCopy),
                    component=component.ref,
                    medium=medium,
                    digest=component.digest,
                    written_at=kept_at(slip.draft),
                )
            )

    def _bytes(self, leaf: Leaf) -> dict[str, Any]:
        return {
            "file_name": leaf.file_name,
            "digest": self._planter.blobs.put(leaf.content),
            "size": len(leaf.content),
            "number_of_page": leaf.pages,
            "places": {name: place.model_dump() for name, place in leaf.places.items()},
        }

    def _replace(self, key: str, made: Sequence[Leaf]) -> None:
        """Print again what is kept already: the rows stay, the bytes change."""
        self._ask(self._refs[key])
        for ref, leaf in zip(self._leaves[key], made, strict=True):
            component = self._planter.change(self._planter.get(Component, ref), **self._bytes(leaf))
            for copy in self._planter.all(StoredCopy, component=ref):
                self._planter.change(copy, digest=component.digest)

    def _write_books(self) -> None:
        own = self._garden.own().ref
        for key, ref in self._refs.items():
            if self._receivers[key] == own:
                number, arrival = self._numbers.get(key), self._arrivals.get(key)
                self._books.write(self._slips[key].draft, ref, number=number, arrival=arrival)

    def _ask(self, document: str) -> None:
        """Ask before a paper changes: never when a fault may lie in it."""
        if any(one.finding not in _BESIDE_PAPERS for one in self._garden.faults()):
            raise Misconfigured("register.closed", document=document)


def registry_of(garden: Garden) -> Registry:
    """Return the registry of a garden; it lives as long as the garden."""
    return garden.shared(Registry, lambda: Registry(garden))
