"""Do the descriptions say what TT 05/2025 asks, field by field, and do the totals agree?"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from sandbox.packages.fields import FIELDS, Field, Form
from sandbox.packages.kinds import CODES, Kind, Profile
from sandbox.packages.opened import Description, Opened
from sandbox.packages.report import NotPerformed, advice, fault
from sandbox.verdicts import Remark

_DIGITISED: Final = "02"
_BORN_DIGITAL: Final = {"01", "03"}


def file_fields(package: Opened) -> list[Remark] | NotPerformed:
    """Check the package's EAD.xml: 18 fields of a file, 5 or 4 of a batch, 7 of a request."""
    description = package.description
    if description is None:
        return NotPerformed("description_unreadable")
    if not description.shape:
        if package.profile is Profile.CSIP:
            return NotPerformed("not_in_profile")
        return [fault("field.shape", "TT05.EAD", path=description.path)]
    return [*_fields(package, description), *_file_conditions(description)]


def document_fields(package: Opened) -> list[Remark] | NotPerformed:
    """Check every document's EAD: 21 fields in a SIP, 19 in an AIP, 20 in a DIP."""
    documents = package.documents
    if not documents:
        return NotPerformed("description_unreadable")
    found: list[Remark] = []
    for document in documents:
        if not document.shape and package.profile is not Profile.CSIP:
            found.append(fault("field.shape", "TT05.EAD_doc", path=document.path))
        elif document.shape:
            found += _fields(package, document)
            found += _document_conditions(package, document)
    codes = Counter(_doc_code(document) for document in documents)
    twice = [code for code, times in codes.items() if code and times > 1]
    return [*found, *(fault("field.code_twice", "TT05.docCode", found=code) for code in twice)]


def _fields(package: Opened, description: Description) -> Iterator[Remark]:
    rule = "TT05.EAD" if description.path.endswith("/EAD.xml") else "TT05.EAD_doc"
    known = FIELDS[description.shape]
    for name, times in Counter(description.names).items():
        if times > 1:
            yield fault("field.twice", rule, path=description.path, field=name)
    for field in known:
        if field.name not in description.said:
            demand = fault if field.required else package.by_letter
            yield demand("field.missing", rule, path=description.path, field=field.name)
        else:
            yield from _field(description, field, rule)
    for name in sorted(description.said.keys() - {field.name for field in known}):
        yield advice("field.unknown", rule, path=description.path, field=name)


def _field(description: Description, field: Field, rule: str) -> Iterator[Remark]:
    text = description.said[field.name]
    where = {"path": description.path, "field": field.name}
    if not text:
        if field.required:
            yield fault("field.empty", rule, **where)
        return
    if len(text) > field.length:
        yield fault(
            "field.too_long", rule, found=str(len(text)), expected=str(field.length), **where
        )
    if not _has_form(text, field, description.shape):
        yield fault(
            "field.form", rule, found=text[:60], expected=f"@package_form.{field.form}", **where
        )
    elif field.codes and not _codes(text, field) <= CODES[field.codes]:
        expected = ", ".join(sorted(CODES[field.codes]))
        yield fault("field.code", rule, found=text[:60], expected=expected, **where)


def _has_form(text: str, field: Field, shape: str) -> bool:
    if field.form is Form.NUMBER:
        return text.isascii() and text.isdigit()
    if field.form is Form.FLAG:
        return text in {"0", "1"}
    if field.form is Form.DATE:
        return day_of(text) is not None or (shape.startswith("aip") and _is_short(text))
    return True


def _is_short(text: str) -> bool:
    """Whether this is MM/YYYY or YYYY, which an AIP may use (PL I)."""
    return bool(re.fullmatch(r"((0[1-9]|1[0-2])/)?[0-9]{4}", text))


def day_of(text: str) -> date | None:
    """Return the day written DD/MM/YYYY, or none."""
    match = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", text)
    if not match:
        return None
    dd, mm, yyyy = (int(part) for part in match.groups())
    try:
        return date(yyyy, mm, dd)
    except ValueError:
        return None


def _codes(text: str, field: Field) -> set[str]:
    return set(re.split(r"\s*[,;]\s*", text)) if field.many else {text}


def _file_conditions(description: Description) -> Iterator[Remark]:
    """What one field asks of another in the file's description."""
    said = description.said
    where = {"path": description.path}
    start, end = day_of(said.get("startDate", "")), day_of(said.get("endDate", ""))
    if start and end and start > end:
        yield fault(
            "field.dates_reversed", "TT05.EAD", found=said["startDate"], expected=said["endDate"],
            **where,
        )  # fmt: skip
    if said.get("confidenceLevel") == _DIGITISED and not said.get("paperFileCode"):
        yield fault("field.paper_code", "TT05.paperFileCode", **where)
    yield from _recovery(said.get("riskRecovery"), said.get("riskRecoveryStatus"), where)


def _recovery(is_kept: str | None, status: str | None, where: dict[str, str]) -> Iterator[Remark]:
    if is_kept == "1" and not status:
        yield fault("field.recovery", "TT05.riskRecoveryStatus", **where)


def _document_conditions(package: Opened, document: Description) -> Iterator[Remark]:
    """What one field asks of another in a document's description, and of the file's."""
    said = document.said
    where = {"path": document.path}
    yield from _recovery(said.get("riskRecovery"), said.get("riskRecoveryStatus"), where)
    if said.get("confidenceLevel") in _BORN_DIGITAL and "process" in said and not said["process"]:
        yield package.by_letter("field.process", "TT05.process", **where)
    code = _doc_code(document)
    if code and package.file_code and not _follows(package, code):
        yield package.by_letter(
            "field.doc_code", "TT05.docCode", found=code, expected=f"{package.file_code}.0000001",
            **where,
        )  # fmt: skip


def _doc_code(document: Description) -> str:
    return document.said.get("docCode") or document.said.get("arcDocCode", "")


def _follows(package: Opened, code: str) -> bool:
    """Whether a document's code is its file's code and seven digits.

    In an AIP the file's code begins with the archive's, which the document's need not.
    """
    base, _, ordinal = code.rpartition(".")
    is_ordinal = re.fullmatch(r"[0-9]{7}", ordinal) is not None
    if package.kind is Kind.AIP:
        return is_ordinal and package.file_code.endswith(base)
    return is_ordinal and base == package.file_code


def totals(package: Opened) -> list[Remark] | NotPerformed:
    """Compare the file's own totals with what is in the package."""
    description = package.description
    if description is None or not {"totalDoc", "numberOfPage"} & description.said.keys():
        return NotPerformed("no_totals")
    counts = package.counts
    found = []
    for name, real, code in (
        ("totalDoc", counts.documents, "totals.documents"),
        ("numberOfPage", counts.pages, "totals.pages"),
    ):
        stated = description.said.get(name, "")
        if stated.isascii() and stated.isdigit() and int(stated) != real:
            found.append(
                fault(code, "TT05.EAD", path=description.path, found=str(real), expected=stated)
            )
    return found


def conditions(package: Opened) -> list[Remark] | NotPerformed:
    """Check that what goes to a historical archive is permanent and not secret.

    TT 05/2025 PL III: ``maintenance`` 01 only; Luật 33/2024 Đ17: secret files once declassified.
    """
    if package.kind is not Kind.SIP or package.reception.destination != "historical":
        return NotPerformed("not_a_submission")
    descriptions = [*([package.description] if package.description else []), *package.documents]
    if not descriptions:
        return NotPerformed("description_unreadable")
    found = []
    for one in descriptions:
        term, mode = one.said.get("maintenance", "01"), one.said.get("mode", "01")
        if term in CODES["maintenance"] - {"01"}:
            found.append(fault("conditions.term", "TT05.maintenance", path=one.path, found=term))
        if mode == "03":
            found.append(fault("conditions.secret", "Luật33.D17", path=one.path))
    return found
