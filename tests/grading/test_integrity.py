"""Integrity signals on attempts that were made to show each of them, and on honest ones."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from base.db import Database, writing
from base.language import LANGUAGES, say
from course.attempts import begin
from course.integrity import Kind, Signal, signals
from course.pinned import open_archive, pinned
from course.shapes import Deeds, same_shapes
from course.submitting import submit
from grading import gradebook
from grading.gradebook import Entry
from grading.mark import Found
from sandbox.tables import EventRow
from scenarios.edits import edited
from scenarios.exercise import find
from scenarios.model import Edit, Step
from scenarios.solving import Player
from tests.databases import fresh_sqlite
from tests.grading.cohorts import Cohort
from tests.grading.school import AT, SCENARIO, School, install


def _step(name: str, op: str, **fields: Any) -> Step:
    return Step.model_validate({"id": name, "op": op, "desk": "$officer", "with": fields})


DETOUR = [
    Edit(
        step="close",
        before=[
            _step("too-soon", "hand-over-files", files=["$file"]),
            _step("dawdle", "advance-clock", hours=1),
        ],
    )
]
"""An uncommon way: hands over what is still open (refused), and waits for nothing."""


class Room:
    """A class in which everybody works, honestly or not."""

    def __init__(self) -> None:
        self.school = School()
        self.handles: dict[str, str] = {}
        self.hours = 0

    def work(self, login: str, edits: list[Edit], *, seed: str = "1", minutes: float = 20) -> None:
        someone = self.school.trainees[login]
        self.hours += 1
        at = AT + timedelta(hours=self.hours)
        made = begin(someone, SCENARIO, at=at, seed=seed, school_class=self.school.school_class)
        self.handles[login] = made.handle
        with writing() as session:
            kept = pinned(session, made.handle, lock=True)
            player = Player(open_archive(session, kept, locked=True), kept.template.truth)
            player.play(edited(find(SCENARIO).solutions[0], edits).steps)
        submit(someone, made.handle, at=at + timedelta(minutes=minutes))

    def enrol(self, *logins: str) -> None:
        for login in logins:
            self.school.trainees[login] = self.school.enrolled(login)

    def told(self) -> dict[str, list[Signal]]:
        """Signals by login."""
        found: dict[str, list[Signal]] = {}
        for one in signals(SCENARIO):
            found.setdefault(one.login, []).append(one)
        return found


def _in_own_words(login: str) -> Edit:
    words = [f"Theo đề nghị của Quý cơ quan, {login} đã rà soát từng hồ sơ và xin trả lời sau đây."]
    return Edit(step="draft", change={"body": words})


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Room]]:
    database = fresh_sqlite(tmp_path_factory.mktemp("room"))
    with pytest.MonkeyPatch.context() as patch:
        install(database, patch)
        made = Room()
        made.enrol("giang", "hoa")
        for login in ("an", "binh"):
            made.work(login, [_in_own_words(login)])
        for login in ("chi", "dung"):
            made.work(login, [_in_own_words(login), *DETOUR])
        made.work("giang", [_in_own_words("giang")], minutes=1.5)
        made.work("hoa", [Edit(drop=step.id) for step in find(SCENARIO).solutions[0].steps])
        yield database, made
    database.close()


def test_honest_work_shows_nothing(room: tuple[Database, Room]) -> None:
    told = room[1].told()
    assert {"an", "binh"} & set(told) == set()


FOREIGN: list[tuple[str, list[str], str | None]] = [
    ("all of another variant's", ["2", "2", "2", "2"], "2"),
    ("one of one's own among them", ["2", "2", "2", "2", "1"], "2"),
    ("half and half", ["1", "1", "2", "2"], None),
    ("one's own", ["1", "1", "1", "1"], None),
    ("too few to tell", ["2", "2"], None),
    ("nothing", [], None),
    ("what is right nowhere", ["9", "9", "9", "9"], None),
]


@pytest.mark.parametrize(("name", "chosen", "variant"), FOREIGN, ids=[one[0] for one in FOREIGN])
def test_answers_of_another_variant_are_named_with_the_variant(
    name: str, chosen: list[str], variant: str | None, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Four documents are right in each variant; their codes differ."""
    database = fresh_sqlite(tmp_path)
    install(database, monkeypatch)
    with database.writing() as session:
        cohort = Cohort(session, seeds=3)
        refs = [f"VB{seed}{chosen[:n].count(seed):03}" for n, seed in enumerate(chosen)]
        missing = sorted(set(cohort.right("1")) - set(refs))
        found = [_set("right" if ref in cohort.right("1") else "wrong", ref) for ref in refs]
        cohort.attempt(cohort.account(), {"incoming-filed": 0.0}, minutes=20,
                       found={"incoming-filed": [*found, _set("missing", *missing)]})  # fmt: skip
    told = [one for one in signals(SCENARIO) if one.kind is Kind.FOREIGN_ANSWERS]
    assert [one.evidence["variant"] for one in told] == ([variant] if variant else []), name
    for one in told:
        assert one.evidence["shared"] == [ref for ref in refs if ref.startswith("VB2")]
        assert (one.evidence["criterion"], one.evidence["n"]) == ("incoming-filed", 4)
        for language in LANGUAGES:
            assert "⟦" not in say(one.sentence, language)
    database.close()


def _set(code: str, *refs: str) -> Found:
    return Found(code=f"set.{code}", good=code == "right", refs=list(refs))


def test_passing_in_a_minute_and_a_half_is_fast(room: tuple[Database, Room]) -> None:
    (one,) = room[1].told()["giang"]
    assert one.kind is Kind.TOO_FAST
    assert (one.evidence["seconds"], one.evidence["minutes"]) == (90, 30)


def test_two_who_share_an_uncommon_way_are_named_together(room: tuple[Database, Room]) -> None:
    told = room[1].told()
    (one,) = told["chi"]
    assert "dung" not in told
    assert one.kind is Kind.SAME_SHAPE
    assert one.others == [room[1].handles["dung"]]
    assert any("refused" in step for step in one.evidence["way"])
    assert one.evidence["shared"] == []


def test_points_without_a_deed_are_told(room: tuple[Database, Room]) -> None:
    """Nothing earns points for nothing here, so a mark is written as a broken rubric would."""
    database, made = room
    handle = made.handles["hoa"]
    with database.writing() as session:
        assert gradebook.standing(session, handle) is not None
        kept = gradebook.standing(session, handle)
        assert kept is not None
        assert kept.score == 0
    assert "hoa" not in made.told()
    with database.writing() as session:
        gradebook.write(session, handle, kept.report, entry=Entry.REGRADE, rubric="x", at=AT,
                        score=30.0, passed=False)  # fmt: skip
    (one,) = made.told()["hoa"]
    assert one.kind is Kind.NOTHING_RELEVANT
    assert one.evidence == {"score": 30.0, "done": 0}


def test_a_log_that_was_touched_shows(room: tuple[Database, Room]) -> None:
    database, made = room
    with database.writing() as session:
        kept = pinned(session, made.handles["an"])
        archive = open_archive(session, kept)
        last = archive.state["events"]
        session.execute(
            update(EventRow)
            .where(EventRow.sandbox == kept.row.sandbox, EventRow.seq == last)  # type: ignore[arg-type]  # SQLModel columns
            .values(verb="seal-document")
        )
    kinds = {one.kind for one in made.told()["an"]}
    assert Kind.BROKEN_LOG in kinds


def test_every_signal_is_a_whole_sentence_that_names_an_innocent_reason(
    room: tuple[Database, Room],
) -> None:
    found = [one for each in room[1].told().values() for one in each]
    assert {one.kind for one in found} == set(Kind) - {Kind.FOREIGN_ANSWERS}
    for one in found:
        for language in LANGUAGES:
            told = say(one.sentence, language)
            assert not {"⟦", "{", "…"} & set(told), told
            assert one.name in told


def test_signals_change_no_mark(room: tuple[Database, Room]) -> None:
    with room[0].reading() as session:
        before = gradebook.count(session)
    signals(SCENARIO)
    with room[0].reading() as session:
        assert gradebook.count(session) == before


def test_another_class_is_not_looked_at(room: tuple[Database, Room]) -> None:
    assert room[1].handles
    assert signals(SCENARIO, school_class=777) == []


def _deeds(*way: str, texts: tuple[str, ...] = ()) -> Deeds:
    return Deeds(done=[], way=list(way), texts=list(texts))


REFUSED = '["close-file", "refused", "officer", []]'
USUAL = '["open-file", "success", "officer", []]'
LONG = "Một câu dài mà hai người không thể cùng viết giống hệt nhau từng chữ."


def _seen(*deeds: Deeds, logins: str = "abcdefghij") -> dict[str, tuple[str, Deeds]]:
    return {f"h{n}": (logins[n], one) for n, one in enumerate(deeds)}


ODD = _deeds(*[USUAL] * 5, REFUSED)
SHAPES: list[tuple[str, dict[str, tuple[str, Deeds]], list[list[str]]]] = [
    ("nobody", {}, []),
    ("one alone", _seen(ODD), []),
    ("two", _seen(ODD, ODD, _deeds(USUAL)), [["h0", "h1"]]),
    ("two of one person", _seen(ODD, ODD, logins="aa"), []),
    ("two by the usual way", _seen(*[_deeds(*[USUAL] * 9)] * 2), []),
    ("two by a short way", _seen(*[_deeds(REFUSED)] * 2), []),
    ("everybody", _seen(*[ODD] * 4), []),
    ("two who wrote the same", _seen(_deeds(texts=(LONG,)), _deeds(USUAL, texts=(LONG,))),
     [["h0", "h1"]]),
    ("everybody wrote the same", _seen(*[_deeds(texts=(LONG,))] * 4), []),
    ("the same way and words are told once",
     _seen(*[_deeds(*[USUAL] * 5, REFUSED, texts=(LONG,))] * 2), [["h0", "h1"]]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "seen", "pairs"), SHAPES, ids=[one[0] for one in SHAPES])
def test_who_shares_a_shape(
    name: str, seen: dict[str, tuple[str, Deeds]], pairs: list[list[str]]
) -> None:
    assert [one.attempts for one in same_shapes(find(SCENARIO), seen)] == pairs, name
