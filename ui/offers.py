"""Which verbs a desk offers for what is open: those that the role has and the state allows."""

from collections.abc import Callable
from typing import Any, NamedTuple  # form presets are JSON

from course.desk import Desk
from sandbox import entities as e
from sandbox.lifecycle import may_follow
from sandbox.operations import VERBS, Stage
from sandbox.papers_enclosed import copy_form, digitised
from sandbox.shelf import KINDS
from ui.forms import fields


class Offer(NamedTuple):
    """A verb with what its form would be given."""

    op: str
    given: dict[str, Any]


def offers(desk: Desk, subject: e.Entity) -> list[Offer]:
    """Return the verbs that fit the post one sits at and the state of a record."""
    post = desk.post
    if post is None or desk.holdings.sealed:
        return []
    found = []
    for op, verb in VERBS.items():
        if verb.stage is Stage.DESK or post.role not in verb.roles:
            continue
        field = _field_for(op, subject)
        if field and may_follow(subject, op) and _fits(op, subject, desk):
            given = {field[0]: [subject.ref] if field[1] else subject.ref}
            found.append(Offer(op, {**given, **_more(op, subject, desk)}))
    return found


def _field_for(op: str, subject: e.Entity) -> tuple[str, bool] | None:
    """The field of a verb that a record fills, and whether it is a list."""
    for field in fields(op):
        if field.refers and KINDS[field.refers] is type(subject):
            return field.name, str(field.asks) == "records"
    return None


def _fits(op: str, subject: e.Entity, desk: Desk) -> bool:
    """Leave out what the state machine cannot know: whose draft, which direction, which case."""
    test = _TESTS.get(op)
    return test is None or bool(test(subject, desk))


def _own_draft(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    return desk.post is not None and one.drafter == desk.post.ref and one.code_number is None


def _incoming(one: Any, _desk: Desk) -> bool:  # noqa: ANN401 - an entity
    return str(one.direction) == "incoming"


def _with_me(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    return desk.post is not None and one.held_by == desk.post.ref


def _outgoing(one: Any, _desk: Desk) -> bool:  # noqa: ANN401 - an entity
    return str(one.direction) != "incoming"


def _made_here(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    """A document with places for a hand and a seal; a copy has neither."""
    return _outgoing(one, desk) and not copy_form(one)


def _in_a_file(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    return isinstance(one, e.Document) and bool(desk.holdings.places.get(one.ref))


def _kept(one: Any, _desk: Desk) -> bool:  # noqa: ANN401 - an entity
    """A document that has left its makers' hands: its proof is somebody's to preserve."""
    return isinstance(one, e.Document) and str(one.status) in {"issued", "registered"}


def _with_files(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    """A draft of one's own that has files of its own with it."""
    return _own_draft(one, desk) and bool(one.content.get("enclosed"))


def _to_copy(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    """What has left its makers' hands, and has pages to copy."""
    return _kept(one, desk) and bool(desk.holdings.parts.get(one.ref))


def _to_mark(one: Any, desk: Desk) -> bool:  # noqa: ANN401 - an entity
    """Files with a document of one's own, or a copy or a scan, that bear no signature yet."""
    signed = {row.component for row in desk.holdings.all(e.Signature)}
    parts = [part for part in desk.holdings.parts.get(one.ref, ()) if part.ref not in signed]
    apart = [part for part in parts if part.role is e.ComponentRole.ATTACHMENT]
    copies = [part for part in parts if digitised(part) or copy_form(one)]
    return bool(copies) or (_outgoing(one, desk) and bool(apart))


_TESTS: dict[str, Callable[[Any, Desk], object]] = {
    "draft-document": lambda one, desk: _incoming(one, desk) and _with_me(one, desk),
    "revise-draft": _own_draft,
    "attach-file": _own_draft,
    "detach-file": _with_files,
    "mark-files": _to_mark,
    "copy-document": _to_copy,
    "number-document": lambda one, desk: _outgoing(one, desk) and one.code_number is None,
    "seal-document": lambda one, desk: _made_here(one, desk) and one.sealed_at is None,
    "sign-document": lambda one, desk: _made_here(one, desk) and one.signed_at is None,
    "issue-document": _outgoing,
    "add-validation-data": _kept,
    "stamp-for-archive": _kept,
    "register-incoming": _incoming,
    "return-incoming": _incoming,
    "move-document": _in_a_file,
    "remove-document": _in_a_file,
    "open-file": lambda one, desk: (
        isinstance(one, e.PlannedFile) and not desk.holdings.where(e.File, planned=one.ref)
    ),
    "hand-over-files": lambda one, desk: desk.post is not None and one.creator == desk.post.ref,
    "lift-hold": lambda one, _desk: one.in_force,
    "amend-transfer": lambda one, _desk: isinstance(one, e.Transfer),
    "decide-transfer": lambda one, _desk: isinstance(one, e.Transfer),
    "withdraw-from-disposal": lambda one, _desk: isinstance(one, e.Disposal),
    "conclude-council": lambda one, _desk: isinstance(one, e.Disposal),
    "decide-disposal": lambda one, _desk: isinstance(one, e.Disposal),
    "convene-council": lambda one, _desk: isinstance(one, e.Disposal),
    "cast-vote": lambda one, desk: desk.post is not None and desk.post.ref in one.council,
}


def _more(op: str, subject: Any, desk: Desk) -> dict[str, Any]:  # noqa: ANN401 - an entity
    """Fill what is plain from where a record lies."""
    told = _PLAIN.get(op)
    if op in {"move-document", "remove-document"}:
        places = desk.holdings.places.get(subject.ref, ())
        name = "source" if op == "move-document" else "file"
        return {name: places[0].ref} if places else {}
    return told(subject) if told else {}


def _wording(draft: e.Document) -> dict[str, Any]:
    """What a draft says now, as its form asks for it."""
    sheet = draft.content
    return {
        "type_name": draft.type_name,
        "code_notation": draft.code_notation,
        "subject": draft.subject,
        "signer": draft.signer,
        "signing": draft.signing,
        "addressees": sheet.get("addressees", []),
        "grounds": sheet.get("grounds", []),
        "body": [line for block in sheet.get("body", []) for line in _lines(block)],
        "recipients": draft.recipients,
        "urgency": str(draft.urgency),
        **_annexed(sheet),
    }


def _annexed(sheet: dict[str, Any]) -> dict[str, Any]:
    """What a draft's annex says, when it has one."""
    annexes = sheet.get("annexes", [])
    if not annexes:
        return {}
    lines = [line for block in annexes[0]["blocks"] for line in _lines(block)]
    return {"annex_title": annexes[0]["title"], "annex": lines}


def _lines(block: dict[str, Any]) -> list[str]:
    if block.get("kind") == "article":
        return [f"Điều {block['number']}. {block['text']}"]
    if block.get("kind") == "bullets":
        return [f"- {line}" for line in block["lines"]]
    return [str(block.get("text", ""))]


_PLAIN: dict[str, Callable[[Any], dict[str, Any]]] = {
    "draft-document": lambda asking: {"addressees": [asking.organ_name]},
    "submit-draft": lambda draft: {"to": draft.signer} if draft.signer else {},
    "amend-transfer": lambda case: {"files": list(case.files)},
    "decide-transfer": lambda case: {"accepted": list(case.files)},
    "set-retention": lambda file: {"maintenance": file.maintenance, "table_row": file.table_row},
    "revise-draft": _wording,
}
