"""A tiny scenario written as a folder: two files to appraise, grown in a second or two."""

from pathlib import Path
from typing import Any

import yaml

RECIPES: list[dict[str, Any]] = [
    {"recipe": "agency", "standing": "department", "since": 2005, "staff": 12},
    {"recipe": "correspondents", "count": 4},
    {"recipe": "regulation"},
    {
        "recipe": "backlog",
        "count": 8,
        "from": 2005,
        "to": 2024,
        "shares": {"due": 4, "running": 3, "permanent": 1},
        "documents_per_file": [2, 3],
        "bytes": "light",
    },
    {
        "recipe": "fault",
        "fault": "fault/H01",
        "label": "frozen",
        "at": {"tag": "due", "kind": "File"},
    },
    {
        "recipe": "fault",
        "fault": "fault/F05",
        "label": "shortened",
        "at": {"tag": "running", "kind": "File"},
    },
]
FILES = {"kept-frozen": ("$frozen", "held"), "kept-shortened": ("$shortened", "term_below")}


def scenario(library: Path, name: str, **changes: Any) -> Path:
    """Write a scenario's folder; ``changes`` replace what its file says."""
    here = library / name
    here.mkdir(parents=True, exist_ok=True)
    _write(here / "scenario.yaml", {**_told(name), **changes})
    for text in ("brief", "debrief"):
        for language in ("vi", "en"):
            (here / f"{text}.{language}.md").write_text("Xét hai hồ sơ.", encoding="utf-8")
    steps = [{**_step(name), "after": []} for name in FILES]
    _write(here / "solution.yaml", {"steps": steps})
    decoy = {
        "id": "skip",
        "title": both("Bỏ qua"),
        "edits": [{"drop": "kept-frozen"}],
        "loses": ["kept-frozen"],
    }
    _write(here / "decoys.yaml", {"decoys": [decoy]})
    return here


def another_way(library: Path, name: str) -> None:
    """Write an alternative solution: the same steps, the last one first."""
    steps = [{**_step(one), "after": []} for one in reversed(FILES)]
    told = {"title": {"vi": "Ngược lại", "en": "The other way"}, "steps": steps}
    _write(library / name / "solution-2.yaml", told)


def both(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def _write(path: Path, content: Any) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _told(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "version": 1,
        "status": "released",
        "title": both(f"Bài nhỏ {name}"),
        "summary": both("Xét hai hồ sơ đặc biệt."),
        "stages": ["appraise"],
        "mode": "practice",
        "minutes": 30,
        "objectives": [both("Ghi đúng lý do.")],
        "competencies": ["appraisal"],
        "world": {"now": "2026-05-11T08:00:00+07:00", "recipes": RECIPES},
        "desks": ["$archivist"],
        "steps": [
            {
                "id": "all",
                "title": both("Xét hồ sơ"),
                "help": both("Ghi quyết định và lý do."),
                "verbs": ["appraise-file"],
                "done": list(FILES),
            }
        ],
        "criteria": [_criterion(name, label) for name, (label, _) in FILES.items()],
        "hints": [
            {
                "criterion": "kept-frozen",
                "levels": [
                    both("Không hủy cũng là một quyết định."),
                    both("Nhìn các lệnh đình chỉ."),
                    both("Ghi lý do cho hồ sơ $frozen."),
                ],
                "prices": [2, 4, 6],
            }
        ],
    }


def _criterion(name: str, label: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": both("Hồ sơ có quyết định đúng và lý do đúng"),
        "check": {
            "kind": "choice",
            "records": {"kind": "File", "label": label},
            "decided_in": "Appraisal",
            "reasons": "reasons",
        },
        "points": 50,
    }


def _step(name: str) -> dict[str, Any]:
    label, reason = FILES[name]
    fields = {"file": label, "decision": {"fact": "decision", "of": label}, "reason": reason}
    return {"id": name, "op": "appraise-file", "with": fields, "serves": [name]}
