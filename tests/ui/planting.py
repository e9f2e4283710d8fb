"""A small practice archive with believable papers, so that every screen has something to show."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import yaml

from base.db import writing
from course.people import Person
from course.tables import AttemptRow
from grading.evidence import Truth
from grading.report import SEMANTICS
from sandbox import entities as e
from sandbox.blobs import blobs
from sandbox.clones import clone
from sandbox.entities import (
    CopyKind,
    Direction,
    DocumentStatus,
    FileStatus,
    KeyKind,
    Role,
    Signing,
    Standing,
    Urgency,
)
from sandbox.papers import (
    certificate_of,
    compose,
    keep_copies,
    lay_down,
    number_paper,
    seal_paper,
    sign_paper,
)
from sandbox.planter import Planter
from sandbox.signing.tamper import flip_byte
from sandbox.tables import SandboxRow
from scenarios import exercise as library
from scenarios.exercise import Exercise, load
from scenarios.tables import WorldRow

NOW = datetime(2026, 3, 3, 2, 12, tzinfo=UTC)
IDS = ("practice-file", "practice-disposal")


def scenario(folder: Path, name: str, mode: str) -> Exercise:
    """Write a small scenario's folder and read it."""
    here = folder / name
    here.mkdir(parents=True, exist_ok=True)
    guided = mode == "guided"
    title = (
        {"vi": "Hồ sơ đầu tiên", "en": "The first file"}
        if guided
        else {"vi": "Những gì được phép hủy", "en": "What may be destroyed"}
    )
    told = {
        "id": name,
        "version": 1,
        "status": "released",
        "title": title,
        "summary": {
            "vi": "Đăng ký văn bản đến, kiểm tra chữ ký số và lập hồ sơ công việc đầu tiên.",
            "en": "Register incoming documents, check signatures and make your first file.",
        }
        if guided
        else {
            "vi": "Xem xét một loạt hồ sơ và đề nghị hủy đúng những hồ sơ được phép.",
            "en": "Go through a shelf of files and propose for disposal only what may go.",
        },
        "stages": ["receive", "sign", "file"] if guided else ["appraise", "dispose"],
        "mode": mode,
        "minutes": 25 if guided else 45,
        "objectives": [{"vi": "Lập được hồ sơ.", "en": "Make a file."}],
        "competencies": ["filing"],
        "world": {"now": NOW.isoformat(), "recipes": [{"recipe": "agency"}]},
        "desks": ["$clerk", "$officer", "$director", "$archivist"],
        "steps": [
            {
                "id": "register",
                "title": {"vi": "Đăng ký văn bản đến vào sổ", "en": "Register what has arrived"},
                "help": {
                    "vi": "Mở từng văn bản mới đến, **kiểm tra chữ ký số** rồi đăng ký hoặc trả lại nơi gửi.",
                    "en": "Open each new document, **check its signatures**, then register or return it.",
                },
                "verbs": ["register-incoming", "return-incoming"],
                "done": ["registered"],
            },
            {
                "id": "file",
                "title": {"vi": "Lập hồ sơ và đưa văn bản vào", "en": "Open the file and fill it"},
                "help": {"vi": "Mở hồ sơ theo danh mục.", "en": "Open the planned file."},
                "verbs": ["open-file", "file-documents"],
                "done": ["filed"],
            },
        ],
        "criteria": [
            {
                "id": "registered",
                "title": {"vi": "Văn bản đến đã được đăng ký", "en": "The document is registered"},
                "check": {
                    "kind": "state",
                    "records": {"label": "sound"},
                    "facts": [{"fact": "field", "field": "status", "is": "registered"}],
                },
                "points": 60,
                "rules": ["agency/qc.d12"],
            },
            {
                "id": "filed",
                "title": {"vi": "Văn bản nằm trong hồ sơ", "en": "The document lies in a file"},
                "check": {
                    "kind": "state",
                    "records": {"label": "sound"},
                    "facts": [{"fact": "field", "field": "held_by", "is": None}],
                },
                "points": 40,
                "rules": ["agency/qc.d20"],
            },
        ],
        "hints": [
            {
                "criterion": "registered",
                "levels": [
                    {"vi": "Xem Điều 12 của Quy chế.", "en": "See article 12 of the regulation."},
                    {"vi": "Nhìn khay “Văn bản mới đến”.", "en": "Look into the tray of arrivals."},
                ],
                "prices": [2, 3],
            }
        ],
    }
    (here / "scenario.yaml").write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False))
    for text, vi, en in (
        ("brief", BRIEF_VI, BRIEF_EN),
        ("debrief", "Văn bản đến phải được đăng ký ngay trong ngày.", "Register on the same day."),
    ):
        (here / f"{text}.vi.md").write_text(vi)
        (here / f"{text}.en.md").write_text(en)
    step = {"id": "register", "op": "register-incoming", "with": {"document": "$sound", "to": "$officer"}}
    (here / "solution.yaml").write_text(yaml.safe_dump({"steps": [step]}, allow_unicode=True))
    decoy = {
        "id": "idle",
        "title": {"vi": "Không làm gì", "en": "Nothing done"},
        "edits": [{"drop": "register"}],
        "loses": ["registered"],
    }
    (here / "decoys.yaml").write_text(yaml.safe_dump({"decoys": [decoy]}, allow_unicode=True))
    return load(here)


BRIEF_VI = """Sáng nay văn thư nghỉ phép và anh/chị ngồi thay ở bàn văn thư.

Có mấy văn bản mới đến trên hệ thống. Hãy:

1. kiểm tra chữ ký số của từng văn bản và ghi kết luận;
2. đăng ký văn bản đúng, trả lại văn bản sai, nêu rõ lý do;
3. chuyển văn bản cho người giải quyết; ngồi sang bàn đó và lập hồ sơ.
"""
BRIEF_EN = """The registry clerk is on leave this morning and you sit in for them.

A few documents have arrived. Please:

1. check each document's signatures and record your conclusion;
2. register the sound ones and return the others with the reason;
3. route them, change desks, and make the file.
"""


def use_library(folder: Path) -> None:
    """Let the house read its scenarios from another folder than its own library."""
    for function in (library.folders, library.find):
        function.__defaults__ = (folder,)


class Grown:
    """The refs a test needs by name."""

    def __init__(self) -> None:
        self.named: dict[str, str] = {}


def archive(now: datetime = NOW, files: int = 64) -> tuple[Planter, dict[str, str]]:
    """Plant the whole archive; return the planter and its labels."""
    planter = Planter(now=now, world_key=b"k" * 32, blobs=blobs())
    labels = _agencies(planter)
    _people(planter, labels)
    _incoming(planter, labels)
    _plan(planter, labels)
    _store(planter, labels, files)
    return planter, labels


def _add(planter: Planter, sort: type[e.Entity], /, **facts: object):
    return planter.add(sort(ref=planter.next_ref(sort), **facts))


def _agencies(planter: Planter) -> dict[str, str]:
    keep = _add(planter, e.Organisation, organ_id="Z99.H23.90", organ_name="Trung tâm Lưu trữ lịch sử tỉnh Hoài Giang", abbreviation="TTLTLS", standing=Standing.ARCHIVE, place="Hoài Giang")
    upper = _add(planter, e.Organisation, organ_id="Z99.H23", organ_name="Ủy ban nhân dân tỉnh Hoài Giang", abbreviation="UBND", standing=Standing.PROVINCE, place="Hoài Giang")
    own = _add(planter, e.Organisation, organ_id="Z99.H23.05", organ_name="Sở Nội vụ tỉnh Hoài Giang", abbreviation="SNV", standing=Standing.DEPARTMENT, place="Hoài Giang", parent=upper.ref, own=True, archive=keep.ref, regulation="Quyết định số 215/QĐ-SNV ngày 14/01/2026", retention_table="Quyết định số 216/QĐ-SNV ngày 14/01/2026")
    other = _add(planter, e.Organisation, organ_id="Z99.H23.07", organ_name="Sở Tài chính tỉnh Hoài Giang", abbreviation="STC", standing=Standing.DEPARTMENT, place="Hoài Giang", parent=upper.ref)
    return {"archive": keep.ref, "parent": upper.ref, "agency": own.ref, "other": other.ref}


def _people(planter: Planter, labels: dict[str, str]) -> None:
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
        person = _add(planter, e.Person, full_name=name)
        post = _add(planter, e.Post, person=person.ref, organisation=labels[agency], title=title, role=role, head=head, valid_from=since)
        labels[label] = post.ref
        _certificate(planter, person.ref, name, labels[agency], KeyKind.PERSON)
    for agency in ("agency", "parent", "other"):
        own = planter.get(e.Organisation, labels[agency])
        _certificate(planter, own.ref, own.organ_name, own.ref, KeyKind.AGENCY)


def _certificate(planter: Planter, holder: str, name: str, agency: str, kind: KeyKind) -> None:
    unit = planter.get(e.Organisation, agency).organ_name
    serial = 1000 + len(planter.all(e.Certificate))
    _add(planter, e.Certificate, holder=holder, kind=kind, common_name=name[:64], organisation_unit=unit[:64], serial=serial, valid_from=datetime(2024, 1, 1, tzinfo=UTC), valid_to=datetime(2028, 12, 31, tzinfo=UTC))


class _Wording:
    """What a paper of the fixture says."""

    def __init__(self, **facts: object) -> None:
        self.__dict__.update(
            {"signing": Signing.DIRECT, "addressees": [], "grounds": [], "recipients": ["Như trên", "Lưu: VT"], "urgency": "none"} | facts
        )


ARRIVALS = (
    ("sound", "parent", "chair", "QĐ", 315, "QĐ-UBND", "Ban hành Danh mục hồ sơ năm 2026 của các sở, ban, ngành", "none", "valid"),
    ("express", "other", "finance", "CV", 1187, "STC-HCSN", "Hướng dẫn lập dự toán kinh phí chỉnh lý tài liệu năm 2026", "hoa-toc", "valid"),
    ("broken", "other", "finance", "TB", 42, "TB-STC", "Kết luận cuộc họp giao ban công tác tài chính tháng 02 năm 2026", "none", "broken"),
    ("bare", "parent", "chair", "KH", 57, "KH-UBND", "Tổ chức tập huấn công tác văn thư, lưu trữ năm 2026", "none", "unsealed"),
)


def _incoming(planter: Planter, labels: dict[str, str]) -> None:
    for place, (label, agency, signer, kind, number, notation, subject, urgency, state) in enumerate(ARRIVALS):
        own = planter.get(e.Organisation, labels[agency])
        post = planter.get(e.Post, labels[signer])
        body = [
            "Điều 1. Ban hành kèm theo Quyết định này Danh mục hồ sơ năm 2026, gồm 128 hồ sơ thuộc 07 nhóm lớn, là căn cứ để lập hồ sơ điện tử và nộp lưu vào lưu trữ cơ quan.",
            "Điều 2. Thủ trưởng các đơn vị chịu trách nhiệm tổ chức lập hồ sơ công việc, xác định thời hạn lưu trữ và nộp lưu hồ sơ đúng thời hạn quy định.",
            "Điều 3. Quyết định này có hiệu lực kể từ ngày ký.",
        ] if kind == "QĐ" else [
            "Thực hiện chương trình công tác năm 2026, đề nghị các cơ quan, đơn vị phối hợp triển khai các nội dung sau đây.",
            "Các đơn vị rà soát khối tài liệu còn tồn đọng, lập dự toán kinh phí chỉnh lý và gửi báo cáo trước ngày 15 tháng 3 năm 2026.",
            "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh kịp thời để được hướng dẫn giải quyết.",
        ]
        wording = _Wording(type_name=kind, code_notation=notation, subject=subject, body=body, urgency=urgency, grounds=["Luật Lưu trữ ngày 21 tháng 6 năm 2024"] if kind == "QĐ" else [], addressees=["Sở Nội vụ tỉnh Hoài Giang"] if kind == "CV" else [])
        document = _add(
            planter, e.Document, direction=Direction.INCOMING, status=DocumentStatus.RECEIVED, type_name=kind,
            code_number=number, code_notation=notation, issued_date=date(2026, 3, 2), organ=own.ref,
            organ_name=own.organ_name, subject=subject, signer=post.ref, signer_name=planter.get(e.Person, post.person).full_name,
            recipients=["Như trên", "Lưu: VT"], urgency=Urgency(urgency), copy_kind=CopyKind.ORIGINAL,
            held_by=labels["clerk"], content=compose(planter, wording, own=own, signer=post),
        )
        labels[label] = document.ref
        at = planter._now
        planter._now = at - timedelta(hours=20 - place)
        part = lay_down(planter, planter.change(document, code_number=None, issued_date=None))
        document = planter.change(document, number_of_page=part.number_of_page, code_number=number, issued_date=date(2026, 3, 2))
        sign_paper(planter, document, post=post, certificate=certificate_of(planter, post.person, KeyKind.PERSON))
        number_paper(planter, document)
        if state != "unsealed":
            seal_paper(planter, document, post=post, certificate=certificate_of(planter, own.ref, KeyKind.AGENCY))
        planter._now = at
        if state == "broken":
            part = planter.all(e.Component, document=document.ref)[0]
            spoiled = flip_byte(planter.blob(part.digest))
            planter.change(part, digest=planter.blobs.put(spoiled), size=len(spoiled))
        planter.change(planter.get(e.Document, document.ref), content={})
        keep_copies(planter, document)
    _add(planter, e.Note, to=labels["clerk"], sender="Chánh Văn phòng", text={"vi": "Nhớ kiểm tra chữ ký số trước khi đăng ký; hôm qua có văn bản bị sửa sau khi ký.", "en": "Check signatures before you register; yesterday a document came that was changed after signing."}, sent_at=planter.now - timedelta(hours=1))


HEADINGS = (("TH", "Tổng hợp"), ("TCCB", "Tổ chức cán bộ"), ("VTLT", "Văn thư, lưu trữ"))
PLANS = (
    ("TH", "01.TH", "Hồ sơ kế hoạch, báo cáo công tác năm 2026 của Sở", "VV", "term/agency.r02"),
    ("TH", "02.TH", "Hồ sơ hội nghị sơ kết 6 tháng đầu năm 2026", "5", "term/agency.r11"),
    ("TCCB", "01.TCCB", "Hồ sơ nâng bậc lương năm 2026", "20", "term/agency.r25"),
    ("VTLT", "01.VTLT", "Hồ sơ ban hành Danh mục hồ sơ năm 2026", "10", "term/agency.r07"),
    ("VTLT", "02.VTLT", "Hồ sơ chỉnh lý tài liệu tồn đọng năm 2026", "20", "term/agency.r07"),
)


def _plan(planter: Planter, labels: dict[str, str]) -> None:
    names = dict(HEADINGS)
    for place, (heading, notation, title, term, row) in enumerate(PLANS):
        for keeper in ("officer", "clerk"):
            planned = _add(planter, e.PlannedFile, year=2026, heading=heading, heading_name=names[heading], file_notation=notation, title=title, maintenance=term, table_row=row, creator=labels[keeper])
            if place == 3 and keeper == "clerk":
                file = _add(planter, e.File, file_catalog=2026, file_notation=notation, organ_id="Z99.H23.05", title=title, status=FileStatus.OPEN, maintenance=term, table_row=row, creator=labels[keeper], planned=planned.ref, heading=heading, opened_at=planter.now - timedelta(days=20))
                labels["open_file"] = file.ref


TITLES = (
    "Hồ sơ giải quyết chế độ nghỉ hưu của công chức, viên chức", "Tập công văn trao đổi công tác chung",
    "Hồ sơ hội nghị tổng kết công tác nội vụ", "Báo cáo thống kê số lượng cán bộ, công chức",
    "Hồ sơ thi đua, khen thưởng thường xuyên", "Kế hoạch, báo cáo công tác quý của các phòng",
    "Hồ sơ kiểm tra công tác văn thư, lưu trữ", "Hồ sơ thành lập, sáp nhập đơn vị sự nghiệp",
)  # fmt: skip
TERMS = ("20", "10", "VV", "5", "10", "20", "5", "VV")


def _store(planter: Planter, labels: dict[str, str], count: int) -> None:
    own = planter.get(e.Organisation, labels["agency"])
    for place in range(count):
        kind, year = place % len(TITLES), 2006 + place % 14
        heading = ("TCCB", "TH", "TH", "TCCB", "TH", "TH", "VTLT", "TCCB")[kind]
        file = _add(
            planter, e.File, file_catalog=year, file_notation=f"{place // 14 + 1:02d}.{heading}", organ_id=own.organ_id,
            title=f"{TITLES[kind]} năm {year}", status=FileStatus.CURRENT, maintenance=None if place == 11 else TERMS[kind],
            table_row="", creator=labels["officer"], heading=heading, start_date=date(year, 1, 12), end_date=date(year, 12, 18),
            opened_at=datetime(year, 1, 12, tzinfo=UTC), closed_at=datetime(year, 12, 20, tzinfo=UTC),
            accepted_at=datetime(year + 1, 3, 5, tzinfo=UTC), total_doc=2, number_of_page=14,
        )
        for number in range(2):
            document = _add(
                planter, e.Document, direction=Direction.OUTGOING, status=DocumentStatus.ISSUED, type_name="BC" if number else "CV",
                code_number=100 + place * 2 + number, code_notation="BC-SNV" if number else "SNV-VP", issued_date=date(year, 3 + number * 6, 14),
                organ=own.ref, organ_name=own.organ_name, subject=f"{'Báo cáo kết quả' if number else 'V/v triển khai'}: {TITLES[kind].lower()} năm {year}",
                number_of_page=7,
            )
            _add(planter, e.Filing, file=file.ref, document=document.ref, ordinal=number + 1, filed_at=file.closed_at)
        labels[f"file{place}"] = file.ref
    _add(planter, e.Hold, files=[labels["file8"], labels["file22"]], mandate="Công văn số 88/TA-HS ngày 20/02/2026 của Tòa án nhân dân khu vực 3", reason="Phục vụ xét xử, yêu cầu giữ nguyên hồ sơ cho đến khi có thông báo.", placed_at=planter.now - timedelta(days=11))


def begin(someone: Person, exercise: Exercise, *, at: datetime, desk: str = "clerk", files: int = 64) -> tuple[str, dict[str, str]]:
    """Plant a template for an exercise and an attempt on it; return its handle and the labels."""
    planter, labels = archive(files=files)
    desks = [labels[name] for name in ("clerk", "officer", "director", "archivist", "receiver")]
    row = SandboxRow(kind="template", scenario=exercise.id, version=exercise.digest, seed="1", world_key=planter.world_key.hex(), now=planter.now, desk=labels[desk], desks=desks)
    with writing() as session:
        template = planter.plant(session, row)
        truth = Truth(labels=labels)
        world = WorldRow(scenario=exercise.id, digest=exercise.digest, seed="1", semantics=SEMANTICS, sandbox=template.sandbox, fingerprint=template.state["fingerprint"], answer_key="x", truth=truth.model_dump(mode="json"))
        session.add(world)
        session.flush()
        kept, source = world.id, template.sandbox
    with writing() as session:
        mine = clone(session, source, kind="attempt", blobs=blobs())
        handle = f"try-{exercise.id}-{someone.id}"
        session.add(AttemptRow(handle=handle, account=someone.id, scenario=exercise.id, digest=exercise.digest, version=1, semantics=SEMANTICS, mode=exercise.scenario.mode, seed="1", world=kept, sandbox=mine.sandbox, number=1, started_at=at))
    return handle, labels
