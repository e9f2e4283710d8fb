"""The rulebook: law, agency regulation and practice as dated data with citations.

``rulebook()`` is the book. Beside it stand, each a module of its own: ``types`` (document types
and notation), ``dateline``, ``retention`` (the arithmetic of terms), ``schedules`` (retention
tables), ``calendar``, ``deadlines``, ``codes``, ``fields``, ``forms``, ``layout``,
``instruments``.
"""

from sandbox.rulebook.book import Book, as_markdown, rulebook
from sandbox.rulebook.rule import (
    Confidence,
    Kind,
    NotInRulebook,
    Rule,
    RuleId,
    Severity,
    Stage,
    Standing,
    fill,
)

__all__ = [
    "Book",
    "Confidence",
    "Kind",
    "NotInRulebook",
    "Rule",
    "RuleId",
    "Severity",
    "Stage",
    "Standing",
    "as_markdown",
    "fill",
    "rulebook",
]
