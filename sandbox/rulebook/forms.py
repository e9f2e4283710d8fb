"""Forms of the trade: their columns and parts, who signs them, in how many copies."""

from collections.abc import Mapping, Sequence
from functools import cache

from base.errors import Misconfigured, nearest
from base.language import Language, Words
from base.model import Value
from sandbox.rulebook.rule import RuleId
from sandbox.rulebook.volumes import entry, volume


class FormPart(Value):
    """One column or one part of a form."""

    id: str
    vi: str
    en: str
    required: bool = True

    def read(self, language: Language) -> str:
        """Return the heading in ``language``."""
        return self.vi if language == "vi" else self.en


class Form(Value):
    """One form."""

    id: str
    title: Words
    rule: RuleId
    columns: tuple[FormPart, ...] = ()
    parts: tuple[FormPart, ...] = ()
    copies: int = 1
    signed_by: tuple[str, ...] = ()
    "who signs: head, giver, receiver, keeper, executor, owner, chair, secretary …"


@cache
def forms() -> Mapping[str, Form]:
    """Return every form by id."""
    return {row["id"]: entry(Form, row, "forms") for row in volume("forms")["forms"]}


def form(name: str) -> Form:
    """Return one form.

    Raises:
        Misconfigured: when there is none; names the nearest.
    """
    if name not in forms():
        near = nearest(name, list(forms())) or "–"
        raise Misconfigured("rulebook.unknown_form", form=name, nearest=near)
    return forms()[name]


def missing_parts(name: str, given: Mapping[str, object]) -> Sequence[FormPart]:
    """Return the required parts of a form that ``given`` lacks or leaves blank."""
    return [
        part for part in form(name).parts if part.required and given.get(part.id) in {None, "", 0}
    ]


def dossier_of_disposal(*, must_submit: bool) -> Sequence[FormPart]:
    """Return the papers a disposal dossier must hold.

    Args:
        must_submit: whether the agency's permanent records go to a historical archive; then
            the competent authority's opinion is one of them (TT 06/2025 Đ13).
    """
    papers = form("disposal-dossier").parts
    return [paper for paper in papers if paper.required or must_submit]
