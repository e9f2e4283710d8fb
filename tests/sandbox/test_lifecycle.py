"""The tables of states: complete, reachable, and exactly what a desk offers."""

from collections import defaultdict
from enum import StrEnum
from typing import Any

import pytest

from base.errors import Refused
from base.language import LANGUAGES, knows, say
from sandbox import entities as e
from sandbox.lifecycle import LIFECYCLE, after, may_follow
from sandbox.operations import VERBS
from sandbox.shelf import PREFIX
from tests.sandbox import samples

STATES: dict[type[e.Entity], type[StrEnum]] = {
    e.Document: e.DocumentStatus,
    e.File: e.FileStatus,
    e.Transfer: e.TransferStatus,
    e.Disposal: e.DisposalStatus,
}

FIRST: dict[type[e.Entity], dict[str, str]] = {
    e.Document: {"draft": "draft-document", "received": "arrives from another agency",
                 "signed": "minutes and decisions are made signed"},
    e.File: {"open": "open-file", "current": "planted"},
    e.Transfer: {"proposed": "propose-transfer"},
    e.Disposal: {"proposed": "propose-disposal"},
}  # fmt: skip
"""States in which a record begins, and how."""

BESIDE: dict[type[e.Entity], dict[str, str]] = {
    e.Document: {"destroyed": "destroy-records", "recalled": "planted: another agency recalls it"},
    e.File: {"transferred": "decide-transfer"},
    e.Transfer: {"partly": "decide-transfer", "rejected": "decide-transfer",
                 "completed": "sign-minutes"},
    e.Disposal: {"withdrawn": "withdraw-from-disposal"},
}  # fmt: skip
"""States reached by the way: a verb on another record, or one whose outcome depends on content."""

ENDS: dict[type[e.Entity], set[str]] = {
    e.Document: {"sent-back", "destroyed"},
    e.File: {"transferred", "destroyed"},
    e.Transfer: {"rejected", "completed"},
    e.Disposal: {"completed", "withdrawn"},
}
"""States from which nothing leads on."""

LEFT_BESIDE: dict[type[e.Entity], set[str]] = defaultdict(set, {e.File: {"sent"}})
"""States left by a verb on another record: decide-transfer takes a file or sends it back."""

CELLS = [
    (kind, verb, status) for kind, steps in LIFECYCLE.items() for verb in steps
    for status in STATES[kind]
]  # fmt: skip


def _led_to(kind: type[e.Entity]) -> set[str]:
    return {to for steps in LIFECYCLE[kind].values() for frm, to in steps.items() if frm != to}


@pytest.mark.parametrize("kind", STATES)
def test_every_state_is_one_a_record_begins_in_or_is_led_to(kind: type[e.Entity]) -> None:
    assert {str(one) for one in STATES[kind]} == _led_to(kind) | set(FIRST[kind]) | set(
        BESIDE[kind]
    )
    assert not _led_to(kind) & set(BESIDE[kind])
    named = {*FIRST[kind].values(), *BESIDE[kind].values()}
    assert {name for name in named if " " not in name and name != "planted"} <= set(VERBS)


@pytest.mark.parametrize("kind", STATES)
def test_every_state_leads_on_or_is_an_end(kind: type[e.Entity]) -> None:
    left = {frm for steps in LIFECYCLE[kind].values() for frm in steps} | LEFT_BESIDE[kind]
    assert {str(one) for one in STATES[kind]} - left == ENDS[kind]


def test_only_these_kinds_have_states_and_their_words() -> None:
    assert set(LIFECYCLE) == set(STATES)
    with_status = {kind for kind in PREFIX if "status" in kind.model_fields}
    assert with_status == set(STATES)
    for kind, states in STATES.items():
        assert [s for s in states if not knows(f"status.{kind.__name__.lower()}.{s}")] == []


@pytest.mark.parametrize(
    ("kind", "verb", "status"), CELLS, ids=[f"{k.__name__}-{v}-{s}" for k, v, s in CELLS]
)
def test_a_desk_offers_what_the_table_allows_and_nothing_else(
    kind: Any, verb: str, status: StrEnum
) -> None:
    subject = samples.plain(kind, status=status)
    allowed = LIFECYCLE[kind][verb]
    assert may_follow(subject, verb) is (status in allowed)
    if status in allowed:
        assert after(subject, verb) == allowed[status]
        return
    with pytest.raises(Refused) as refusal:
        after(subject, verb)
    assert refusal.value.code == "state.wrong"
    for language in LANGUAGES:
        told = say(refusal.value.sentence, language)
        assert subject.ref in told
        assert not set("⟦{…") & set(told)


def test_a_verb_that_no_state_hinders_may_always_follow() -> None:
    assert may_follow(samples.plain(e.Document), "record-verdict")
    assert may_follow(samples.plain(e.Hold), "lift-hold")


def test_a_fact_is_no_state_so_that_mistakes_can_be_made() -> None:
    """A seal before the signature, an issue without a number: graded, not enforced."""
    draft = samples.plain(e.Document, status="draft")
    for verb in ("seal-document", "number-document", "issue-document", "sign-document"):
        assert may_follow(draft, verb)
