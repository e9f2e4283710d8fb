"""Laws that hold of every verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

import pytest
from pydantic import ValidationError

from base.db import Database
from base.language import LANGUAGES, knows, say
from sandbox.archive import Archive
from sandbox.choices import CHOICES, OPEN_FAMILIES
from sandbox.clones import clone
from sandbox.colleagues import replay
from sandbox.door import Reply, do, rehearse
from sandbox.entities import Role
from sandbox.events import broken_at
from sandbox.lifecycle import LIFECYCLE
from sandbox.operations import VERBS, AnyOperation, parse
from tests.databases import KINDS, fresh
from tests.laws.examples import EXAMPLES, Case


class Bench:
    """One planted template; each law acts on a clone of it that is rolled back."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.first = Case()
        with database.writing() as session:
            self.template = self.first.small.plant(session).sandbox

    def case(self) -> Case:
        case = copy(self.first)
        case.made = {}
        return case

    @contextmanager
    def opened(self, case: Case) -> Iterator[Archive]:
        with self.database.writing() as session:
            yield clone(session, self.template, kind="scratch", blobs=case.small.blobs)
            session.rollback()


@pytest.fixture(scope="module", params=KINDS)
def bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    database = fresh(request.param, tmp_path_factory.mktemp("laws"))
    yield Bench(database)
    database.close()


def _ready(name: str, case: Case, archive: Archive) -> AnyOperation:
    desk, fields = EXAMPLES[name](case, archive)
    archive.keep(desk=case.post(desk))
    return parse({"op": name, **fields})


def test_every_verb_has_an_example() -> None:
    assert set(EXAMPLES) == set(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_titled_explained_and_its_fields_have_words(name: str) -> None:
    assert knows(f"verb.{name}.title")
    assert knows(f"verb.{name}.help")
    missing = [f for f in VERBS[name].model_fields if f != "op" and not knows(f"field.{f}")]
    assert missing == []


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_belongs_to_a_stage_and_to_some_desk(name: str) -> None:
    verb = VERBS[name]
    assert knows(f"stage.{verb.stage}")
    assert verb.roles
    assert verb.roles <= set(Role)
    assert Role.AUDITOR not in verb.roles or verb.stage == "desk" or name == "record-verdict"


@pytest.mark.parametrize("name", VERBS)
def test_every_choice_a_form_offers_has_words(name: str) -> None:
    for field in VERBS[name].model_fields.values():
        extra: Any = field.json_schema_extra or {}
        family = extra.get("choices")
        if family and family not in OPEN_FAMILIES and family != "term":
            assert all(knows(f"choice.{family}.{code}") for code in CHOICES[family])


def test_every_listed_state_change_is_a_verbs() -> None:
    assert {verb for steps in LIFECYCLE.values() for verb in steps} <= set(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_a_request_round_trips_through_json(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        request = _ready(name, case, archive)
        assert parse(request.model_dump(mode="json")) == request


@pytest.mark.parametrize("name", VERBS)
def test_an_accepted_request_appends_exactly_one_event(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        request = _ready(name, case, archive)
        before, changes = archive.state["events"], archive.state["changes"]
        receipt = do(archive, request)
        assert receipt.accepted, receipt
        assert archive.state["events"] == before + 1 == receipt.event
        assert archive.state["changes"] == changes + 1
        events = archive.events()
        assert events[-1].verb == name
        assert events[-1].type == VERBS[name].premis
        assert broken_at(events) is None


@pytest.mark.parametrize("name", VERBS)
def test_rehearsal_foretells_and_leaves_no_trace(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        request = _ready(name, case, archive)
        before = (archive.fingerprint(), archive.state["events"], case.small.blobs.digests())
        foretold = rehearse(archive, request)
        after = (archive.fingerprint(), archive.state["events"], case.small.blobs.digests())
        assert before == after
        done = do(archive, request)
        assert (foretold.reply, foretold.made) == (done.reply, done.made)


@pytest.mark.parametrize("name", VERBS)
def test_replay_reproduces_the_archive(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        start = archive.state["desk"]
        do(archive, _ready(name, case, archive))
        again = clone(
            archive.session, archive.state["template"], kind="scratch", blobs=case.small.blobs
        )
        assert again.state["desk"] == start
        receipts = replay(again, archive.events())
        again.keep(desk=archive.state["desk"])
        assert all(receipt.accepted for receipt in receipts)
        assert again.fingerprint() == archive.fingerprint()


@pytest.mark.parametrize("name", VERBS)
def test_a_refusal_changes_nothing_but_the_log(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        request = _ready(name, case, archive)
        archive.keep(sealed=True)
        before, changes = archive.fingerprint(), archive.state["changes"]
        receipt = do(archive, request)
        assert receipt.reply is Reply.REFUSED
        assert archive.fingerprint() == before
        assert archive.state["changes"] == changes
        assert archive.events()[-1].outcome == "refused"


@pytest.mark.parametrize("name", VERBS)
def test_a_desk_without_the_verb_is_refused_with_a_sentence(name: str, bench: Bench) -> None:
    lacking = sorted(set(Role) - VERBS[name].roles)
    if not lacking:
        return
    case = bench.case()
    desks = {"leader": "director"}
    with bench.opened(case) as archive:
        request = _ready(name, case, archive)
        archive.keep(desk=case.post(desks.get(lacking[0], lacking[0])))
        receipt = do(archive, request)
        assert receipt.sentence is not None
        assert receipt.sentence.code == "refused.role.lacks"
        for language in LANGUAGES:
            told = say(receipt.sentence, language)
            assert "{" not in told
            assert "⟦" not in told


@pytest.mark.parametrize("name", VERBS)
def test_a_request_touches_no_other_sandbox(name: str, bench: Bench) -> None:
    case = bench.case()
    with bench.opened(case) as archive:
        template = archive.state["template"]
        neighbour = clone(archive.session, template, kind="scratch", blobs=case.small.blobs)
        before = neighbour.fingerprint()
        request = _ready(name, case, archive)
        do(archive, request)
        assert neighbour.fingerprint() == before
        assert neighbour.events() == []


@pytest.mark.parametrize("name", VERBS)
def test_unknown_fields_are_malformed(name: str) -> None:
    with pytest.raises(ValidationError):
        parse({"op": name, "no-such-field": 1})
