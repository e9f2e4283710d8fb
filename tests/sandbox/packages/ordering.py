"""Orders of invented packages, one line each."""

from datetime import UTC, date, datetime
from uuid import UUID

from sandbox.packages import (
    AccessRequest,
    InventoryLine,
    Kind,
    PackagedAgent,
    PackagedComponent,
    PackagedDocument,
    PackagedEvent,
    PackagedFile,
    PackageOrder,
    PackageReport,
    Party,
    Profile,
    Reception,
)
from sandbox.packages.spoil import minimal_pdf

WORLD = UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")
CODE = "Z99.2025.01.TCCB"
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
EVENTS = (
    PackagedEvent(
        event_id="SK0001",
        event_type="capture",
        at=datetime(2026, 1, 5, 2, 0, tzinfo=UTC),
        agents={"CQ0001": "implementer"},
    ),
    PackagedEvent(
        event_id="SK0002",
        event_type="ingestion",
        at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
        agents={"CQ0001": "implementer"},
    ),
)
AGENTS = (PackagedAgent(agent_id="CQ0001", name="Trung tâm Lưu trữ lịch sử tỉnh Vĩnh Ninh"),)


def component(number: int, **changes: object):
    made = {"file_name": f"{CODE}.{number}.pdf", "content": minimal_pdf(f"van ban so {number}")}
    return PackagedComponent(**(made | changes))


def document(number: int, **changes: object):
    made = {
        "doc_id": f"{CODE}.{number}",
        "doc_code": f"{CODE}.{number:07}",
        "ordinal": number,
        "maintenance": "VV",
        "type_name": "02",
        "code_number": str(number),
        "code_notation": "QĐ-SNV",
        "issued_date": date(2025, 3, number % 28 + 1),
        "organ_name": "Sở Nội vụ tỉnh Vĩnh Ninh",
        "subject": "Về việc kiện toàn tổ chức bộ máy",
        "number_of_page": 1,
        "components": (component(number),),
    }
    return PackagedDocument(**(made | changes))


def file(**changes: object):
    made = {
        "file_code": CODE,
        "title": "Hồ sơ kiện toàn tổ chức bộ máy năm 2025",
        "maintenance": "VV",
        "start_date": date(2025, 1, 6),
        "end_date": date(2025, 12, 19),
    }
    return PackagedFile(**(made | changes))


def order(
    kind: Kind = Kind.SIP,
    profile: Profile = Profile.STRICT,
    *,
    documents: int = 2,
    **changes: object,
):
    made = {
        "kind": kind,
        "ref": "HS0001",
        "namespace": WORLD,
        "contents": file(),
        "documents": tuple(document(number) for number in range(1, documents + 1)),
        "agency": Party(organ_id="Z99", organ_name="Sở Nội vụ tỉnh Vĩnh Ninh"),
        "archive": Party(organ_id="Z99L", organ_name="Trung tâm Lưu trữ lịch sử tỉnh Vĩnh Ninh"),
        "registration": "NL-2026-01",
        "fonds_code": "Z99.P01",
        "created_at": AT,
        "profile": profile,
    }
    if kind is Kind.AIP:
        made |= {"events": EVENTS, "agents": AGENTS, "source_package": "uuid-NGUON"}
    if kind is Kind.DIP:
        made["request"] = AccessRequest(
            request_id="YC0001",
            request_date=date(2026, 11, 2),
            purpose="02",
            purpose_content="Phục vụ công tác thanh tra",
        )
    return PackageOrder(**(made | changes))


def rightly_told(report: PackageReport, asked: PackageOrder):
    """What a receiver rightly knows of a good package."""
    line = InventoryLine(
        file_code=report.file_code,
        title=asked.contents.title,
        maintenance="01",
        documents=tuple(one.doc_code for one in asked.documents),
    )
    return Reception(
        registration=asked.registration,
        inventory=(line,),
        seen=frozenset(),
        held=frozenset(),
        receipt=report.digest,
    )
