"""What a check of a package is given and gives: the facts of reception, and the report."""

import re
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from pydantic import AwareDatetime

from base.model import Value
from sandbox.packages.envelope import shown
from sandbox.packages.kinds import Kind, Profile
from sandbox.verdicts import Remark, Verdict, worst


class InventoryLine(Value):
    """One row of the mục lục hồ sơ nộp lưu, as data."""

    file_code: str
    title: str = ""
    maintenance: str = ""
    "code 01–07; empty: the list does not say"
    documents: tuple[str, ...] | None = None
    "codes of the documents in the file; none: the list does not go so deep"


class Declared(Value):
    """Totals as the biên bản giao nhận declares them; none: not declared."""

    packages: int | None = None
    files: int | None = None
    documents: int | None = None
    components: int | None = None
    "electronic files (tệp tin)"
    pages: int | None = None


class Reception(Value):
    """What the receiving side knows beside the package. What it does not know is not checked."""

    destination: Literal["historical", "current"] = "historical"
    "a historical archive takes permanent, non-secret files only"
    registration: str | None = None
    "mã đăng ký nộp that was agreed"
    inventory: tuple[InventoryLine, ...] | None = None
    declared: Declared | None = None
    seen: frozenset[str] | None = None
    "SHA-256 of packages received before, lower case"
    seen_ids: frozenset[str] = frozenset()
    "OBJIDs of packages received before"
    held: frozenset[str] | None = None
    "codes of files the archive holds already"
    receipt: str | None = None
    "SHA-256 of the package as the signed receipt records it"
    received_at: AwareDatetime | None = None
    expected_kind: Kind | None = None
    takes_tests: bool = False
    "whether RECORDSTATUS TEST is welcome: a rehearsal of the transfer"


class StepOutcome(StrEnum):
    """How one step of the check ended. "Not performed" is never "passed"."""

    PASSED = "passed"
    NOTED = "noted"
    "passed with advice"
    DOUBTFUL = "doubtful"
    FAILED = "failed"
    NOT_PERFORMED = "not_performed"


class NotPerformed(NamedTuple):
    """Why a step was not performed: a key below ``package_reason``."""

    reason: str


class StepResult(Value):
    """One line of the checklist."""

    step: str
    "its title stands under ``package_step.<step>``"
    outcome: StepOutcome
    reason: str = ""
    "when not performed: a key below ``package_reason``"
    remarks: tuple[Remark, ...] = ()


class Counts(Value):
    """What is really in the package."""

    entries: int = 0
    size: int = 0
    "bytes unpacked"
    documents: int = 0
    components: int = 0
    pages: int = 0
    "as the documents' metadata give them"


class PackageReport(Value):
    """The verdict on one package with its reasons, by step and all together."""

    verdict: Verdict
    profile: Profile
    kind: Kind | None = None
    package_id: str = ""
    file_code: str = ""
    name: str = ""
    digest: str = ""
    "SHA-256 of what was checked, lower case; empty for a folder"
    counts: Counts = Counts()
    steps: tuple[StepResult, ...] = ()

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Every reason, in the order of the steps; the sentence stands under ``package.<code>``."""
        return tuple(remark for step in self.steps for remark in step.remarks)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of what makes it invalid or undetermined."""
        return frozenset(r.code for r in self.remarks if r.verdict is not Verdict.VALID)

    @property
    def notes(self) -> frozenset[str]:
        """Codes of mere advice."""
        return frozenset(r.code for r in self.remarks if r.verdict is Verdict.VALID)


def step_result(step: str, found: list[Remark] | NotPerformed) -> StepResult:
    """Return a step's line of the checklist."""
    if isinstance(found, NotPerformed):
        return StepResult(step=step, outcome=StepOutcome.NOT_PERFORMED, reason=found.reason)
    outcomes = {
        Verdict.INVALID: StepOutcome.FAILED,
        Verdict.UNDETERMINED: StepOutcome.DOUBTFUL,
        Verdict.VALID: StepOutcome.NOTED,
    }
    outcome = outcomes[worst([r.verdict for r in found])] if found else StepOutcome.PASSED
    return StepResult(step=step, outcome=outcome, remarks=tuple(found))


def fault(code: str, rule: str, **facts: str) -> Remark:
    """Return a remark that makes the package invalid."""
    return Remark(code=code, verdict=Verdict.INVALID, facts=_fit(facts), rule=rule)


def doubt(code: str, rule: str, **facts: str) -> Remark:
    """Return a remark that leaves the verdict open."""
    return Remark(code=code, verdict=Verdict.UNDETERMINED, facts=_fit(facts), rule=rule)


def advice(code: str, rule: str, **facts: str) -> Remark:
    """Return a remark that changes no verdict."""
    return Remark(code=code, verdict=Verdict.VALID, facts=_fit(facts), rule=rule)


_LONGEST: Final = 300
"""Letters of a fact: it comes from a stranger's package and is to be read by people."""
_KEY: Final = re.compile(r"(^|,\s*)@(?=\w)")
"""Where a stranger's text would read as a key: alone, or in a list."""


def _fit(facts: dict[str, str]) -> dict[str, str]:
    """Return facts fit to be shown: printable, short, and never taken for a key of the catalogues.

    A word that begins with ``@`` is looked up when it is said; only our own forms may be.
    """
    return {name: _fitting(text) for name, text in facts.items()}


def _fitting(text: str) -> str:
    cut = shown(text[:_LONGEST]) + ("[...]" if len(text) > _LONGEST else "")
    return cut if cut.startswith("@package_form.") else _KEY.sub(r"\1@ ", cut)
