"""What the command line asks: is this package valid, what is this file, and how to exit."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple  # rows of JSON

from base.language import Language, say
from base.model import Value
from sandbox.packages.formats import identify
from sandbox.packages.harm import looks_harmful
from sandbox.packages.intake import SubmissionReport, validate_delivery
from sandbox.packages.kinds import Profile
from sandbox.packages.report import PackageReport, StepOutcome
from sandbox.verdicts import Remark, Verdict, worst

Row = dict[str, Any]
"""What ``--json`` prints for one file."""

EXIT = {Verdict.VALID: 0, Verdict.INVALID: 1, Verdict.UNDETERMINED: 2}
"""0: all valid. 1: something is invalid. 2: nothing is invalid, but something could not be told."""


class Answer(NamedTuple):
    """Rows to print and the process's exit code."""

    rows: list[Row]
    exit_code: int


def validate_files(
    paths: Sequence[Path], *, profile: Profile = Profile.LENIENT, language: Language = "vi"
) -> Answer:
    """Check packages and submissions on disk (``python -m sandbox validate FILE…``).

    Returns:
        One row a file: ``file``, ``verdict``, ``profile``, ``remarks`` with sentences in
        ``language``, and the report itself. A file that cannot be read is invalid with a reason.
    """
    reports = [(path, validate_delivery(path, profile=profile)) for path in paths]
    rows = [_validated(path, report, profile, language) for path, report in reports]
    return Answer(rows, EXIT[worst([report.verdict for _, report in reports])])


def _validated(
    path: Path, report: PackageReport | SubmissionReport, profile: Profile, language: Language
) -> Row:
    return {
        "file": str(path),
        "verdict": report.verdict.value,
        "profile": profile.value,
        "remarks": [spoken(one, language) for one in report.remarks],
        "not_performed": _skipped(report, language),
        "report": _plain(report),
    }


def _skipped(report: PackageReport | SubmissionReport, language: Language) -> list[str]:
    if isinstance(report, SubmissionReport):
        return []
    return [
        f"{say(f'package_step.{step.step}', language)}: "
        f"{say(f'package_reason.{step.reason}', language)}"
        for step in report.steps
        if step.outcome is StepOutcome.NOT_PERFORMED
    ]


def spoken(remark: Remark, language: Language) -> Row:
    """Return a remark with its sentence, for people and for programs."""
    return {
        "code": remark.code,
        "verdict": remark.verdict.value,
        "rule": remark.rule,
        "sentence": say(f"package.{remark.code}", language, **remark.facts),
        "facts": remark.facts,
    }


def identify_files(paths: Sequence[Path], *, language: Language = "vi") -> Answer:
    """Identify files on disk and look for harm (``python -m sandbox identify FILE…``)."""
    rows, verdicts = [], []
    for path in paths:
        row, verdict = _identified(path, language)
        rows.append(row)
        verdicts.append(verdict)
    return Answer(rows, EXIT[worst(verdicts)])


def _identified(path: Path, language: Language) -> tuple[Row, Verdict]:
    try:
        content = path.read_bytes()
    except OSError as error:
        sentence = say("package_file.unreadable", language, why=str(error.strerror))
        return (
            {"file": str(path), "verdict": Verdict.UNDETERMINED.value, "sentence": sentence},
            Verdict.UNDETERMINED,
        )
    form = identify(path.name, content)
    harm = looks_harmful(content, path.name)
    is_harmful = harm.verdict is Verdict.INVALID
    facts = {"puid": form.puid, "name": form.name, "basis": form.basis, "warning": form.warning}
    row = {
        "file": str(path),
        "verdict": (Verdict.INVALID if is_harmful else form.verdict).value,
        "sentence": say(f"package_file.{form.code}", language, **facts),
        "format": _plain(form),
        "harm": [spoken(one, language) for one in harm.remarks],
    }
    return row, Verdict.INVALID if is_harmful else form.verdict


def _plain(value: Value) -> Any:  # noqa: ANN401 - JSON
    return json.loads(value.model_dump_json())
