"""What the command line asks: are these files PDF/A by our rules, and how to exit."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple  # rows of JSON

from base.language import Language, say
from sandbox.paper.pdfa import check_pdfa
from sandbox.verdicts import Remark, Verdict

Row = dict[str, Any]
"""What ``--json`` prints for one file."""

_FAILED, _UNABLE = 1, 2


class Answer(NamedTuple):
    """Rows to print and the process's exit code: 0 all valid, 1 otherwise, 2 unreadable."""

    rows: list[Row]
    exit_code: int


def check_files(paths: Sequence[Path], *, language: Language = "vi") -> Answer:
    """Check files on disk (``python -m sandbox pdfa FILE…``).

    Returns:
        One row a file: ``file``, ``verdict``, ``part``, ``rules_checked``, ``practice_note`` (that
        these are our rules, not a whole validator), ``findings`` with sentences in ``language``.
    """
    rows = [_checked(path, language) for path in paths]
    verdicts = {row["verdict"] for row in rows}
    unread = any(row["rules_checked"] is None for row in rows)
    failed = _FAILED if verdicts - {Verdict.VALID.value} else 0
    return Answer(rows, _UNABLE if unread else failed)


def _checked(path: Path, language: Language) -> Row:
    try:
        content = path.read_bytes()
    except OSError as error:
        note = say("pdfa.no_file", language, why=str(error.strerror))
        return {
            "file": str(path), "verdict": Verdict.UNDETERMINED.value, "part": None,
            "rules_checked": None, "practice_note": note, "findings": [],
        }  # fmt: skip
    report = check_pdfa(content)
    return {
        "file": str(path),
        "verdict": report.verdict.value,
        "part": report.part,
        "rules_checked": report.rules_checked,
        "practice_note": say("pdfa.summary", language, rules=report.rules_checked),
        "findings": [_spoken(remark, language) for remark in report.remarks],
    }


def _spoken(remark: Remark, language: Language) -> Row:
    return {
        "code": remark.code,
        "verdict": remark.verdict.value,
        "rule": remark.rule,
        "sentence": say(f"pdfa.{remark.code}", language, **remark.facts),
        "facts": remark.facts,
    }
