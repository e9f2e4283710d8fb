"""What goes into a package: files, documents, components, PREMIS events and agents, as Values."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from base.language import say
from base.model import Value
from sandbox.packages.kinds import maintenance_code, media_type

ModeCode = Literal["01", "02", "03"]
Term = Annotated[
    str, StringConstraints(pattern=r"^(VV|[2-9]|[1-6][0-9]|70|until-expiry|lifetime)$")
]
"""As ``sandbox.entities.Term``; repeated here so that packages load without the database."""


class PackagedComponent(Value):
    """One file of bytes (tệp tin)."""

    file_name: str
    content: bytes = Field(repr=False)
    media_type: str = ""
    "what the extension promises, unless told"
    ordinal: int = 1
    "1 is the main component of its document; more are attachments"
    puid: str = ""
    "PRONOM id, when it was identified; goes into PREMIS"
    format_name: str = ""

    @property
    def mime(self) -> str:
        """Media type for METS."""
        return self.media_type or media_type(self.file_name)


class PackagedDocument(Value):
    """A document with its components; names follow EAD_doc (TT 05/2025 PL III, 21 fields)."""

    doc_id: str
    "mã định danh tài liệu: file code, ordinal"
    doc_code: str
    "mã lưu trữ: file code, ordinal in seven digits"
    ordinal: int
    maintenance: Term
    type_name: str
    "code 01–32 (``kinds.type_code``)"
    code_number: str = ""
    code_notation: str = ""
    issued_date: date | None = None
    organ_name: str
    subject: str
    language: str = "01"
    number_of_page: int = 0
    infor_sign: str = ""
    keyword: str = ""
    mode: ModeCode = "01"
    confidence_level: Literal["", "01", "02", "03"] = "01"
    autograph: str = ""
    format: str = ""
    risk_recovery: bool = False
    risk_recovery_status: Literal["", "01", "02"] = ""
    process: Literal["", "0", "1"] = "0"
    "1 when the log of how it was handled goes with it"
    description: str = ""
    components: tuple[PackagedComponent, ...] = Field(min_length=1)


class PackagedFile(Value):
    """A file (hồ sơ); names follow EAD.xml of the file (TT 05/2025 PL I and III, 18 fields)."""

    file_code: str
    title: str
    maintenance: Term
    mode: ModeCode = "01"
    language: str = "01"
    start_date: date | None = None
    end_date: date | None = None
    keyword: str = ""
    total_doc: int | None = None
    "counted when the file is packed, unless told"
    number_of_paper: int | None = None
    "sheets, of digitised paper only"
    number_of_page: int | None = None
    format: str = ""
    infor_sign: str = ""
    confidence_level: Literal["", "01", "02", "03"] = "01"
    paper_file_code: str = ""
    risk_recovery: bool = False
    risk_recovery_status: Literal["", "01", "02"] = ""
    description: str = ""


class PackagedBatch(Value):
    """Loose documents without a file (SIP_tailieu five fields, AIP_tailieu four; PL II and IV)."""

    file_code: str
    title: str
    source: Literal["0", "1"]
    "0 outgoing, 1 incoming"
    total_doc: int | None = None
    description: str = ""


class AccessRequest(Value):
    """The request a DIP answers (PL V, seven fields): a DIP describes the request, not the file."""

    request_id: str
    request_date: date
    purpose: Literal["01", "02", "03"]
    purpose_content: str
    fee_object_type: str = "10"
    research_topic: str = ""
    description: str = ""


class PackagedAgent(Value):
    """Who acted: a person, an organisation or software (PREMIS 3 agent)."""

    agent_id: str
    name: str
    agent_type: Literal["person", "organization", "software"] = "organization"


class PackagedEvent(Value):
    """What happened to the objects (PREMIS 3 event)."""

    event_id: str
    event_type: str
    "a term of the Library of Congress's list: ``transfer``, ``fixity check`` …"
    at: AwareDatetime
    outcome: str = "success"
    detail: str = ""
    agents: Mapping[str, str] = {}
    "agent id → role: authorizer, implementer, validator, executing program"
    objects: Mapping[str, str] = {}
    "file name, or the id of a package → role: source, outcome; empty: the package itself"


Written = Mapping[str, str]
"""Element name → its text, as an EAD*.xml carries it."""


def file_description(file: PackagedFile, documents: tuple[PackagedDocument, ...]) -> Written:
    """Return what EAD.xml says of a file; totals nobody gave are counted."""
    pages = sum(document.number_of_page for document in documents)
    total = len(documents) if file.total_doc is None else file.total_doc
    return {
        "fileCode": file.file_code,
        "title": file.title,
        "maintenance": maintenance_code(file.maintenance),
        "mode": file.mode,
        "language": file.language,
        "startDate": day(file.start_date),
        "endDate": day(file.end_date),
        "keyword": file.keyword,
        "totalDoc": str(total),
        "numberOfPaper": "" if file.number_of_paper is None else str(file.number_of_paper),
        "numberOfPage": str(pages if file.number_of_page is None else file.number_of_page),
        "format": file.format,
        "inforSign": file.infor_sign,
        "confidenceLevel": file.confidence_level,
        "paperFileCode": file.paper_file_code,
        "riskRecovery": "1" if file.risk_recovery else "0",
        "riskRecoveryStatus": file.risk_recovery_status,
        "description": _with_term(file.description, file.maintenance),
    }


def batch_description(batch: PackagedBatch, documents: tuple[PackagedDocument, ...]) -> Written:
    """Return what EAD.xml says of loose documents."""
    return {
        "fileCode": batch.file_code,
        "title": batch.title,
        "source": batch.source,
        "totalDoc": str(len(documents) if batch.total_doc is None else batch.total_doc),
        "description": batch.description,
    }


def request_description(request: AccessRequest) -> Written:
    """Return what a DIP's EAD.xml says."""
    return {
        "requestID": request.request_id,
        "requestDate": day(request.request_date),
        "purpose": request.purpose,
        "purposeContent": request.purpose_content,
        "feeObjectType": request.fee_object_type,
        "researchTopic": request.research_topic,
        "description": request.description,
    }


def document_description(document: PackagedDocument) -> Written:
    """Return all that an EAD_doc may say; the package's kind chooses from it."""
    return {
        "docId": document.doc_id,
        "docCode": document.doc_code,
        "docOrdinal": str(document.ordinal),
        "maintenance": maintenance_code(document.maintenance),
        "typeName": document.type_name,
        "codeNumber": document.code_number,
        "codeNotation": document.code_notation,
        "issuedDate": day(document.issued_date),
        "organName": document.organ_name,
        "subject": document.subject,
        "language": document.language,
        "numberOfPage": str(document.number_of_page),
        "inforSign": document.infor_sign,
        "keyword": document.keyword,
        "mode": document.mode,
        "confidenceLevel": document.confidence_level,
        "autograph": document.autograph,
        "format": document.format,
        "riskRecovery": "1" if document.risk_recovery else "0",
        "riskRecoveryStatus": document.risk_recovery_status,
        "process": document.process,
        "description": document.description,
    }


def day(when: date | datetime | None) -> str:
    """Return a date as the annexes write it: DD/MM/YYYY."""
    return "" if when is None else f"{when:%d/%m/}{when.year:04}"


def _with_term(description: str, term: str) -> str:
    """Say in words a term that has no code of its own (07, "khác"): packages are in Vietnamese."""
    if maintenance_code(term) != "07":
        return description
    key = "years" if re.fullmatch(r"[0-9]+", term) else term.replace("-", "_")
    words = say(f"package_term.{key}", "vi", years=term)
    return f"{words} {description}".strip()
