"""Reason codes and other closed choices, by family; their words stand under ``choice.<family>``.

Every family of reasons ends with ``other``, which is never the right reason for a planted thing.
"""

from collections.abc import Mapping
from typing import Final

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "return_draft": ("notation", "form", "recipients", "authority", "content", "other"),
    "return_incoming": (
        "integrity",
        "unsigned",
        "seal_missing",
        "other_agency",
        "certificate",
        "authority",
        "attachment_missing",
        "misdirected",
        "harmful",
        "other",
    ),
    "return_files": ("drafts", "duplicates", "no_term", "incomplete", "metadata", "other"),
    "remove_document": ("duplicate", "draft", "misfiled", "other"),
    "appraisal_reason": (
        "expired",
        "duplicate",
        "running",
        "permanent",
        "held",
        "linked",
        "undecided",
        "term_below",
        "other",
    ),
    "signature_reason": (
        "sound",
        "integrity",
        "changed_after",
        "revoked_before",
        "expired_unproven",
        "no_timestamp",
        "untrusted",
        "other_agency",
        "seal_missing",
        "person_missing",
        "seal_first",
        "no_authority",
        "delegation_over",
        "time_order",
        "no_signature",
        "wrong_issuer",
        "other",
    ),
    "revocation_reason": (
        "key_compromise",
        "affiliation_changed",
        "superseded",
        "cessation_of_operation",
        "other",
    ),
    "medium": ("online", "backup", "reading", "removable"),
    "term": ("VV", "70", "50", "30", "20", "15", "10", "5", "2", "until-expiry", "lifetime"),
}
"""Family → codes, in the order a form shows them."""

OPEN_FAMILIES: Final = frozenset({"document_type", "table_row"})
"""Families whose codes come from the rulebook."""
