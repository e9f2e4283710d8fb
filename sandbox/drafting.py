"""From a request's wording to a sheet: what a draft says, before any page is printed."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final  # a sheet is JSON in its column

from pydantic import ValidationError

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.authority_register import authority_lines, collective_of, head_title
from sandbox.entities import Organisation, Post
from sandbox.entities.people import Person
from sandbox.paper.sheet import Sheet

if TYPE_CHECKING:
    from sandbox.operations.wording import Wording


def compose(
    archive: Archive,
    wording: "Wording",
    *,
    own: Organisation,
    signer: Post,
    enclosed: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return the sheet that a request's wording makes, as JSON for its column.

    Args:
        archive: where names and parents are looked up.
        wording: what the draft says.
        own: the agency that issues it.
        signer: the post that is to sign.
        enclosed: its annexes in files of their own, as the sheet had them before.

    Raises:
        Refused: ``draft.unprintable`` with the place and the reason, when it makes no paper.
    """
    person = archive.get(Person, signer.person)
    facts = {
        "parent_name": parent_name(archive, own),
        "agency_name": own.organ_name,
        "place": own.place,
        "type_name": wording.type_name,
        "notation": wording.code_notation.strip(),
        "subject": wording.subject,
        "addressees": wording.addressees,
        "enacting_authority": enacting(archive, wording.type_name, own),
        "grounds": [line.rstrip(" ;.") for line in wording.grounds],
        "body": _blocks(wording.body),
        "recipients": [line.strip(" -;.") for line in wording.recipients],
        "urgency": wording.urgency,
        "annexes": _annexes(wording),
        "enclosed": list(enclosed),
        "signing": {
            "authority": authority_lines(archive, signer, wording.signing),
            "signer_name": person.full_name,
        },
    }
    return checked(facts)


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of a sheet as JSON for its column; Refused ``draft.unprintable``."""
    try:
        return Sheet.model_validate(facts).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        where = str(first["loc"][0]) if first["loc"] else "body"
        raise Refused(
            "draft.unprintable",
            field=f"@field.{_ASKED_AS.get(where, where)}",
            why=f"@unprintable.{_FAULTS.get(first['type'], 'other')}",
        ) from error


def enclosing(sheet: Mapping[str, Any], enclosed: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a draft's sheet with these annexes in files of their own."""
    return checked({**sheet, "enclosed": list(enclosed)})


def own_file(title: str, lines: list[str]) -> dict[str, Any]:
    """Return an annex that is to have a file of its own, as the sheet keeps it."""
    return {"title": title, "blocks": _blocks(lines)}


_ASKED_AS: Final = {
    "notation": "code_notation",
    "enacting_authority": "signer",
    "enclosed": "attachment",
}
"""Field of a sheet → field of the request from which it was made, where they differ."""

_FAULTS: Final = {
    "string_pattern_mismatch": "characters",
    "literal_error": "choice",
    "string_too_long": "long",
    "too_long": "many",
    "too_short": "missing",
}
"""What a sheet refuses → key of the words for it, under ``unprintable``."""


def parent_name(archive: Archive, own: Organisation) -> str:
    """Return the agency above, as printed; a people's committee prints none (PL I II.2)."""
    parent = archive.find(Organisation, own.parent)
    return "" if parent is None or collective_of(own) else parent.organ_name


def enacting(archive: Archive, type_name: str, own: Organisation) -> str:
    """Return who decides, as it stands over the grounds of a decision; empty for other types."""
    if type_name not in {"QĐ", "NQ"}:
        return ""
    if collective_of(own):
        return own.organ_name.upper()
    return f"{head_title(archive, own.ref).upper()} {own.organ_name.upper()}"


def _annexes(wording: "Wording") -> list[dict[str, Any]]:
    """Return the annex that goes in the same file, if the draft has one."""
    if not wording.annex:
        return []
    title = wording.annex_title or wording.subject
    return [{"title": title, "blocks": _blocks(wording.annex)}]


_ARTICLE: Final = re.compile(r"^Điều\s+(\d{1,3})\s*[.:]\s*(.*)$", re.DOTALL)


def _blocks(body: list[str]) -> list[dict[str, Any]]:
    """Return paragraphs, and articles where a line begins with “Điều n.”."""
    blocks: list[dict[str, Any]] = []
    for line in body:
        article = _ARTICLE.match(line)
        if article and int(article[1]) > 0:
            blocks.append({"kind": "article", "number": int(article[1]), "text": article[2]})
        elif line.startswith("- "):
            blocks.append({"kind": "bullets", "lines": [line[2:]]})
        else:
            blocks.append({"kind": "paragraph", "text": line})
    return blocks
