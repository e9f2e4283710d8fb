"""Can the XML be read at all, and does METS follow its schema?"""

from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from sandbox.packages.markup import local
from sandbox.packages.opened import Opened
from sandbox.packages.report import NotPerformed, fault
from sandbox.verdicts import Remark

if TYPE_CHECKING:
    from lxml.etree import XMLSchema

_XSD: Final = Path(__file__).parent.parent / "xsd" / "METS.xsd"
_LOCK: Final = Lock()
"""An XMLSchema keeps the errors of its last run: one validation at a time."""

_MOST_SHOWN: Final = 5


def readable(package: Opened) -> list[Remark]:
    """Report every XML of the package's structure that is broken, too large or has a DTD.

    A METS.xml that is XML and no METS is as good as none.
    """
    posing = [
        fault("xml.not_mets", "CSIPSTR4", path=path, found=local(root))
        for path, root in package.xml.items()
        if path.rsplit("/", 1)[-1] == "METS.xml" and path not in package.mets
    ]
    unread = [
        fault(
            error.code, "CSIPSTR4" if path == "METS.xml" else "TT05.XML", path=path, why=error.why
        )
        for path, error in package.unread.items()
    ]
    return [*posing, *unread]


def schema(package: Opened) -> list[Remark] | NotPerformed:
    """Validate every METS against METS 1.12 (our own copy, not the one in the package)."""
    if not package.mets:
        return NotPerformed("mets_unreadable")
    found = []
    for path, root in package.mets.items():
        with _LOCK:
            checker = _mets_schema()
            if checker.validate(root):
                continue
            log = list(checker.error_log)  # type: ignore[call-overload]  # iterable in truth
            errors = [(error.line, error.message) for error in log]
        found += [
            fault("xml.schema", "METS.1.12", path=path, line=str(line), why=_plain(message))
            for line, message in errors[:_MOST_SHOWN]
        ]
    return found


@cache
def _mets_schema() -> "XMLSchema":
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(_XSD)))


def _plain(message: str) -> str:
    return message.replace("{http://www.loc.gov/METS/}", "")[:200]
