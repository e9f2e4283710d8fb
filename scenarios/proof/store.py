"""proof.json: the proof a scenario was released with, and whether it still speaks of it."""

import json

from base.command import shown
from scenarios.exercise import Exercise
from scenarios.proof.outcome import Proof


def save(exercise: Exercise, proof: Proof) -> None:
    """Write the proof beside its scenario, without timings: they prove nothing."""
    facts = proof.model_dump(mode="json", exclude={"timings"})
    (exercise.folder / "proof.json").write_text(shown(facts) + "\n", encoding="utf-8")


def stored(exercise: Exercise) -> Proof | None:
    """Return the committed proof, or None when there is none that can be read."""
    path = exercise.folder / "proof.json"
    try:
        return Proof.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def current(exercise: Exercise) -> bool:
    """Whether the committed proof is of this content, under today's rules and semantics."""
    proof = stored(exercise)
    return proof is not None and proof.proven and proof.key == exercise.proof_key()
