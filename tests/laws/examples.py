"""For every verb one request that is accepted, and the desk and archive in which it is."""

from collections.abc import Callable
from typing import Any

from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.authority_keys import equip
from sandbox.door import do
from sandbox.operations import parse
from tests.make import Small


class Case:
    """An archive to act in, with the records that the examples need."""

    def __init__(self) -> None:
        self.small = Small()
        small = self.small
        self.request = small.document()
        self.received = small.document(status=e.DocumentStatus.RECEIVED, code_number=16)
        self.other = small.document(code_number=17)
        self.files = [small.file(file_notation=f"{n:02}.TCKT") for n in range(1, 4)]
        for n, file in enumerate(self.files):
            document = small.document(code_number=30 + n)
            small.component(document, f"%PDF- document {n}".encode())
            small.filed(file, document)
        self.permanent = small.file(maintenance="VV", file_notation="09.TH")
        kept = small.document(code_number=40)
        small.component(kept, b"%PDF-1.7 kept for ever")
        small.filed(self.permanent, kept)
        clerk = self.post("clerk")
        self.device = equip(
            small.planter, small.own.ref, e.KeyKind.AGENCY, keeper=clerk, held_by=clerk
        )
        self.made: dict[str, str] = {}

    def post(self, name: str) -> str:
        return self.small.posts[name]

    def go(self, archive: Archive, desk: str, op: str, **fields: Any) -> None:
        """Do something that must be accepted, and remember what it made."""
        archive.keep(desk=self.post(desk))
        receipt = do(archive, parse({"op": op, **fields}))
        assert receipt.accepted, receipt
        self.made.update(receipt.made)

    def wording(self) -> dict[str, Any]:
        return {
            "type_name": "CV",
            "code_notation": "SNV-VP",
            "subject": "phối hợp kiểm tra công tác lưu trữ",
            "signer": self.post("director"),
            "addressees": ["Sở Tài chính"],
            "body": ["Sở Nội vụ nhận được công văn của Quý Sở.", "Sở Nội vụ đồng ý."],
            "recipients": ["Như trên", "Lưu: VT, VP"],
        }

    def drafted(self, archive: Archive) -> str:
        self.go(archive, "officer", "draft-document", **self.wording())
        return self.made["document"]

    def attached(self, archive: Archive) -> str:
        document = self.drafted(archive)
        title, lines = "Danh sách đơn vị", ["1. Văn phòng", "2. Phòng Quản lý văn thư"]
        told = {"attachment_title": title, "attachment": lines}
        self.go(archive, "officer", "attach-file", document=document, **told)
        return document

    def signed_with_file(self, archive: Archive) -> str:
        document, to = self.attached(archive), self.post("director")
        self.go(archive, "officer", "submit-draft", document=document, to=to)
        self.go(archive, "director", "sign-document", document=document)
        return document

    def submitted(self, archive: Archive) -> str:
        document = self.drafted(archive)
        to = self.post("director")
        self.go(archive, "officer", "submit-draft", document=document, to=to)
        return document

    def signed(self, archive: Archive) -> str:
        document = self.submitted(archive)
        self.go(archive, "director", "sign-document", document=document)
        return document

    def issued(self, archive: Archive) -> str:
        document = self.signed(archive)
        for op in ("number-document", "seal-document", "issue-document"):
            self.go(archive, "clerk", op, document=document)
        return document

    def lent(self, archive: Archive) -> str:
        to, permission = self.post("officer"), "03/QĐ-SNV ngày 02/3/2026"
        device = self.device.ref
        self.go(archive, "clerk", "lend-key", device=device, to=to, permission=permission)
        return device

    def certificate(self, archive: Archive) -> str:
        self.go(archive, "clerk", "issue-certificate", post=self.post("officer"), months=24)
        return self.made["certificate"]

    def opened(self, archive: Archive) -> str:
        planned = archive.all(e.PlannedFile)[0].ref
        self.go(archive, "officer", "open-file", planned=planned)
        documents = [self.request.ref]
        self.go(archive, "officer", "file-documents", file=self.made["file"], documents=documents)
        return self.made["file"]

    def closed(self, archive: Archive) -> str:
        file = self.opened(archive)
        self.go(archive, "officer", "close-file", file=file)
        return file

    def handed_over(self, archive: Archive) -> str:
        file = self.closed(archive)
        self.go(archive, "officer", "hand-over-files", files=[file])
        return file

    def proposed(self, archive: Archive) -> str:
        files = [self.permanent.ref]
        self.go(archive, "archivist", "propose-transfer", files=files, registration="DK-2026-01")
        return self.made["transfer"]

    def packed(self, archive: Archive) -> str:
        transfer = self.proposed(archive)
        self.go(archive, "archivist", "build-package", transfer=transfer)
        return transfer

    def sent(self, archive: Archive) -> str:
        transfer = self.packed(archive)
        self.go(archive, "archivist", "send-package", transfer=transfer)
        return transfer

    def decided(self, archive: Archive) -> str:
        transfer = self.sent(archive)
        accepted = [self.permanent.ref]
        self.go(archive, "receiver", "decide-transfer", transfer=transfer, accepted=accepted)
        return transfer

    def listed(self, archive: Archive) -> str:
        expired = [self.files[0].ref, self.files[1].ref]
        self.go(archive, "archivist", "propose-disposal", expired=expired)
        return self.made["disposal"]

    def convened(self, archive: Archive) -> str:
        case = self.listed(archive)
        members = [self.post("deputy"), self.post("archivist")]
        self.go(archive, "director", "convene-council", disposal=case, members=members)
        return case

    def destroyed(self, archive: Archive) -> str:
        case = self.listed(archive)
        media = ["online", "backup"]
        self.go(archive, "archivist", "destroy-records", disposal=case, media=media)
        return case

    def held(self, archive: Archive) -> str:
        files = [self.files[2].ref]
        self.go(archive, "archivist", "place-hold", files=files, mandate="12/TA-HS")
        return self.made["hold"]


Example = Callable[[Case, Archive], tuple[str, dict[str, Any]]]

EXAMPLES: dict[str, Example] = {
    "draft-document": lambda c, a: ("officer", {**c.wording(), "reply_to": c.request.ref}),
    "revise-draft": lambda c, a: ("officer", {**c.wording(), "document": c.drafted(a)}),
    "attach-file": lambda c, a: (
        "officer",
        {"document": c.drafted(a), "attachment_title": "Danh sách", "attachment": ["1. Văn phòng"]},
    ),
    "detach-file": lambda c, a: (
        "officer",
        {"document": c.attached(a), "part": c.made["part"]},
    ),
    "submit-draft": lambda c, a: (
        "officer",
        {"document": c.drafted(a), "to": c.post("director")},
    ),
    "return-draft": lambda c, a: (
        "director",
        {"document": c.submitted(a), "reason": "notation", "note": "Xem lại ký hiệu."},
    ),
    "sign-document": lambda c, a: ("director", {"document": c.submitted(a)}),
    "number-document": lambda c, a: ("clerk", {"document": c.signed(a)}),
    "seal-document": lambda c, a: ("clerk", {"document": c.signed(a)}),
    "mark-files": lambda c, a: (
        "clerk",
        {"document": c.signed_with_file(a), "display": "text"},
    ),
    "issue-document": lambda c, a: ("clerk", {"document": c.signed(a)}),
    "copy-document": lambda c, a: (
        "clerk",
        {
            "document": c.issued(a),
            "form": "TrS",
            "extract": ["Sở Nội vụ đồng ý."],
            "leave": "Giám đốc đồng ý, ngày 02/3/2026",
        },
    ),
    "register-incoming": lambda c, a: (
        "clerk",
        {"document": c.received.ref, "to": c.post("officer")},
    ),
    "return-incoming": lambda c, a: (
        "clerk",
        {"document": c.received.ref, "reason": "integrity"},
    ),
    "record-verdict": lambda c, a: (
        "clerk",
        {"document": c.received.ref, "verdict": "invalid", "reasons": ["integrity"]},
    ),
    "lend-key": lambda c, a: ("clerk", {"device": c.device.ref, "to": c.post("officer")}),
    "return-key": lambda c, a: ("clerk", {"device": c.lent(a)}),
    "unlock-key": lambda c, a: (
        "clerk",
        {"device": c.device.ref, "written_request": "05/GĐN-SNV ngày 02/3/2026"},
    ),
    "issue-certificate": lambda c, a: ("clerk", {"post": c.post("deputy"), "key_kind": "agency"}),
    "renew-certificate": lambda c, a: ("clerk", {"certificate": c.certificate(a), "months": 30}),
    "revoke-certificate": lambda c, a: (
        "officer",
        {"certificate": c.certificate(a), "reason": "affiliation_changed"},
    ),
    "add-validation-data": lambda c, a: ("clerk", {"documents": [c.signed(a)]}),
    "stamp-for-archive": lambda c, a: ("archivist", {"documents": [c.signed(a)]}),
    "open-file": lambda c, a: ("officer", {"planned": a.all(e.PlannedFile)[0].ref}),
    "file-documents": lambda c, a: (
        "officer",
        {"file": c.opened(a), "documents": [c.other.ref]},
    ),
    "move-document": lambda c, a: (
        "archivist",
        {
            "document": a.all(e.Filing, file=c.files[0].ref)[0].document,
            "source": c.files[0].ref,
            "target": c.files[1].ref,
        },
    ),
    "remove-document": lambda c, a: (
        "officer",
        {"file": c.opened(a), "document": c.request.ref, "reason": "misfiled"},
    ),
    "set-retention": lambda c, a: (
        "officer",
        {"file": c.opened(a), "maintenance": "VV", "table_row": "term/agency.r01"},
    ),
    "close-file": lambda c, a: ("officer", {"file": c.opened(a)}),
    "reopen-file": lambda c, a: ("officer", {"file": c.closed(a), "reason": "còn thiếu văn bản"}),
    "hand-over-files": lambda c, a: ("officer", {"files": [c.closed(a)]}),
    "accept-files": lambda c, a: ("archivist", {"files": [c.handed_over(a)]}),
    "return-files": lambda c, a: ("archivist", {"files": [c.handed_over(a)], "reason": "no_term"}),
    "appraise-file": lambda c, a: (
        "archivist",
        {"file": c.files[0].ref, "decision": "destroy", "reason": "expired"},
    ),
    "propose-transfer": lambda c, a: (
        "archivist",
        {"files": [c.permanent.ref], "registration": "DK-2026-01"},
    ),
    "amend-transfer": lambda c, a: (
        "archivist",
        {"transfer": c.proposed(a), "files": [c.permanent.ref, c.files[0].ref]},
    ),
    "build-package": lambda c, a: ("archivist", {"transfer": c.proposed(a)}),
    "send-package": lambda c, a: ("archivist", {"transfer": c.packed(a)}),
    "decide-transfer": lambda c, a: (
        "receiver",
        {"transfer": c.sent(a), "accepted": [c.permanent.ref]},
    ),
    "sign-minutes": lambda c, a: ("archivist", {"transfer": c.decided(a)}),
    "propose-disposal": lambda c, a: (
        "archivist",
        {"expired": [c.files[0].ref], "duplicates": [c.files[1].ref], "explanation": "Đã hết hạn."},
    ),
    "withdraw-from-disposal": lambda c, a: (
        "archivist",
        {"disposal": c.listed(a), "files": [c.files[0].ref], "reason": "held"},
    ),
    "place-hold": lambda c, a: ("archivist", {"files": [c.files[0].ref], "mandate": "12/TA-HS"}),
    "lift-hold": lambda c, a: ("archivist", {"hold": c.held(a), "mandate": "45/TA-HS"}),
    "convene-council": lambda c, a: (
        "director",
        {"disposal": c.listed(a), "members": [c.post("deputy"), c.post("archivist")]},
    ),
    "cast-vote": lambda c, a: ("deputy", {"disposal": c.convened(a), "vote": "approve"}),
    "conclude-council": lambda c, a: (
        "archivist",
        {"disposal": c.convened(a), "approved": [c.files[0].ref]},
    ),
    "request-opinion": lambda c, a: ("archivist", {"disposal": c.listed(a)}),
    "give-opinion": lambda c, a: (
        "receiver",
        {"disposal": c.listed(a), "number": "08/LTLS-TĐ", "agrees": "yes"},
    ),
    "decide-disposal": lambda c, a: (
        "director",
        {"disposal": c.listed(a), "files": [c.files[0].ref]},
    ),
    "destroy-records": lambda c, a: (
        "archivist",
        {"disposal": c.listed(a), "media": ["online", "backup"]},
    ),
    "make-disposal-minutes": lambda c, a: ("archivist", {"disposal": c.destroyed(a)}),
    "switch-desk": lambda c, a: ("officer", {"post": c.post("clerk")}),
    "advance-clock": lambda c, a: ("officer", {"days": 3}),
}
