"""Faults between a package and what the receiver was told (P02, P10–P12): the bytes stay good."""

from collections.abc import Callable
from typing import Final, NamedTuple

from sandbox.packages.report import Declared, InventoryLine, PackageReport, Reception

ABSENT: Final = "Z99.0000.99.KHAC.0000099"


class ReceptionFault(NamedTuple):
    """One way in which what was said and what came can differ."""

    id: str
    code: str
    told: Callable[[PackageReport, Reception], Reception]
    "good package's report, what was rightly told → what is wrongly told"


def _only_line(known: Reception) -> InventoryLine:
    return (known.inventory or ())[0]


def _unlisted(_report: PackageReport, known: Reception) -> Reception:
    line = _only_line(known).model_copy(update={"file_code": "Z99.0000.99.KHAC"})
    return known.model_copy(update={"inventory": (line,)})


def _listed_too_much(_report: PackageReport, known: Reception) -> Reception:
    line = _only_line(known)
    more = line.model_copy(update={"documents": (*(line.documents or ()), ABSENT)})
    return known.model_copy(update={"inventory": (more,)})


def _listed_too_little(_report: PackageReport, known: Reception) -> Reception:
    line = _only_line(known)
    less = line.model_copy(update={"documents": (line.documents or ())[:-1]})
    return known.model_copy(update={"inventory": (less,)})


def _other_term(_report: PackageReport, known: Reception) -> Reception:
    line = _only_line(known).model_copy(update={"maintenance": "04"})
    return known.model_copy(update={"inventory": (line,)})


def _more_declared(report: PackageReport, known: Reception) -> Reception:
    declared = Declared(documents=report.counts.documents, components=report.counts.components + 1)
    return known.model_copy(update={"declared": declared})


def _sent_before(report: PackageReport, known: Reception) -> Reception:
    return known.model_copy(update={"seen": frozenset({report.digest})})


def _same_id(report: PackageReport, known: Reception) -> Reception:
    return known.model_copy(
        update={"seen": frozenset(), "seen_ids": frozenset({report.package_id})}
    )


def _held(report: PackageReport, known: Reception) -> Reception:
    return known.model_copy(update={"held": frozenset({report.file_code})})


def _other_receipt(_report: PackageReport, known: Reception) -> Reception:
    return known.model_copy(update={"receipt": "0" * 64})


def _other_registration(_report: PackageReport, known: Reception) -> Reception:
    return known.model_copy(update={"registration": "NL-0000-00"})


RECEPTION_FAULTS: Final = (
    ReceptionFault("P02.receipt", "reception.receipt", _other_receipt),
    ReceptionFault("P10.unlisted", "inventory.unlisted", _unlisted),
    ReceptionFault("P10.absent", "inventory.document_absent", _listed_too_much),
    ReceptionFault("P10.extra", "inventory.document_unlisted", _listed_too_little),
    ReceptionFault("P10.term", "inventory.term", _other_term),
    ReceptionFault("P11.declared", "declared.components", _more_declared),
    ReceptionFault("P12.again", "duplicate.package", _sent_before),
    ReceptionFault("P12.same-id", "duplicate.id", _same_id),
    ReceptionFault("P12.held", "duplicate.holding", _held),
    ReceptionFault("P14.registration", "reception.registration", _other_registration),
)
