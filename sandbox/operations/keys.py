"""Keys and certificates: custody of the devices, unlocking, the life of a certificate."""

from datetime import datetime
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, StringConstraints

from base.errors import Refused
from sandbox.archive import Archive
from sandbox.authority_keys import in_hand, open_loan, renewed_pin
from sandbox.entities import (
    Certificate,
    KeyDevice,
    KeyKind,
    KeyLoan,
    Organisation,
    Person,
    Post,
    Role,
)
from sandbox.events import Outcome, Premis
from sandbox.operations.operation import Effect, Operation, Stage, actor, refers, words
from sandbox.signing.keys import number_of

_DESKS: Final = frozenset({Role.CLERK, Role.LEADER, Role.OFFICER, Role.ARCHIVIST})
_LONGEST_NAME: Final = 64
"""Bytes of a common name (X.520, ub-common-name)."""


class LendKey(Operation):
    """Hand a key device to somebody else (giao thiết bị lưu khóa bí mật), in writing or not."""

    op: Literal["lend-key"] = "lend-key"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.KEYS
    device: Annotated[str, refers(KeyDevice)]
    to: Annotated[str, refers(Post)]
    permission: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""

    def perform(self, archive: Archive) -> Effect:
        """Note the loan; whoever has the device not in hand cannot sign with it."""
        device, me = archive.get(KeyDevice, self.device), actor(archive)
        to = archive.get(Post, self.to)
        in_hand(archive, device, me)
        if to.ref == me.ref:
            raise Refused("key.own_hand", ref=device.ref)
        loan = archive.add(
            KeyLoan(
                ref=archive.next_ref(KeyLoan),
                device=device.ref,
                giver=me.ref,
                receiver=to.ref,
                mandate=self.permission,
                lent_at=archive.now,
            )
        )
        archive.change(device, held_by=to.ref)
        return Effect(
            made={"loan": loan.ref},
            sources=[to.ref],
            outcomes=[device.ref, loan.ref],
            outcome=Outcome.SUCCESS if self.permission else Outcome.WARNING,
        )


class ReturnKey(Operation):
    """Give a borrowed key device back, or take it back (nhận lại thiết bị)."""

    op: Literal["return-key"] = "return-key"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.KEYS
    device: Annotated[str, refers(KeyDevice)]

    def perform(self, archive: Archive) -> Effect:
        """Close the loan; giver, borrower and keeper may do it."""
        device, me = archive.get(KeyDevice, self.device), actor(archive)
        loan = open_loan(archive, device)
        if loan is None:
            raise Refused("key.not_lent", ref=device.ref)
        if me.ref not in {loan.giver, loan.receiver, device.keeper}:
            raise Refused("key.not_yours", ref=device.ref)
        archive.change(loan, returned_at=archive.now)
        archive.change(device, held_by=loan.giver)
        return Effect(sources=[me.ref], outcomes=[device.ref, loan.ref])


class UnlockKey(Operation):
    """Unlock a device that wrong PINs have locked (mở khóa thiết bị); its keeper alone can.

    As with a real token, the old PIN ends there: the device gets a new one with its holder by.
    """

    op: Literal["unlock-key"] = "unlock-key"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.KEYS
    device: Annotated[str, refers(KeyDevice)]
    new_pin: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""
    "six to eight digits, not the old ones; empty: a practice PIN is given"
    written_request: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
    "number and date of the paper in which the holder asked for it; the log keeps it"

    def perform(self, archive: Archive) -> Effect:
        """Count wrong PINs anew and set the new PIN; the old one opens nothing any more."""
        device, me = archive.get(KeyDevice, self.device), actor(archive)
        if device.keeper != me.ref:
            keeper = archive.get(Post, device.keeper).title
            raise Refused("key.not_keeper", ref=device.ref, keeper=keeper)
        pin = renewed_pin(archive.world_key, device, self.new_pin)
        archive.change(device, unlocked_at=archive.now, pin=pin)
        return Effect(sources=[me.ref], outcomes=[device.ref])


class IssueCertificate(Operation):
    """Have a certificate issued to whoever holds a post, or to their agency (cấp chứng thư số)."""

    op: Literal["issue-certificate"] = "issue-certificate"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset({Role.CLERK, Role.LEADER})
    premis: ClassVar = Premis.KEYS
    post: Annotated[str, refers(Post)]
    key_kind: Literal["person", "agency"] = "person"
    months: Annotated[int, Field(ge=1, le=60)] = 36

    def perform(self, archive: Archive) -> Effect:
        """Issue it from now on, for five years at most (NĐ 68/2024 Đ9)."""
        post = archive.get(Post, self.post)
        agency = archive.get(Organisation, post.organisation)
        kind = KeyKind(self.key_kind)
        if kind is KeyKind.AGENCY:
            holder, name = agency.ref, _agency_name(agency)
        else:
            holder, name = post.person, archive.get(Person, post.person).full_name
        ref = archive.next_ref(Certificate)
        made = archive.add(
            Certificate(
                ref=ref,
                holder=holder,
                kind=kind,
                common_name=name,
                organisation_unit=agency.organ_name,
                serial=_serial(archive, ref),
                valid_from=_begin(archive.now),
                valid_to=_end(archive.now, self.months),
            )
        )
        return Effect(made={"certificate": ref}, sources=[post.ref], outcomes=[made.ref])


class RenewCertificate(Operation):
    """Have a running certificate renewed (gia hạn chứng thư số): a new one follows it."""

    op: Literal["renew-certificate"] = "renew-certificate"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = frozenset({Role.CLERK, Role.LEADER})
    premis: ClassVar = Premis.KEYS
    certificate: Annotated[str, refers(Certificate)]
    months: Annotated[int, Field(ge=1, le=36)] = 36

    def perform(self, archive: Archive) -> Effect:
        """Issue its successor, for three years at most (NĐ 68/2024 Đ9); not once it has ended."""
        old = archive.get(Certificate, self.certificate)
        if old.revoked_at is not None and old.revoked_at <= archive.now:
            raise Refused("certificate.revoked", ref=old.ref)
        if old.valid_to < archive.now:
            raise Refused("certificate.ended", ref=old.ref, until=old.valid_to.date())
        ref = archive.next_ref(Certificate)
        told = {
            **old.model_dump(),
            "ref": ref,
            "serial": _serial(archive, ref),
            "valid_from": _begin(archive.now),
            "valid_to": _end(archive.now, self.months),
            "revoked_at": None,
            "revocation_reason": None,
        }
        made = archive.add(Certificate.model_validate(told))
        return Effect(made={"certificate": ref}, sources=[old.ref], outcomes=[made.ref])


class RevokeCertificate(Operation):
    """Have a certificate revoked, with the reason (thu hồi chứng thư số); it counts from now."""

    op: Literal["revoke-certificate"] = "revoke-certificate"
    stage: ClassVar = Stage.SIGN
    roles: ClassVar = _DESKS
    premis: ClassVar = Premis.KEYS
    certificate: Annotated[str, refers(Certificate)]
    reason: Annotated[str, words(choices="revocation_reason")]

    def perform(self, archive: Archive) -> Effect:
        """Revoke it; lists and answers name it from this moment on, with the reason."""
        old = archive.get(Certificate, self.certificate)
        if old.revoked_at is not None and old.revoked_at <= archive.now:
            raise Refused("certificate.revoked", ref=old.ref)
        archive.change(old, revoked_at=archive.now, revocation_reason=self.reason)
        return Effect(outcomes=[old.ref], detail={"reason": self.reason})


def _agency_name(agency: Organisation) -> str:
    """Return the agency's name as a certificate can carry it; a long one is abbreviated."""
    if len(agency.organ_name.encode()) <= _LONGEST_NAME:
        return agency.organ_name
    return f"{agency.abbreviation} – {agency.place}"


def _serial(archive: Archive, ref: str) -> int:
    """Return a serial number that follows from the world and the certificate's code."""
    return number_of(archive.world_key, "serial", ref)


def _begin(moment: datetime) -> datetime:
    """Return a moment as a certificate can say it, in whole seconds."""
    return moment.replace(microsecond=0)


def _end(moment: datetime, months: int) -> datetime:
    """Return the end of a term of some months; a day that a month lacks becomes the 28th."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    return _begin(moment).replace(year=year, month=month + 1, day=min(moment.day, 28))
