"""A draft with its number becomes files: printed, signed and sealed, or printed and scanned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple

from base.canonical import digest
from base.clock import vietnam
from sandbox.authority_register import certificate_on, posts_on
from sandbox.entities import Certificate, ComponentRole, KeyKind, Organisation, Person, Post
from sandbox.paper import (
    Annex,
    Copying,
    Paper,
    Paragraph,
    Place,
    Sheet,
    Signatures,
    Signing,
    annex_mark,
    copy_mark,
    digitised_mark,
    print_annex,
    print_sheet,
    scan,
    seal_image,
    signature_image,
    text_mark,
)
from sandbox.paper.scans import ScannedPage
from sandbox.planter import Planter
from sandbox.rulebook.notation import written
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from sandbox.signing.sign import mark_as_agency, seal_as_agency, sign_as_person
from scenarios.recipes import paperwork_files as files
from scenarios.recipes.names import plain
from scenarios.recipes.stories_parties import party_on
from scenarios.recipes.stories_schedule import ELECTRONIC
from scenarios.recipes.stories_telling import Draft, Enclosure
from scenarios.streams import Stream

Bytes = Literal["full", "light", "none"]
"""``full``: real papers, signatures, scans; ``light``: real papers, only a sample signed, nothing
scanned (paper originals are printed with pen and seal); ``none``: one page a type, and it says so."""

_SEALED_AFTER: Final = timedelta(minutes=11, seconds=24)
_AGED_BEFORE: Final = date(2012, 1, 1)
_SUFFIX: Final = {"annex-file": "pdf", "sheet": "xlsx", "mail": "eml", "photo": "jpg"}
_NAMED: Final = {"annex-file": "phu-luc", "sheet": "bieu", "mail": "thu", "photo": "anh"}


class Seal(NamedTuple):
    """A signature that was put on a file."""

    kind: KeyKind
    signer: str
    certificate: str
    at: datetime


class Leaf(NamedTuple):
    """One file of a document."""

    role: ComponentRole
    file_name: str
    content: bytes
    pages: int
    places: Mapping[str, Place]
    seals: tuple[Seal, ...] = ()


class Order(NamedTuple):
    """What is to be made of a draft."""

    draft: Draft
    sheet: Sheet
    "with its citations resolved"
    number: int | None
    stem: str
    "what its files are called"
    bytes: Bytes
    signed: bool
    "whether the cheap worlds sign this one"
    source_number: int | None = None
    "of the document that this one is a copy of"
    source_day: date | None = None


def sealed_at(made: datetime) -> datetime:
    """Return when the registry seals what was signed at ``made``."""
    return made + _SEALED_AFTER


def stem_of(draft: Draft, number: int | None, folder: str) -> str:
    """Return what the files of a document are called, without suffix.

    A scan that lies in a file is named by the file's code and its place there (TT 05/2025 Đ8);
    anything else by its number and notation, or by what it is and its day.
    """
    if folder and draft.paper:
        return folder
    if number is not None:
        return _ascii(f"{number:02d}-{draft.notation}").upper()
    what = draft.sheet.heading or draft.sheet.type_name or "van ban"
    return _ascii(f"{what} {draft.day:%Y%m%d} {digest(draft.key)[:3]}")


def _ascii(text: str) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in plain(text))
    return "-".join(part for part in kept.split("-") if part)


def leaves(planter: Planter, order: Order) -> list[Leaf]:
    """Return the files of a document, the main one first."""
    draft = order.draft
    if order.bytes == "none":
        return [_stand_in(order)]
    if draft.step.copy_of:
        return [_copy(planter, order)]
    main = _scanned(planter, order) if draft.paper else _electronic(planter, order)
    return [main, *(_enclosed(planter, order, one, n) for n, one in enumerate(draft.separate, 1))]


def _leaf(order: Order, paper: Paper, pdf: bytes, seals: Sequence[Seal]) -> Leaf:
    return Leaf(
        ComponentRole.MAIN, f"{order.stem}.pdf", pdf, paper.pages, paper.places, tuple(seals)
    )


def _stand_in(order: Order) -> Leaf:
    """One page of the type, the same for every document of it: for worlds that need no papers."""
    sheet = Sheet(
        agency_name="",
        heading=order.sheet.heading or str(order.sheet.type_name or "Văn bản"),
        body=(Paragraph(text="Trang thay thế: thế giới thực hành này không in văn bản."),),
    )
    paper = print_sheet(sheet, number=None, issued=None, at=_EPOCH)
    return _leaf(order, paper, paper.pdf, ())


_EPOCH: Final = datetime.fromisoformat("2020-03-05T00:00:00+00:00")


def _printed(order: Order, *, ink: bool) -> Paper:
    draft = order.draft
    return print_sheet(order.sheet, number=order.number, issued=draft.day, at=draft.made, ink=ink)


def _electronic(planter: Planter, order: Order) -> Leaf:
    """Print; the competent person signs, then the agency (NĐ 30/2020 Đ14)."""
    paper, draft = _printed(order, ink=False), order.draft
    hand = _Hand(planter, paper)
    if order.bytes == "full" or order.signed:
        _sign_sides(planter, order, hand)
        if draft.hand.post is not None and "signature" in paper.places:
            hand.person(draft.hand.post, "signature", draft.made)
        if draft.organisation is not None and draft.hand.sealed and hand.seals:
            hand.agency(draft.organisation, sealed_at(draft.made))
    return _leaf(order, paper, hand.pdf, hand.seals)


def _sign_sides(planter: Planter, order: Order, hand: "_Hand") -> None:
    """Let the other sides of minutes or a contract sign; the agency's own comes last."""
    block = next((one for one in order.sheet.body if isinstance(one, Signatures)), None)
    if block is None:
        return
    at = order.draft.made - timedelta(minutes=7)
    for side, where in zip(block.sides[:-1], ("left", "middle"), strict=False):
        post = post_called(planter, side.name, order.draft.day)
        if post is not None and f"signature_{where}" in hand.paper.places:
            hand.person(post, f"signature_{where}", at)


def post_called(planter: Planter, name: str, day: date) -> Post | None:
    """Return the post that somebody of that name holds on a day."""
    people = planter.all(Person, full_name=name) if name else []
    return next(
        (post for post in posts_on(planter, day) if people and post.person == people[0].ref), None
    )


class _Hand:
    """Puts signatures on one paper, in their order."""

    def __init__(self, planter: Planter, paper: Paper) -> None:
        self.planter = planter
        self.paper = paper
        self.pdf = paper.pdf
        self.seals: list[Seal] = []
        self._pki = Pki(planter.world_key)

    def person(self, post: Post, place: str, at: datetime) -> None:
        """Sign as a person; without a key nothing happens."""
        certificate = certificate_on(self.planter, post.person, KeyKind.PERSON, at)
        if certificate is None:
            return
        name = self.planter.get(Person, post.person).full_name
        self.pdf = sign_as_person(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box(place),
            image=signature_image(name),
            at=at,
            name=name,
        )
        self._note(KeyKind.PERSON, post.ref, certificate, at)

    def agency(self, organisation: Organisation, at: datetime) -> None:
        """Seal as an agency."""
        certificate = certificate_on(self.planter, organisation.ref, KeyKind.AGENCY, at)
        if certificate is None or "seal" not in self.paper.places:
            return
        self.pdf = seal_as_agency(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box("seal"),
            image=seal_image(organisation.organ_name),
            at=at,
            name=organisation.abbreviation,
        )
        self._note(KeyKind.AGENCY, organisation.ref, certificate, at)

    def mark(self, organisation: Organisation, lines: tuple[str, ...], at: datetime) -> None:
        """Sign as an agency with text, top right of the first page."""
        certificate = certificate_on(self.planter, organisation.ref, KeyKind.AGENCY, at)
        if certificate is None or "mark" not in self.paper.places:
            return
        self.pdf = mark_as_agency(
            self.pdf,
            pki=self._pki,
            certificate=certificate,
            place=self._box("mark"),
            image=text_mark(lines),
            at=at,
            name=organisation.abbreviation,
        )
        self._note(KeyKind.AGENCY, organisation.ref, certificate, at)

    def _box(self, name: str) -> Box:
        place = self.paper.places[name]
        return Box(place.page - 1, place.x, place.y, place.width, place.height)

    def _note(self, kind: KeyKind, signer: str, certificate: Certificate, at: datetime) -> None:
        self.seals.append(Seal(kind, signer, certificate.ref, at))


def _own_on(planter: Planter, day: date) -> Organisation:
    """Return the body that was the trainees' agency on a day."""
    from scenarios.recipes.authority import organisation_on

    return organisation_on(planter, planter.all(Organisation, own=True)[0], day)


def _scanned(planter: Planter, order: Order) -> Leaf:
    """A paper original: signed in ink, sealed, then scanned by the registry."""
    paper = _printed(order, ink=True)
    if order.bytes == "light":
        return _leaf(order, paper, paper.pdf, ())
    at = digitised(order.draft)
    return _marked_scan(planter, order, paper, at)


def digitised(draft: Draft) -> datetime:
    """Return when a paper original was scanned: as it came, or as it was issued."""
    return (draft.arrives or draft.made) + timedelta(minutes=19)


def _marked_scan(planter: Planter, order: Order, paper: Paper, at: datetime) -> Leaf:
    made = scan(paper.pdf, _pages(paper, order.draft.day), at=at, title=order.sheet.subject)
    hand = _Hand(planter, made)
    if vietnam(at).date() >= ELECTRONIC:
        own = _own_on(planter, vietnam(at).date())
        hand.mark(own, digitised_mark(own.organ_name, at), at)
    return _leaf(order, made, hand.pdf, hand.seals)


def _pages(paper: Paper, day: date) -> list[ScannedPage]:
    tone: Literal["aged", "white"] = "aged" if day < _AGED_BEFORE else "white"
    return [ScannedPage(source=number, tone=tone) for number in range(1, paper.pages + 1)]


def _copy(planter: Planter, order: Order) -> Leaf:
    """A copy: on paper with its block, or electronic with the agency's signature as text."""
    draft = order.draft
    copying = _copying(planter, order, electronic=draft.day >= ELECTRONIC)
    changes = {"copying": copying, "body": order.sheet.body}
    if copying.form == "TrS":
        changes |= {"body": order.sheet.body[:1], "annexes": ()}
    paper = print_sheet(
        order.sheet.model_copy(update=changes),
        number=order.source_number,
        issued=order.source_day,
        at=draft.made,
        ink=draft.paper,
    )
    if order.bytes == "full" and draft.paper:
        paper = scan(paper.pdf, _pages(paper, draft.day), at=draft.made, title=order.sheet.subject)
    hand = _Hand(planter, paper)
    if copying.electronic and order.bytes == "full":
        own = _own_on(planter, draft.day)
        hand.mark(own, copy_mark(copying, draft.made), draft.made)
    return _leaf(order, paper, hand.pdf, hand.seals)


def _copying(planter: Planter, order: Order, *, electronic: bool) -> Copying:
    draft = order.draft
    own = _own_on(planter, draft.day)
    party = party_on(planter, own, draft.day)
    return Copying(
        form=draft.step.copy_form or "SY",
        agency_name=own.organ_name,
        parent_name=party.parent_name,
        number=order.number,
        notation=draft.notation,
        place=own.place,
        copied=draft.day,
        signing=Signing(authority=draft.hand.lines, signer_name=draft.hand.name),
        recipients=(party.units[:1].upper() + party.units[1:], "Lưu: VT"),
        electronic=electronic,
    )


def _enclosed(planter: Planter, order: Order, one: Enclosure, number: int) -> Leaf:
    """A file that goes with the document; a PDF carries the agency's signature as text."""
    name = f"{order.stem}-{_NAMED[one.form]}-{number}.{_SUFFIX[one.form]}"
    if one.form == "annex-file":
        return _annex_leaf(planter, order, one, name)
    draft = order.draft
    content = files.any_file(
        one.form,
        title=one.title,
        blocks=one.blocks,
        stream=Stream(digest([draft.key, number]).encode()[:32]),
        at=draft.made - timedelta(hours=3),
        sender=files.Mailbox("Bộ phận liên hệ", "lienhe@doi-tac.example"),
        to=files.Mailbox(draft.organ_name, f"vanthu@{_host(planter, order)}"),
    )
    return Leaf(ComponentRole.ATTACHMENT, name, content, 1, {})


def _host(planter: Planter, order: Order) -> str:
    organisation = order.draft.organisation
    if organisation is None:
        return "congdan.example"
    return party_on(planter, organisation, order.draft.day).host


def _annex_leaf(planter: Planter, order: Order, one: Enclosure, name: str) -> Leaf:
    draft = order.draft
    annex = Annex(title=one.title, blocks=one.blocks)
    paper = print_annex(order.sheet.model_copy(update={"annexes": (annex,)}), 1, at=draft.made)
    hand = _Hand(planter, paper)
    if draft.organisation is not None and order.number is not None and order.bytes == "full":
        at = sealed_at(draft.made)
        hand.mark(draft.organisation, annex_mark(order.number, draft.notation, at), at)
    return Leaf(
        ComponentRole.ATTACHMENT, name, hand.pdf, paper.pages, paper.places, tuple(hand.seals)
    )
