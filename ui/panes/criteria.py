"""The criteria of a result as a table: the mark, what was found, the acts behind it, the rule."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

import streamlit as st

from base.language import Language, say
from course.desk import Holdings
from grading.feedback import Remark
from grading.mark import Mark
from sandbox.events import Event
from ui import labels, prose

TONES: Final = {
    Mark.PASSED: "green", Mark.PARTLY: "orange", Mark.FAILED: "red", Mark.BLOCKED: "gray",
    Mark.BROKEN: "gray",
}  # fmt: skip
MOST_EVENTS: Final = 4
COLUMNS: Final = ("criterion", "points", "found", "evidence", "rule")


def criteria(
    remarks: Sequence[Remark], held: Holdings, acts: Sequence[Event], language: Language
) -> None:
    """Draw what was looked for and found; ``acts``: the attempt's log, the newest first."""
    heads = [say(f"result.column_{name}", language) for name in COLUMNS]
    st.html(prose.results(heads, [_row(one, held, acts, language) for one in remarks]))


def _evidence(one: Remark, acts: Sequence[Event]) -> list[int]:
    """The events a criterion names; else the last that touched the records it speaks of."""
    if one.events:
        return one.events
    touching = (act.seq for act in acts if set(act.touched) & set(one.refs))
    return sorted(islice(touching, MOST_EVENTS))


def _row(
    one: Remark, held: Holdings, acts: Sequence[Event], language: Language
) -> tuple[str, str, str, str, str, str, str]:
    points = labels.amount(one.points, language)
    worth = f"{points}/{one.possible}" if one.possible else points
    rules = []
    for basis in one.bases:
        unsure = f" ({say('rules.check_text', language)})" if basis.confidence != "A" else ""
        rules.append(f"{basis.citation}: {basis.title}{unsure}")
    evidence = ", ".join(f"#{seq}" for seq in _evidence(one, acts)) or "–"
    told = [labels.named(line, held, language) for line in one.found]
    found = [*told, *([one.consequence] if one.consequence and not one.gate else [])]
    mark = say(f"mark.{one.mark}.name", language)
    return TONES[one.mark], mark, one.title, worth, "\n".join(found), "\n".join(rules), evidence
