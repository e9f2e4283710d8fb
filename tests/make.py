"""Small things for tests: an agency, its people, a document, an archive to act in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from base.clock import VIETNAM
from base.db import Database
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.blobs import MemoryBlobs
from sandbox.clones import clone
from sandbox.planter import Planter
from sandbox.tables import SandboxRow

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=VIETNAM)
KEY = bytes(range(32))
_SINCE = date(2020, 1, 1)

POSTS = {
    "director": ("Giám đốc", e.Role.LEADER, "Hoàng Thị Mỷ"),
    "deputy": ("Phó Giám đốc", e.Role.LEADER, "Trần Văn Khải"),
    "clerk": ("Văn thư viên", e.Role.CLERK, "Lường Thị Ban"),
    "officer": ("Chuyên viên", e.Role.OFFICER, "Nguyễn Đức Tâm"),
    "archivist": ("Lưu trữ viên", e.Role.ARCHIVIST, "Đinh Thị Hrin"),
    "auditor": ("Thanh tra viên", e.Role.AUDITOR, "Lê Quang Hưng"),
}


class Small:
    """A small agency in a planter, with names for its people."""

    def __init__(self) -> None:
        self.blobs = MemoryBlobs()
        self.planter = Planter(now=NOW, world_key=KEY, blobs=self.blobs)
        self.posts: dict[str, str] = {}
        self._grow()

    def _grow(self) -> None:
        plant = self.planter
        self.store = self._organisation("Lưu trữ lịch sử tỉnh Bình Xuyên", "LTLS", "Z99.00.01")
        self.own = self._organisation(
            "Sở Nội vụ", "SNV", "Z99.64.33", own=True, archive=self.store.ref
        )
        self.other = self._organisation("Sở Tài chính", "STC", "Z99.64.20")
        for name, (title, role, person) in POSTS.items():
            self._post(name, title, role, person, self.own, head=name == "director")
        self._post(
            "receiver", "Lưu trữ viên", e.Role.RECEIVER, "Bùi Văn Lai", self.store, head=False
        )
        for org in (self.own, self.other, self.store):
            self._certify(org.ref, e.KeyKind.AGENCY, org.organ_name, org.organ_name)
        plant.add(
            e.PlannedFile(
                ref=plant.next_ref(e.PlannedFile),
                year=2026,
                heading="TCCB",
                heading_name="Tổ chức cán bộ",
                file_notation="01.TCCB",
                title="Hồ sơ bổ nhiệm công chức lãnh đạo năm 2026 của Sở Nội vụ",
                maintenance="70",
                table_row="term/agency.r01",
                creator=self.posts["officer"],
            )
        )

    def _organisation(self, name: str, short: str, code: str, **facts: Any) -> e.Organisation:
        return self.planter.add(
            e.Organisation(
                ref=self.planter.next_ref(e.Organisation),
                organ_id=code,
                organ_name=name,
                abbreviation=short,
                standing=e.Standing.ARCHIVE if short == "LTLS" else e.Standing.DEPARTMENT,
                place="Bình Xuyên",
                **facts,
            )
        )

    def _post(
        self, name: str, title: str, role: e.Role, person: str, at: e.Organisation, *, head: bool
    ) -> None:
        plant = self.planter
        human = plant.add(e.Person(ref=plant.next_ref(e.Person), full_name=person))
        post = plant.add(
            e.Post(
                ref=plant.next_ref(e.Post),
                person=human.ref,
                organisation=at.ref,
                title=title,
                role=role,
                head=head,
                valid_from=_SINCE,
            )
        )
        self.posts[name] = post.ref
        self._certify(human.ref, e.KeyKind.PERSON, person, at.organ_name)

    def _certify(self, holder: str, kind: e.KeyKind, name: str, unit: str) -> None:
        ref = self.planter.next_ref(e.Certificate)
        self.planter.add(
            e.Certificate(
                ref=ref,
                holder=holder,
                kind=kind,
                common_name=name,
                organisation_unit=unit,
                serial=1000 + int(ref[2:]),
                valid_from=datetime(2024, 1, 1, tzinfo=UTC),
                valid_to=datetime(2028, 12, 31, tzinfo=UTC),
            )
        )

    def document(self, **facts: Any) -> e.Document:
        """An incoming, registered document of another agency, without paper."""
        defaults: dict[str, Any] = {
            "direction": e.Direction.INCOMING,
            "status": e.DocumentStatus.REGISTERED,
            "type_name": "CV",
            "code_number": 15,
            "code_notation": "STC-VP",
            "issued_date": date(2026, 2, 20),
            "organ": self.other.ref,
            "organ_name": self.other.organ_name,
            "subject": "phối hợp kiểm tra công tác lưu trữ",
        }
        ref = self.planter.next_ref(e.Document)
        return self.planter.add(e.Document(ref=ref, **{**defaults, **facts}))

    def file(self, **facts: Any) -> e.File:
        """A file in the current archive whose work ended in 2015."""
        defaults: dict[str, Any] = {
            "file_catalog": 2015,
            "file_notation": "07.TCKT",
            "organ_id": self.own.organ_id,
            "title": "Hồ sơ quyết toán quý I năm 2015 của Sở Nội vụ",
            "status": e.FileStatus.CURRENT,
            "maintenance": "10",
            "creator": self.posts["officer"],
            "start_date": date(2015, 1, 10),
            "end_date": date(2015, 4, 20),
            "accepted_at": datetime(2016, 6, 1, tzinfo=UTC),
        }
        ref = self.planter.next_ref(e.File)
        return self.planter.add(e.File(ref=ref, **{**defaults, **facts}))

    def filed(self, file: e.File, document: e.Document, ordinal: int = 1) -> e.Filing:
        ref = self.planter.next_ref(e.Filing)
        return self.planter.add(
            e.Filing(ref=ref, file=file.ref, document=document.ref, ordinal=ordinal)
        )

    def component(self, document: e.Document, content: bytes, **facts: Any) -> e.Component:
        ref = self.planter.next_ref(e.Component)
        part = self.planter.add(
            e.Component(
                ref=ref,
                document=document.ref,
                file_name=f"{document.ref}.pdf",
                digest=self.blobs.put(content),
                size=len(content),
                number_of_page=1,
                **facts,
            )
        )
        for medium in ("online", "backup"):
            self.planter.add(
                e.StoredCopy(
                    ref=self.planter.next_ref(e.StoredCopy),
                    component=ref,
                    medium=medium,
                    digest=part.digest,
                    written_at=NOW - timedelta(days=30),
                )
            )
        return part

    def plant(self, session: Session) -> Archive:
        """Seal it as a template."""
        row = SandboxRow(
            kind="template",
            scenario="test",
            world_key=KEY.hex(),
            now=NOW,
            desk=self.posts["officer"],
            desks=list(self.posts.values()),
        )
        return self.planter.plant(session, row)


@contextmanager
def archive(database: Database, small: Small | None = None) -> Iterator[Archive]:
    """A clone of a small agency to act in; everything is rolled back."""
    grown = small or Small()
    with database.writing() as session:
        template = grown.plant(session)
        yield clone(session, template.sandbox, kind="scratch", blobs=grown.blobs)
        session.rollback()
