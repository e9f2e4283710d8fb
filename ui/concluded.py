"""What the post one sits at has concluded of documents, and in which colour a verdict is shown."""

from typing import Final

from course.desk import Desk
from sandbox import entities as e

TONES: Final = {"valid": "green", "invalid": "red", "undetermined": "orange"}


def concluded(desk: Desk) -> dict[str, e.Conclusion]:
    """Return what the post one sits at has concluded, by document."""
    me = desk.holdings.desk
    return {one.document: one for one in desk.holdings.all(e.Conclusion) if one.by == me}
