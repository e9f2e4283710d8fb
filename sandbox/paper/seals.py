"""The seal of a practice agency: which letter stands where on its rings."""

import math
from functools import lru_cache
from typing import Any, Final  # the data of a template are JSON

from sandbox.paper.faces import BOLD, width
from sandbox.paper.letters import printable
from sandbox.paper.wording import printed

_RIM: Final = 0.875
"""Radius of the outer words, of a seal whose radius is 1."""
_INNER: Final = 0.665
"""Radius of the agency's name."""
_ARC: Final = 300.0
"""Degrees the agency's name may take; the rest, at the foot, holds a dot."""


def seal_data(agency: str) -> dict[str, Any]:
    """Return the letters of a seal: text, angle (degrees from the top), size, radius.

    Sizes and radii are parts of the seal's radius. The rim says what the seal is; there is no
    emblem, flag or star on it and there never may be.
    """
    rim = f"{printed('print.rim')} • "
    name = " ".join(printable(agency).upper().split())
    return {
        "letters": [
            *_ring(rim, _RIM, most=0.155, arc=360.0, spread=True),
            *_ring(name, _INNER, most=0.16, arc=_ARC, spread=False),
            {"letter": "•", "angle": 180.0, "size": 0.2, "radius": _INNER, "squeeze": 1.0},
        ]
    }


_SIDE: Final = 96.38
"""34 mm in points."""


@lru_cache(maxsize=500)
def seal_picture(agency: str) -> str:
    """Return a seal as SVG, to be drawn into paper originals: the same as a stamp's."""
    from sandbox.paper.typesetter import drawn

    data = {"title": "", "width": _SIDE, "height": _SIDE, "kind": "seal"}
    return drawn("stamp.typ", {**data, "seal": seal_data(agency)})


def _ring(
    text: str, radius: float, *, most: float, arc: float, spread: bool
) -> list[dict[str, Any]]:
    """Set ``text`` around a circle, smaller and narrower when it is long."""
    room = math.radians(arc) * radius
    natural = max(width(text, 1.0, BOLD), 0.1)
    size = min(most, max(room / natural, most * 0.55))
    squeeze = min(1.0, room / (natural * size))
    taken = natural * size * squeeze
    gap = _gap(room, taken, len(text), size, spread=spread)
    angle = -math.degrees((taken + gap * (len(text) - 1)) / 2 / radius)
    letters = []
    for letter in text:
        step = width(letter, size, BOLD) * squeeze
        middle = angle + math.degrees(step / 2 / radius)
        letters.append({
            "letter": letter, "angle": round(middle, 3), "size": round(size, 4),
            "radius": radius, "squeeze": round(squeeze, 3),
        })  # fmt: skip
        angle += math.degrees((step + gap) / radius)
    return letters


def _gap(room: float, taken: float, count: int, size: float, *, spread: bool) -> float:
    """The space added between letters: all there is on the rim, a little in the name."""
    free = max(0.0, room - taken) / max(count, 1)
    return free if spread else min(free, size * 0.12)
