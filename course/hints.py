"""Hints as this variant tells them: what was unlocked, with the variant's own records named."""

import re
from collections.abc import Mapping
from typing import Final

from base.db import reading
from base.errors import Refused
from base.language import Language
from course.people import Person
from course.pinned import exercise_of, pinned

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


def told(text: str, labels: Mapping[str, str]) -> str:
    """Return a hint's text with records in the place of labels; an unknown label stays."""
    return _LABEL.sub(lambda found: labels.get(found[1], found[0]), text)
