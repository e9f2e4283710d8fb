"""Where the three profiles write METS differently: one row a difference, one column a profile."""

from typing import Final, NamedTuple

from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.order import PackageOrder

_CSIP_PROFILE: Final = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
_CSIP_PROFILES: Final = {
    Kind.SIP: "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
    Kind.AIP: "https://earkaip.dilcis.eu/profile/E-ARK-AIP.xml",
    Kind.DIP: "https://earkdip.dilcis.eu/profile/E-ARK-DIP.xml",
}
TT05_PROFILES: Final = {
    Kind.SIP: _CSIP_PROFILE,
    Kind.AIP: "http://www.ra.ee/METS/v01/IP.xml",
    Kind.DIP: "https://earkdip.dilcis.eu/profile/E-ARK-DIP.xml",
}


class Dialect(NamedTuple):
    """What TT 05/2025's text, its sample package, and E-ARK write each in their own way."""

    mets_schema: str
    package_md_type: str
    md_type_version: str
    xml_mime: str
    xsd_mime: str
    document_prefix: str
    "of the name of a document's EAD"
    empty_amd_sec: bool
    "whether a package without PREMIS has an empty amdSec (the sample has)"


DIALECTS: Final = {
    Profile.STRICT: Dialect(
        "METS.xsd", "OTHER", "1.0", "text/xml", "application/xml", "EAD_doc_", False
    ),
    Profile.LENIENT: Dialect(
        "mets1_12.xsd", "DC", "1.0.0", "application/xml", "application/octet-stream", "EAD_DOC_",
        True,
    ),
    Profile.CSIP: Dialect(
        "METS.xsd", "OTHER", "1.0", "application/xml", "application/xml", "EAD_doc_", False
    ),
}  # fmt: skip


def root_profile(order: PackageOrder) -> str:
    """Return ``@PROFILE`` of the package's METS."""
    profiles = _CSIP_PROFILES if order.profile is Profile.CSIP else TT05_PROFILES
    return profiles[order.kind]


def representation_profile(order: PackageOrder) -> str:
    """Return ``@PROFILE`` of the representation's METS: in TT 05 always CSIP."""
    return _CSIP_PROFILES[order.kind] if order.profile is Profile.CSIP else _CSIP_PROFILE


def content_category(order: PackageOrder, *, is_file: bool) -> str:
    """Return ``mets/@TYPE``: Mixed for a file, Collection for loose documents, MIXED in a DIP."""
    if order.kind is Kind.DIP and order.profile is not Profile.CSIP:
        return "MIXED"
    return "Mixed" if is_file else "Collection"
