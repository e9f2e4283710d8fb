import re
from collections import defaultdict
from datetime import date

import pytest

from base.errors import Misconfigured
from sandbox.authority_register import in_office
from sandbox.entities import Organisation, PlannedFile, Post, Role, Unit
from sandbox.rulebook.schedules import headings, row, table
from scenarios.garden import Garden
from scenarios.recipes.agency import Agency
from scenarios.recipes.authority import organisation_on
from scenarios.recipes.file_keepers import keeper_book
from scenarios.recipes.file_list import FileList, title_book
from tests.scenarios.people.worlds import KINDS, Parameters, grown, rows_digest, shared

EVERY = pytest.mark.parametrize("parameters", KINDS, ids=str)
SEEDS = pytest.mark.parametrize("seed", [1, 2])
YEARS = [2024, 2025, 2026]


def listed(parameters: Parameters, seed: int = 1, **more: object) -> Garden:
    recipe = FileList.model_validate({"years": YEARS, **more})
    return shared(Agency.model_validate(parameters), recipe, seed=seed)


@EVERY
@SEEDS
def test_numbers_run_from_one_within_each_heading_of_a_year(parameters: Parameters, seed: int):
    lists = defaultdict(list)
    for one in listed(parameters, seed).planter.all(PlannedFile):
        number, _, heading = one.file_notation.partition(".")
        assert heading == one.heading
        lists[one.year, heading].append(number)
    assert {year for year, _ in lists} == set(YEARS)
    for numbers in lists.values():
        assert numbers == [f"{number:02d}" for number in range(1, len(numbers) + 1)]


@EVERY
@SEEDS
def test_term_and_heading_are_those_of_the_row(parameters: Parameters, seed: int):
    names = {heading.code: heading.vi for heading in headings()}
    for one in listed(parameters, seed).planter.all(PlannedFile):
        planned = row(one.table_row)
        assert planned.table == "agency"
        assert (one.maintenance, one.heading) == (planned.term, planned.heading)
        assert one.heading_name == names[one.heading]


@EVERY
@SEEDS
def test_a_title_names_its_agency_and_its_year(parameters: Parameters, seed: int):
    garden = listed(parameters, seed)
    for one in garden.planter.all(PlannedFile):
        agency = organisation_on(garden.planter, garden.own(), date(one.year, 1, 20))
        assert agency.organ_name in one.title
        assert re.search(rf"\b{one.year}\b", one.title)
        assert one.title[0].isupper()
        assert "{" not in one.title
        assert len(one.title) <= 500


@EVERY
@SEEDS
def test_the_keeper_worked_there_when_the_list_was_approved(parameters: Parameters, seed: int):
    garden = listed(parameters, seed)
    for one in garden.planter.all(PlannedFile):
        post = garden.planter.get(Post, one.creator)
        day = date(one.year, 1, 20)
        assert in_office(post, day)
        assert post.organisation == organisation_on(garden.planter, garden.own(), day).ref
        assert post.role in {Role.OFFICER, Role.CLERK, Role.ARCHIVIST}


def test_whoever_does_the_work_keeps_the_file():
    garden = listed({"field": "y-te", "staff": 24})
    planter = garden.planter
    units = {unit.ref: unit for unit in planter.all(Unit)}
    for one in planter.all(PlannedFile):
        post = planter.get(Post, one.creator)
        unit = units[post.unit]
        if one.heading == "TCCB":
            assert unit.abbreviation in {"TCCB", "VP"}
        if one.heading == "TCKT":
            assert post.title == "Kế toán viên"
        if one.table_row == "term/agency.r59":
            assert post.role is Role.CLERK
        if one.heading == "NV" and "Phòng" in one.title:
            assert unit.unit_name in one.title
        if one.heading == "TH":
            assert post.title != "Kế toán viên"


def test_business_rows_are_planned_for_each_business_unit():
    garden = listed({"field": "y-te"}, headings=["NV"], years=[2026])
    titles = [one.title for one in garden.planter.all(PlannedFile, table_row="term/agency.r90")]
    assert len(titles) == 3
    assert {name for name in ("Nghiệp vụ y,", "Nghiệp vụ dược", "Bảo trợ xã hội")
            if any(name in title for title in titles)} == {
        "Nghiệp vụ y,", "Nghiệp vụ dược", "Bảo trợ xã hội",
    }  # fmt: skip


def test_rows_are_the_same_from_year_to_year():
    planter = listed({}).planter
    years = [[one.table_row for one in planter.all(PlannedFile, year=year)] for year in YEARS]
    assert years[0] == years[1] == years[2]


def test_before_a_merger_the_list_is_the_predecessors():
    garden = listed({"field": "noi-vu", "merged_2025": True})
    own = garden.own()
    [before, *_] = garden.planter.all(Organisation, successor=own.ref)
    titles = {year: garden.planter.all(PlannedFile, year=year)[0].title for year in YEARS}
    assert before.organ_name in titles[2024]
    assert own.organ_name in titles[2026]


def test_labels_name_the_file_of_the_last_year_and_its_keeper():
    garden = listed(
        {},
        named={"$awards": "term/agency.r75"},
        kept_by={"term/agency.r28": "$officer"},
        years=[2025, 2026],
    )
    planned = garden.planter.get(PlannedFile, garden.labelled("awards"))
    assert (planned.table_row, planned.year) == ("term/agency.r75", 2026)
    for one in garden.planter.all(PlannedFile, table_row="term/agency.r28"):
        assert one.creator == garden.labelled("officer")


def test_chosen_headings_are_all_there_is():
    planter = listed({}, headings=["TCCB", "VTLT"]).planter
    assert {one.heading for one in planter.all(PlannedFile)} == {"TCCB", "VTLT"}


def test_what_arises_by_chance_is_planned_only_when_named():
    seldom = {f"term/agency.{one}" for one in title_book().seldom}
    for seed in range(4):
        rows = {one.table_row for one in listed({}, seed, count=95).planter.all(PlannedFile)}
        assert not rows & seldom
    named = listed({}, named={"grave": "term/agency.r76"}).planter
    assert named.all(PlannedFile, table_row="term/agency.r76")


def test_every_row_of_the_table_has_a_title_and_no_title_lacks_its_row():
    rows = {one.id.rpartition(".")[2] for one in table("agency").rows}
    book = title_book()
    assert set(book.titles) == rows
    assert {*book.every_year, *book.seldom} <= rows
    for title in book.titles.values():
        assert "{agency}" in title
        assert "{year}" in title
    known = {heading.code for heading in headings()}
    assert {keeper.heading for keeper in keeper_book().keepers} <= known


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"headings": ["XYZ"]}, "file_list.heading"),
        ({"named": {"a": "term/agency.r288"}}, "file_list.row"),
        ({"named": {"a": "term/tt09-2011.appointments"}}, "file_list.row"),
        ({"headings": ["TH"], "named": {"a": "term/agency.r28"}}, "file_list.left_out"),
        ({"headings": ["TH"], "kept_by": {"term/agency.r28": "officer"}}, "file_list.left_out"),
    ],
)
def test_impossible_parameters_are_named(parameters: Parameters, code: str):
    recipe = FileList.model_validate({"years": [2026], **parameters})
    assert [one.code for one in recipe.problems()] == [code]


@pytest.mark.parametrize(
    ("years", "code"), [([2027], "file_list.years"), ([2001], "file_list.nobody")]
)
def test_years_outside_the_agencys_time_are_refused(years: list[int], code: str):
    with pytest.raises(Misconfigured) as refused:
        listed({}, years=years)
    assert refused.value.code == code


def test_the_same_seed_plans_the_same():
    again = grown(Agency(), FileList(years=YEARS), seed=3)
    assert rows_digest(listed({}, 3)) == rows_digest(again)
    assert rows_digest(listed({}, 3)) != rows_digest(listed({}, 4))
