"""A draft with its number becomes files: printed, signed and sealed, or printed and scanned."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final, Literal, NamedTuple

from base.canonical import digest
from base.clock import vietnam
from sandbox.entities import ComponentRole, Organisation
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
)
from sandbox.paper.scans import ScannedPage
from sandbox.planter import Planter
from scenarios.recipes import paperwork_files as files
from scenarios.recipes.names import plain
from scenarios.recipes.paperwork_hands import Pen, Seal, post_called
from scenarios.recipes.stories_citations import type_called
from scenarios.recipes.stories_drafts import Draft, Enclosure
from scenarios.recipes.stories_parties import party_on
from scenarios.recipes.stories_schedule import ELECTRONIC
from scenarios.streams import Stream

Bytes = Literal["full", "light", "none"]
"""``full``: real papers, signatures, scans; ``light``: real papers, only a sample signed, nothing
scanned (paper originals show pen and seal); ``none``: one page a type, and it says so."""

_SEALED_AFTER: Final = timedelta(minutes=11, seconds=24)
_AGED_BEFORE: Final = date(2012, 1, 1)
_SUFFIX: Final = {"annex-file": "pdf", "sheet": "xlsx", "mail": "eml", "photo": "jpg"}
_NAMED: Final = {"annex-file": "phu-luc", "sheet": "bieu", "mail": "thu", "photo": "anh"}


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
    paper = _page_of(order.sheet.heading or type_called(order.sheet.type_name).upper())
    return _leaf(order, paper, paper.pdf, ())


@cache
def _page_of(heading: str) -> Paper:
    says = Paragraph(text="Trang thay thế: thế giới thực hành này không in văn bản.")
    sheet = Sheet(agency_name="", heading=heading, body=(says,))
    return print_sheet(sheet, number=None, issued=None, at=_EPOCH)


_EPOCH: Final = datetime.fromisoformat("2020-03-05T00:00:00+00:00")


def _printed(order: Order, *, ink: bool) -> Paper:
    draft = order.draft
    return print_sheet(order.sheet, number=order.number, issued=draft.day, at=draft.made, ink=ink)


def _electronic(planter: Planter, order: Order) -> Leaf:
    """Print; the competent person signs, then the agency (NĐ 30/2020 Đ14)."""
    paper, draft = _printed(order, ink=False), order.draft
    pen = Pen(planter, paper)
    if order.bytes == "full" or order.signed:
        _sign_sides(planter, order, pen)
        if draft.hand.post is not None and "signature" in paper.places:
            pen.person(draft.hand.post, "signature", draft.made)
        if draft.organisation is not None and draft.hand.sealed and pen.seals:
            pen.agency(draft.organisation, sealed_at(draft.made))
    return _leaf(order, paper, pen.pdf, pen.seals)


def _sign_sides(planter: Planter, order: Order, pen: Pen) -> None:
    """Let the other sides of minutes or a contract sign; the agency's own comes last."""
    block = next((one for one in order.sheet.body if isinstance(one, Signatures)), None)
    if block is None:
        return
    at = order.draft.made - timedelta(minutes=7)
    for side, where in zip(block.sides[:-1], ("left", "middle"), strict=False):
        post = post_called(planter, side.name, order.draft.day)
        if post is not None and f"signature_{where}" in pen.paper.places:
            pen.person(post, f"signature_{where}", at)


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
    pen = Pen(planter, made)
    if vietnam(at).date() >= ELECTRONIC:
        own = _own_on(planter, vietnam(at).date())
        pen.mark(own, digitised_mark(own.organ_name, at), at)
    return _leaf(order, made, pen.pdf, pen.seals)


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
    pen = Pen(planter, paper)
    if copying.electronic and order.bytes == "full":
        own = _own_on(planter, draft.day)
        pen.mark(own, copy_mark(copying, draft.made), draft.made)
    return _leaf(order, paper, pen.pdf, pen.seals)


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
    pen = Pen(planter, paper)
    signs = order.bytes == "full" or order.signed
    if draft.organisation is not None and order.number is not None and signs:
        at = sealed_at(draft.made)
        pen.mark(draft.organisation, annex_mark(order.number, draft.notation, at), at)
    return Leaf(
        ComponentRole.ATTACHMENT, name, pen.pdf, paper.pages, paper.places, tuple(pen.seals)
    )
