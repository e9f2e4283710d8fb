"""Numbers: one outgoing series a year, one of copies, one of arrivals; others' by their calendar.

NĐ 30/2020 Đ15, Đ22: from 01 on 1 January to 31 December, without gaps; all copies of a year share
a series of their own (PL I, Phần II).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from base.clock import vietnam
from sandbox.entities import Direction, Organisation
from scenarios.recipes.stories_citations import others_number
from scenarios.recipes.stories_drafts import Draft


def own_numbers(drafts: Iterable[Draft]) -> dict[str, int]:
    """Return key → number of the agency's own documents, in order of signing."""
    series: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.direction is Direction.OUTGOING and draft.numbered and draft.organisation:
            copies = bool(draft.step.copy_of)
            series[draft.organisation.ref, draft.day.year, copies].append(draft)
    return _counted(series.values(), lambda draft: draft.made.isoformat())


def arrival_numbers(drafts: Iterable[Draft], receiver: Mapping[str, str]) -> dict[str, int]:
    """Return key → arrival number of what is registered, in order of arrival.

    Args:
        drafts: everything told.
        receiver: key → ref of the body that received it, the agency or who it was then.
    """
    series: dict[object, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.arrives is not None and not draft.received:
            series[receiver[draft.key], vietnam(draft.arrives).year].append(draft)
    return _counted(series.values(), lambda draft: draft.at_hand.isoformat())


def _counted(series: Iterable[list[Draft]], when: Callable[[Draft], str]) -> dict[str, int]:
    return {
        draft.key: place
        for drafts in series
        for place, draft in enumerate(
            sorted(drafts, key=lambda draft: (when(draft), draft.key)), start=1
        )
    }


class OtherSeries:
    """The numbers of other agencies: they grow with the year, and none is given twice."""

    def __init__(self) -> None:
        """Begin with none given."""
        self._given: dict[tuple[str, int], set[int]] = defaultdict(set)

    def number(self, drafts: Iterable[Draft]) -> dict[str, int]:
        """Return key → number of others' documents that bear one, and keep them."""
        found: dict[str, int] = {}
        for draft in sorted(drafts, key=lambda draft: (draft.made, draft.key)):
            if draft.direction is Direction.INCOMING and draft.numbered and draft.organisation:
                found[draft.key] = self._next(draft, draft.organisation)
        return found

    def _next(self, draft: Draft, organisation: Organisation) -> int:
        given = self._given[organisation.ref, draft.day.year]
        local = vietnam(draft.made)
        number = others_number(organisation, draft.day, local.hour * 60 + local.minute)
        while number in given:
            number += 1
        given.add(number)
        return number
