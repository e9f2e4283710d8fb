"""What every check is: frozen parameters and one pure look at the evidence."""

from typing import Any, get_args  # JSON

from base.errors import Misconfigured
from base.model import Value
from grading.evidence import Evidence
from grading.mark import Look
from grading.pick import Pick, problems_of


class Check(Value):
    """A yardstick. Its ``kind`` names it in scenarios."""

    def look(self, evidence: Evidence) -> Look:
        """Return what the evidence shows; the same evidence, the same look."""
        raise NotImplementedError

    @classmethod
    def name(cls) -> str:
        """Return the name of the check: ``state``."""
        return str(get_args(cls.model_fields["kind"].annotation)[0])

    def picks(self) -> dict[str, Pick]:
        """Return the picks among the parameters, by path, for checking cross references."""
        return _picks(self, "")

    def problems(self, *, labels: set[str], tags: set[str], path: str) -> list[Misconfigured]:
        """Say what the parameters name that the scenario does not have."""
        return [
            problem
            for where, pick in self.picks().items()
            for problem in problems_of(pick, labels=labels, tags=tags, path=f"{path}.{where}")
        ]


def _picks(value: Any, path: str) -> dict[str, Pick]:  # noqa: ANN401 - walks any value
    if isinstance(value, Pick):
        return {path: value}
    if isinstance(value, Value):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
    elif isinstance(value, list):
        parts = {str(place): one for place, one in enumerate(value)}
    else:
        return {}
    return {
        where: pick
        for name, part in parts.items()
        for where, pick in _picks(part, f"{path}.{name}" if path else name).items()
    }
