"""What a paper says, as a frozen Value: the nine components of NĐ 30/2020 Đ8 and the extra ones."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from base.model import Value
from sandbox.paper.blocks import Blocks, Line, Text
from sandbox.paper.kinds import DocumentType

Notation = Annotated[str, StringConstraints(pattern=r"^[^\s/]*$", max_length=40)]
"""Ký hiệu without the number: ``QĐ-SNV``; empty: the paper takes no number."""


class Signing(Value):
    """Who signs and on whose behalf (Đ13; PL I II.7)."""

    authority: tuple[Line, ...] = Field(min_length=1, max_length=5)
    "one line each, printed in capitals: “TM. Ủy ban nhân dân”, “KT. Chủ tịch”, “Phó Chủ tịch”"
    signer_name: Line = ""
    "without titles or degrees"
    hint: Line = ""
    "italic under the authority, on forms: “(Ký, ghi rõ họ tên)”"
    sealed: bool = True
    "whether the agency's seal belongs on it; not on a list its maker signs"


class Copying(Value):
    """The copy block of a copy (sao y, sao lục, trích sao): PL I Part II."""

    form: Literal["SY", "SL", "TrS"]
    agency_name: Line
    "the agency that copies"
    parent_name: Line = ""
    number: int | None = Field(default=None, ge=1)
    notation: Notation = ""
    "``SY-SNV``; all copies of a year share one series of numbers"
    place: Line = ""
    copied: date | None = None
    signing: Signing | None = None
    recipients: tuple[Line, ...] = ()
    electronic: bool = False
    """An e-copy carries no block: its form, agency and signing time stand at the top right of the
    first page (``copy_mark``), drawn by the agency's signature."""


class Annex(Value):
    """An annex (phụ lục), or a regulation issued with a decision."""

    title: Line
    "tiêu đề, printed in capitals"
    blocks: Blocks = ()
    label: Line | None = None
    "over the title; None: “Phụ lục”, with a Roman numeral when there are two or more"
    subject: Line = ""
    "under the title, for a regulation: what it is about"
    landscape: bool = False
    headed: bool = False
    "whether it begins with the agency's name and the national title, as a regulation does"
    issued_with: bool = False
    "“Ban hành kèm theo …” (a regulation) in place of “Kèm theo …” (an annex)"
    signing: Signing | None = None


class Sheet(Value):
    """A paper as facts. Number and date are not here: the registry gives them at printing.

    It is stored as JSON: ``Sheet.model_validate(sheet.model_dump(mode="json")) == sheet``.
    """

    parent_name: Line = ""
    "cơ quan chủ quản trực tiếp; may be empty; printed in capitals"
    agency_name: Line
    """Cơ quan ban hành, written as in a sentence (“Sở Nội vụ tỉnh Thanh Bình”): printed in capitals
    at the head, as it is in “Kèm theo … của …”. A line feed sets where it wraps, else the lines are
    balanced."""
    place: Line = ""
    "địa danh; empty: no line with place and date"
    type_name: DocumentType | None = None
    "None: a form or list that is none of the 29 types; it then needs a heading"
    heading: Line = ""
    "printed in place of the type's name: “DANH MỤC HỒ SƠ”"
    notation: Notation = ""
    subject: Line = ""
    "trích yếu; for a công văn without “V/v”"
    addressees: tuple[Line, ...] = Field(default=(), max_length=40)
    addressing: Line = ""
    "None given: “Kính gửi”; a công điện says who wires"
    enacting_authority: Line = ""
    "“Giám đốc Sở Nội vụ”, over the grounds of a decision; printed in capitals"
    grounds: tuple[Text, ...] = Field(default=(), max_length=60)
    "căn cứ, without final punctuation: each is ended by “;”, the last by “.”"
    enacts: Line | None = None
    "None: “QUYẾT ĐỊNH:” or “QUYẾT NGHỊ:” for these two types, nothing for the others"
    body: Blocks = ()
    signing: Signing | None = None
    recipients: tuple[Line, ...] = Field(default=(), max_length=60)
    "nơi nhận, without dash and final punctuation; the last is “Lưu: VT, TCCB (3)”"
    drafter_mark: Line = ""
    "ký hiệu người soạn thảo và số lượng bản: “PL.(300)”"
    address: tuple[Line, ...] = Field(default=(), max_length=3)
    "foot of the first page"
    urgency: Literal["none", "khan", "thuong-khan", "hoa-toc"] = "none"
    secrecy: Literal["none", "mat", "toi-mat", "tuyet-mat"] = "none"
    circulation: Line = ""
    "“LƯU HÀNH NỘI BỘ”, “XEM XONG TRẢ LẠI”"
    annexes: tuple[Annex, ...] = Field(default=(), max_length=30)
    enclosed: tuple[Annex, ...] = Field(default=(), max_length=30)
    "annexes in files of their own: the text names them, ``print_annex`` prints each"
    copying: Copying | None = None
    draft: bool = False
    "prints DỰ THẢO"
    paper: bool = False
    """A paper document: the “Kèm theo …” line of its annexes is filled in. On an electronic one it
    stays blank (PL I III.1c)."""
    header: Literal["full", "agency"] = "full"
    "``agency``: no national title, as on lists and registers"
    landscape: bool = False
    size: Literal[13, 14] = 14
    "points of the body"
