"""Acting: what reaches the archive, what is only told, and what the journal keeps of it."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import select

from base.db import Database
from base.errors import Refused
from base.language import say
from course import journal
from course.acting import MOST_AT_ONCE, Answered, act, act_all
from course.attempts import Attempt, attempt_of, attempts_of, reset
from course.people import Person
from course.submitting import submit
from course.tables import JournalRow
from grading.gradebook import MarkRow
from sandbox.door import Reply
from tests.course.house import NAME, House, opened, tick


@pytest.fixture
def house(sqlite: Database) -> Iterator[House]:
    with opened(sqlite) as made:
        yield made


@pytest.fixture
def someone(house: House) -> Person:
    return house.person()


@pytest.fixture
def attempt(house: House, someone: Person) -> Attempt:
    return house.started(someone)


def _sit(house: House, attempt: Attempt, desk: str) -> dict[str, Any]:
    return {"op": "switch-desk", "post": house.label(attempt.handle, desk)}


def _verdicts(house: House, attempt: Attempt) -> list[dict[str, Any]]:
    """Verdicts on two documents of the tray."""
    return [
        {
            "op": "record-verdict",
            "document": house.label(attempt.handle, name),
            "verdict": "valid",
        }
        for name in ("request", "report")
    ]


def _kinds(house: House, attempt: Attempt) -> list[str]:
    with house.looking(attempt.handle) as (session, kept):
        assert kept.row.id is not None
        return [str(one.kind) for one in journal.entries(session, kept.row.id)]


def _asked(someone: Person, attempt: Attempt, request: Any, seq: int) -> Answered:
    return act(someone, attempt.handle, request, expected_seq=seq, at=tick())


def test_a_double_click_is_told_and_not_obeyed(
    house: House, someone: Person, attempt: Attempt
) -> None:
    request = _sit(house, attempt, "director")
    first = _asked(someone, attempt, request, 0)
    before = house.fingerprint(attempt.handle)
    second = _asked(someone, attempt, request, 0)
    assert (first.reply, second.reply) == (Reply.ACCEPTED, Reply.STALE)
    assert second.sentence is not None
    assert "nhấn hai lần" in say(second.sentence, "vi")
    assert second.changes == first.changes == 1
    assert house.fingerprint(attempt.handle) == before
    assert _kinds(house, attempt) == ["started", "acted", "stale"]


def test_a_second_tab_goes_on_after_it_has_looked_again(
    house: House, someone: Person, attempt: Attempt
) -> None:
    one_tab = _asked(someone, attempt, _sit(house, attempt, "director"), 0)
    other_tab = _asked(someone, attempt, _sit(house, attempt, "clerk"), 0)
    assert other_tab.reply is Reply.STALE
    again = _asked(someone, attempt, _sit(house, attempt, "clerk"), one_tab.changes)
    assert again.reply is Reply.ACCEPTED


def test_a_refusal_does_not_make_the_next_click_stale(
    house: House, someone: Person, attempt: Attempt
) -> None:
    document = house.label(attempt.handle, "request")
    refused = _asked(someone, attempt, {"op": "sign-document", "document": document}, 0)
    assert refused.reply is Reply.REFUSED
    assert refused.changes == 0
    assert _asked(someone, attempt, _sit(house, attempt, "director"), 0).reply is Reply.ACCEPTED


def test_a_role_not_held_is_refused_with_a_sentence_and_logged(
    house: House, someone: Person, attempt: Attempt
) -> None:
    elsewhere = _sit(house, attempt, "archivist")
    before = house.fingerprint(attempt.handle)
    answered = _asked(someone, attempt, elsewhere, 0)
    assert answered.reply is Reply.REFUSED
    assert answered.sentence is not None
    assert not say(answered.sentence, "vi").startswith("refused.")
    assert house.fingerprint(attempt.handle) == before
    assert answered.receipts[0].event > 0
    assert _kinds(house, attempt) == ["started", "refused"]


@pytest.mark.parametrize(
    "request_", [None, 7, {}, {"op": "abolish-archive"}, {"op": "switch-desk"}, [[]], "x" * 9000]
)
def test_malformed_requests_are_told_kept_short_and_change_nothing(
    house: House, someone: Person, attempt: Attempt, request_: Any
) -> None:
    before = house.fingerprint(attempt.handle)
    assert _asked(someone, attempt, request_, 0).reply is Reply.MALFORMED
    assert house.fingerprint(attempt.handle) == before
    with house.looking(attempt.handle) as (session, kept):
        assert kept.row.id is not None
        assert len(journal.entries(session, kept.row.id)[-1].content) < 2100


def test_another_trainees_attempt_stays_closed(house: House, attempt: Attempt) -> None:
    stranger = house.person("Nguyễn Văn Bình")
    before = house.fingerprint(attempt.handle)
    answered = _asked(stranger, attempt, _sit(house, attempt, "director"), 0)
    assert answered.reply is Reply.REFUSED
    assert answered.sentence == Refused("attempt.foreign").sentence
    with pytest.raises(Refused, match=r"attempt\.foreign"):
        attempt_of(stranger, attempt.handle)
    with pytest.raises(Refused, match=r"attempt\.foreign"):
        submit(stranger, attempt.handle, at=tick())
    with pytest.raises(Refused, match=r"attempt\.foreign"):
        reset(stranger, attempt.handle, at=tick())
    assert attempts_of(stranger) == []
    assert house.fingerprint(attempt.handle) == before
    assert _kinds(house, attempt)[-1] == "foreign"


def test_an_attempt_goes_on_where_it_was_left(
    house: House, someone: Person, attempt: Attempt
) -> None:
    answered = _asked(someone, attempt, _sit(house, attempt, "clerk"), 0)
    again = attempt_of(someone, attempt.handle)
    assert (again.status, again.handle) == ("open", attempt.handle)
    state = house.state(attempt.handle)
    assert state["desk"] == house.label(attempt.handle, "clerk")
    assert state["changes"] == answered.changes
    assert [one.handle for one in attempts_of(someone, NAME)] == [attempt.handle]


def test_a_reset_begins_the_same_variant_and_keeps_what_was_done(
    house: House, someone: Person, attempt: Attempt
) -> None:
    fresh = house.fingerprint(attempt.handle)
    with house.looking(attempt.handle) as (_, kept):
        old = kept.row.sandbox
    _asked(someone, attempt, _sit(house, attempt, "clerk"), 0)
    assert house.fingerprint(attempt.handle) != fresh
    reset(someone, attempt.handle, at=tick())
    assert house.fingerprint(attempt.handle) == fresh
    assert house.state(attempt.handle)["changes"] == 0
    with house.looking(attempt.handle) as (_, kept):
        assert (kept.row.resets, kept.row.sandbox != old) == (1, True)
    assert _kinds(house, attempt) == ["started", "acted", "reset"]


def test_a_second_submission_changes_nothing(
    house: House, someone: Person, attempt: Attempt
) -> None:
    submit(someone, attempt.handle, at=tick())
    with pytest.raises(Refused, match=r"attempt\.not_open"):
        submit(someone, attempt.handle, at=tick())
    with house.database.reading() as session:
        assert len(session.exec(select(MarkRow)).all()) == 1
    late = _asked(someone, attempt, _sit(house, attempt, "clerk"), 0)
    assert late.reply is Reply.REFUSED


def test_the_journal_is_a_chain_that_shows_where_it_was_broken(
    house: House, someone: Person, attempt: Attempt
) -> None:
    for place, desk in enumerate(("director", "clerk", "director")):
        _asked(someone, attempt, _sit(house, attempt, desk), place)
    with house.looking(attempt.handle) as (session, kept):
        assert kept.row.id is not None
        chain = journal.entries(session, kept.row.id)
        assert journal.broken_at(chain, kept.row.head) is None
        assert journal.broken_at(chain[:-1], kept.row.head) == len(chain)
    with house.database.writing() as session:
        third = session.exec(select(JournalRow).where(JournalRow.seq == 3)).one()
        third.content = third.content.replace("switch-desk", "sign-document")
        session.add(third)
    with house.looking(attempt.handle) as (session, kept):
        assert kept.row.id is not None
        assert journal.broken_at(journal.entries(session, kept.row.id), kept.row.head) == 3
    with pytest.raises(Refused, match=r"attempt\.log_broken"):
        submit(someone, attempt.handle, at=tick())


def test_a_tray_done_at_once_is_the_tray_done_one_by_one(house: House) -> None:
    one, other = house.person(), house.person()
    single, whole = house.started(one), house.started(other)
    for place, request in enumerate(_verdicts(house, single)):
        assert _asked(one, single, request, place).reply is Reply.ACCEPTED
    answered = act_all(other, whole.handle, _verdicts(house, whole), expected_seq=0, at=tick())
    assert (answered.reply, answered.done, answered.changes) == (Reply.ACCEPTED, 2, 2)
    assert house.fingerprint(whole.handle) == house.fingerprint(single.handle)
    assert _kinds(house, whole) == ["started", "acted"]


def test_one_refusal_leaves_the_rest_of_the_tray_done(
    house: House, someone: Person, attempt: Attempt
) -> None:
    good, also_good = _verdicts(house, attempt)
    signing = {"op": "sign-document", "document": good["document"]}
    asked = [good, signing, {"op": "nonsense"}, also_good]
    answered = act_all(someone, attempt.handle, asked, expected_seq=0, at=tick())
    replies = [one.reply for one in answered.answers]
    assert replies == [Reply.ACCEPTED, Reply.REFUSED, Reply.MALFORMED, Reply.ACCEPTED]
    assert all(one.sentence for one in answered.answers[1:3])
    assert house.state(attempt.handle)["changes"] == answered.changes == 2


def test_a_stale_or_too_large_tray_is_not_tried(
    house: House, someone: Person, attempt: Attempt
) -> None:
    request = _sit(house, attempt, "clerk")
    stale = act_all(someone, attempt.handle, [request], expected_seq=5, at=tick())
    assert (stale.reply, stale.answers) == (Reply.STALE, [])
    many = [request] * (MOST_AT_ONCE + 1)
    large = act_all(someone, attempt.handle, many, expected_seq=0, at=tick())
    assert large.sentence == Refused("attempt.too_many", most=MOST_AT_ONCE).sentence
    assert house.state(attempt.handle)["changes"] == 0


def test_a_defect_in_one_act_undoes_the_whole_tray(
    house: House, someone: Person, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sandbox.operations.desk import SwitchDesk

    def fail(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(SwitchDesk, "perform", fail)
    before = house.fingerprint(attempt.handle)
    asked = [_verdicts(house, attempt)[0], _sit(house, attempt, "clerk")]
    with pytest.raises(ZeroDivisionError):
        act_all(someone, attempt.handle, asked, expected_seq=0, at=tick())
    assert house.fingerprint(attempt.handle) == before
    assert _kinds(house, attempt) == ["started"]
