"""The code lists of TT 05/2025: what ``01`` means, in both languages."""

from collections.abc import Mapping
from functools import cache

from base.errors import Misconfigured, nearest
from base.language import Language, Words
from base.model import Value
from sandbox.rulebook.document_types import document_types, other_types
from sandbox.rulebook.rule import RuleId
from sandbox.rulebook.volumes import entry, volume


class Code(Value):
    """One code with its label."""

    code: str
    vi: str
    en: str

    def read(self, language: Language) -> str:
        """Return the label in ``language``."""
        return self.vi if language == "vi" else self.en


class CodeList(Value):
    """One list of codes."""

    id: str
    title: Words
    codes: tuple[Code, ...]
    many: bool = False
    "whether a field may hold several, separated by commas"
    rule: RuleId

    def has(self, code: str) -> bool:
        """Whether the list has this code."""
        return any(one.code == code for one in self.codes)

    def label(self, code: str, language: Language) -> str:
        """Return the label of a code; the code itself when the list does not have it."""
        return next((one.read(language) for one in self.codes if one.code == code), code)


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Return every list by id: maintenance, mode, language, format, type-name and the rest."""
    written = volume("codes")
    rows = [*written["lists"], _type_names()]
    return {row["id"]: entry(CodeList, {"rule": written["rule"], **row}, "codes") for row in rows}


def code_list(name: str) -> CodeList:
    """Return one list.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if name not in code_lists():
        near = nearest(name, list(code_lists())) or "–"
        raise Misconfigured("rulebook.unknown_code_list", list=name, nearest=near)
    return code_lists()[name]


def _type_names() -> Mapping[str, object]:
    types = [(one.tt05, one.vi, one.en) for one in document_types().values()]
    codes = sorted(types + [(one.tt05, one.vi, one.en) for one in other_types()])
    return {
        "id": "type-name",
        "title": {"vi": "Tên loại văn bản", "en": "Document type"},
        "codes": [{"code": code, "vi": vi, "en": en} for code, vi, en in codes],
    }
