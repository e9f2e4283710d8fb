"""A story told: its documents as drafts, complete but for the numbers the registers give."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from base.clock import vietnam
from sandbox.entities import Direction, Organisation
from sandbox.paper.blocks import Article, Block, Paragraph, Signatures, Table
from sandbox.paper.kinds import UNNUMBERED
from sandbox.paper.sheet import Annex, Sheet, Signing
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.stories import Enclosed, Step, Story
from scenarios.recipes.stories_blocks import Writer
from scenarios.recipes.stories_cast import Cast
from scenarios.recipes.stories_citations import founding_of, law_on
from scenarios.recipes.stories_language import Told
from scenarios.recipes.stories_parties import Party, field_of
from scenarios.recipes.stories_schedule import ELECTRONIC, Dated, period
from scenarios.recipes.stories_signers import Hand, hand_of
from scenarios.recipes.stories_slots import Draws, draw_slots
from scenarios.streams import Stream

_ADDRESSED: Final = frozenset({"CV", "TTr", "BC", "PC", "PG"})
"""Types that say “Kính gửi”."""
_HOURS: Final = (("07 giờ 30", "09 giờ 45"), ("08 giờ 00", "10 giờ 30"), ("08 giờ 30", "11 giờ 15"),
                 ("13 giờ 30", "16 giờ 00"), ("14 giờ 00", "16 giờ 30"))  # fmt: skip


class Enclosure(NamedTuple):
    """Something that goes with a document as a file of its own."""

    form: str
    title: str
    blocks: tuple[Block, ...]


class Draft(NamedTuple):
    """A document that waits for its number and its paper."""

    key: str
    chain: str
    step: Step
    direction: Direction
    organisation: Organisation | None
    "None: a citizen"
    organ_name: str
    hand: Hand
    made: datetime
    arrives: datetime | None
    notation: str
    sheet: Sheet
    separate: tuple[Enclosure, ...]
    recipients: tuple[str, ...]
    drafter: str | None
    called: str
    paper: bool
    "its original is paper"
    received: bool = False
    "still waiting at the registry"

    @property
    def day(self) -> date:
        """The date it bears."""
        return vietnam(self.made).date()

    @property
    def numbered(self) -> bool:
        """Whether it bears a number."""
        return bool(self.notation)


class Telling(NamedTuple):
    """What a chain is told with."""

    cast: Cast
    story: Story
    key: str
    "begins the keys of its documents: ``matters/4/``"
    stream: Stream
    moments: Mapping[str, Dated]
    values: Mapping[str, Any]


def telling(cast: Cast, key: str, chain: Sequence[Dated], stream: Stream) -> Telling:
    """Draw the slots of a story; its first document gives it its time."""
    story = cast.story
    first = chain[0].day
    known: dict[str, Any] = {
        **period(first),
        **_parties(cast, first),
        **cast.people(first),
        "field": field_of(cast.troupe.own),
        "citizen": cast.citizen,
    }
    days = {one.step.step: one.day for one in chain}
    for step in story.chain:
        days.setdefault(step.step, chain[-1].day)
    draws = Draws(stream, cast.troupe.stranger, days)
    values = draw_slots(story.slots, draws, known)
    return Telling(cast, story, key, stream, {one.step.step: one for one in chain}, values)


def _parties(cast: Cast, day: date) -> dict[str, Party]:
    parts = ("own", "superior", "department", *cast.players)
    return {part: cast.party(part, day) for part in parts}  # type: ignore[arg-type]  # names of parts


def title_of(told: Telling) -> str:
    """Return the title of the file."""
    stream = told.stream.branch("title")
    return Told(stream, told.values).tell(stream.choice(told.story.title))


def tell(told: Telling) -> list[Draft]:
    """Return the drafts of a chain, in its order."""
    drafts: dict[str, Draft] = {}
    for dated in told.moments.values():
        earlier = frozenset(drafts)
        source = drafts.get(dated.step.copy_of)
        made = _copied(told, dated, source) if source else _drafted(told, dated, earlier)
        drafts[dated.step.step] = made
    return list(drafts.values())


def _drafted(told: Telling, dated: Dated, earlier: frozenset[str]) -> Draft:
    step, day = dated.step, dated.day
    stream = told.stream.branch("step", step.step)
    values = _values(told, dated, stream)
    hand = hand_of(told.cast, step, day, values, stream.branch("signer"))
    values["me"] = values["me"]._replace(signer=hand.name)
    voice = Told(stream.branch("text"), values, told.key)
    sheet, separate = _sheet(told, dated, hand, voice, earlier)
    organisation = told.cast.organisation(step.author, day)
    acting = told.cast.troupe.party(organisation, day)
    citizen = step.author == "citizen"
    return Draft(
        key=f"{told.key}{step.step}",
        chain=told.key,
        step=step,
        direction=_direction(step),
        organisation=None if citizen else told.cast.troupe.planter.get(Organisation, acting.ref),
        organ_name=hand.name if citizen else acting.name,
        hand=hand,
        made=dated.made,
        arrives=dated.arrives,
        notation=sheet.notation,
        sheet=sheet,
        separate=separate,
        recipients=tuple(_sent_to(told, step, voice, day)),
        drafter=told.cast.desk(day).post.ref if step.author in {"own", "staff"} else None,
        called=voice.tell(step.cited) if step.cited else "",
        paper=_on_paper(told, dated, hand, sheet),
    )


def _direction(step: Step) -> Direction:
    match step.author:
        case "own":
            return Direction.OUTGOING
        case "staff":
            return Direction.INTERNAL
        case _:
            return Direction.INCOMING


def _on_paper(told: Telling, dated: Dated, hand: Hand, sheet: Sheet) -> bool:
    """Whether the original is paper: before 2018, or where somebody signs who has no key."""
    if dated.day < ELECTRONIC or dated.step.carrier or dated.step.author == "citizen":
        return True
    if hand.post is None:
        return True
    strangers = {
        value.name for value in told.values.values() if hasattr(value, "home") and value.name
    }
    sides = [side for block in sheet.body if isinstance(block, Signatures) for side in block.sides]
    return any(side.name in strangers or not side.name for side in sides)


def _values(told: Telling, dated: Dated, stream: Stream) -> dict[str, Any]:
    step, day, cast = dated.step, dated.day, told.cast
    start, end = stream.branch("hours").choice(_HOURS)
    values = {**told.values, **_parties(cast, day), **cast.people(day)}
    values |= {"day": day, "start": start, "end": end}
    values["due"] = calendar.after(day, stream.branch("due").integer(6, 14))
    values["me"] = cast.party(step.author, day)
    to = [cast.party(part, day).name for part in step.to]
    values["to"] = to[0] if to else cast.party("own", day).head_title
    if step.author == "staff":
        values["me"] = values["own"]
    return values


def _sheet(
    told: Telling, dated: Dated, hand: Hand, voice: Told, earlier: frozenset[str]
) -> tuple[Sheet, tuple[Enclosure, ...]]:
    step = dated.step
    me: Party = voice.values["me"]
    writer = Writer(voice, earlier)
    body = tuple(writer.write(step.body))
    inside = [one for one in step.enclosed if one.form == "annex"]
    separate = tuple(_enclosed(one, voice, earlier) for one in step.enclosed if one.form != "annex")
    subject = voice.tell(voice.stream.choice(step.subject))
    letterhead = _letterhead(told, dated, me)
    sheet = Sheet(
        **letterhead,
        type_name=step.type,
        heading=step.heading,
        subject=subject,
        addressees=tuple(_addressees(step, voice)),
        addressing=f"{me.head_title} điện".upper() if step.type == "CĐ" else "",
        enacting_authority=_enacting(step, me),
        grounds=tuple(_grounds(told, step, voice)),
        body=_with_files(body, separate),
        signing=_signing(hand, body),
        recipients=tuple(_recipients(told, dated, voice, body)),
        urgency=step.urgency,
        annexes=tuple(_annex(one, voice, earlier) for one in inside),
        paper=dated.day < ELECTRONIC or bool(step.carrier),
        landscape=step.landscape,
    )
    return sheet, separate


def _letterhead(told: Telling, dated: Dated, me: Party) -> dict[str, str]:
    step = dated.step
    if step.author == "citizen":
        home = told.cast.citizen.home.split(", ")[1]
        return {"agency_name": "", "place": home.split(" ", 1)[1] if " " in home else home}
    if step.author == "staff":
        if step.hand:
            return {"agency_name": "", "place": me.place}
        keeper = told.cast.desk(dated.day).keeper
        return {"parent_name": me.name, "agency_name": keeper, "place": me.place}
    return {
        "parent_name": me.parent_name,
        "agency_name": me.name,
        "place": me.place,
        "notation": _notation(told, dated, me),
    }


def _notation(told: Telling, dated: Dated, me: Party) -> str:
    step = dated.step
    if step.type is None or step.type in UNNUMBERED or not step.numbered:
        return ""
    if step.type != "CV":
        return f"{step.type}-{me.abbreviation}"
    unit = told.cast.desk(dated.day).unit if step.author == "own" else None
    return f"{me.abbreviation}-{unit.abbreviation if unit else me.letters}"


def _enacting(step: Step, me: Party) -> str:
    if step.type not in {"QĐ", "NQ"}:
        return ""
    if step.type == "NQ" and not me.name.startswith("Ủy ban"):
        return "Hội nghị"
    if me.name.startswith("Ủy ban"):
        return me.name
    return f"{me.head_role} {me.name}"


def _grounds(told: Telling, step: Step, voice: Told) -> list[str]:
    found = [_ground(told, text, voice) for text in step.grounds]
    return [text for text in found if text]


def _ground(told: Telling, text: str, voice: Told) -> str:
    day: date = voice.values["day"]
    me: Party = voice.values["me"]
    if text.startswith("law:"):
        if text == "law:local-government" and not me.name.startswith("Ủy ban"):
            return ""
        cite = law_on(text.removeprefix("law:"), day)
        return f"Căn cứ {cite}" if cite else ""
    if text == "~founding":
        return _founding(told, day)
    if text.startswith("@"):
        return f"Căn cứ {voice.mark(text[1:], 'full')}" if text[1:] in told.moments else ""
    if "{department." in text and voice.values["department"].ref == me.ref:
        return ""
    return voice.tell(text)


def _founding(told: Telling, day: date) -> str:
    troupe = told.cast.troupe
    own = troupe.planter.get(Organisation, troupe.party(troupe.own, day).ref)
    if own.organ_name.startswith("Ủy ban"):
        cite = law_on("local-government", day)
        return f"Căn cứ {cite}" if cite else ""
    first = own.valid_from or date(2000, 1, 1)
    above = troupe.party(troupe.superior(first), first)
    return f"Căn cứ {founding_of(own, troupe.planter.get(Organisation, above.ref), first)}"


def _addressees(step: Step, voice: Told) -> list[str]:
    if step.type not in _ADDRESSED | {"CĐ"}:
        return []
    if step.addressed:
        return [voice.tell(text) for text in step.addressed]
    named = [voice.values[part].name for part in step.to]
    return named or [voice.values["to"]]


def _sent_to(told: Telling, step: Step, voice: Told, day: date) -> list[str]:
    named = [told.cast.party(part, day).name for part in step.to]
    return [*named, *(voice.tell(text) for text in step.addressed)]


def _recipients(told: Telling, dated: Dated, voice: Told, body: Sequence[Block]) -> list[str]:
    step = dated.step
    if step.author in {"citizen", "company", "rival"} or (step.author == "staff" and step.hand):
        return []
    lines: list[str] = []
    articles = [block.number for block in body if isinstance(block, Article)]
    if step.type in _ADDRESSED:
        lines.append("Như trên")
    elif step.type in {"QĐ", "NQ"} and articles:
        lines.append(f"Như Điều {articles[-1]}")
    else:
        lines += _sent_to(told, step, voice, dated.day)
    lines += [voice.tell(text) for text in step.recipients]
    unit = told.cast.desk(dated.day).unit if step.author in {"own", "staff"} else None
    kept = unit.abbreviation if unit else voice.values["me"].letters
    register = "" if step.author == "staff" else "VT, "
    return [*dict.fromkeys(lines), f"Lưu: {register}{kept}"]


def _signing(hand: Hand, body: Sequence[Block]) -> Signing | None:
    if any(isinstance(block, Signatures) for block in body):
        return None
    return Signing(authority=hand.lines, signer_name=hand.name, sealed=hand.sealed)


def _enclosed(one: Enclosed, voice: Told, earlier: frozenset[str]) -> Enclosure:
    return Enclosure(one.form, voice.tell(one.title), tuple(Writer(voice, earlier).write(one.body)))


def _annex(one: Enclosed, voice: Told, earlier: frozenset[str]) -> Annex:
    regulation = one.label is not None
    return Annex(
        title=one.label or voice.tell(one.title),
        label="" if regulation else None,
        subject=voice.tell(one.title) if regulation else "",
        blocks=tuple(Writer(voice, earlier).write(one.body)),
        landscape=one.landscape,
        headed=regulation,
        issued_with=regulation,
    )


def _with_files(body: tuple[Block, ...], separate: Sequence[Enclosure]) -> tuple[Block, ...]:
    """Say in the text which files go with it: before its last words, and before the signatures."""
    if not separate:
        return body
    titles = "; ".join(one.title for one in separate)
    line = Paragraph(text=f"Tài liệu gửi kèm: {len(separate):02d} tệp ({titles}).")
    closing = 2 if isinstance(body[-1], Signatures) else 1
    if isinstance(body[-closing], Table):
        closing -= 1
    place = len(body) - closing
    return (*body[:place], line, *body[place:])


def _copied(told: Telling, dated: Dated, source: Draft) -> Draft:
    """Return a copy of an earlier document, made by the agency."""
    step, day = dated.step, dated.day
    stream = told.stream.branch("step", step.step)
    values = _values(told, dated, stream)
    hand = hand_of(told.cast, step, day, values, stream.branch("signer"))
    own: Party = values["own"]
    troupe = told.cast.troupe
    return Draft(
        key=f"{told.key}{step.step}",
        chain=told.key,
        step=step,
        direction=Direction.OUTGOING,
        organisation=troupe.planter.get(Organisation, own.ref),
        organ_name=own.name,
        hand=hand,
        made=dated.made,
        arrives=None,
        notation=f"{step.copy_form}-{own.abbreviation}",
        sheet=source.sheet,
        separate=(),
        recipients=(own.units,),
        drafter=told.cast.desk(day).post.ref,
        called="",
        paper=source.paper,
    )
