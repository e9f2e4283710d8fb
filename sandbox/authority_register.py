"""The authority register: who may sign what, on whose behalf, on a given day (NĐ 30/2020 Đ13).

Three answers: yes, no with its reason, and “cannot be said”, for an agency whose register the
archive does not hold. Sentences stand under ``signature.<code>`` of the remark.
"""

from datetime import date, datetime
from typing import Final

from sandbox.entities import Authority, Certificate, KeyKind, Organisation, Post, Signing
from sandbox.shelf import Shelf
from sandbox.verdicts import Remark, Verdict

_RULE: Final = "rule/nd30.d13"
_DELEGATION: Final = "rule/nd30.d13.k3"
_BY_ORDER: Final = "rule/nd30.d13.k4"
_RULES: Final = {Signing.TUQ: _DELEGATION, Signing.TL: _BY_ORDER}

_COLLECTIVES: Final = {
    "Ủy ban nhân dân": "Ủy ban nhân dân",
    "Hội đồng nhân dân": "Hội đồng nhân dân",
    "Hội ": "Ban Thường vụ",
    "Hiệp hội": "Ban Thường vụ",
}
"""How the name of an organisation under collective leadership begins → on whose behalf its head
signs (TM.), as printed."""
_ACTING: Final = "Quyền "
_VICE: Final = "Phó "


def in_office(post: Post, day: date) -> bool:
    """Whether somebody holds the post on a day."""
    return post.valid_from <= day and (post.valid_to is None or day <= post.valid_to)


def posts_on(shelf: Shelf, day: date, *, organisation: str | None = None) -> list[Post]:
    """Return the posts somebody holds on a day, of every organisation or of one, by their code."""
    posts = shelf.all(Post) if organisation is None else shelf.all(Post, organisation=organisation)
    return [post for post in posts if in_office(post, day)]


def collective_of(organisation: Organisation) -> str:
    """Return the collective on whose behalf an organisation's head signs; “” for a single head."""
    name = organisation.organ_name
    return next((said for begins, said in _COLLECTIVES.items() if name.startswith(begins)), "")


def head_title(shelf: Shelf, organisation: str) -> str:
    """Return the title of an organisation's head, never an acting head's; “” when none is known."""
    titles = [post.title for post in shelf.all(Post, organisation=organisation, head=True)]
    return next((title for title in titles if not title.startswith(_ACTING)), "") or next(
        (_capital(title.removeprefix(_ACTING)) for title in titles), ""
    )


def authority_lines(shelf: Shelf, post: Post, form: Signing) -> list[str]:
    """Return the lines printed over a signature, in capitals (Đ13; PL I, Phần I, II.7).

    “KT. GIÁM ĐỐC”, “PHÓ GIÁM ĐỐC”; of a people's committee “TM. ỦY BAN NHÂN DÂN”, “KT. CHỦ TỊCH”,
    “PHÓ CHỦ TỊCH”; by order “TL. GIÁM ĐỐC”, “CHÁNH VĂN PHÒNG”.
    """
    head = head_title(shelf, post.organisation)
    lines = [*_behalf(shelf, post, form), *_own_lines(post, form, head)]
    return [line.upper() for line in lines]


def _behalf(shelf: Shelf, post: Post, form: Signing) -> list[str]:
    if form not in {Signing.TM, Signing.KT, Signing.Q}:
        return []
    organisation = shelf.find(Organisation, post.organisation)
    collective = collective_of(organisation) if organisation else ""
    return [f"TM. {collective}"] if collective else []


def _own_lines(post: Post, form: Signing, head: str) -> list[str]:
    match form:
        case Signing.DIRECT:
            return [post.title]
        case Signing.Q:
            return [f"Q. {head}"]
        case Signing.TM:
            return [post.title] if post.head else [f"KT. {head}", post.title]
        case Signing.TL if post.title.startswith(_VICE):
            unit_head = _capital(post.title.removeprefix(_VICE))
            return [f"TL. {head}", f"KT. {unit_head}", post.title]
        case _:
            return [f"{form.value} {head}", post.title]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def certificate_on(
    shelf: Shelf, holder: str, kind: KeyKind, moment: datetime
) -> Certificate | None:
    """Return the certificate that a holder signs with at a moment: the newest one in force.

    Args:
        shelf: the archive, or a world that is being planted.
        holder: ref of the person or organisation.
        kind: whose key.
        moment: aware; a certificate revoked by then is not in force.
    """
    held = [
        one
        for one in shelf.all(Certificate, holder=holder)
        if one.kind == kind
        and one.valid_from <= moment <= one.valid_to
        and (one.revoked_at is None or moment < one.revoked_at)
    ]
    return max(held, key=lambda one: (one.valid_from, one.ref), default=None)


def may_sign(shelf: Shelf, post: Post, form: Signing, type_name: str, day: date) -> Remark:
    """Say whether a post may sign a document type in a form on a day.

    Args:
        shelf: the archive, or a world that is being planted.
        post: who signs.
        form: on whose behalf.
        type_name: code of the document type; copies are SY, SL, TrS.
        day: the day of signing, as read in Việt Nam.

    Returns:
        A remark ``authority.…``: valid with the mandate it rests on; invalid with the reason that
        comes nearest to a yes; undetermined when the register says nothing of the agency.
    """
    facts = {"ref": post.ref, "title": post.title, "type": type_name, "day": f"{day:%d/%m/%Y}"}
    facts["form"] = f"@signing.{form.value}"
    if not in_office(post, day):
        return _remark("not_in_office", Verdict.INVALID, form, facts)
    grants = shelf.all(Authority, post=post.ref)
    if not grants and not _register_known(shelf, post.organisation):
        return _remark("register_unknown", Verdict.UNDETERMINED, form, facts)
    fitting = [grant for grant in grants if _same_form(shelf, post, grant.form, form)]
    remarks = [_judged(grant, form, type_name, day, facts) for grant in fitting]
    return min(remarks, key=_nearness, default=_remark("no_grant", Verdict.INVALID, form, facts))


_NEAREST: Final = ("granted", "unwritten", "type_outside", "ended", "not_begun")


def _nearness(remark: Remark) -> int:
    return _NEAREST.index(remark.code.removeprefix("authority."))


def _register_known(shelf: Shelf, organisation: str) -> bool:
    colleagues = {post.ref for post in shelf.all(Post, organisation=organisation)}
    return bool(shelf.all(Authority, post=colleagues))


def _same_form(shelf: Shelf, post: Post, granted: Signing, form: Signing) -> bool:
    """A deputy who signs KT. for a collective's head signs TM. + KT.; both names mean that."""
    if granted == form:
        return True
    if {granted, form} != {Signing.KT, Signing.TM} or post.head:
        return False
    organisation = shelf.find(Organisation, post.organisation)
    return organisation is not None and bool(collective_of(organisation))


def _judged(
    grant: Authority, form: Signing, type_name: str, day: date, facts: dict[str, str]
) -> Remark:
    told = {**facts, "mandate": grant.mandate, "grant": grant.ref}
    code, verdict = "granted", Verdict.VALID
    if day < grant.valid_from:
        code, verdict = "not_begun", Verdict.INVALID
        told["since"] = f"{grant.valid_from:%d/%m/%Y}"
    elif grant.valid_to is not None and day > grant.valid_to:
        code, verdict = "ended", Verdict.INVALID
        told["until"] = f"{grant.valid_to:%d/%m/%Y}"
    elif grant.type_names and type_name not in grant.type_names:
        code, verdict = "type_outside", Verdict.INVALID
        told["types"] = ", ".join(grant.type_names)
    elif form is Signing.TUQ and not (grant.mandate and grant.type_names and grant.valid_to):
        code, verdict = "unwritten", Verdict.INVALID
    return _remark(code, verdict, form, told)


def _remark(code: str, verdict: Verdict, form: Signing, facts: dict[str, str]) -> Remark:
    return Remark(
        code=f"authority.{code}", verdict=verdict, facts=facts, rule=_RULES.get(form, _RULE)
    )
