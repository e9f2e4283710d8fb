"""Starting, resetting and acting: what a trainee waits for at every click, without the screen."""

from collections.abc import Iterator

from benchmarks import school
from benchmarks.figure import Measured
from benchmarks.stopwatch import each, median, once, percentile
from course.attempts import reset
from sandbox.signing import tape

PEOPLE = 20
PLAYED = 4
SIGNING = {"sign-document", "seal-document", "number-document"}
"""Verbs that touch a PDF."""


def measure() -> Iterator[Measured]:
    """Measure the world that is not there yet, the start, the reset, and every act."""
    for scenario in (school.SMALL, school.LARGE):
        school.opened()
        ms = once(lambda name=scenario: school.bake(name))  # type: ignore[misc]  # bound
        yield Measured(
            f"unseen.{scenario}", ms / 1000, 1, "grow, confirm and keep a variant nobody has had"
        )
    yield from _starts()
    yield from _acts()


def _starts() -> Iterator[Measured]:
    class_ = school.people(PEOPLE)
    made = []
    ms = each(class_, lambda one: made.append((one, school.started(one, school.LARGE))))
    how = f"course.attempts.begin on {school.LARGE} (the largest world), one trainee after another"
    yield Measured("start", median(ms), PEOPLE, how)
    yield Measured("start.p95", percentile(ms, 0.95), PEOPLE, "the same")
    ms = each(made, lambda one: reset(one[0], one[1].handle, at=school.tick()))
    yield Measured("reset", median(ms), PEOPLE, f"course.attempts.reset on {school.LARGE}")


def _acts() -> Iterator[Measured]:
    acts = []
    for someone in school.people(PLAYED):
        tape.forget()
        acts += school.play(someone, school.started(someone, school.SMALL))
    plain = [one.ms for one in acts if one.op not in SIGNING]
    signed = [one.ms for one in acts if one.op in {"sign-document", "seal-document"}]
    how = f"course.acting.act, the reference solution of {school.SMALL}, guided steps judged"
    yield Measured("verb", median(plain), len(plain), how)
    yield Measured("verb.p95", percentile(plain, 0.95), len(plain), "the same")
    yield Measured("verb.signing", median(signed), len(signed), f"{how}; printed and signed anew")
    big = []
    for someone in school.people(2):
        big += school.play(someone, school.started(someone, school.LARGE))
    ms = [one.ms for one in big]
    how = f"course.acting.act, the reference solution of {school.LARGE}"
    yield Measured("verb.large", median(ms), len(ms), how)
