# ruff: noqa: E501 - what scenarios say is long
"""Two small scenarios, written as folders, for screens to show before the library has its own."""

from pathlib import Path

import yaml

from scenarios import exercise as library
from scenarios.exercise import Exercise, load
from tests.ui.planting import NOW


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
    step = {
        "id": "register",
        "op": "register-incoming",
        "with": {"document": "$sound", "to": "$officer"},
    }
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
