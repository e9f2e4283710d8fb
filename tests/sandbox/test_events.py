"""The log is a chain: whatever is done to a line afterwards shows."""

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from base.language import knows
from sandbox.events import Event, EventDraft, Outcome, Premis, as_json, broken_at
from sandbox.operations import VERBS

AT = datetime(2026, 3, 2, 1, 15, tzinfo=UTC)
texts = st.text(st.characters(codec="utf-8"), max_size=8)
drafts = st.builds(
    EventDraft,
    type=st.sampled_from(Premis),
    verb=texts,
    outcome=st.sampled_from(Outcome),
    at=st.integers(0, 10**6).map(lambda minutes: AT + timedelta(minutes=minutes)),
    actor=texts,
    role=texts,
    request=st.dictionaries(texts, texts, max_size=2).map(as_json),
    objects=st.just("[]"),
    detail=st.just("{}"),
)


def chain(made: list[EventDraft]) -> list[Event]:
    events: list[Event] = []
    for seq, draft in enumerate(made, start=1):
        events.append(draft.chained(seq=seq, previous=events[-1].hash if events else ""))
    return events


chains = st.lists(drafts, min_size=2, max_size=6).map(chain)
some = settings(max_examples=50, deadline=None)


@given(chains)
@some
def test_an_untouched_log_holds(log: list[Event]) -> None:
    assert broken_at(log) is None
    assert broken_at([]) is None


@given(chains, st.data())
@some
def test_a_line_that_was_edited_shows_where_it_stands(log: list[Event], data: Any) -> None:
    place = data.draw(st.integers(0, len(log) - 1))
    edit = data.draw(
        st.sampled_from(
            [
                {"verb": log[place].verb + "x"},
                {"at": log[place].at + timedelta(microseconds=1)},
                {"actor": log[place].actor + "x"},
                {"role": log[place].role + "x"},
                {"request": '{"changed":true}'},
                {"objects": '[["VB0001","source"]]'},
                {"detail": '{"changed":true}'},
                {"outcome": _other(log[place].outcome)},
                {"type": "another"},
                {"seq": log[place].seq + 100},
                {"previous": "0" * 64},
                {"hash": "0" * 64},
            ]
        )
    )
    tampered = [*log]
    tampered[place] = log[place].model_copy(update=edit)
    assert broken_at(tampered) == tampered[place].seq


def _other(outcome: Outcome) -> Outcome:
    return Outcome.REFUSED if outcome is Outcome.SUCCESS else Outcome.SUCCESS


@given(chains, st.data())
@some
def test_a_line_that_was_dropped_shows_unless_it_was_the_last(log: list[Event], data: Any) -> None:
    place = data.draw(st.integers(0, len(log) - 2))
    assert broken_at([*log[:place], *log[place + 1 :]]) == log[place + 1].seq


@given(chains, st.integers(1, 5))
@some
def test_a_log_cut_at_its_end_shows_by_the_hash_kept_elsewhere(log: list[Event], cut: int) -> None:
    left = log[: -min(cut, len(log))]
    assert (left[-1].hash if left else "") != log[-1].hash


@given(chains, drafts, st.data())
@some
def test_a_line_that_was_added_shows(log: list[Event], draft: EventDraft, data: Any) -> None:
    place = data.draw(st.integers(0, len(log) - 1))
    previous = log[place - 1].hash if place else ""
    forged = draft.chained(seq=place + 1, previous=previous)  # as well made as can be
    assert broken_at([*log[:place], forged, *log[place:]]) == log[place].seq


@given(chains, st.data())
@some
def test_lines_that_were_swapped_show(log: list[Event], data: Any) -> None:
    one = data.draw(st.integers(0, len(log) - 2))
    swapped = [*log]
    swapped[one], swapped[one + 1] = swapped[one + 1], swapped[one]
    assert broken_at(swapped) == log[one + 1].seq


def test_another_zone_is_the_same_moment_and_the_same_hash() -> None:
    facts: dict[str, Any] = {"type": "creation", "verb": "open-file", "outcome": Outcome.SUCCESS}
    hanoi = AT.astimezone(timezone(timedelta(hours=7)))
    one = EventDraft(**facts, at=AT).chained(seq=1, previous="")
    other = EventDraft(**facts, at=hanoi).chained(seq=1, previous="")
    assert one == other
    assert other.at.utcoffset() == timedelta(0)


def test_a_naive_moment_is_no_moment() -> None:
    with pytest.raises(ValidationError):
        EventDraft.model_validate(
            {"type": "x", "verb": "x", "outcome": "success", "at": "2026-03-02T08:00:00"}
        )


def test_an_event_reads_as_what_was_asked_touched_and_told() -> None:
    event = EventDraft(
        type="creation",
        verb="file-documents",
        outcome=Outcome.SUCCESS,
        at=AT,
        request=as_json({"file": "HS0001", "documents": ["VB0001"]}),
        objects=as_json([["VB0001", "source"], ["HS0001", "outcome"]]),
        detail=as_json({"made": {}}),
    ).chained(seq=1, previous="")
    assert event.asked == {"file": "HS0001", "documents": ["VB0001"]}
    assert event.touched == ["VB0001", "HS0001"]
    assert event.details == {"made": {}}
    assert json.loads(event.request) == event.asked


@pytest.mark.parametrize(
    ("outcome", "happened"),
    [("success", True), ("warning", True), ("failure", False), ("not_performed", False),
     ("refused", False)],
)  # fmt: skip
def test_what_happened_changed_the_archive(outcome: str, happened: bool) -> None:
    event = EventDraft(type="x", verb="x", outcome=Outcome(outcome), at=AT)
    assert event.chained(seq=1, previous="").happened is happened


def test_every_outcome_has_words_and_every_event_type_a_verb() -> None:
    assert [o for o in Outcome if not knows(f"outcome.{o}")] == []
    used = {verb.premis for verb in VERBS.values()}
    assert set(Premis) - used == {Premis.MODIFICATION, Premis.DEACCESSION, Premis.VALIDATION,
                                  Premis.FIXITY} - used  # fmt: skip
