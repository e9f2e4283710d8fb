"""The yardsticks, in reading order; a check that is not here does not exist."""

from typing import Annotated

from pydantic import Field

from grading.checks.artefact import Artefact
from grading.checks.choice import Choice
from grading.checks.collateral import Allowed, Collateral
from grading.checks.count import Count
from grading.checks.honest import HonestVerdicts
from grading.checks.never import Never, NeverSo
from grading.checks.order import Order
from grading.checks.quiz import Manual, Quiz
from grading.checks.set import Chosen
from grading.checks.state import State
from grading.checks.text import Text

AnyCheck = Annotated[
    State
    | Chosen
    | Order
    | Never
    | NeverSo
    | HonestVerdicts
    | Count
    | Artefact
    | Choice
    | Text
    | Collateral
    | Quiz
    | Manual,
    Field(discriminator="kind"),
]

CHECKS = {check.name(): check for check in AnyCheck.__origin__.__args__}  # type: ignore[attr-defined]  # typing's own
"""Name of a check → its class."""

__all__ = ["CHECKS", "Allowed", "AnyCheck", "Collateral"]
