"""Packages of records: built and checked by TT 05/2025 and E-ARK, carried in BagIt, identified.

The table of contents below is opened room by room: a page that only names this package waits
neither for lxml, bagit, Siegfried or pikepdf, nor for our own models.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.packages.bag import (
        BagReport,
        Depth,
        bag_digest,
        check_bag,
        check_receipt,
        make_bag,
    )
    from sandbox.packages.build import Built, build_package
    from sandbox.packages.commands import identify_files, validate_files
    from sandbox.packages.contents import (
        AccessRequest,
        PackagedAgent,
        PackagedBatch,
        PackagedComponent,
        PackagedDocument,
        PackagedEvent,
        PackagedFile,
    )
    from sandbox.packages.envelope import Limits
    from sandbox.packages.formats import Format, identify
    from sandbox.packages.harm import HarmReport, looks_harmful
    from sandbox.packages.intake import SubmissionReport, validate_delivery, validate_submission
    from sandbox.packages.kinds import (
        Kind,
        Party,
        Profile,
        RecordStatus,
        maintenance_code,
        type_code,
    )
    from sandbox.packages.order import PackageOrder
    from sandbox.packages.report import (
        Counts,
        Declared,
        InventoryLine,
        PackageReport,
        Reception,
        StepOutcome,
        StepResult,
    )
    from sandbox.packages.submission import Submission, build_submission
    from sandbox.packages.validate import validate_package

_ROOMS = {
    "bag": ("BagReport", "Depth", "bag_digest", "check_bag", "check_receipt", "make_bag"),
    "build": ("Built", "build_package"),
    "commands": ("identify_files", "validate_files"),
    "contents": (
        "AccessRequest",
        "PackagedAgent",
        "PackagedBatch",
        "PackagedComponent",
        "PackagedDocument",
        "PackagedEvent",
        "PackagedFile",
    ),
    "envelope": ("Limits",),
    "formats": ("Format", "identify"),
    "harm": ("HarmReport", "looks_harmful"),
    "kinds": ("Kind", "Party", "Profile", "RecordStatus", "maintenance_code", "type_code"),
    "order": ("PackageOrder",),
    "report": (
        "Counts",
        "Declared",
        "InventoryLine",
        "PackageReport",
        "Reception",
        "StepOutcome",
        "StepResult",
    ),
    "intake": ("SubmissionReport", "validate_delivery", "validate_submission"),
    "submission": ("Submission", "build_submission"),
    "validate": ("validate_package",),
}

__all__ = [
    "AccessRequest",
    "BagReport",
    "Built",
    "Counts",
    "Declared",
    "Depth",
    "Format",
    "HarmReport",
    "InventoryLine",
    "Kind",
    "Limits",
    "PackageOrder",
    "PackageReport",
    "PackagedAgent",
    "PackagedBatch",
    "PackagedComponent",
    "PackagedDocument",
    "PackagedEvent",
    "PackagedFile",
    "Party",
    "Profile",
    "Reception",
    "RecordStatus",
    "StepOutcome",
    "StepResult",
    "Submission",
    "SubmissionReport",
    "bag_digest",
    "build_package",
    "build_submission",
    "check_bag",
    "check_receipt",
    "identify",
    "identify_files",
    "looks_harmful",
    "maintenance_code",
    "make_bag",
    "type_code",
    "validate_delivery",
    "validate_files",
    "validate_package",
    "validate_submission",
]


def __getattr__(name: str) -> object:
    """Return a name of the table of contents from the room it stands in."""
    for room, names in _ROOMS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{room}"), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
