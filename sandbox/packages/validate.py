"""Checking a package: open with suspicion, take the steps in order, give a verdict with reasons."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, TypeGuard

from sandbox.packages.envelope import Limits, Sealed, folder_tree, unzipped
from sandbox.packages.harm import Scanner
from sandbox.packages.kinds import Profile
from sandbox.packages.opened import Opened, open_tree
from sandbox.packages.report import (
    NotPerformed,
    PackageReport,
    Reception,
    StepResult,
    fault,
    step_result,
)
from sandbox.packages.steps import (
    description,
    events,
    files,
    header,
    manifest,
    reception,
    tree,
    wellformed,
)
from sandbox.verdicts import Remark, Verdict, worst


class Step(NamedTuple):
    """One question of the check."""

    name: str
    look: Callable[[Opened], list[Remark] | NotPerformed]


STEPS: Final = (
    Step("duplicates", reception.duplicates),
    Step("receipt", reception.receipt),
    Step("antivirus", files.antivirus),
    Step("harm", files.harm),
    Step("tree", tree.folders),
    Step("names", files.names),
    Step("xml", wellformed.readable),
    Step("schema", wellformed.schema),
    Step("header", header.introduction),
    Step("attributes", manifest.attributes),
    Step("structure", manifest.structure),
    Step("references", manifest.references),
    Step("fixity", manifest.fixity),
    Step("media_types", manifest.media_types),
    Step("links", manifest.links),
    Step("formats", files.formats),
    Step("file_fields", description.file_fields),
    Step("document_fields", description.document_fields),
    Step("totals", description.totals),
    Step("conditions", description.conditions),
    Step("preservation", events.preservation),
    Step("inventory", reception.inventory),
    Step("declared", reception.declared),
    Step("registration", reception.registration),
)
"""In the order in which a receiving archive works: quarantine, structure, integrity, content."""


def validate_package(
    content: bytes | Path,
    *,
    profile: Profile = Profile.LENIENT,
    received: Reception | None = None,
    name: str = "",
    limits: Limits | None = None,
    scanner: Scanner | None = None,
) -> PackageReport:
    """Check a package and say why.

    Args:
        content: bytes of a ZIP, or the path of a ZIP or of a package's folder.
        profile: which reading of the rules to judge by.
        received: what the receiving side knows; what it does not know is not performed.
        name: what the ZIP is called, for the report.
        limits: how much is unpacked at most.
        scanner: a real antivirus, when the installation has one.

    Returns:
        A report. Malformed input is a verdict with a reason, never an exception. Steps that were
        not performed lower no verdict by themselves, but nothing is valid unless METS was read
        and every digest computed.
    """
    received = received or Reception()
    raw = content if isinstance(content, bytes) else b""
    if isinstance(content, Path):
        name = name or content.name
    try:
        if isinstance(content, Path) and not content.is_dir():
            raw = _read(content)
        found = folder_tree(content, limits) if _is_folder(content) else unzipped(raw, limits)
    except Sealed as error:
        return _sealed(error, profile, name, hashlib.sha256(raw).hexdigest())
    return report_of(
        open_tree(
            found, profile=profile, reception=received, name=name, content=raw, scanner=scanner
        )
    )


def _is_folder(content: bytes | Path) -> TypeGuard[Path]:
    return isinstance(content, Path) and content.is_dir()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Sealed("unpack.unreadable", why=str(error.strerror)) from error


def report_of(package: Opened) -> PackageReport:
    """Take every step over an opened package."""
    unpacked = StepResult(step="unpack", outcome=step_result("unpack", []).outcome)
    steps = (unpacked, *(step_result(step.name, step.look(package)) for step in STEPS))
    remarks = [remark.verdict for step in steps for remark in step.remarks]
    return PackageReport(
        verdict=worst([Verdict.VALID, *remarks]),
        profile=package.profile,
        kind=package.kind,
        package_id=package.package_id,
        file_code=package.file_code,
        name=package.name,
        digest=package.digest,
        counts=package.counts,
        steps=steps,
    )


def _sealed(error: Sealed, profile: Profile, name: str, digest: str) -> PackageReport:
    refused = step_result("unpack", [fault(error.code, "TT05.ZIP", **error.facts)])
    rest = (step_result(step.name, NotPerformed("not_unpacked")) for step in STEPS)
    return PackageReport(
        verdict=Verdict.INVALID, profile=profile, name=name, digest=digest, steps=(refused, *rest)
    )
