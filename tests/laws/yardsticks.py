"""For every check and every fact: one question, what makes the answer yes, and what no."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from grading.evidence import Planted, Truth
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.papers import main_component
from tests.make import NOW
from tests.sandbox.stories import Story

TRUTH = Truth(
    labels={"file": "HS0001", "other": "HS0002", "letter": "VB0001", "draft": "VB0008",
            "filed": "VB0004", "director": "VT0001", "package": "GT0001"},
    tags={"due": ["HS0001", "HS0002"]},
    facts={"HS0001": {"term": "20", "decision": "destroy", "why": ["expired"], "year": 2015}},
    planted=[Planted(fault="fault/D04", label="twin", ref="VB0001", finding="document.duplicate")],
)  # fmt: skip
FILE, LETTER, DRAFT = {"label": "file"}, {"label": "letter"}, {"label": "draft"}
BOTH = {"vi": "…", "en": "…"}

Done = Callable[[Story, Archive], None]


class Yardstick(NamedTuple):
    """A check as a scenario writes it, with deeds after which it is passed, and lost."""

    asked: dict[str, Any]
    good: Done
    bad: Done
    right: dict[str, Any] = {}
    "answers that go with the good deeds"
    wrong: dict[str, Any] = {}


def nothing(story: Story, archive: Archive) -> None:
    """Do nothing."""


def _set(ref: str, **facts: Any) -> Done:
    def done(_: Story, archive: Archive) -> None:
        kind = e.File if ref.startswith("HS") else e.Document
        archive.change(archive.get(kind, ref), **facts)

    return done


def _go(desk: str, op: str, **fields: Any) -> Done:
    def done(story: Story, archive: Archive) -> None:
        story.go(archive, desk, op, **fields)

    return done


def _unfile(_: Story, archive: Archive) -> None:
    for filing in archive.all(e.Filing, document="VB0004"):
        archive.remove(filing)


def _burn(_: Story, archive: Archive) -> None:
    for copy in archive.all(e.StoredCopy):
        archive.remove(copy)


def _sealed(*steps: str) -> Done:
    desks = {"sign": "director", "number": "clerk", "seal": "clerk"}

    def done(story: Story, archive: Archive) -> None:
        document = story.submitted(archive)
        for step in steps:
            story.go(archive, desks[step], f"{step}-document", document=document)

    return done


def _concluded(verdict: str) -> Done:
    def done(story: Story, archive: Archive) -> None:
        _sealed("sign", "number", "seal")(story, archive)
        told = {"document": "VB0008", "verdict": verdict, "reasons": ["sound"]}
        story.go(archive, "clerk", "record-verdict", **told)

    return done


def _marked(display: str) -> Done:
    def done(story: Story, archive: Archive) -> None:
        document = story.signed_with_file(archive)
        story.go(archive, "clerk", "number-document", document=document)
        story.go(archive, "clerk", "mark-files", document=document, display=display)

    return done


def _scrap(story: Story, archive: Archive) -> None:
    story.drafted(archive)
    part = main_component(archive, archive.get(e.Document, "VB0008"))
    archive.change(part, digest=archive.blobs.put(b"no paper"))


def _drafted(story: Story, archive: Archive) -> None:
    story.drafted(archive)


def _drafted_without_kept_copy(story: Story, archive: Archive) -> None:
    story.drafted(archive)
    _set("VB0008", recipients=["Như trên"])(story, archive)


def _packed(story: Story, archive: Archive) -> None:
    """Pack a real paper: the stories' own papers are short of being PDF."""
    story.drafted(archive)
    paper = main_component(archive, archive.get(e.Document, "VB0008"))
    filing = archive.all(e.Filing, file=story.permanent.ref)[0]
    kept = archive.all(e.Component, document=filing.document)[0]
    archive.change(kept, digest=paper.digest, size=paper.size)
    story.packed(archive)


def _packed_scraps(story: Story, archive: Archive) -> None:
    story.packed(archive)


def _listed(*files: str) -> Done:
    return _go("archivist", "propose-disposal", expired=list(files))


def _appraised(decision: str) -> Done:
    return _go("archivist", "appraise-file", file="HS0001", decision=decision, reason="expired")


def _hold(file: str) -> Done:
    return _go("archivist", "place-hold", files=[file], mandate="12/TA-HS")


def _issued_after(hours: int) -> Done:
    return _set("VB0001", signed_at=NOW, issued_at=NOW + timedelta(hours=hours))


def _state(records: dict[str, Any], **fact: Any) -> dict[str, Any]:
    return {"kind": "state", "records": records, "facts": [fact]}


def _artefact(what: str, label: str = "draft") -> dict[str, Any]:
    return {"kind": "artefact", "what": what, "records": {"label": label}}


FACTS: dict[str, Yardstick] = {
    "field": Yardstick(
        _state(FILE, fact="field", field="maintenance", **{"is": "20"}),
        _set("HS0001", maintenance="20"), nothing),
    "filed-in": Yardstick(
        _state({"label": "filed"}, fact="filed-in", files=FILE), nothing, _unfile),
    "not-filed": Yardstick(
        _state({"label": "filed"}, fact="not-filed", files=FILE), _unfile, nothing),
    "notation-right": Yardstick(
        _state(LETTER, fact="notation-right"), nothing, _set("VB0001", code_notation="CV-STC")),
    "form-right": Yardstick(
        _state(DRAFT, fact="form-right"), _drafted, _drafted_without_kept_copy),
    "term-at-least": Yardstick(
        _state(FILE, fact="term-at-least"), _set("HS0001", maintenance="VV"), nothing),
    "held": Yardstick(_state(FILE, fact="held"), _hold("HS0001"), _hold("HS0002")),
    "signer-right": Yardstick(
        _state(LETTER, fact="signer-right", signer="$director", signing="KT."),
        _set("VB0001", signer="VT0001", signing="KT."), _set("VB0001", signer="VT0002")),
    "every-copy-gone": Yardstick(_state(FILE, fact="every-copy-gone"), _burn, nothing),
    "within": Yardstick(
        _state(LETTER, fact="within", field="issued_at", of="signed_at", hours=4),
        _issued_after(3), _issued_after(5)),
    "provable-at": Yardstick(
        _state(DRAFT, fact="provable-at", day="2027-03-02"),
        _sealed("sign", "number", "seal"), _drafted),
    "files-marked": Yardstick(
        _state(DRAFT, fact="files-marked"), _marked("text"), _marked("seal")),
}  # fmt: skip

CHECKED: dict[str, Yardstick] = {
    "state": FACTS["field"],
    "set": Yardstick(
        {"kind": "set", "chosen": {"kind": "Disposal", "field": "files"}, "right": {"tag": "due"}},
        _listed("HS0001", "HS0002"), _listed("HS0003")),
    "order": Yardstick(
        {"kind": "order", "records": DRAFT,
         "events": [{"verb": "sign-document"}, {"verb": "number-document"}]},
        _sealed("sign", "number"), _sealed("number", "sign")),
    "never": Yardstick(
        {"kind": "never", "event": {"verb": "place-hold"}, "records": FILE},
        _hold("HS0002"), _hold("HS0001")),
    "never-so": Yardstick(
        {"kind": "never-so", "records": {"kind": "File", "where": {"status": "destroyed"}}},
        nothing, _set("HS0001", status="destroyed")),
    "honest-verdicts": Yardstick(
        {"kind": "honest-verdicts", "records": DRAFT}, _concluded("valid"), _concluded("invalid")),
    "count": Yardstick(
        {"kind": "count", "event": {"verb": "place-hold"}, "at_least": 1, "at_most": 1},
        _hold("HS0001"), nothing),
    "artefact": Yardstick(_artefact("signature"), _sealed("sign", "number", "seal"),
                          _sealed("sign")),
    "choice": Yardstick(
        {"kind": "choice", "records": FILE, "decided_in": "Appraisal", "reasons": "why"},
        _appraised("destroy"), _appraised("keep")),
    "text": Yardstick(
        {"kind": "text", "records": FILE, "field": "title", "parts": ["quyết toán", "năm {year}"]},
        nothing, _set("HS0001", title="Hồ sơ")),
    "collateral": Yardstick(
        {"kind": "collateral", "allowed": [{"kind": "File", "fields": ["maintenance"]}]},
        _set("HS0001", maintenance="VV"), _set("HS0001", status="destroyed")),
    "quiz": Yardstick(
        {"kind": "quiz", "id": "q1", "question": BOTH,
         "options": [{"id": "a", "text": BOTH, "right": True}, {"id": "b", "text": BOTH}]},
        nothing, nothing, right={"q1": "a"}, wrong={"q1": "b"}),
    "manual": Yardstick(
        {"kind": "manual", "id": "essay", "guidance": BOTH},
        nothing, nothing, right={"manual:essay": 1}),
}  # fmt: skip

ARTEFACTS: dict[str, Yardstick] = {
    "signature": CHECKED["artefact"],
    "person-signature": Yardstick(_artefact("person-signature"), _sealed("sign"), _drafted),
    "pdfa": Yardstick(_artefact("pdfa"), _drafted, _scrap),
    "package": Yardstick(_artefact("package", "package"), _packed, _packed_scraps),
}

YARDSTICKS = {
    **CHECKED,
    **{f"state {name}": one for name, one in FACTS.items()},
    **{f"artefact {name}": one for name, one in ARTEFACTS.items()},
}
