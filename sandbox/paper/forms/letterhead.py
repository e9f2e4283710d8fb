"""What the forms of an agency have in common: who issues them, where, and who signs."""

from collections.abc import Mapping
from datetime import date
from typing import Any  # fields of a Sheet by name

from pydantic import Field

from base.model import Value
from sandbox.paper.blocks import Column, Line, Paragraph
from sandbox.paper.sheet import Notation, Signing
from sandbox.paper.wording import day_in_words, printed


class Letterhead(Value):
    """The agency that makes a form."""

    agency_name: Line
    parent_name: Line = ""
    "cơ quan chủ quản; on the lists of a unit: the agency, with the unit as ``agency_name``"
    place: Line = ""
    "địa danh; empty: the form has no date at its head"
    notation: Notation = ""
    "ký hiệu; empty: the form takes no number"

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields of a Sheet that it fills."""
        return self.model_dump()


class Maker(Value):
    """Who made a list and signs it."""

    name: Line = ""
    position: Line = ""
    place: Line = ""
    made: date | None = None

    @property
    def signing(self) -> Signing:
        """“NGƯỜI LẬP”, signed without a seal."""
        position = (self.position,) if self.position else ()
        return Signing(
            authority=(printed("form.maker"), *position),
            signer_name=self.name,
            hint=printed("form.sign_name"),
            sealed=False,
        )

    @property
    def dated(self) -> tuple[Paragraph, ...]:
        """The line with place and date over the signature."""
        if self.made is None:
            return ()
        day = day_in_words(self.made)
        text = f"{self.place}, {day}" if self.place else day
        return (Paragraph(text=text, align="right", italic=True),)


class Representative(Value):
    """One who stands for a side."""

    name: Line = ""
    position: Line = ""


class Party(Value):
    """A side of minutes: a person, a unit or an agency, and who stands for it."""

    name: Line
    representatives: tuple[Representative, ...] = Field(default=(), max_length=20)
    sealed: bool = False
    "whether its seal lies on the signature"


def columns(form: str, *shapes: tuple[str, float, str]) -> tuple[Column, ...]:
    """Return columns whose titles stand in the catalogue under ``paper.form.<form>.<key>``.

    Args:
        form: the form's name there.
        shapes: key, width, alignment.
    """
    return tuple(
        Column.model_validate(
            {"title": printed(f"form.{form}.{key}"), "width": width, "align": align}
        )
        for key, width, align in shapes
    )


def term_printed(term: str) -> str:
    """Return a retention period as lists write it: ``VV`` → “Vĩnh viễn”, ``5`` → “05 năm”.

    What is no code of ``sandbox.entities.base.Term`` is returned as it is.
    """
    if term.isdigit():
        return printed("form.years", years=f"{int(term):02d}")
    return printed(f"form.term.{term}") if term in {"VV", "until-expiry", "lifetime"} else term
