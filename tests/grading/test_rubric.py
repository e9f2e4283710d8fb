"""A rubric is sound or says, all at once, what is wrong with it, where and in both languages."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.errors import Misconfigured
from base.language import LANGUAGES, say
from grading.rubric import Criterion, Rubric
from tests.grading.rubrics import TITLE, criterion, gate, rubric

NEVER = {"check": {"kind": "never", "event": {"verb": "destroy-records"}}}
NEVER_SO = {"check": {"kind": "never-so", "records": {"kind": "File"}}}
COLLATERAL = {"check": {"kind": "collateral"}}
WHOLE = criterion("all", 100)

PROBLEMS: list[tuple[str, Rubric, list[tuple[str, str]]]] = [
    ("nothing", rubric(criterion("a", 60), criterion("b", 40)), []),
    ("a gate and a deduction that do nobody wrong",
     rubric(WHOLE, criterion("g", **gate(), **NEVER), criterion("d", deduct=10, **COLLATERAL)), []),
    ("too few points", rubric(criterion("a", 60), criterion("b", 39)), [("sum", "criteria")]),
    ("too many points", rubric(criterion("a", 60), criterion("b", 41)), [("sum", "criteria")]),
    ("the same id twice", rubric(criterion("a", 60), criterion("a", 40)),
     [("twice", "criteria.1.id")]),
    ("a circle", rubric(criterion("a", 60, requires=["b"]), criterion("b", 40, requires=["a"])),
     [("cycle", "criteria")]),
    ("a circle of one", rubric(criterion("a", 100, requires=["a"])), [("cycle", "criteria")]),
    (
        "points for not doing",
        rubric(criterion("a", 100, **NEVER)),
        [("earns_by_nothing", "criteria.0")],
    ),
    ("points for not being so", rubric(criterion("a", 100, **NEVER_SO)),
     [("earns_by_nothing", "criteria.0")]),
    ("points for harming nothing", rubric(criterion("a", 100, **COLLATERAL)),
     [("earns_by_nothing", "criteria.0")]),
    ("worth nothing", rubric(WHOLE, criterion("b")), [("worth_nothing", "criteria.1")]),
    ("a gate without a consequence", rubric(WHOLE, criterion("g", gate={"effect": "fail"})),
     [("gate_without_consequence", "criteria.1")]),
    ("a gate that zeroes nothing", rubric(WHOLE, criterion("g", **gate("zero"))),
     [("zeroes_nothing", "criteria.1")]),
    ("a gate that can be escaped", rubric(WHOLE, criterion("g", requires=["all"], **gate())),
     [("escapes", "criteria.1")]),
    ("a deduction that can be escaped", rubric(WHOLE, criterion("d", deduct=5, requires=["all"])),
     [("escapes", "criteria.1")]),
    ("requires nobody knows", rubric(criterion("all-of-it", 100, requires=["all-of-ti"])),
     [("unknown.criterion", "criteria.0.requires")]),
    ("a gate over nobody", rubric(WHOLE, criterion("g", **gate("zero", zero=["lal"]))),
     [("unknown.criterion", "criteria.1.gate.zero")]),
    ("several at once", rubric(criterion("a", 10), criterion("a", 10, **NEVER)),
     [("twice", "criteria.1.id"), ("earns_by_nothing", "criteria.1"), ("sum", "criteria")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "made", "wanted"), PROBLEMS, ids=[one[0] for one in PROBLEMS])
def test_the_table(name: str, made: Rubric, wanted: list[tuple[str, str]]) -> None:
    found = made.problems()
    told = [(one.code.removeprefix("rubric."), one.facts.get("path", "")) for one in found]
    assert told == wanted, name
    for problem in found:
        for language in LANGUAGES:
            assert not set("⟦{…") & set(say(problem.sentence, language).replace("→ …", ""))


def test_an_unknown_criterion_is_told_with_the_nearest() -> None:
    made = rubric(criterion("sign-it", 100, requires=["sing-it"]))
    assert made.problems()[0].facts["nearest"] == "sign-it"


def test_a_circle_is_told_with_its_names() -> None:
    made = rubric(criterion("a", 50, requires=["b"]), criterion("b", 50, requires=["a"]))
    with pytest.raises(Misconfigured) as caught:
        made.order()
    assert set(caught.value.facts["names"].split(" → ")) == {"a", "b"}


def test_a_criterion_is_found_by_its_id() -> None:
    assert rubric(WHOLE).criterion("all") is not None
    with pytest.raises(KeyError):
        rubric(WHOLE).criterion("none")


@st.composite
def webs(draw: Any) -> Rubric:
    """Rubrics whose criteria require some of those before them, in any written order."""
    names = [f"c{number}" for number in range(draw(st.integers(1, 6)))]
    made: list[Criterion] = [
        criterion(
            name, 1, requires=sorted(draw(st.sets(st.sampled_from(names[:place])))) if place else []
        )
        for place, name in enumerate(names)
    ]
    return rubric(*draw(st.permutations(made)))


@given(webs())
@settings(max_examples=50, deadline=None)
def test_each_is_judged_after_what_it_requires(made: Rubric) -> None:
    names = [one.id for one in made.order()]
    assert sorted(names) == sorted(one.id for one in made.criteria)
    for one in made.criteria:
        assert all(names.index(other) < names.index(one.id) for other in one.requires)


@pytest.mark.parametrize(
    "wrong",
    [{"id": "Big Name"}, {"id": "a--b"}, {"points": 101}, {"points": -1}, {"deduct": 101},
     {"gate": {"effect": "cap", "cap": 101}}, {"gate": {"effect": "burn"}}, {"poins": 5},
     {"check": {"kind": "no-such-check"}}],
)  # fmt: skip
def test_what_is_no_criterion_is_refused_by_its_form(wrong: dict[str, Any]) -> None:
    right = {"id": "a", "title": TITLE, "check": {"kind": "manual", "id": "a", "guidance": TITLE}}
    Criterion.model_validate(right)
    with pytest.raises(ValueError, match="validation error"):
        Criterion.model_validate({**right, **wrong})
