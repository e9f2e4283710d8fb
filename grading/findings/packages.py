"""Submissions that do not pass the receiving archive's check; one finding a package."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from base.canonical import digest
from grading.findings.detection import Detection, found
from grading.findings.survey import Survey
from sandbox.derived import derive
from sandbox.entities import Package, Transfer
from sandbox.packing import reception
from sandbox.shelf import Shelf

if TYPE_CHECKING:
    from sandbox.packages import Reception

_KINDS: Final[Mapping[str, str]] = {
    "bag": "bag",
    "unpack": "unsafe",
    "fixity": "fixity",
    "references": "references",
    "attribute": "attribute",
    "tree": "structure",
    "xml": "structure",
    "schema": "structure",
    "header": "header",
    "conditions": "conditions",
    "totals": "counts",
    "reception": "receipt",
    "submission": "submission",
    "inventory": "inventory",
    "declared": "counts",
}
"""Family of the check's code → what is wrong with the package (``package.…``), causes first: a
package that cannot be opened is also missing from the list."""


def packages(survey: Survey) -> Iterator[Detection]:
    """P01–P12: check every submission as the archive it went to would."""
    earlier: set[str] = set()
    for package in sorted(survey.shelf.all(Package), key=lambda one: (one.built_at, one.ref)):
        transfer = survey.shelf.find(Transfer, package.transfer)
        if transfer is None or package.kind != "SIP" or not transfer.registration:
            continue
        if package.digest in earlier:
            yield found("package.sent_twice", package, transfer.ref)
            continue
        earlier.add(package.digest)
        codes = sorted(_codes(survey.shelf, package, transfer), key=_rank)
        if codes:
            kind = _KINDS.get(_family(codes[0]), "unfit")
            yield found(f"package.{kind}", package, transfer.ref, code=codes[0])


def _family(code: str) -> str:
    return code.partition(".")[0]


def _rank(code: str) -> int:
    families = list(_KINDS)
    return families.index(_family(code)) if _family(code) in families else len(families)


def _codes(shelf: Shelf, package: Package, transfer: Transfer) -> list[str]:
    """Return the codes of what makes a submission invalid, in the order of the check."""
    known = _known(shelf, transfer)
    key = [package.digest, digest(known.model_dump(mode="json")), _READING]
    try:
        made = derive(
            "submission", key, lambda: "\n".join(_checked(shelf, package, transfer)).encode()
        )
    except KeyError:
        return []
    return made.decode().splitlines()


_READING: Final = 1


def _known(shelf: Shelf, transfer: Transfer) -> "Reception":
    return reception(shelf, transfer)  # type: ignore[arg-type]  # it only reads; any shelf will do


def _checked(shelf: Shelf, package: Package, transfer: Transfer) -> list[str]:
    from sandbox.packages import Profile, validate_submission
    from sandbox.verdicts import Verdict

    content = shelf.blob(package.digest)
    report = validate_submission(content, profile=Profile.STRICT, received=_known(shelf, transfer))
    wrong = [one.code for one in report.remarks if one.verdict is Verdict.INVALID]
    return list(dict.fromkeys(wrong))
