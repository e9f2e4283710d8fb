"""Attempts: start, act, reset, resume, submit; one transaction a use case, opened here."""

from datetime import datetime
from typing import Any  # requests are JSON

from pydantic import ValidationError
from sqlmodel import Session, select

from base.db import reading, writing
from base.errors import Refused, Sentence
from base.model import Value
from base.secrets import token
from course import journal
from course.journal import Kind
from course.limits import may_start, too_fast
from course.people import Person
from course.pinned import Pinned, exercise_of, open_archive, pinned, steps_done
from course.tables import AttemptRow
from grading.report import SEMANTICS
from sandbox.archive import Archive
from sandbox.blobs import blobs
from sandbox.colleagues import act as act_in
from sandbox.door import Receipt, Reply
from sandbox.operations import AnyOperation, parse
from sandbox.operations.desk import SwitchDesk
from scenarios.exercise import find
from scenarios.model import Mode
from scenarios.world import baked
from scenarios.world import start as clone_of


class Attempt(Value):
    """An attempt as the floors above see it."""

    handle: str
    account: int
    scenario: str
    version: int
    mode: Mode
    seed: str
    status: str
    "open, submitted, given-back"
    number: int
    started_at: datetime
    submitted_at: datetime | None
    checks_used: int
    steps_done: list[str]
    hints: dict[str, Any]


class Answered(Value):
    """The answer to one request: the trainee's receipt, what colleagues did, what is current."""

    reply: Reply
    sentence: Sentence | None = None
    receipts: list[Receipt] = []
    changes: int = 0
    "what ``expected_seq`` must be next time"
    steps_done: list[str] = []


def view(row: AttemptRow) -> Attempt:
    """Return the value of an attempt's row."""
    return Attempt(**row.model_dump(include=set(Attempt.model_fields)))


def begin(
    someone: Person,
    scenario: str,
    *,
    at: datetime,
    mode: Mode | None = None,
    seed: str | None = None,
    school_class: int | None = None,
) -> Attempt:
    """Start an exercise on a variant the trainee has not had yet.

    The variant is found or baked outside the transaction; the attempt and its archive are made
    inside one.

    Raises:
        Refused: ``attempt.open_already``, ``attempt.none_left``, ``scenario.not_released``.
    """
    exercise = find(scenario)
    with reading() as session:
        may_start(session, someone, exercise)
        number = _so_far(session, someone, scenario) + 1
    chosen = seed or str((someone.id * 7 + number - 1) % 25 + 1)
    template = baked(exercise, chosen)
    with writing() as session:
        may_start(session, someone, exercise)
        archive = clone_of(session, template, kind="attempt", blobs=blobs())
        row = AttemptRow(
            handle=token()[:22],
            account=someone.id,
            school_class=school_class,
            scenario=exercise.id,
            digest=exercise.digest,
            version=exercise.scenario.version,
            semantics=SEMANTICS,
            mode=mode or exercise.scenario.mode,
            seed=chosen,
            world=template.world,
            sandbox=archive.sandbox,
            number=_so_far(session, someone, scenario) + 1,
            started_at=at,
        )
        session.add(row)
        session.flush()
        journal.note(session, row, Kind.STARTED, at=at, account=someone.id)
        return view(row)


def _so_far(session: Session, someone: Person, scenario: str) -> int:
    question = select(AttemptRow).where(
        AttemptRow.account == someone.id, AttemptRow.scenario == scenario
    )
    return len(session.exec(question).all())


def act(
    someone: Person,
    handle: str,
    request: Any,  # noqa: ANN401 - JSON
    *,
    expected_seq: int,
    at: datetime,
) -> Answered:
    """Do one thing in one's own attempt.

    Args:
        someone: who asks; the attempt must be theirs and open.
        handle: of the attempt.
        request: JSON of a request; malformed ones are answered and kept in the journal.
        expected_seq: ``changes`` as the asking page last saw it: a double click or a second tab
            asks with an old number and is told so.
        at: wall time.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        refused = _turned_away(session, kept, someone, at, request)
        if refused is not None:
            return refused
        archive = open_archive(session, kept, locked=True)
        if archive.state["changes"] != expected_seq:
            return _told(session, kept, someone, at, Reply.STALE, archive, request)
        typed = _parsed(request)
        if typed is None:
            return _told(session, kept, someone, at, Reply.MALFORMED, archive, request)
        return _done(session, kept, someone, at, archive, typed)


def _turned_away(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    request: Any,  # noqa: ANN401 - JSON
) -> Answered | None:
    """Refuse what is not theirs, no longer open, or asked too fast."""
    if kept.row.account != someone.id:
        journal.note(
            session, kept.row, Kind.FOREIGN, at=at, account=someone.id, content=_short(request)
        )
        return _no("attempt.foreign")
    if kept.row.status != "open":
        journal.note(session, kept.row, Kind.REFUSED, at=at, account=someone.id)
        return _no("attempt.not_open")
    if too_fast(session, kept.row, at):
        journal.note(session, kept.row, Kind.LIMITED, at=at, account=someone.id)
        return _no("attempt.too_fast", reply=Reply.LIMITED)
    return None


def _no(code: str, *, reply: Reply = Reply.REFUSED) -> Answered:
    return Answered(reply=reply, sentence=Refused(code).sentence)


def _short(request: Any) -> Any:  # noqa: ANN401 - JSON
    return {"request": str(request)[:2000]}


def _parsed(request: Any) -> AnyOperation | None:  # noqa: ANN401 - JSON
    try:
        return parse(request)
    except (ValidationError, RecursionError):
        return None


def _told(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    reply: Reply,
    archive: Archive,
    request: Any,  # noqa: ANN401 - JSON
) -> Answered:
    kind = Kind.STALE if reply is Reply.STALE else Kind.MALFORMED
    journal.note(session, kept.row, kind, at=at, account=someone.id, content=_short(request))
    return Answered(
        reply=reply,
        sentence=Refused(f"request.{reply}").sentence,
        changes=archive.state["changes"],
        steps_done=list(kept.row.steps_done),
    )


def _done(
    session: Session,
    kept: Pinned,
    someone: Person,
    at: datetime,
    archive: Archive,
    request: AnyOperation,
) -> Answered:
    receipts = act_in(archive, request)
    mine = receipts[0]
    kind = Kind.ACTED if mine.accepted else Kind.REFUSED
    journal.note(
        session,
        kept.row,
        kind,
        at=at,
        account=someone.id,
        content={"verb": mine.verb, "event": mine.event, "changes": archive.state["changes"]},
    )
    if mine.accepted:
        kept.row.steps_done = steps_done(session, kept, archive)
        session.add(kept.row)
    return Answered(
        reply=mine.reply,
        sentence=mine.sentence,
        receipts=receipts,
        changes=archive.state["changes"],
        steps_done=list(kept.row.steps_done),
    )


def move_to(someone: Person, handle: str, post: str, *, at: datetime) -> Answered:
    """Sit at another desk; whichever page asks, it is not stale."""
    with reading() as session:
        kept = pinned(session, handle)
        changes = open_archive(session, kept).state["changes"]
    request = SwitchDesk(post=post).model_dump(mode="json")
    return act(someone, handle, request, expected_seq=changes, at=at)


def reset(someone: Person, handle: str, *, at: datetime) -> Attempt:
    """Begin the same variant again; what was done stays in the journal and its old sandbox.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_open``, ``attempt.no_resets``.
    """
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _must_be_mine(kept, someone)
        if not exercise_of(kept).scenario.policies.resets or kept.row.mode == Mode.EXAM:
            raise Refused("attempt.no_resets")
        fresh = clone_of(session, kept.template, kind="attempt", blobs=blobs())
        old = kept.row.sandbox
        kept.row.sandbox = fresh.sandbox
        kept.row.resets += 1
        kept.row.steps_done = []
        content = {"from": old, "to": fresh.sandbox}
        journal.note(session, kept.row, Kind.RESET, at=at, account=someone.id, content=content)
        return view(kept.row)


def _must_be_mine(kept: Pinned, someone: Person) -> None:
    if kept.row.account != someone.id:
        raise Refused("attempt.foreign")
    if kept.row.status != "open":
        raise Refused("attempt.not_open")


def answer(someone: Person, handle: str, question: str, given: Any, *, at: datetime) -> None:  # noqa: ANN401 - JSON
    """Keep the answer to a quiz question; it may be changed until submission."""
    with writing() as session:
        kept = pinned(session, handle, lock=True)
        _must_be_mine(kept, someone)
        kept.row.answers = {**kept.row.answers, question: given}
        content = {"question": question, "answer": given}
        journal.note(session, kept.row, Kind.ANSWERED, at=at, account=someone.id, content=content)


def attempts_of(someone: Person, scenario: str | None = None) -> list[Attempt]:
    """Return somebody's attempts, the newest first."""
    with reading() as session:
        question = select(AttemptRow).where(AttemptRow.account == someone.id)
        if scenario is not None:
            question = question.where(AttemptRow.scenario == scenario)
        rows = session.exec(question).all()
        return sorted((view(row) for row in rows), key=lambda one: one.started_at, reverse=True)


def attempt_of(someone: Person, handle: str) -> Attempt:
    """Return one's own attempt: what a page opens, after a refresh or a lost connection too.

    Raises:
        Refused: ``attempt.foreign`` for anybody else's, ``attempt.unknown``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        return view(kept.row)
