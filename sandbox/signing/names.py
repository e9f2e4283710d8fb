"""What the practice PKI is called: every name says that it has no legal value."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from cryptography import x509
from cryptography.x509.oid import NameOID

TRAINING: Final = "ĐÀO TẠO – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
"""O of every certificate: training, without legal value. Name constraints hold it there."""

_ARC: Final = "2.25.214740345494813135988705707098189565153"
"""Ours alone: 2.25 and a UUID (ITU-T X.667), UUIDv5 of ``kho-tap.example``."""
POLICIES: Final = {
    "timestamp": x509.ObjectIdentifier(f"{_ARC}.1"),
    "person": x509.ObjectIdentifier(f"{_ARC}.2"),
    "agency": x509.ObjectIdentifier(f"{_ARC}.3"),
}
"""Certificate policies that say whose key it is."""

_FIRST_YEAR: Final = 1995
_YEARS_OF_A_GENERATION: Final = 20


class House(StrEnum):
    """Whose authorities: each house has a root and one issuing CA a generation."""

    STATE = "state"
    "chuyên dùng công vụ: the state-duty provider"
    PUBLIC = "public"
    "công cộng: a public provider, right for citizens and companies, wrong for công vụ"
    ROGUE = "rogue"
    "nobody trusts it; its names look like the state's"


_ROOTS: Final = {
    House.STATE: "CA gốc công vụ thực hành",
    House.PUBLIC: "CA gốc công cộng thực hành",
    House.ROGUE: "\u0421\u0410 gốc công vụ thực hành",  # Cyrillic С and А: looks the same
}
_ISSUING: Final = {
    House.STATE: "CA công vụ thực hành",
    House.PUBLIC: "CA công cộng thực hành",
    House.ROGUE: "\u0421\u0410 công vụ thực hành",
}
_HOSTS: Final = {
    House.STATE: "cong-vu.example",
    House.PUBLIC: "cong-cong.example",
    House.ROGUE: "gia-danh.example",
}


def root_name(house: House, generation: int) -> x509.Name:
    """Return the subject of a root."""
    return subject(f"{_ROOTS[house]} G{generation}", "Dịch vụ chứng thực thực hành")


def issuing_name(house: House, generation: int) -> x509.Name:
    """Return the subject of an issuing CA."""
    return subject(f"{_ISSUING[house]} G{generation}", "Dịch vụ chứng thực thực hành")


def stamping_name(house: House, year: int) -> x509.Name:
    """Return the subject of a time-stamping unit; a new one is certified every year."""
    return subject(f"Dịch vụ dấu thời gian thực hành {year}", f"TSA {_HOSTS[house]}")


def responder_name(house: House, year: int) -> x509.Name:
    """Return the subject of an OCSP responder."""
    return subject(f"Trả lời trạng thái chứng thư thực hành {year}", f"OCSP {_HOSTS[house]}")


def subject(common_name: str, organisation_unit: str) -> x509.Name:
    """Return ``C=VN, O=<no legal value>, OU=…, CN=…``."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, TRAINING),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, organisation_unit),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def territory() -> x509.Name:
    """Return the only part of the name space that our roots may certify: this O in VN."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, TRAINING),
        ]
    )


def address(house: House, service: str) -> str:
    """Return where a list or a service of ``house`` would be, on a host that cannot exist."""
    return f"http://{service}.{_HOSTS[house]}/"


def generation_at(moment: datetime) -> int:
    """Return which generation of authorities certifies at ``moment``; a new one each 20 years."""
    return max(1, (moment.year - _FIRST_YEAR) // _YEARS_OF_A_GENERATION + 1)


def founded(generation: int) -> datetime:
    """Return when a generation's authorities begin (1995, 2015, 2035 …)."""
    year = _FIRST_YEAR + (generation - 1) * _YEARS_OF_A_GENERATION
    return datetime(year, 1, 1, tzinfo=UTC)
