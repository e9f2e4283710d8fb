# ruff: noqa: E501 - what papers say is long
"""The file plan of the year and a shelf of older files."""

from datetime import UTC, date, datetime, timedelta

from sandbox import entities as e
from sandbox.entities import (
    Direction,
    DocumentStatus,
    FileStatus,
)
from sandbox.planter import Planter
from tests.ui.planted_people import add

HEADINGS = (("TH", "Tổng hợp"), ("TCCB", "Tổ chức cán bộ"), ("VTLT", "Văn thư, lưu trữ"))
PLANS = (
    ("TH", "01.TH", "Hồ sơ kế hoạch, báo cáo công tác năm 2026 của Sở", "VV", "term/agency.r02"),
    ("TH", "02.TH", "Hồ sơ hội nghị sơ kết 6 tháng đầu năm 2026", "5", "term/agency.r11"),
    ("TCCB", "01.TCCB", "Hồ sơ nâng bậc lương năm 2026", "20", "term/agency.r25"),
    ("VTLT", "01.VTLT", "Hồ sơ ban hành Danh mục hồ sơ năm 2026", "10", "term/agency.r07"),
    ("VTLT", "02.VTLT", "Hồ sơ chỉnh lý tài liệu tồn đọng năm 2026", "20", "term/agency.r07"),
)


def plan(planter: Planter, labels: dict[str, str]) -> None:
    names = dict(HEADINGS)
    for place, (heading, notation, title, term, row) in enumerate(PLANS):
        for keeper in ("officer", "clerk"):
            planned = add(
                planter,
                e.PlannedFile,
                year=2026,
                heading=heading,
                heading_name=names[heading],
                file_notation=notation,
                title=title,
                maintenance=term,
                table_row=row,
                creator=labels[keeper],
            )
            if place == 3 and keeper == "clerk":
                file = add(
                    planter,
                    e.File,
                    file_catalog=2026,
                    file_notation=notation,
                    organ_id="Z99.H23.05",
                    title=title,
                    status=FileStatus.OPEN,
                    maintenance=term,
                    table_row=row,
                    creator=labels[keeper],
                    planned=planned.ref,
                    heading=heading,
                    opened_at=planter.now - timedelta(days=20),
                )
                labels["open_file"] = file.ref


TITLES = (
    "Hồ sơ giải quyết chế độ nghỉ hưu của công chức, viên chức", "Tập công văn trao đổi công tác chung",
    "Hồ sơ hội nghị tổng kết công tác nội vụ", "Báo cáo thống kê số lượng cán bộ, công chức",
    "Hồ sơ thi đua, khen thưởng thường xuyên", "Kế hoạch, báo cáo công tác quý của các phòng",
    "Hồ sơ kiểm tra công tác văn thư, lưu trữ", "Hồ sơ thành lập, sáp nhập đơn vị sự nghiệp",
)  # fmt: skip
TERMS = ("20", "10", "VV", "5", "10", "20", "5", "VV")


def store(planter: Planter, labels: dict[str, str], count: int) -> None:
    own = planter.get(e.Organisation, labels["agency"])
    for place in range(count):
        kind, year = place % len(TITLES), 2006 + place % 14
        heading = ("TCCB", "TH", "TH", "TCCB", "TH", "TH", "VTLT", "TCCB")[kind]
        file = add(
            planter,
            e.File,
            file_catalog=year,
            file_notation=f"{place // 14 + 1:02d}.{heading}",
            organ_id=own.organ_id,
            title=f"{TITLES[kind]} năm {year}",
            status=FileStatus.CURRENT,
            maintenance=None if place == 11 else TERMS[kind],
            table_row="",
            creator=labels["officer"],
            heading=heading,
            start_date=date(year, 1, 12),
            end_date=date(year, 12, 18),
            opened_at=datetime(year, 1, 12, tzinfo=UTC),
            closed_at=datetime(year, 12, 20, tzinfo=UTC),
            accepted_at=datetime(year + 1, 3, 5, tzinfo=UTC),
            total_doc=2,
            number_of_page=14,
        )
        for number in range(2):
            document = add(
                planter,
                e.Document,
                direction=Direction.OUTGOING,
                status=DocumentStatus.ISSUED,
                type_name="BC" if number else "CV",
                code_number=100 + place * 2 + number,
                code_notation="BC-SNV" if number else "SNV-VP",
                issued_date=date(year, 3 + number * 6, 14),
                organ=own.ref,
                organ_name=own.organ_name,
                subject=f"{'Báo cáo kết quả' if number else 'V/v triển khai'}: {TITLES[kind].lower()} năm {year}",
                number_of_page=7,
            )
            add(
                planter,
                e.Filing,
                file=file.ref,
                document=document.ref,
                ordinal=number + 1,
                filed_at=file.closed_at,
            )
        labels[f"file{place}"] = file.ref
    add(
        planter,
        e.Hold,
        files=[labels["file8"], labels["file22"]],
        mandate="Công văn số 88/TA-HS ngày 20/02/2026 của Tòa án nhân dân khu vực 3",
        reason="Phục vụ xét xử, yêu cầu giữ nguyên hồ sơ cho đến khi có thông báo.",
        placed_at=planter.now - timedelta(days=11),
    )
