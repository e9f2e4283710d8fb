"""Files that are not what they say, do not open, could harm, or carry a bad name (TT 05/2025)."""

from collections.abc import Iterator
from typing import Final

from grading.findings.detection import Detection, found
from grading.findings.portraits import Portrait
from grading.findings.survey import Survey
from sandbox.entities import Component
from sandbox.packages.kinds import extension

_HARM: Final = {
    "harm.eicar": "malware",
    "harm.marker": "malware",
    "harm.program": "program",
    "harm.program_name": "program",
    "harm.macro": "active",
    "harm.script": "active",
    "harm.launch": "active",
}
_FORMATS: Final = {
    "empty": "empty",
    "mismatch": "mismatch",
    "archive": "mismatch",
    "encrypted": "encrypted",
    "truncated": "truncated",
}
_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
"""Characters that a file system somewhere does not take (TT 05/2025 packages travel)."""
_SCANNERS: Final = ("scan", "img", "image", "dsc", "untitled", "document", "doc")
"""What machines call their files."""


def formats(survey: Survey) -> Iterator[Detection]:
    """T01–T07, T14: one finding a file, the gravest; it shows in the document.

    Where signatures tell that a file was changed later, its profile is not asked about.
    """
    for document in survey.documents.values():
        for part in survey.parts_of(document.ref):
            code = _code(survey.portrait(part), part)
            if code and not (code == "not_pdfa" and survey.signed(part).wrong):
                yield found(f"format.{code}", document, part.ref, name=part.file_name)


def _code(portrait: Portrait, part: Component) -> str:
    for sign in portrait.harm:
        if sign in _HARM:
            return _HARM[sign]
    if portrait.format in _FORMATS:
        return _FORMATS[portrait.format]
    is_pdf = extension(part.file_name) == "pdf"
    if is_pdf and portrait.format != "gone" and not portrait.opens:
        return "unreadable"
    return "not_pdfa" if portrait.breaks_pdfa else ""


def names(survey: Survey) -> Iterator[Detection]:
    """T15, T17: a name that some systems refuse, or that a scanner gave."""
    for document in survey.documents.values():
        for part in survey.parts_of(document.ref):
            if _FORBIDDEN & set(part.file_name):
                yield found("name.forbidden", document, part.ref, name=part.file_name)
            elif _by_machine(part.file_name):
                yield found("name.by_machine", document, part.ref, name=part.file_name)


def _by_machine(name: str) -> bool:
    stem = name.rpartition(".")[0].lower()
    rest = next((stem.removeprefix(one) for one in _SCANNERS if stem.startswith(one)), None)
    return rest is not None and not rest.strip("-_ ()0123456789")
