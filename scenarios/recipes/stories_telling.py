"""A story told: its slots drawn once, its documents one after the other."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sandbox.entities import Direction
from sandbox.paper import Sheet, Signatures
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.stories import Role, Step
from scenarios.recipes.stories_cast import Cast
from scenarios.recipes.stories_drafts import Draft, Telling
from scenarios.recipes.stories_language import Told
from scenarios.recipes.stories_parties import Party, field_of
from scenarios.recipes.stories_schedule import ELECTRONIC, Dated, period, words_of
from scenarios.recipes.stories_sheets import Scene, sent_to, sheet_of
from scenarios.recipes.stories_signers import Hand, hand_of
from scenarios.recipes.stories_slots import Draws, draw_slots
from scenarios.streams import Stream

_HOURS: Final = (("07 giờ 30", "09 giờ 45"), ("08 giờ 00", "10 giờ 30"), ("08 giờ 30", "11 giờ 15"),
                 ("13 giờ 30", "16 giờ 00"), ("14 giờ 00", "16 giờ 30"))  # fmt: skip


def telling(
    cast: Cast,
    key: str,
    chain: Sequence[Dated],
    stream: Stream,
    also: Mapping[str, Any] | None = None,
) -> Telling:
    """Draw the slots of a story; its first document gives it its time.

    Args:
        cast: who plays.
        key: begins the keys of its documents.
        chain: the steps that happen, with their moments; those left out take the last day.
        stream: of this telling alone.
        also: further values that the texts name.
    """
    story = cast.story
    first = chain[0].day
    known: dict[str, Any] = {
        **period(first),
        **_parties(cast, first),
        **cast.people(first),
        "field": field_of(cast.troupe.own),
        "citizen": cast.citizen,
        **(also or {}),
    }
    days = {step.step: chain[-1].day for step in story.chain}
    days |= {one.step.step: one.day for one in chain}
    values = draw_slots(story.slots, Draws(stream, cast.troupe.stranger, days), known)
    return Telling(cast, story, key, stream, {one.step.step: one for one in chain}, values)


def _parties(cast: Cast, day: date) -> dict[str, Party]:
    parts: list[Role] = ["own", "superior", "department", *cast.parts]
    return {part: cast.party(part, day) for part in parts}


def title_of(told: Telling) -> str:
    """Return the title of the file: kind, author, matter, place, time."""
    stream = told.stream.branch("title")
    voice = Told(stream, told.values)
    return voice.tell(voice.one_of(told.story.title))


def tell(told: Telling) -> list[Draft]:
    """Return the drafts of a chain, in its order."""
    drafts: dict[str, Draft] = {}
    for dated in told.moments.values():
        source = drafts.get(dated.step.copy_of)
        made = _copied(told, dated, source) if source else _drafted(told, dated, frozenset(drafts))
        drafts[dated.step.step] = made
    return list(drafts.values())


def _drafted(told: Telling, dated: Dated, earlier: frozenset[str]) -> Draft:
    step, day = dated.step, dated.day
    stream = told.stream.branch("step", step.step)
    values = _values(told, dated, stream)
    hand = hand_of(told.cast, step, day, values, stream.branch("signer"))
    values["me"] = values["me"]._replace(signer=hand.name)
    scene = Scene(told, dated, hand, Told(stream.branch("text"), values, told.key), earlier)
    sheet, separate = sheet_of(scene)
    troupe = told.cast.troupe
    body = troupe.body(told.cast.organisation(step.author, day), day)
    citizen = step.author == "citizen"
    return Draft(
        key=f"{told.key}{step.step}",
        chain=told.key,
        step=step,
        direction=_direction(step),
        organisation=None if citizen else body,
        organ_name=hand.name if citizen else body.organ_name,
        hand=hand,
        made=dated.made,
        arrives=dated.arrives,
        notation=sheet.notation,
        sheet=sheet,
        separate=separate,
        recipients=tuple(sent_to(scene)),
        drafter=told.cast.desk(day).post.ref if step.author in {"own", "staff"} else None,
        called=scene.voice.tell(step.cited) if step.cited else "",
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
    """Whether the original is paper: before 2018, or where somebody outside signs beside us."""
    if dated.day < ELECTRONIC or dated.step.carrier or hand.post is None:
        return True
    sides = [side for block in sheet.body if isinstance(block, Signatures) for side in block.sides]
    posts = told.cast.troupe.posts(hand.post.organisation, dated.day) if sides else []
    ours = {told.cast.name_of(post) for post in posts}
    return any(side.name not in ours for side in sides)


def _values(told: Telling, dated: Dated, stream: Stream) -> dict[str, Any]:
    step, day, cast = dated.step, dated.day, told.cast
    start, end = stream.branch("hours").choice(_HOURS)
    values = {**told.values, **_parties(cast, day), **cast.people(day)}
    values |= {"day": day, "start": start, "end": end, **words_of(day)}
    values["due"] = calendar.after(day, stream.branch("due").integer(6, 14))
    values["me"] = cast.party(step.author, day)
    to = [cast.party(part, day).name for part in step.to]
    values["to"] = to[0] if to else cast.party("own", day).head_title
    return values


def _copied(told: Telling, dated: Dated, source: Draft) -> Draft:
    """Return a copy of an earlier document, made by the agency."""
    step, day = dated.step, dated.day
    stream = told.stream.branch("step", step.step)
    values = _values(told, dated, stream)
    troupe = told.cast.troupe
    own = troupe.body(troupe.own, day)
    return Draft(
        key=f"{told.key}{step.step}",
        chain=told.key,
        step=step,
        direction=Direction.OUTGOING,
        organisation=own,
        organ_name=own.organ_name,
        hand=hand_of(told.cast, step, day, values, stream.branch("signer")),
        made=dated.made,
        arrives=None,
        notation=f"{step.copy_form}-{own.abbreviation}",
        sheet=source.sheet,
        separate=(),
        recipients=(values["own"].units,),
        drafter=told.cast.desk(day).post.ref,
        called="",
        paper=source.paper,
    )
