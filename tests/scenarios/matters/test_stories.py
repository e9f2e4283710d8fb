import re
from itertools import pairwise
from string import Formatter

import pytest

from sandbox.paper import DOCUMENT_TYPES
from sandbox.rulebook.retention import EVENTS, longest
from sandbox.rulebook.schedules import headings, row
from scenarios.recipes.holds import hold_stories
from scenarios.recipes.stories import Step, Story, stories
from scenarios.recipes.stories_bodies import phrases
from scenarios.recipes.stories_cast import row_id
from scenarios.recipes.stories_citations import laws
from scenarios.recipes.stories_language import timely
from scenarios.recipes.stories_schedule import period
from scenarios.recipes.stories_slots import Day, Minus, People, Pick, Sample, Share, Slot, Sum
from tests.scenarios.matters.worlds import TODAY

STORIES = [*stories().values(), *hold_stories()]
EVERY = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)
YEARS = range(2006, 2027)
PARTS = {
    "own", "superior", "department", "commune", "unit", "company", "rival", "archive", "citizen",
    "boss", "drafter", "accountant", "archivist", "chief", "keeper", "keeper_title", "field",
    "me", "to", "day", "start", "end", "due", "held", "files",
}  # fmt: skip
"""Slots that every telling has."""


def named(text: str) -> set[str]:
    """The slots that a text names, marks included."""
    plain = re.sub(r"[<>|]", " ", text)
    return {name for _, name, _, _ in Formatter().parse(plain) if name}


def heads(texts: list[str]) -> set[str]:
    return {name.split(".")[0] for text in texts for name in named(text)}


def needs(slot: Slot) -> set[str]:  # noqa: PLR0911 - one answer for each kind of slot
    """The slots that a slot is drawn from."""
    match slot:
        case Pick():
            return heads(slot.pick)
        case Sample():
            return heads(slot.sample)
        case People():
            return heads([one for each in slot.each.values() if isinstance(each, Pick)
                          for one in each.pick])  # fmt: skip
        case Share():
            return {slot.share.split(".")[0]}
        case Minus():
            return {name.split(".")[0] for name in slot.minus}
        case Sum():
            summed = [slot.sum] if isinstance(slot.sum, str) else slot.sum
            return {name.split(".")[0] for name in summed}
        case _:
            return set()


def known(story: Story) -> set[str]:
    return PARTS | set(period(TODAY)) | set(story.slots)


def body_slots(story: Story) -> set[str]:
    """Fields of the rows, persons and items that lists run over."""
    own = {"no", "it", "name", "called", "born", "home", "honor", "sum", "total"}
    for slot in story.slots.values():
        own |= set(getattr(slot, "each", {})) | set(getattr(slot, "fields", []))
    return own | {"code", "title"}


def test_there_are_stories_of_every_area_for_every_kind_of_agency():
    assert len(stories()) >= 40
    assert len({story.area for story in stories().values()}) >= 9
    for kind in ("department", "commune", "unit"):
        assert sum(kind in story.kinds for story in stories().values()) >= 40


def test_every_one_of_the_29_types_is_written_by_somebody():
    types = {step.type for story in STORIES for step in story.chain}
    assert {kind for kind in types if kind} >= set(DOCUMENT_TYPES)
    assert None in types


def test_every_heading_but_few_has_a_story_and_terms_vary():
    rows = [row(row_id(key)) for story in stories().values() for key in story.rows]
    assert {one.heading for one in rows} >= {heading.code for heading in headings()}
    assert {"VV", "70", "20", "10", "5", *EVENTS} <= {one.term for one in rows}


@EVERY
def test_no_event_is_mixed_with_years_in_one_file(story: Story):
    assert longest(row(row_id(key)).term for key in story.rows) is not None


@EVERY
def test_a_story_names_only_slots_and_steps_that_are_there(story: Story):
    have = PARTS | set(period(TODAY)) | {"archive_word", "term_word"}
    for name, slot in story.slots.items():
        assert needs(slot) <= have, name
        if isinstance(slot, Day):
            assert slot.after in {step.step for step in story.chain}
        have.add(name)
    assert heads([*story.title]) <= known(story)
    for step in story.chain:
        names = {name for text in step.texts() for name in named(text) if name[:1] != "@"}
        assert {name.split(".")[0] for name in names} <= known(story) | body_slots(story), step.step


@EVERY
def test_steps_cite_what_came_before_and_say_so(story: Story):
    before: list[str] = []
    for step in story.chain:
        rests = {name for name in (step.reply, step.follows, step.copy_of) if name}
        assert rests | set(step.refers) <= set(before), step.step
        assert cites(step) <= {*step.refers, step.reply}, step.step
        before.append(step.step)
    assert len(set(before)) == len(before)


def cites(step: Step) -> set[str]:
    grounds = {text.removeprefix("@") for text in step.grounds if text.startswith("@")}
    marks = {name[1:].split(".")[0] for text in step.texts() for name in named(text)
             if name.startswith("@")}  # fmt: skip
    return grounds | marks


@EVERY
def test_a_step_that_may_not_happen_is_cited_only_where_its_absence_is_foreseen(story: Story):
    optional = {step.step for step in story.chain if step.chance < 1 or step.era}
    for step in story.chain:
        if step.chance < 1 or step.follows in optional or step.copy_of in optional:
            continue
        plain = " ".join([*step.subject, step.cited, *step.addressed])
        assert not {name[1:].split(".")[0] for name in named(plain) if name[0] == "@"} & optional


@EVERY
@pytest.mark.parametrize("year", [2006, 2017, 2018, 2026])
def test_every_choice_has_something_to_choose_in_every_year(story: Story, year: int):
    if not story.since <= year <= story.until:
        return
    for texts in lists_of([story.title, *(step.subject for step in story.chain)]):
        assert any(timely(text, year) is not None for text in texts), texts
    for slot in story.slots.values():
        for texts in lists_of([getattr(slot, "pick", None), getattr(slot, "sample", None)]):
            assert any(timely(text, year) is not None for text in texts), texts


def lists_of(found: list[object]) -> list[list[str]]:
    return [[one] if isinstance(one, str) else list(one) for one in found if one]  # type: ignore[call-overload]


@EVERY
def test_laws_and_phrases_that_it_uses_are_written(story: Story):
    for step in story.chain:
        for ground in step.grounds:
            if ground.startswith("law:"):
                assert ground.removeprefix("law:") in laws()
    used = re.findall(r"'use': '([a-z-]+)'", str([step.model_dump() for step in story.chain]))
    assert set(used) <= set(phrases())


@EVERY
def test_texts_are_vietnamese_in_composed_letters_without_stray_signs(story: Story):
    for text in story.texts():
        assert text == " ".join(text.split())
        assert not re.search(r"  | ,| \.(?!\.)|\t|�", text), text
        assert text.count("<") == text.count(">")
        assert text.count("{") == text.count("}")
    titles = [story.title] if isinstance(story.title, str) else story.title
    assert all(title[0].isupper() or title[0] in "<{[" for title in titles)


def test_laws_hold_one_after_the_other():
    for key, held in laws().items():
        ordered = sorted(held, key=lambda one: one.first)
        for one, following in pairwise(ordered):
            assert one.last < following.first, key
