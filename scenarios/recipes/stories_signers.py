"""Who signs a document of a story: by the authority register of the day, or in their own hand."""

from datetime import date
from typing import Final, NamedTuple

from base.errors import Misconfigured
from sandbox.authority_register import authority_lines, may_sign
from sandbox.entities import Person, Post, Signing
from sandbox.verdicts import Verdict
from scenarios.recipes.authority import Signer, signer_on
from scenarios.recipes.stories import Step
from scenarios.recipes.stories_cast import Cast
from scenarios.streams import Stream

_HEAD: Final = (Signing.DIRECT, Signing.TM, Signing.Q)
_LEADERS: Final = (*_HEAD, Signing.KT)
_MAKERS: Final = {
    "ĐƠN": "Người làm đơn",
    "BẢN KIỂM ĐIỂM": "Người viết kiểm điểm",
    "BẢN TƯỜNG TRÌNH": "Người tường trình",
    "GIẤY ĐỀ NGHỊ": "Người đề nghị",
}
"""How the heading of a paper begins → what stands over the name of who made it."""


class Hand(NamedTuple):
    """Who signs, and what is printed over the name."""

    name: str
    lines: tuple[str, ...]
    post: Post | None = None
    "None: somebody who holds no post in this world"
    form: Signing = Signing.DIRECT
    sealed: bool = True


def hand_of(cast: Cast, step: Step, day: date, values: dict[str, object], stream: Stream) -> Hand:
    """Return who signs a step on a day.

    Raises:
        Misconfigured: ``world.no_signer`` when the register gives nobody.
    """
    if step.author in {"staff", "citizen"}:
        return _own_hand(cast, step, day, values)
    found = _by_register(cast, step, day, stream)
    planter = cast.troupe.planter
    return Hand(
        name=planter.get(Person, found.post.person).full_name,
        lines=tuple(authority_lines(planter, found.post, found.form)),
        post=found.post,
        form=found.form,
    )


def _own_hand(cast: Cast, step: Step, day: date, values: dict[str, object]) -> Hand:
    maker = next((said for begins, said in _MAKERS.items() if step.heading.startswith(begins)), "")
    if step.hand or step.author == "citizen":
        who = values[step.hand or "citizen"]
        name = str(getattr(who, "name", ""))
        post = _post_of(cast, name, day)
        return Hand(name, (maker or "Người lập",), post, sealed=False)
    desk = cast.desk(day)
    post = desk.head or desk.post
    name = cast.troupe.planter.get(Person, post.person).full_name
    return Hand(name, (post.title,), post, sealed=False)


def _post_of(cast: Cast, name: str, day: date) -> Post | None:
    planter = cast.troupe.planter
    own = cast.party("own", day)
    return next(
        (
            post
            for post in cast.troupe.posts(own.ref, day)
            if planter.get(Person, post.person).full_name == name
        ),
        None,
    )


def _by_register(cast: Cast, step: Step, day: date, stream: Stream) -> Signer:
    planter, organisation = cast.troupe.planter, cast.organisation(step.author, day)
    kind = step.copy_form or step.type or ""
    if step.author == "own" and step.by in {"chief", "unit-head"}:
        by_order = _by_order(cast, step, kind, day)
        if by_order:
            return by_order
    wanted = {"head": _HEAD, "any-leader": _LEADERS}.get(step.by, (Signing.KT,))
    try:
        return signer_on(planter, organisation, kind, day, stream=stream, forms=wanted)
    except Misconfigured:  # no deputy, no head in office that day: whoever leads then
        return signer_on(planter, organisation, kind, day, stream=stream, forms=_LEADERS)


def _by_order(cast: Cast, step: Step, kind: str, day: date) -> Signer | None:
    """Return the head of the office, or of the unit, when the regulation lets them sign."""
    planter = cast.troupe.planter
    own = cast.party("own", day)
    if step.by == "chief":
        posts = cast.troupe.posts(own.ref, day)
        post = next((one for one in posts if one.title == own.chief_title and one.unit), None)
    else:
        post = cast.desk(day).head
    if post is None or may_sign(planter, post, Signing.TL, kind, day).verdict is not Verdict.VALID:
        return None
    return Signer(post, Signing.TL, None)
