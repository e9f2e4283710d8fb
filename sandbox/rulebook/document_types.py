"""The 29 types of administrative document, their abbreviations, and the codes beside them.

Source: NĐ 30/2020 Đ7 and PL III; ``tt05`` is the typeName code of TT 05/2025.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from base.errors import Misconfigured, nearest
from base.language import Language
from base.model import Value
from sandbox.rulebook.volumes import entry, volume


class Named(Value):
    """Something with a name in both languages."""

    vi: str
    en: str

    def read(self, language: Language) -> str:
        """Return the name in ``language``."""
        return self.vi if language == "vi" else self.en


class DocumentType(Named):
    """One type of administrative document."""

    code: str
    "what a document carries as ``type_name``: ``QĐ``, ``CV``, ``TC-thư công``"
    abbreviation: str
    "what stands in the notation; empty for công văn and thư công"
    tt05: str
    mistaken: tuple[str, ...] = ()
    "what people write instead"

    @property
    def is_letter(self) -> bool:
        """Whether its notation is the agency and the unit (công văn)."""
        return not self.abbreviation


class OtherType(Named):
    """A typeName code of TT 05/2025 outside the 29 types (map, drawing, other)."""

    tt05: str


class NotAdministrative(Named):
    """An abbreviation that is no administrative type (TT is Thông tư)."""

    abbreviation: str


class CopyForm(Named):
    """A form of copy (NĐ 30/2020 Đ3, Đ25): SY, TrS, SL."""

    code: str
    kind: str
    "``sandbox.entities.CopyKind``"


class Level(Named):
    """A level of urgency or of secrecy, with the mark printed on the document."""

    code: str
    mark: str


@cache
def document_types() -> Mapping[str, DocumentType]:
    """Return the 29 types by code, in the order of the decree's list."""
    rows = volume("types")["types"]
    return {row["code"]: entry(DocumentType, row, "types") for row in rows}


def document_type(code: str) -> DocumentType:
    """Return one type.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if code not in document_types():
        near = nearest(code, list(document_types())) or "–"
        raise Misconfigured("rulebook.unknown_type", type=code, nearest=near)
    return document_types()[code]


@cache
def by_abbreviation() -> Mapping[str, DocumentType]:
    """Return the named types by abbreviation."""
    return {one.abbreviation: one for one in document_types().values() if one.abbreviation}


def other_types() -> Sequence[OtherType]:
    """Return the typeName codes outside the 29 types."""
    return [entry(OtherType, row, "types") for row in volume("types")["others"]]


@cache
def not_administrative() -> Mapping[str, NotAdministrative]:
    """Return abbreviations that look like a type and are none, by abbreviation."""
    rows = volume("types")["not_administrative"]
    return {row["abbreviation"]: entry(NotAdministrative, row, "types") for row in rows}


def copy_forms() -> Sequence[CopyForm]:
    """Return the forms of copy."""
    return [entry(CopyForm, row, "types") for row in volume("types")["copies"]]


def urgencies() -> Sequence[Level]:
    """Return the levels of urgency, from ordinary to express."""
    return [entry(Level, row, "types") for row in volume("types")["urgencies"]]


def secrecies() -> Sequence[Level]:
    """Return the levels of secrecy, from none to the utmost."""
    return [entry(Level, row, "types") for row in volume("types")["secrecies"]]
