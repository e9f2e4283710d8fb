"""Papers: facts to the bytes of a PDF/A-2b, their stamps, their scans, reading and checking them.

The other papers of an archive (lists, minutes, registers, regulations) are in
``sandbox.paper.forms``. Typst, pikepdf and PDFium load at first use, not here.
"""

from sandbox.paper.blocks import (
    Article,
    Block,
    Break,
    Bullets,
    Clause,
    Clauses,
    Column,
    Heading,
    Pair,
    Pairs,
    Paragraph,
    Row,
    Side,
    Signatures,
    Table,
)
from sandbox.paper.fields import (
    DATE_FIELD,
    NUMBER_FIELD,
    date_appearance,
    field_appearance,
    number_appearance,
)
from sandbox.paper.kinds import DOCUMENT_TYPES, DocumentType
from sandbox.paper.letters import missing, printable
from sandbox.paper.marks import annex_mark, copy_mark, digitised_mark, signing_time
from sandbox.paper.pdfa import PdfaReport, check_pdfa
from sandbox.paper.places import Place
from sandbox.paper.press import Paper, print_annex, print_sheet
from sandbox.paper.read import PageSize, page_image, page_sizes, text_of
from sandbox.paper.scans import ScannedPage, scan
from sandbox.paper.sheet import Annex, Copying, Sheet, Signing
from sandbox.paper.stamps import seal_image, signature_image, text_mark
from sandbox.paper.wording import day_in_words, in_words, number_in_digits, short_day

__all__ = [
    "DATE_FIELD",
    "DOCUMENT_TYPES",
    "NUMBER_FIELD",
    "Annex",
    "Article",
    "Block",
    "Break",
    "Bullets",
    "Clause",
    "Clauses",
    "Column",
    "Copying",
    "DocumentType",
    "Heading",
    "PageSize",
    "Pair",
    "Pairs",
    "Paper",
    "Paragraph",
    "PdfaReport",
    "Place",
    "Row",
    "ScannedPage",
    "Sheet",
    "Side",
    "Signatures",
    "Signing",
    "Table",
    "annex_mark",
    "check_pdfa",
    "copy_mark",
    "date_appearance",
    "day_in_words",
    "digitised_mark",
    "field_appearance",
    "in_words",
    "missing",
    "number_appearance",
    "number_in_digits",
    "page_image",
    "page_sizes",
    "print_annex",
    "print_sheet",
    "printable",
    "scan",
    "seal_image",
    "short_day",
    "signature_image",
    "signing_time",
    "text_mark",
    "text_of",
]
