"""A package order: what to pack, for whom, by which profile; and the ids that follow from it."""

import re
from datetime import datetime, timedelta, timezone
from typing import Annotated, Final
from uuid import UUID, uuid5

from pydantic import AwareDatetime, Field, StringConstraints

from base.errors import Refused
from base.model import Value
from sandbox.packages.contents import (
    AccessRequest,
    PackagedAgent,
    PackagedBatch,
    PackagedComponent,
    PackagedDocument,
    PackagedEvent,
    PackagedFile,
)
from sandbox.packages.kinds import Kind, Party, Profile, RecordStatus

BUILDER: Final = "Kho Tập"
BUILDER_VERSION: Final = "1"
"""Raised when the same order would give other bytes."""

_VIETNAM: Final = timezone(timedelta(hours=7))
FondsCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,40}$")]


class PackageOrder(Value):
    """Everything a package is made of. The same order always gives the same bytes."""

    kind: Kind
    ref: str
    "what is packed, unique in the namespace: the file's reference, and the try if there are more"
    namespace: UUID
    "the world's namespace; every id of the package is a UUIDv5 below it"
    contents: PackagedFile | PackagedBatch
    documents: tuple[PackagedDocument, ...] = Field(min_length=1)
    agency: Party
    "who formed and gives the records"
    archive: Party | None = None
    "who keeps them; an AIP and a DIP need it, its code begins arcFileCode"
    registration: str = ""
    "mã đăng ký nộp; a SIP needs it"
    fonds_code: FondsCode
    created_at: AwareDatetime
    record_status: RecordStatus = RecordStatus.NEW
    documentation: tuple[PackagedComponent, ...] = ()
    "mục lục, biên bản as PDF"
    profile: Profile = Profile.STRICT
    events: tuple[PackagedEvent, ...] = ()
    agents: tuple[PackagedAgent, ...] = ()
    source_package: str = ""
    "OBJID of the SIP that became this AIP, or of the AIP that this DIP was made from"
    request: AccessRequest | None = None
    "what a DIP answers"
    packer: str = "can.bo.luu.tru"
    "account of who packed it; the lenient profile names it"

    def refuse_unfit(self) -> None:
        """Refuse an order no package can be made of.

        Raises:
            Refused: ``package.archive_missing``, ``package.registration_missing``,
                ``package.request_missing``, ``package.file_name``, ``package.name_twice``.
        """
        if self.kind is not Kind.SIP and self.archive is None:
            raise Refused("package.archive_missing", kind=self.kind.value)
        if self.kind is Kind.SIP and not self.registration:
            raise Refused("package.registration_missing")
        if self.kind is Kind.DIP and self.request is None:
            raise Refused("package.request_missing")
        _refuse_names([part.file_name for doc in self.documents for part in doc.components])
        _refuse_names([part.file_name for part in self.documentation])


def _refuse_names(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not name or name.startswith(".") or re.search(r"[/\\\x00-\x1f]", name):
            raise Refused("package.file_name", name=name)
        if name.casefold() in seen:
            raise Refused("package.name_twice", name=name)
        seen.add(name.casefold())


def derived_id(order: PackageOrder, *about: str) -> str:
    """Return a UUIDv5 below the order's namespace, upper case as the circular writes it."""
    key = "/".join((order.ref, order.kind.value, order.profile.value, *about))
    return str(uuid5(order.namespace, key)).upper()


def object_id(order: PackageOrder) -> str:
    """Return the package's OBJID: ``uuid-…``, for an AIP ``urn:<mã phông>:uuid-…`` (PL I–V)."""
    plain = f"uuid-{derived_id(order)}"
    if order.kind is Kind.AIP and order.profile is not Profile.CSIP:
        return f"urn:{order.fonds_code}:{plain}"
    return plain


def folder_name(objid: str) -> str:
    """Return the package folder's name: OBJID with ``:`` written ``_`` (PL I, PL V)."""
    return objid.replace(":", "_")


def zip_name(order: PackageOrder, ordinal: int = 1) -> str:
    """Return the ZIP's name: for a SIP [ordinal in the submission] + OBJID (PL III 5).

    The sample package has a plain GUID instead; so has the lenient profile.
    """
    if order.profile is Profile.LENIENT:
        return f"{derived_id(order, 'zip').lower()}.zip"
    name = folder_name(object_id(order))
    is_numbered = order.kind is Kind.SIP and order.profile is Profile.STRICT
    return f"{ordinal}{name}.zip" if is_numbered else f"{name}.zip"


def stamp(moment: datetime) -> str:
    """Return a moment in the circular's form: milliseconds and ``+07:00``."""
    return moment.astimezone(_VIETNAM).isoformat(timespec="milliseconds")
