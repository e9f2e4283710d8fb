"""When the documents of a story are made: working-day gaps, then dates, then hours."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from base.clock import vietnam
from scenarios.recipes import stories_calendar as calendar
from scenarios.recipes.stories import Step, Story
from scenarios.streams import Stream

ELECTRONIC: Final = date(2018, 1, 1)
"""From this day documents are born digital and signed; before it they were paper."""
_OUTSIDE: Final = frozenset({"own", "staff"})
_LAST_HOUR: Final = 16


class Gap(NamedTuple):
    """A step that happens, and on which working day counted from the first."""

    step: Step
    offset: int
    travel: int
    "working days until it arrives; 0 for the agency's own"

    @property
    def done(self) -> int:
        """When the agency has it."""
        return self.offset + self.travel


class Dated(NamedTuple):
    """A step with its moments."""

    step: Step
    made: datetime
    "when it is signed"
    arrives: datetime | None
    "when the registry has it; None for the agency's own"

    @property
    def day(self) -> date:
        """The date it bears."""
        return vietnam(self.made).date()

    @property
    def at_hand(self) -> datetime:
        """When the agency can work with it."""
        return self.arrives or self.made


def gaps(story: Story, stream: Stream, *, electronic: bool, left_out: frozenset[str]) -> list[Gap]:
    """Draw which steps happen and how many working days lie between them.

    Args:
        story: the story.
        stream: of this telling alone.
        electronic: documents arrive sooner.
        left_out: steps that do not happen, and with them what rests on them.
    """
    found: dict[str, Gap] = {}
    last = 0
    for step in story.chain:
        drawn = stream.branch("gap", step.step)
        rests = {*step.refers, *filter(None, (step.reply, step.copy_of, step.follows))}
        missing = not {name for name in (step.copy_of, step.follows) if name} <= set(found)
        missing = missing or step.step in left_out or (electronic and step.era == "paper")
        if missing or not drawn.chance(step.chance):
            continue
        base = found[step.follows].done if step.follows else last
        base = max([base, *(found[name].done for name in rests if name in found)])
        first = not found
        offset = 0 if first else base + drawn.integer(*step.after)
        travel = 0 if step.author in _OUTSIDE else drawn.integer(0, 1 if electronic else 3)
        found[step.step] = Gap(step, offset, travel)
        last = found[step.step].done
    return list(found.values())


def dates(planned: Sequence[Gap], first: date, stream: Stream) -> list[Dated]:
    """Return the moments of a chain whose first document bears ``first`` (a working day).

    Nothing happens before what it rests on: an hour already past is moved on, and after the last
    office hour to the next working day.
    """
    made: list[Dated] = []
    for gap in planned:
        drawn = stream.branch("hour", gap.step.step)
        moment = calendar.office_hour(calendar.after(first, gap.offset), drawn)
        moment = later_than(made[-1].at_hand if made else None, moment, drawn)
        arrives = None
        if gap.step.author not in _OUTSIDE:
            day = calendar.after(vietnam(moment).date(), gap.travel)
            arrives = calendar.office_hour(day, drawn.branch("arrival"))
            arrives = later_than(moment, arrives, drawn)
        made.append(Dated(gap.step, moment, arrives))
    return made


def later_than(before: datetime | None, moment: datetime, stream: Stream) -> datetime:
    """Return ``moment``, moved behind ``before`` when it is not, within office hours."""
    if before is None or before < moment:
        return moment
    moved = before + timedelta(minutes=stream.integer(8, 70), seconds=stream.integer(1, 59))
    if vietnam(moved).hour <= _LAST_HOUR and vietnam(moved).date() == vietnam(before).date():
        return moved
    return calendar.office_hour(calendar.after(vietnam(before).date(), 1), stream, 8, 10)


_QUARTERS: Final = ("I", "II", "III", "IV")


def first_days(story: Story, start: date, end: date) -> list[date]:
    """Return the working days between ``start`` and ``end`` on which a story may begin."""
    first, last = max(start, date(story.since, 1, 1)), min(end, date(story.until, 12, 31))
    years = range(first.year, last.year + 1)
    return [
        day
        for year in years
        for day in calendar.working_days(year)
        if first <= day <= last
        and story.months[0] <= day.month <= story.months[1]
        and story.days[0] <= day.day <= story.days[1]
        and _in_shape(story, day)
    ]


def _in_shape(story: Story, day: date) -> bool:
    match story.shape:
        case "month":
            return 17 <= day.day <= 24  # noqa: PLR2004 - towards the end of the month
        case "quarter":
            return day.month % 3 == 0 and 10 <= day.day <= 20  # noqa: PLR2004
        case "half":
            return day.month in {6, 12} and day.day <= 12  # noqa: PLR2004
        case _:
            return True


def period(day: date) -> Mapping[str, str]:
    """Return what texts call the time a story began in."""
    year = day.year
    return {
        "year": str(year),
        "last_year": str(year - 1),
        "next_year": str(year + 1),
        "after5": str(year + 5),
        **{f"before{count}": str(year - count) for count in (5, 6, 8, 10, 12, 15)},
        **words_of(day),
        "month": f"{day.month:02d}",
        "quarter": _QUARTERS[(day.month - 1) // 3],
        "round": "I" if day.month <= 6 else "II",  # noqa: PLR2004
        "half": "đầu" if day.month <= 6 else "cuối",  # noqa: PLR2004
    }


_LAW_OF_2024: Final = date(2025, 7, 1)


def words_of(day: date) -> Mapping[str, str]:
    """Return the terms of the archives law of the day: they changed with the law of 2024."""
    if day < _LAW_OF_2024:
        return {"term_word": "thời hạn bảo quản", "archive_word": "lưu trữ cơ quan"}
    return {"term_word": "thời hạn lưu trữ", "archive_word": "lưu trữ hiện hành"}
