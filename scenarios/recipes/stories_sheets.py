"""The paper of a step: letterhead, grounds, addressees, body, who signs, who receives it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from sandbox.entities import Organisation
from sandbox.paper import Annex, Article, Block, Sheet, Signatures, Signing
from sandbox.paper.enclosures import naming_files
from sandbox.paper.kinds import UNNUMBERED
from scenarios.recipes.stories import Enclosed, Step
from scenarios.recipes.stories_blocks import Writer
from scenarios.recipes.stories_citations import founding_of, law_on
from scenarios.recipes.stories_drafts import Enclosure, Telling
from scenarios.recipes.stories_language import Told
from scenarios.recipes.stories_parties import Party
from scenarios.recipes.stories_schedule import ELECTRONIC, Dated
from scenarios.recipes.stories_signers import Hand

_ADDRESSED: Final = frozenset({"CV", "TTr", "BC", "PC", "PG"})
"""Types that say “Kính gửi”."""


class Scene(NamedTuple):
    """One step being told."""

    told: Telling
    dated: Dated
    hand: Hand
    voice: Told
    earlier: frozenset[str]
    "the steps that happened before"

    @property
    def step(self) -> Step:
        """The step."""
        return self.dated.step

    @property
    def me(self) -> Party:
        """Whoever writes."""
        party: Party = self.voice.values["me"]
        return party


def sheet_of(scene: Scene) -> tuple[Sheet, tuple[Enclosure, ...]]:
    """Return the paper of a step, and what goes with it as files of their own."""
    step, voice, me = scene.step, scene.voice, scene.me
    body = tuple(Writer(voice, scene.earlier).write(step.body))
    paper = scene.dated.day < ELECTRONIC or bool(step.carrier)
    within = {"annex", "annex-file"} if paper else {"annex"}
    inside = [one for one in step.enclosed if one.form in within]
    separate = tuple(_enclosed(scene, one) for one in step.enclosed if one.form not in within)
    sheet = Sheet(
        **_letterhead(scene),
        type_name=step.type,
        heading=step.heading,
        subject=voice.tell(voice.one_of(step.subject)),
        addressees=tuple(_addressees(scene)),
        addressing=f"{me.head_title} điện".upper() if step.type == "CĐ" else "",
        enacting_authority=_enacting(step, me),
        grounds=tuple(_grounds(scene)),
        body=naming_files(body, [one.title for one in separate]),
        signing=_signing(scene.hand, body),
        recipients=tuple(_recipients(scene, body)),
        urgency=step.urgency,
        annexes=tuple(_annex(scene, one) for one in inside),
        paper=paper,
        landscape=step.landscape,
    )
    return sheet, separate


def _letterhead(scene: Scene) -> dict[str, str]:
    step, me, cast = scene.step, scene.me, scene.told.cast
    if step.author == "citizen":
        commune = cast.citizen.home.split(", ")[1]
        return {"agency_name": "", "place": commune.partition(" ")[2]}
    if step.author == "staff" and step.hand:
        return {"agency_name": "", "place": me.place}
    if step.author == "staff":
        keeper = cast.desk(scene.dated.day).keeper
        return {"parent_name": me.name, "agency_name": keeper, "place": me.place}
    return {
        "parent_name": me.parent_name,
        "agency_name": me.name,
        "place": me.place,
        "notation": _notation(scene),
    }


def _notation(scene: Scene) -> str:
    step, me = scene.step, scene.me
    if step.type is None or step.type in UNNUMBERED or not step.numbered:
        return ""
    if step.type != "CV":
        return f"{step.type}-{me.abbreviation}"
    return f"{me.abbreviation}-{_unit_letters(scene)}"


def _unit_letters(scene: Scene) -> str:
    ours = scene.step.author in {"own", "staff"}
    unit = scene.told.cast.desk(scene.dated.day).unit if ours else None
    return unit.abbreviation if unit else scene.me.letters


def _enacting(step: Step, me: Party) -> str:
    if step.type not in {"QĐ", "NQ"}:
        return ""
    if me.name.startswith("Ủy ban"):
        return me.name
    return "Hội nghị" if step.type == "NQ" else f"{me.head_role} {me.name}"


def _grounds(scene: Scene) -> list[str]:
    found = [_ground(scene, text) for text in scene.step.grounds]
    return [text for text in found if text]


def _ground(scene: Scene, text: str) -> str:
    voice = scene.voice
    if text.startswith("law:"):
        return _law(scene, text.removeprefix("law:"))
    if text == "~founding":
        return _founding(scene)
    if text.startswith("@"):
        known = text[1:] in scene.told.moments
        return f"Căn cứ {voice.mark(text[1:], 'full')}" if known else ""
    if "{department." in text and voice.values["department"].ref == scene.me.ref:
        return ""
    return voice.tell(text)


def _law(scene: Scene, key: str) -> str:
    if key == "local-government" and not scene.me.name.startswith("Ủy ban"):
        return ""
    cite = law_on(key, scene.dated.day)
    return f"Căn cứ {cite}" if cite else ""


def _founding(scene: Scene) -> str:
    troupe, day = scene.told.cast.troupe, scene.dated.day
    own = troupe.body(troupe.own, day)
    if own.organ_name.startswith("Ủy ban"):
        return _law(scene, "local-government")
    first = own.valid_from or date(2000, 1, 1)
    above = troupe.party(troupe.superior(first), first)
    return f"Căn cứ {founding_of(own, troupe.planter.get(Organisation, above.ref), first)}"


def _addressees(scene: Scene) -> list[str]:
    step, voice = scene.step, scene.voice
    if step.type not in _ADDRESSED | {"CĐ"}:
        return []
    if step.addressed:
        return [voice.tell(text) for text in step.addressed]
    named = [voice.values[part].name for part in step.to]
    return named or [voice.values["to"]]


def sent_to(scene: Scene) -> list[str]:
    """Return whom a document goes to, as the register has it."""
    cast, day = scene.told.cast, scene.dated.day
    named = [cast.party(part, day).name for part in scene.step.to]
    return [*named, *(scene.voice.tell(text) for text in scene.step.addressed)]


def _recipients(scene: Scene, body: Sequence[Block]) -> list[str]:
    step = scene.step
    own_hand = step.author == "staff" and step.hand
    if step.author in {"citizen", "company", "rival"} or own_hand:
        return []
    articles = [block.number for block in body if isinstance(block, Article)]
    if step.type in _ADDRESSED:
        lines = ["Như trên"]
    elif step.type in {"QĐ", "NQ"} and articles:
        lines = [f"Như Điều {articles[-1]}"]
    else:
        lines = sent_to(scene)
    lines += [scene.voice.tell(text) for text in step.recipients]
    register = "" if step.author == "staff" else "VT, "
    return [*dict.fromkeys(lines), f"Lưu: {register}{_unit_letters(scene)}"]


def _signing(hand: Hand, body: Sequence[Block]) -> Signing | None:
    if any(isinstance(block, Signatures) for block in body):
        return None
    return Signing(authority=hand.lines, signer_name=hand.name, sealed=hand.sealed)


def _enclosed(scene: Scene, one: Enclosed) -> Enclosure:
    blocks = Writer(scene.voice, scene.earlier).write(one.body)
    return Enclosure(one.form, scene.voice.tell(one.title), tuple(blocks))


def _annex(scene: Scene, one: Enclosed) -> Annex:
    regulation = one.label is not None
    title = scene.voice.tell(one.title)
    return Annex(
        title=one.label or title,
        label="" if regulation else None,
        subject=title if regulation else "",
        blocks=tuple(Writer(scene.voice, scene.earlier).write(one.body)),
        landscape=one.landscape,
        headed=regulation,
        issued_with=regulation,
    )
