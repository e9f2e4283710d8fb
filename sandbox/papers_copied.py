"""Electronic copies of a document: digitised from its paper, or an extract set anew.

NĐ 30/2020 Đ25 and PL I Part II: sao y and sao lục show the whole page as it is, in colour at 200
dpi; trích sao sets the form of the document anew around the part that is wanted. None of them shows
a copy block: form, agency and time stand in the agency's signature, top right of page one.
"""

from typing import Final

from pydantic import ValidationError

from base.clock import vietnam
from base.errors import Refused
from sandbox.archive import Archive
from sandbox.entities import Document, Organisation
from sandbox.paper.blocks import Paragraph
from sandbox.paper.press import Paper, print_sheet
from sandbox.paper.scans import scan
from sandbox.paper.sheet import Copying, Sheet
from sandbox.papers import bytes_of, main_component
from sandbox.papers_enclosed import copy_form, digitised

_END: Final = b"%%EOF"


def reproduced(archive: Archive, source: Document) -> Paper:
    """Return every page of a document as its paper shows it.

    A scan is taken as it was before anybody signed the file; an electronic document is printed
    and scanned, which no rule of copies knows, and the copy shows it.

    Raises:
        Refused: ``document.no_paper``, ``document.bytes_gone`` or why it cannot be read.
    """
    part = main_component(archive, source)
    pdf = bytes_of(archive, part)
    if not digitised(part):
        return scan(pdf, at=archive.now, title=source.subject)
    first = pdf[: pdf.index(_END) + len(_END)] + b"\n" if _END in pdf else pdf
    return Paper.model_validate(
        {"pdf": first, "pages": part.number_of_page, "places": {"mark": part.places["mark"]}}
    )


def extracted(archive: Archive, source: Document, own: Organisation, lines: list[str]) -> Paper:
    """Return the part of a document that is wanted, in the document's own form.

    Raises:
        Refused: ``copy.unprintable`` when its form cannot be set anew.
    """
    issuer = archive.find(Organisation, source.organ)
    facts = {
        "agency_name": source.organ_name,
        "place": issuer.place if issuer else "",
        "type_name": source.type_name,
        "notation": source.code_notation,
        "subject": source.subject,
        "body": [Paragraph(text=line) for line in lines],
        "copying": Copying(form="TrS", agency_name=own.organ_name, electronic=True),
    }
    try:
        sheet = Sheet.model_validate(facts)
    except ValidationError as error:
        raise Refused("copy.unprintable", ref=source.ref) from error
    return print_sheet(sheet, number=source.code_number, issued=source.issued_date, at=archive.now)


def next_copy_number(archive: Archive, own: Organisation) -> int:
    """Return the next number of a year's copies: one series for all kinds (PL I Part II.II.1c)."""
    year = vietnam(archive.now).year
    copies = [
        one.code_number or 0
        for one in archive.all(Document, organ=own.ref)
        if copy_form(one) and one.issued_date is not None and one.issued_date.year == year
    ]
    return max(copies, default=0) + 1
