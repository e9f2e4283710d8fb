"""What every recipe is: frozen parameters that grow a part of a world from their own stream."""

from typing import get_args

from base.errors import Misconfigured
from base.model import Value
from scenarios.garden import Garden


class Recipe(Value):
    """A recipe. ``recipe`` is its kind in YAML, ``name`` its stream when a kind is used twice."""

    name: str = ""

    def grow(self, garden: Garden) -> None:
        """Plant records, and set aside what is true of them.

        Raises:
            Misconfigured: impossible together with what already grows; the message says which.
        """
        raise NotImplementedError

    def labels(self) -> set[str]:
        """Return the labels this recipe binds, for checking cross references as files load."""
        return set()

    def tags(self) -> set[str]:
        """Return the tags this recipe may put on records."""
        return set()

    def faults(self) -> set[str]:
        """Return the labels of faults this recipe plants; each needs a fall in decoys.yaml."""
        return set()

    def problems(self) -> list[Misconfigured]:
        """Say which parameters are impossible by themselves: reversed dates, more than all."""
        return []

    @classmethod
    def kind(cls) -> str:
        """Return the recipe's name in YAML."""
        return str(get_args(cls.model_fields["recipe"].annotation)[0])

    def stream_name(self) -> str:
        """Return the name of its stream."""
        return self.name or self.kind()
