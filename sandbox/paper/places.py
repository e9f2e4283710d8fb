"""Where something lies on a page."""

from base.model import Value


class Place(Value):
    """A rectangle on a page, in PDF points from the bottom-left corner."""

    page: int
    "from 1"
    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The corners (x1, y1, x2, y2) in whole points, as signature fields are given."""
        return (
            round(self.x), round(self.y), round(self.x + self.width), round(self.y + self.height),
        )  # fmt: skip
