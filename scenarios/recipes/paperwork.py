"""The registry of a growing world: it numbers what recipes tell, has it printed, and keeps it.

Outgoing documents of the agency share one series a year, copies another, incoming documents a
third (NĐ 30/2020 Đ15, Đ22; PL I Phần II). A recipe that grows later may tell of earlier days:
then numbers move up, and the papers that show or cite them are printed anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

from base.canonical import digest
from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.authority_register import posts_on
from sandbox.entities import (
    Component,
    CopyKind,
    Direction,
    Document,
    DocumentStatus,
    Mode,
    Organisation,
    Register,
    RegisterEntry,
    Role,
    Signature,
    StoredCopy,
    Urgency,
)
from sandbox.paper import Sheet
from scenarios.garden import Garden
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.paperwork_prints import (
    Bytes,
    Leaf,
    Order,
    digitised,
    leaves,
    sealed_at,
    stem_of,
)
from scenarios.recipes.stories_citations import Cited, cited, others_number, resolve
from scenarios.recipes.stories_schedule import ELECTRONIC
from scenarios.recipes.stories_telling import Draft

_KEPT_ON: Final = ("online", "backup")
_COPIES: Final = {"SY": CopyKind.TRUE_COPY, "SL": CopyKind.DUPLICATE, "TrS": CopyKind.EXTRACT}
_UNUSUAL: Final = {"TCg": "TC-thư công", None: "Khác"}
"""Types of paper whose code in the archive is another."""


class Slip(NamedTuple):
    """A draft on its way through the registry."""

    draft: Draft
    bytes: Bytes = "full"
    mode: str = "01"
    held_by: str | None = None
    folder: str = ""
    "file code and place in the file, for the name of a scan"
    reading: bool = False
    "whether a reading copy is kept too"
    signed: bool = False
    "whether a light world signs this one"


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
        self._others: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._printed: dict[str, str] = {}
        self._leaves: dict[str, list[str]] = {}

    def publish(self, slips: Sequence[Slip]) -> None:
        """Take drafts in, number everything, print what is new and what changed.

        Refs follow the order in which documents came or were made.

        Raises:
            Misconfigured: ``register.closed`` when papers would change after faults were planted.
        """
        for slip in sorted(slips, key=lambda one: (_at_hand(one.draft), one.draft.key)):
            self._slips[slip.draft.key] = slip
            self._refs[slip.draft.key] = self._planter.next_ref(Document)
        self._number_others(slips)
        self._number_own()
        self._number_arrivals()
        for key in self._refs:
            self._settle(key)
        self._write_books()

    def ref(self, key: str) -> str:
        """Return the ref of a document; KeyError when it was never told."""
        return self._refs[key]

    def knows(self, key: str) -> bool:
        """Whether a document was told."""
        return key in self._refs

    def number(self, key: str) -> int | None:
        """Return the number of a document, None when it bears none."""
        return self._numbers.get(key)

    def citation(self, key: str, style: str = "full") -> str:
        """Return how a document is cited."""
        return cited(self._cited(key), style)

    def _number_others(self, slips: Iterable[Slip]) -> None:
        for slip in sorted(slips, key=lambda one: (one.draft.made, one.draft.key)):
            draft = slip.draft
            if draft.direction is not Direction.INCOMING or not draft.numbered:
                continue
            assert draft.organisation is not None  # noqa: S101 - citizens write no numbers
            series = self._others[draft.organisation.ref, draft.day.year]
            number = others_number(draft.organisation, draft.day, vietnam(draft.made).hour)
            while number in series:
                number += 1
            series.add(number)
            self._numbers[draft.key] = number

    def _number_own(self) -> None:
        series: dict[object, list[Draft]] = defaultdict(list)
        for slip in self._slips.values():
            draft = slip.draft
            if draft.direction is Direction.OUTGOING and draft.numbered:
                assert draft.organisation is not None  # noqa: S101 - the agency or who it was
                copies = bool(draft.step.copy_of)
                series[draft.organisation.ref, draft.day.year, copies].append(draft)
        for drafts in series.values():
            drafts.sort(key=lambda draft: (draft.made, draft.key))
            self._numbers |= {draft.key: place for place, draft in enumerate(drafts, 1)}

    def _number_arrivals(self) -> None:
        series: dict[object, list[Draft]] = defaultdict(list)
        for slip in self._slips.values():
            draft = slip.draft
            if draft.arrives is not None and not draft.received:
                series[self._own(draft).ref, vietnam(draft.arrives).year].append(draft)
        for drafts in series.values():
            drafts.sort(key=lambda draft: (_at_hand(draft), draft.key))
            self._arrivals |= {draft.key: place for place, draft in enumerate(drafts, 1)}

    def _own(self, draft: Draft) -> Organisation:
        day = vietnam(_at_hand(draft)).date()
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
        draft = self._slips[key].draft
        sheet = Sheet.model_validate(resolve(draft.sheet.model_dump(mode="json"), self._cited))
        facts = self._facts(key, sheet)
        shown = digest([sheet, self._numbers.get(key), self._numbers.get(self._source(key))])
        document = self._planter.find(Document, self._refs[key])
        if document is None:
            document = self._planter.add(Document(ref=self._refs[key], **facts))
        elif any(getattr(document, name) != value for name, value in facts.items()):
            document = self._planter.change(document, **facts)
        if self._printed.get(key) != shown:
            self._print(key, sheet, document)
            self._printed[key] = shown

    def _source(self, key: str) -> str:
        draft = self._slips[key].draft
        return f"{draft.chain}{draft.step.copy_of}"

    def _facts(self, key: str, sheet: Sheet) -> dict[str, Any]:
        slip = self._slips[key]
        draft, step = slip.draft, slip.draft.step
        return {
            "direction": draft.direction,
            "type_name": _UNUSUAL.get(sheet.type_name, sheet.type_name),
            "code_number": self._numbers.get(key),
            "code_notation": draft.notation,
            "issued_date": draft.day,
            "organ": draft.organisation.ref if draft.organisation else None,
            "organ_name": draft.organ_name,
            "subject": _subject(sheet),
            "signer": draft.hand.post.ref if draft.hand.post else None,
            "signer_name": draft.hand.name,
            "signing": draft.hand.form,
            "recipients": list(draft.recipients),
            "urgency": Urgency(step.urgency),
            "mode": Mode(slip.mode),
            "copy_kind": _copy_kind(draft),
            "attachments_listed": 0 if step.copy_of else len(draft.separate),
            "drafter": draft.drafter,
            "reply_to": self._named(draft, step.reply),
            "refers_to": self._named_all(draft),
            "held_by": slip.held_by,
            **self._moments(key),
        }

    def _moments(self, key: str) -> dict[str, Any]:
        draft = self._slips[key].draft
        if draft.direction is Direction.INCOMING:
            waits = DocumentStatus.RECEIVED if draft.received else DocumentStatus.REGISTERED
            return {
                "status": waits,
                "arrival_number": self._arrivals.get(key),
                "arrival_date": draft.arrives,
                "signed_at": draft.made,
            }
        outgoing = draft.direction is Direction.OUTGOING
        return {
            "status": DocumentStatus.ISSUED,
            "signed_at": draft.made,
            "sealed_at": sealed_at(draft.made) if outgoing else None,
            "issued_at": sealed_at(draft.made) + timedelta(minutes=9),
        }

    def _named(self, draft: Draft, step: str) -> str | None:
        return self._refs.get(f"{draft.chain}{step}") if step else None

    def _named_all(self, draft: Draft) -> list[str]:
        step = draft.step
        names = dict.fromkeys([*step.refers, *([step.copy_of] if step.copy_of else [])])
        refs = [self._named(draft, name) for name in names if name != step.reply]
        return [ref for ref in refs if ref]

    def _print(self, key: str, sheet: Sheet, document: Document) -> None:
        slip = self._slips[key]
        source = self._slips.get(self._source(key)) if slip.draft.step.copy_of else None
        order = Order(
            draft=slip.draft,
            sheet=sheet,
            number=self._numbers.get(key),
            stem=stem_of(slip.draft, self._numbers.get(key), slip.folder),
            bytes=slip.bytes,
            signed=slip.signed,
            source_number=self._numbers.get(self._source(key)) if source else None,
            source_day=source.draft.day if source else None,
        )
        made = leaves(self._planter, order)
        if key in self._leaves:
            self._replace(key, made)
        else:
            self._leaves[key] = [
                self._keep(document, slip, leaf, n) for n, leaf in enumerate(made, 1)
            ]
        pages = sum(leaf.pages for leaf in made)
        self._planter.change(document, number_of_page=pages)

    def _keep(self, document: Document, slip: Slip, leaf: Leaf, ordinal: int) -> str:
        planter = self._planter
        component = planter.add(
            Component(
                ref=planter.next_ref(Component),
                document=document.ref,
                role=leaf.role,
                ordinal=ordinal,
                **self._bytes(leaf),
            )
        )
        for seal in leaf.seals:
            planter.add(
                Signature(
                    ref=planter.next_ref(Signature),
                    component=component.ref,
                    kind=seal.kind,
                    signer=seal.signer,
                    certificate=seal.certificate,
                    signed_at=seal.at,
                )
            )
        media = [] if slip.draft.received else [*_KEPT_ON, *(["reading"] if slip.reading else [])]
        for medium in media:
            planter.add(
                StoredCopy(
                    ref=planter.next_ref(StoredCopy),
                    component=component.ref,
                    medium=medium,
                    digest=component.digest,
                    written_at=_kept_at(slip.draft),
                )
            )
        return component.ref

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
        if self._garden.faults():
            raise Misconfigured("register.closed", document=self._refs[key])
        for ref, leaf in zip(self._leaves[key], made, strict=True):
            component = self._planter.change(self._planter.get(Component, ref), **self._bytes(leaf))
            for copy in self._planter.all(StoredCopy, component=ref):
                self._planter.change(copy, digest=component.digest)

    def _write_books(self) -> None:
        """Write a line for each number; lines already written get the number they have now."""
        known = {(entry.book, entry.document): entry for entry in self._planter.all(RegisterEntry)}
        own = self._garden.own().ref
        for key in self._refs:
            draft = self._slips[key].draft
            number, book = self._line(key)
            if number is None or self._own(draft).ref != own:
                continue
            entry = known.get((book, self._refs[key]))
            if entry is None:
                self._enter(key, book, number)
            elif entry.number != number:
                self._planter.change(entry, number=number)

    def _line(self, key: str) -> tuple[int | None, Register]:
        draft = self._slips[key].draft
        if draft.direction is Direction.INCOMING:
            return self._arrivals.get(key), Register.INCOMING
        ours = draft.direction is Direction.OUTGOING and not draft.step.copy_of
        return (self._numbers.get(key) if ours else None), Register.OUTGOING

    def _enter(self, key: str, book: Register, number: int) -> None:
        draft = self._slips[key].draft
        at = draft.arrives or draft.made + timedelta(minutes=4)
        self._planter.add(
            RegisterEntry(
                ref=self._planter.next_ref(RegisterEntry),
                book=book,
                year=vietnam(at).year,
                number=number,
                document=self._refs[key],
                entered_at=at,
                entered_by=self._clerk(at),
            )
        )

    def _clerk(self, at: datetime) -> str | None:
        day = vietnam(at).date()
        posts = posts_on(self._planter, day, organisation=self._garden.own().ref)
        clerks = [post.ref for post in posts if post.role is Role.CLERK]
        return clerks[0] if clerks else None


def _at_hand(draft: Draft) -> datetime:
    return draft.arrives or draft.made


def _kept_at(draft: Draft) -> datetime:
    if draft.paper:
        return digitised(draft)
    return draft.arrives or sealed_at(draft.made) + timedelta(minutes=9)


def _copy_kind(draft: Draft) -> CopyKind:
    if draft.step.copy_form:
        return _COPIES[draft.step.copy_form]
    scanned = draft.paper and vietnam(digitised(draft)).date() >= ELECTRONIC
    return CopyKind.TRUE_COPY if scanned else CopyKind.ORIGINAL


def _subject(sheet: Sheet) -> str:
    """Return what the register says a document is about; never empty."""
    return sheet.subject or sheet.heading or _PLAIN.get(str(sheet.type_name), "")


_PLAIN: Final[Mapping[str, str]] = {
    "GNP": "Giấy nghỉ phép",
    "GGT": "Giấy giới thiệu",
    "GUQ": "Giấy ủy quyền",
    "PG": "Phiếu gửi văn bản",
}
"""What a form without a subject is called in the register."""

_REGISTRIES: Final[WeakKeyDictionary[Garden, Registry]] = WeakKeyDictionary()


def registry_of(garden: Garden) -> Registry:
    """Return the registry of a garden; it lives as long as the garden."""
    if garden not in _REGISTRIES:
        _REGISTRIES[garden] = Registry(garden)
    return _REGISTRIES[garden]
