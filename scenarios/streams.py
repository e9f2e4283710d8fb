"""Named random streams: every recipe draws from its own, keyed by seed and name.

Adding a recipe never shifts another's draws, and the sequence is the same on every machine and
with every library version: it is SHA-256 over a key and a counter, nothing else.
"""

import hashlib
import random
from collections.abc import Sequence
from typing import Final, TypeVar

T = TypeVar("T")
_BITS: Final = 53


class Stream:
    """A keyed stream of draws."""

    def __init__(self, key: bytes) -> None:
        """Begin the stream of ``key``; the same key, the same draws."""
        self._key = key
        self._count = 0

    def branch(self, *names: object) -> "Stream":
        """Return the stream called ``names`` below this one; it does not advance this one."""
        whole = hashlib.sha256(self._key + repr(names).encode())
        return Stream(whole.digest())

    def bits(self, n: int) -> int:
        """Return ``n`` random bits, 1 to 256, as an integer."""
        self._count += 1
        block = hashlib.sha256(self._key + self._count.to_bytes(8, "big")).digest()
        return int.from_bytes(block, "big") >> (256 - n)

    def real(self) -> float:
        """Return a number in [0, 1)."""
        return self.bits(_BITS) / (1 << _BITS)

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included, without bias."""
        span = high - low + 1
        need = max(1, (span - 1).bit_length())
        while (drawn := self.bits(need)) >= span:
            pass
        return low + drawn

    def chance(self, share: float) -> bool:
        """Return yes with probability ``share``."""
        return self.real() < share

    def choice(self, among: Sequence[T]) -> T:
        """Return one of ``among``."""
        return among[self.integer(0, len(among) - 1)]

    def weighted(self, among: Sequence[tuple[T, float]]) -> T:
        """Return one of ``among`` (thing, weight), the heavier the likelier."""
        point = self.real() * sum(weight for _, weight in among)
        for thing, weight in among:
            point -= weight
            if point < 0:
                return thing
        return among[-1][0]

    def sample(self, among: Sequence[T], count: int) -> list[T]:
        """Return ``count`` different ones, in random order."""
        return self.shuffled(among)[:count]

    def shuffled(self, among: Sequence[T]) -> list[T]:
        """Return all of them in random order."""
        drawn = list(among)
        for last in range(len(drawn) - 1, 0, -1):
            other = self.integer(0, last)
            drawn[last], drawn[other] = drawn[other], drawn[last]
        return drawn

    def bytes(self, count: int) -> bytes:
        """Return ``count`` bytes, at most 32 at a time."""
        return self.bits(8 * count).to_bytes(count, "big")

    def as_random(self) -> "StreamRandom":
        """Return the stream as a ``random.Random``, for Faker."""
        return StreamRandom(self)


class StreamRandom(random.Random):
    """``random.Random`` whose every draw comes from a stream."""

    def __init__(self, stream: Stream) -> None:
        """Draw from ``stream``; a seed given to Random itself means nothing here."""
        self._stream = stream
        super().__init__()

    def random(self) -> float:
        """Return a number in [0, 1)."""
        return self._stream.real()

    def getrandbits(self, k: int, /) -> int:
        """Return ``k`` random bits."""
        drawn = 0
        for _ in range(0, k, 32):
            drawn = (drawn << 32) | self._stream.bits(32)
        return drawn & ((1 << k) - 1)

    def seed(self, *_args: object, **_kwargs: object) -> None:
        """Do nothing: the stream is its own seed."""


def world_stream(scenario: str, seed: int | str) -> Stream:
    """Return the stream of a world; recipes branch theirs from it by name."""
    return Stream(hashlib.sha256(f"kho-tap world {scenario} {seed}".encode()).digest())
