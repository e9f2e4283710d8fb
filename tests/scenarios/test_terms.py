"""Terms in working days: counted by a calendar with stated years, or refused when it loads."""

import shutil
from pathlib import Path

import pytest

from base.language import LANGUAGES, say
from sandbox.rulebook.calendar import years
from scenarios.exercise import Exercise, find, load
from scenarios.references import check


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find("first-file").folder, tmp_path / "first-file"))


def _begun(folder: Path, year: int) -> Exercise:
    """Load a copy of ``first-file`` that begins in another year."""
    path = folder / "scenario.yaml"
    text, now = path.read_text("utf-8"), find("first-file").scenario.world.now
    written = f'now: "{now.isoformat()}"'
    assert text.count(written) == 1
    later = f'now: "{now.replace(year=year).isoformat()}"'
    path.write_text(text.replace(written, later), "utf-8")
    return load(folder)


def test_a_term_in_working_days_outside_the_calendar_is_refused_with_its_place(copied: Path):
    last = years()[-1].year
    (problem,) = check(_begun(copied, last + 1))
    assert problem.code == "calendar.outside"
    assert problem.facts["path"].startswith("criteria.")
    told = {language: say(problem.sentence, language) for language in LANGUAGES}
    assert all(str(last) in words and str(last + 1) in words for words in told.values())


def test_a_term_in_working_days_within_the_calendar_is_accepted(copied: Path):
    assert check(_begun(copied, years()[-1].year)) == []
