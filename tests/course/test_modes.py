"""Modes are policies over one scenario: the table of what each allows."""

import pytest

from course.policies import allowed
from scenarios.model import Mode, Policies

OFFERED = Policies(checks=5, hints=True, resets=True)
BARE = Policies(checks=0, hints=False, resets=False)

TABLE = [
    # mode, policies, hints, checks, resets, reveal, steps, mastery, timed
    (Mode.GUIDED, OFFERED, True, 5, True, True, True, False, False),
    (Mode.PRACTICE, OFFERED, True, 5, True, True, False, True, False),
    (Mode.EXAM, OFFERED, False, 0, False, False, False, True, True),
    (Mode.GUIDED, BARE, False, 0, False, True, True, False, False),
    (Mode.PRACTICE, BARE, False, 0, False, True, False, True, False),
    (Mode.EXAM, BARE, False, 0, False, False, False, True, True),
]


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{line[0]}-{line[1].checks}")
def test_a_mode_allows_what_the_table_says(line: tuple[object, ...]) -> None:
    mode, policies, *expected = line
    may = allowed(mode, policies)  # type: ignore[arg-type]  # a row of mixed types
    names = ("hints", "checks", "resets", "reveal", "steps", "mastery", "timed")
    assert [getattr(may, name) for name in names] == expected


@pytest.mark.parametrize("mode", Mode)
def test_a_mode_never_allows_more_than_the_scenario_offers(mode: Mode) -> None:
    may = allowed(mode, BARE)
    assert not may.hints
    assert not may.resets
    assert may.checks == 0
