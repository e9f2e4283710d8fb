"""The agency's own regulation and retention table, as the decision that issued them."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Final, Literal

from base.clock import vietnam
from base.errors import Misconfigured
from sandbox.authority_register import authority_lines
from sandbox.entities import Authority, Direction, Organisation, Person, Signing
from sandbox.paper import Article, Block, Heading, Sheet
from sandbox.paper import Signing as Signature
from sandbox.paper.forms.letterhead import Letterhead
from sandbox.paper.forms.regulation import Regulation as Wording
from sandbox.paper.forms.regulation import TermRow, TermSection, regulation
from sandbox.planter import Planter
from sandbox.rulebook.rule import fill
from sandbox.rulebook.schedules import Row, headings, rows_under
from sandbox.rulebook.volumes import volume
from scenarios.garden import Garden
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.authority import Signer, signer_on
from scenarios.recipes.paperwork import Registry, registry_of
from scenarios.recipes.paperwork_prints import Bytes
from scenarios.recipes.paperwork_rows import Slip
from scenarios.recipes.recipe import Recipe
from scenarios.recipes.stories import Step
from scenarios.recipes.stories_citations import law_on
from scenarios.recipes.stories_drafts import Draft
from scenarios.recipes.stories_language import CLOSE, OPEN
from scenarios.recipes.stories_parties import Party, party_on
from scenarios.recipes.stories_signers import Hand

_KEY: Final = "regulation/decision"
_DAY: Final = re.compile(r"ngày (\d{2})/(\d{2})/(\d{4})")
_HEADS: Final = (Signing.DIRECT, Signing.TM, Signing.Q)


class Regulation(Recipe):
    """The decision that issued “Quy chế công tác văn thư, lưu trữ” with the retention table.

    It is dated as the agency has it; its number is the register's, and whatever names the decision
    (the agency's row, grants to sign by order) names it by that number. ``$regulation`` and
    ``$retention_table`` are the same document.
    """

    recipe: Literal["regulation"] = "regulation"
    bytes: Bytes = "full"

    def labels(self) -> set[str]:
        """Return the two labels."""
        return {"regulation", "retention_table"}

    def tags(self) -> set[str]:
        """Return the tag of what the agency issues."""
        return {"outgoing"}

    def grow(self, garden: Garden) -> None:
        """Issue it.

        Raises:
            Misconfigured: ``regulation.none`` when the agency has issued none.
        """
        own, planter = garden.own(), garden.planter
        named = _DAY.search(own.regulation)
        if named is None:
            raise Misconfigured("regulation.none", agency=own.organ_name)
        day = calendar.working_day(date(*map(int, reversed(named.groups()))), -1)
        stream = garden.stream(self.stream_name())
        signer = signer_on(planter, own, "QĐ", day, stream=stream.branch("signer"), forms=_HEADS)
        registry = registry_of(garden)
        registry.watch(Renaming(registry, planter, own.ref))
        made = calendar.office_hour(day, stream.branch("hour"), 14, 16)
        draft = _draft(planter, own, signer, made)
        registry.publish([Slip(draft, self.bytes, signed=True)])
        ref = registry.ref(_KEY)
        for label in self.labels():
            garden.label(label, ref)
        garden.tag(ref, "outgoing")
        garden.fact(ref, matter="regulation", file=None)


class Renaming:
    """Writes the decision's number wherever rows name it, whenever the number changes."""

    def __init__(self, registry: Registry, planter: Planter, own: str) -> None:
        """Remember how the rows name it now."""
        self._registry = registry
        self._planter = planter
        self._own = own
        self._named = planter.get(Organisation, own).regulation

    def __call__(self) -> None:
        """Bring the rows in line."""
        day = self._registry.draft(_KEY).day
        code = self._registry.citation(_KEY, "code")
        now = f"Quyết định số {code} ngày {day:%d/%m/%Y}"
        if now == self._named:
            return
        own = self._planter.get(Organisation, self._own)
        self._planter.change(own, regulation=now, retention_table=now)
        for grant in self._planter.all(Authority):
            if self._named in grant.mandate:
                self._planter.change(grant, mandate=grant.mandate.replace(self._named, now))
        self._named = now


def _draft(planter: Planter, own: Organisation, signer: Signer, made: datetime) -> Draft:
    """Return the decision with its regulation and table."""
    day = vietnam(made).date()
    hand = Hand(
        name=planter.get(Person, signer.post.person).full_name,
        lines=tuple(authority_lines(planter, signer.post, signer.form)),
        post=signer.post,
        form=signer.form,
    )
    party = party_on(planter, own, day)
    sheet = _sheet(party, hand, day)
    return Draft(
        key=_KEY,
        chain="regulation/",
        step=Step(step="decision", type="QĐ", by="head", subject=[sheet.subject], body=[]),
        direction=Direction.OUTGOING,
        organisation=own,
        organ_name=own.organ_name,
        hand=hand,
        made=made,
        arrives=None,
        notation=sheet.notation,
        sheet=sheet,
        separate=(),
        recipients=(party.units,),
        drafter=None,
        called="",
        paper=False,
    )


def _sheet(party: Party, hand: Hand, day: date) -> Sheet:
    facts = {"agency": party.name, "regulation": f"{OPEN}{_KEY}|cite{CLOSE}"}
    head = Letterhead(
        agency_name=party.name,
        parent_name=party.parent_name,
        place=party.place,
        notation=f"QĐ-{party.abbreviation}",
    )
    committee = party.name.startswith("Ủy ban")
    grounds = [law_on(key, day) for key in ("archives", "clerical")]
    return regulation(
        head,
        Wording(
            authority=party.name if committee else f"{party.head_role} {party.name}",
            grounds=(
                *(f"Căn cứ {cite}" for cite in grounds if cite),
                f"Theo đề nghị của {party.chief_title}",
            ),
            title="Quy chế",
            subject=f"Công tác văn thư, lưu trữ của {party.name}",
            articles=tuple(_articles(facts)),
            obliged=f"{party.chief_title}, {party.heads} và toàn thể {party.staff}",
            terms=tuple(_sections()),
            signing=Signature(authority=hand.lines, signer_name=hand.name),
            recipients=("Như Điều 3", "Lưu: VT"),
        ),
    )


def _articles(facts: Mapping[str, str]) -> Iterator[Block]:
    """Yield the rulebook's articles of the agency, chapter by chapter."""
    told = volume("agency")
    chapters = {chapter["number"]: chapter["title"]["vi"] for chapter in told["chapters"]}
    begun = 0
    for written in told["articles"]:
        if written["chapter"] != begun:
            begun = written["chapter"]
            yield Heading(level="chapter", number=begun, title=chapters[begun])
        yield Article(
            number=int(written["id"].rpartition(".d")[2]),
            title=written["title"]["vi"],
            text=fill(written["text"]["vi"], "vi", facts),
        )


def _sections() -> Iterator[TermSection]:
    for heading in headings():
        rows = [_row(one) for one in rows_under(heading.code)]
        if rows:
            yield TermSection(title=heading.vi, rows=tuple(rows))


def _row(one: Row) -> TermRow:
    starts = f" ({one.starts.vi})" if one.starts else ""
    return TermRow(group=f"{one.group.vi}{starts}", term=one.term)
