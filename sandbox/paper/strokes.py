"""A hand for every name: pen strokes drawn from the digest of a person's name."""

import hashlib
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

Point = tuple[float, float]
Outline = list[Point]

_STEPS: Final = 9
"""Points drawn between two anchors."""


class _Hand:
    """Numbers between 0 and 1, always the same for the same name."""

    def __init__(self, name: str) -> None:
        self._bytes = self._stream(name)

    @staticmethod
    def _stream(name: str) -> Iterator[int]:
        block = 0
        while True:
            yield from hashlib.sha256(f"{name}/{block}".encode()).digest()
            block += 1

    def between(self, low: float, high: float) -> float:
        coarse, fine = next(self._bytes), next(self._bytes)
        return low + (high - low) * (coarse * 256 + fine) / 65_535

    def choose(self, count: int) -> int:
        return next(self._bytes) % count


def pen_strokes(name: str) -> list[Outline]:
    """Return the outlines of a signature: closed, in a unit square, y downwards.

    An initial with a loop, a running line, a tail or a line under it; no letter can be read in
    it, and two names never give the same strokes.
    """
    hand = _Hand(name)
    slant, weight = hand.between(0.05, 0.35), hand.between(0.011, 0.017)
    strokes = [_initial(hand) + _running(hand) + _tail(hand)]
    if hand.choose(3):
        strokes.append(_underline(hand))
    if hand.choose(2):
        strokes.append(_accent(hand))
    return [_outline(_slanted(_smooth(stroke), slant), weight) for stroke in strokes]


_WIDE: Final = 110
_HIGH: Final = 60
"""Of the signature box, in points."""


@lru_cache(maxsize=1_000)
def pen_picture(name: str) -> str:
    """Return a signature as SVG, in blue, as large as the signature box of a paper."""
    paths = "".join(
        f'<path d="M{" ".join(f"{x * _WIDE:.2f},{y * _HIGH:.2f}" for x, y in outline)}Z"/>'
        for outline in pen_strokes(name)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" '
        f'viewBox="0 0 {_WIDE} {_HIGH}"><g fill="#1c3fa0">{paths}</g></svg>'
    )


def _initial(hand: _Hand) -> list[Point]:
    x, top, foot = hand.between(0.05, 0.14), hand.between(0.04, 0.2), hand.between(0.62, 0.88)
    wide = hand.between(0.08, 0.2)
    shapes = (
        [
            (x + wide, top + 0.1),
            (x, 0.45),
            (x + 0.03, foot),
            (x + wide, 0.6),
            (x + wide * 0.7, top),
        ],
        [(x, foot), (x + wide * 0.4, top), (x + wide * 0.55, 0.5), (x + wide * 0.2, foot - 0.1)],
        [(x, top + 0.08), (x + wide, top), (x + wide * 0.5, foot), (x - 0.03, foot - 0.12)],
        [(x + wide, top), (x + 0.02, top + 0.16), (x + wide, 0.5), (x + 0.01, foot)],
    )
    return list(shapes[hand.choose(len(shapes))])


def _running(hand: _Hand) -> list[Point]:
    waves, x = 3 + hand.choose(4), hand.between(0.24, 0.32)
    step = (hand.between(0.72, 0.86) - x) / (2 * waves)
    height, points = hand.between(0.12, 0.24), []
    for wave in range(waves):
        fade = 1 - 0.55 * wave / waves
        points.append((x, 0.5 - height * fade * hand.between(0.5, 1.25)))
        points.append(
            (x + step * hand.between(0.3, 1.1), 0.56 + height * 0.5 * hand.between(0.2, 1))
        )
        x += 2 * step * hand.between(0.85, 1.1)
    return points


def _tail(hand: _Hand) -> list[Point]:
    end = hand.between(0.88, 0.99)
    tails = (
        [(end - 0.06, 0.42), (end, hand.between(0.1, 0.3))],
        [(end, 0.5), (end - 0.05, 0.72), (hand.between(0.3, 0.5), hand.between(0.74, 0.86))],
        [(end - 0.1, 0.2), (end, 0.34), (end - 0.14, 0.6), (end, 0.78)],
    )
    return list(tails[hand.choose(len(tails))])


def _underline(hand: _Hand) -> list[Point]:
    y, rise = hand.between(0.74, 0.9), hand.between(-0.14, 0.02)
    left, right = hand.between(0.05, 0.3), hand.between(0.7, 0.95)
    return [(left, y), ((left + right) / 2, y + rise / 2 - 0.03), (right, y + rise)]


def _accent(hand: _Hand) -> list[Point]:
    x, y = hand.between(0.3, 0.7), hand.between(0.1, 0.24)
    return [(x, y + 0.05), (x + 0.03, y), (x + hand.between(0.06, 0.12), y + 0.03)]


def _smooth(anchors: list[Point]) -> list[Point]:
    """A Catmull–Rom curve through the anchors."""
    around = [anchors[0], *anchors, anchors[-1]]
    drawn = [
        _between(around[place : place + 4], step / _STEPS)
        for place in range(len(anchors) - 1)
        for step in range(_STEPS)
    ]
    return [*drawn, anchors[-1]]


def _between(four: list[Point], t: float) -> Point:
    return (_catmull([x for x, _ in four], t), _catmull([y for _, y in four], t))


def _catmull(along: list[float], t: float) -> float:
    a, b, c, d = along
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )


def _slanted(points: list[Point], slant: float) -> list[Point]:
    return [(x + slant * (0.5 - y) * 0.5, y) for x, y in points]


def _outline(points: list[Point], weight: float) -> Outline:
    """Give a line the width of a pen held at an angle, thin where it begins and ends."""
    left, right, last = [], [], len(points) - 1
    for place, (x, y) in enumerate(points):
        x0, y0 = points[max(place - 1, 0)]
        x1, y1 = points[min(place + 1, last)]
        angle = math.atan2((y1 - y0) / 2, x1 - x0)  # the box is twice as wide as it is high
        taper = min(1.0, (place + 1) / 5, (last - place + 1) / 6)
        half = weight * (0.35 + 0.65 * abs(math.sin(angle + 0.7))) * taper / 2
        across, down = -math.sin(angle) * half, math.cos(angle) * half * 2
        left.append((round(x + across, 4), round(y + down, 4)))
        right.append((round(x - across, 4), round(y - down, 4)))
    return left + right[::-1]
