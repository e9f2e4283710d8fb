"""Modes as policies over one scenario: what guided, practice and exam each allow."""

from enum import StrEnum

from base.model import Value
from scenarios.model import Mode, Policies


class Release(StrEnum):
    """When the result of an exam is shown to whoever sat it."""

    AT_ONCE = "at-once"
    AFTER_CLOSE = "after-close"
    "nothing before the window has closed for everybody"
    POINTS_ONLY = "points-only"
    "the points at once; the criteria, the debrief and the solution never"


class Allowed(Value):
    """What one attempt may do."""

    hints: bool
    checks: int
    "how often “check my work” may be asked"
    resets: bool
    reveal: bool
    "whether the solution may be opened while the attempt is open, at the price of its credit"
    steps: bool
    "whether the guide ticks off steps by itself"
    mastery: bool
    "whether a pass counts towards mastery"
    timed: bool
    "whether the server's clock ends it"


def allowed(mode: Mode, policies: Policies) -> Allowed:
    """Return what a mode allows of what a scenario offers; a mode never allows more."""
    exam = mode is Mode.EXAM
    return Allowed(
        hints=policies.hints and not exam,
        checks=0 if exam else policies.checks,
        resets=policies.resets and not exam,
        reveal=not exam,
        steps=mode is Mode.GUIDED,
        mastery=mode is not Mode.GUIDED,
        timed=exam,
    )
