"""What belongs to a record: looked up when somebody asks, for of most records nobody does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar  # as mappings are typed

R = TypeVar("R")


class Found(Mapping[str, Sequence[R]]):
    """What belongs to a record, looked up when it is asked for and remembered."""

    def __init__(self, look: Callable[[str], Sequence[R]]) -> None:
        """Look things up with ``look``."""
        self._look = look
        self._seen: dict[str, Sequence[R]] = {}

    def __getitem__(self, ref: str) -> Sequence[R]:
        """Return what belongs to a record; nothing does to an unknown one."""
        if ref not in self._seen:
            self._seen[ref] = self._look(ref)
        return self._seen[ref]

    def __iter__(self) -> Iterator[str]:
        """Go through what was asked for so far."""
        return iter(self._seen)

    def __len__(self) -> int:
        """Count what was asked for so far."""
        return len(self._seen)

    def get(self, ref: str, otherwise: Any = ()) -> Any:  # noqa: ANN401 - as a mapping's
        """Return what belongs to a record, ``otherwise`` when nothing does."""
        return self[ref] or otherwise
