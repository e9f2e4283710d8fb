"""Agencies, their people and certificates."""

from datetime import UTC, date, datetime

from sandbox import entities as e
from sandbox.entities import (
    KeyKind,
    Role,
    Standing,
)
from sandbox.planter import Planter


def add(planter: Planter, sort: type[e.Entity], /, **facts: object) -> e.Entity:
    return planter.add(sort(ref=planter.next_ref(sort), **facts))


def agencies(planter: Planter) -> dict[str, str]:
    keep = add(
        planter,
        e.Organisation,
        organ_id="Z99.H23.90",
        organ_name="Trung tâm Lưu trữ lịch sử tỉnh Hoài Giang",
        abbreviation="TTLTLS",
        standing=Standing.ARCHIVE,
        place="Hoài Giang",
    )
    upper = add(
        planter,
        e.Organisation,
        organ_id="Z99.H23",
        organ_name="Ủy ban nhân dân tỉnh Hoài Giang",
        abbreviation="UBND",
        standing=Standing.PROVINCE,
        place="Hoài Giang",
    )
    own = add(
        planter,
        e.Organisation,
        organ_id="Z99.H23.05",
        organ_name="Sở Nội vụ tỉnh Hoài Giang",
        abbreviation="SNV",
        standing=Standing.DEPARTMENT,
        place="Hoài Giang",
        parent=upper.ref,
        own=True,
        archive=keep.ref,
        regulation="Quyết định số 215/QĐ-SNV ngày 14/01/2026",
        retention_table="Quyết định số 216/QĐ-SNV ngày 14/01/2026",
    )
    other = add(
        planter,
        e.Organisation,
        organ_id="Z99.H23.07",
        organ_name="Sở Tài chính tỉnh Hoài Giang",
        abbreviation="STC",
        standing=Standing.DEPARTMENT,
        place="Hoài Giang",
        parent=upper.ref,
    )
    return {"archive": keep.ref, "parent": upper.ref, "agency": own.ref, "other": other.ref}


def people(planter: Planter, labels: dict[str, str]) -> None:
    since = date(2021, 1, 1)
    for label, name, title, role, agency, head in (
        ("director", "Hoàng Đức Thắng", "Giám đốc", Role.LEADER, "agency", True),
        ("clerk", "Lường Thị Xuân", "Văn thư", Role.CLERK, "agency", False),
        ("officer", "Nguyễn Minh Châu", "Chuyên viên", Role.OFFICER, "agency", False),
        ("archivist", "Đặng Mùi Nải", "Lưu trữ viên", Role.ARCHIVIST, "agency", False),
        ("receiver", "Trịnh Quốc Việt", "Viên chức thu thập", Role.RECEIVER, "archive", False),
        ("chair", "Vừ A Sùng", "Chủ tịch", Role.LEADER, "parent", True),
        ("finance", "Phan Thị Kiều", "Giám đốc", Role.LEADER, "other", True),
    ):
        person = add(planter, e.Person, full_name=name)
        post = add(
            planter,
            e.Post,
            person=person.ref,
            organisation=labels[agency],
            title=title,
            role=role,
            head=head,
            valid_from=since,
        )
        labels[label] = post.ref
        _certificate(planter, person.ref, name, labels[agency], KeyKind.PERSON)
    for agency in ("agency", "parent", "other"):
        own = planter.get(e.Organisation, labels[agency])
        _certificate(planter, own.ref, own.organ_name, own.ref, KeyKind.AGENCY)


def _certificate(planter: Planter, holder: str, name: str, agency: str, kind: KeyKind) -> None:
    unit = planter.get(e.Organisation, agency).organ_name
    serial = 1000 + len(planter.all(e.Certificate))
    add(
        planter,
        e.Certificate,
        holder=holder,
        kind=kind,
        common_name=name[:64],
        organisation_unit=unit[:64],
        serial=serial,
        valid_from=datetime(2024, 1, 1, tzinfo=UTC),
        valid_to=datetime(2028, 12, 31, tzinfo=UTC),
    )
