"""Hints and debrief as this variant tells them: with the variant's own records named."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from base.db import reading
from base.errors import Refused
from base.language import Language
from course.desk import may_look
from course.people import Person
from course.pinned import exercise_of, pinned
from course.releasing import Shown, must_be_shown

_LABEL: Final = re.compile(r"\$([a-z][a-z0-9_]*)")


def unlocked(someone: Person, handle: str, language: Language) -> dict[str, list[str]]:
    """Return the texts of the hints one has opened, by criterion; never those still closed.

    A ``$label`` in a hint stands for its record in this variant and becomes its code, which
    screens show as the record's name.

    Raises:
        Refused: ``attempt.foreign``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        if kept.row.account != someone.id:
            raise Refused("attempt.foreign")
        labels = kept.template.truth.labels
        offered = {one.criterion: one for one in exercise_of(session, kept).scenario.hints}
        return {
            criterion: [
                told(words.read(language), labels) for words in offered[criterion].levels[:level]
            ]
            for criterion, level in kept.row.hints.items()
            if criterion in offered
        }


def debrief(someone: Person, handle: str, language: Language, *, at: datetime) -> str:
    """Return the debrief of a submitted attempt, with this variant's records named.

    Raises:
        Refused: ``attempt.foreign``, ``attempt.not_submitted``; ``exam.result_waits`` and
            ``reveal.in_exam`` while an exam's feedback is not released.
    """
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        if kept.row.status == "open":
            raise Refused("attempt.not_submitted")
        if kept.row.account == someone.id and must_be_shown(session, kept.row, at) is not Shown.ALL:
            raise Refused("reveal.in_exam")
        text = exercise_of(session, kept).debrief.read(language)
        return told(text, kept.template.truth.labels)


def told(text: str, labels: Mapping[str, str]) -> str:
    """Return a hint's text with records in the place of labels; an unknown label stays."""
    return _LABEL.sub(lambda found: labels.get(found[1], found[0]), text)
