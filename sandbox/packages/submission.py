"""A submission: the SIPs of one registered transfer, numbered, in one bag, in one ZIP."""

import hashlib
import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from pydantic import Field

from base.errors import Refused
from base.model import Value
from sandbox.packages.bag import make_bag
from sandbox.packages.build import Built, build_package
from sandbox.packages.contents import PackagedComponent
from sandbox.packages.envelope import zipped
from sandbox.packages.kinds import Kind
from sandbox.packages.order import PackageOrder, zip_name
from sandbox.packages.report import Declared

NOTICE: Final = "ĐÀO TẠO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"


class Submission(Value):
    """What an agency sends: one ZIP with its packages."""

    file_name: str
    content: bytes = Field(repr=False)
    digest: str
    "SHA-256 of the ZIP, lower case: what the receipt records"
    registration: str
    packages: tuple[Built, ...]
    package_names: tuple[str, ...]

    @property
    def declared(self) -> Declared:
        """What the minutes of such a submission should declare."""
        return Declared(
            packages=len(self.packages),
            files=len(self.packages),
            documents=sum(one.documents for one in self.packages),
            components=sum(one.components for one in self.packages),
        )


def build_submission(
    orders: Sequence[PackageOrder],
    *,
    made_on: date,
    documentation: Sequence[PackagedComponent] = (),
) -> Submission:
    """Build every SIP of a transfer and bind them.

    TT 05/2025 packs one hồ sơ in one SIP and numbers the packages of a submission in their ZIP
    names ([ordinal] + OBJID, PL III 5); a registration covers many of them (Đ23 counts packages).
    It does not say how they travel together. We use BagIt (RFC 8493), a transport and not a
    package: manifests for every ZIP, the registration in bag-info.txt, the mục lục and the draft
    minutes beside the packages in ``data/documentation``.

    Raises:
        Refused: ``package.nothing_to_submit``, ``package.not_one_transfer`` (another kind than
            SIP, or several agencies, registrations or profiles), and what building refuses.
    """
    if not orders:
        raise Refused("package.nothing_to_submit")
    first = orders[0]
    unfit = [order.ref for order in orders if _transfer(order) != _transfer(first)]
    if unfit or first.kind is not Kind.SIP:
        raise Refused("package.not_one_transfer", files=", ".join(unfit or [first.ref]))
    built = [build_package(order) for order in orders]
    names = [zip_name(order, number) for number, order in enumerate(orders, 1)]
    payload = {name: one.content for name, one in zip(names, built, strict=True)}
    payload |= {f"documentation/{part.file_name}": part.content for part in documentation}
    facts = {
        "Source-Organization": first.agency.organ_name,
        "External-Identifier": first.registration,
        "External-Description": NOTICE,
    }
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", first.registration).strip("-.") or "submission"
    bag = make_bag(payload, made_on=made_on, facts=facts)
    content = zipped({f"{stem}/{path}": part for path, part in bag.items()})
    return Submission(
        file_name=f"{stem}.zip",
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        registration=first.registration,
        packages=tuple(built),
        package_names=tuple(names),
    )


def _transfer(order: PackageOrder) -> tuple[str, ...]:
    return (order.kind, order.agency.organ_id, order.registration, order.profile)
