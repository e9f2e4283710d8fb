"""How an administrative document is laid out (NĐ 30/2020 PL I), as bands to write and check by."""

from functools import cache
from typing import Literal

from base.errors import Misconfigured, nearest
from base.language import Language, Words
from base.model import Value
from sandbox.rulebook.rule import RuleId
from sandbox.rulebook.volumes import entry, volume

Band = tuple[float, float]
"""[least, most]."""


class Page(Value):
    """The page, in millimetres."""

    width_mm: float
    height_mm: float


class Margins(Value):
    """Margins in millimetres."""

    top: Band
    bottom: Band
    left: Band
    right: Band


class Seal(Value):
    """Where the image of the seal lies on the personal signature's image."""

    overlap_ratio: Band
    side: Literal["left"]
    rule: RuleId


class PageNumber(Value):
    """Where page numbers stand."""

    size_pt: Band
    place: Literal["top-centre"]
    first_shown: int
    rule: RuleId


class Body(Value):
    """The body text."""

    size_pt: Band
    indent_cm: Band
    gap_pt_at_least: float
    line_spacing: Band
    align: Literal["justified"]
    rule: RuleId


class Cell(Value):
    """One component of the form (ô), with its letters."""

    id: str
    cell: str
    "number of the cell in the decree's diagram"
    case: Literal["upper", "sentence"]
    size_pt: Band
    weight: Literal["bold", "regular"]
    slant: Literal["upright", "italic"]
    rule: RuleId
    vi: str
    en: str

    def read(self, language: Language) -> str:
        """Return the component's name in ``language``."""
        return self.vi if language == "vi" else self.en


class Layout(Value):
    """The whole layout."""

    page: Page
    margins_mm: Margins
    fonts: tuple[str, ...]
    "accepted: the font of the decree, and fonts of the same metrics that stand in for it"
    font_note: Words
    stamps_mm: dict[str, Band]
    "width and height of stamps: ĐẾN and the urgency marks"
    seal: Seal
    page_number: PageNumber
    body: Body
    components: tuple[Cell, ...]

    def component(self, name: str) -> Cell:
        """Return one component.

        Raises:
            Misconfigured: when there is none; names the nearest.
        """
        known = {one.id: one for one in self.components}
        if name not in known:
            near = nearest(name, list(known)) or "–"
            raise Misconfigured("rulebook.unknown_component", component=name, nearest=near)
        return known[name]


def within(value: float, band: Band) -> bool:
    """Whether a measure lies in a band, ends included."""
    return band[0] <= value <= band[1]


@cache
def layout() -> Layout:
    """Return the layout of administrative documents."""
    return entry(Layout, volume("layout"), "layout")
