"""Proof: a scenario's grading is shown to be fair before anybody is graded by it."""

from scenarios.proof.outcome import Outcome, Proof
from scenarios.proof.prove import Level, prove

__all__ = ["Level", "Outcome", "Proof", "prove"]
