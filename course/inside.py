"""A variant from the inside: what is planted and what is right, for those who teach."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from base.db import reading
from base.errors import Refused, Sentence
from course.desk import Holdings
from course.people import Person, Role
from grading.evidence import Truth
from grading.findings import detect
from sandbox.archive import Archive
from sandbox.blobs import blobs
from scenarios.exercise import Exercise
from scenarios.world import Template, baked


class Inside(NamedTuple):
    """A baked variant with its truth and what the detectors say of it."""

    holdings: Holdings
    truth: Truth
    said: Mapping[tuple[str, str], Sentence]
    "(finding, record) → the detector's sentence"
    fingerprint: str
    answer_key: str


def inside(someone: Person, exercise: Exercise, seed: str) -> Inside:
    """Return a variant with everything that trainees must not see, baking it when needed.

    Raises:
        Refused: ``preview.staff`` for a trainee, whatever page asks.
        Problems: the variant cannot be baked.
    """
    if someone.role is Role.TRAINEE:
        raise Refused("preview.staff")
    return _looked_into(baked(exercise, seed))


@lru_cache(maxsize=8)
def _seen(sandbox: int, fingerprint: str) -> tuple[Holdings, Mapping[tuple[str, str], Sentence]]:
    """A template never changes: look once. The fingerprint tells databases apart."""
    del fingerprint
    with reading() as session:
        archive = Archive(session, sandbox, blobs=blobs())
        said = {
            (one.finding, one.ref): Sentence(code=f"finding.{one.finding}", facts=one.facts)
            for one in detect(archive)
        }
        return Holdings(archive), said


def _looked_into(template: Template) -> Inside:
    held, said = _seen(template.sandbox, template.fingerprint)
    return Inside(held, template.truth, said, template.fingerprint, template.answer_key)
