"""How much of a stranger's file is looked at; beyond it the answer is "undetermined", with why."""

from typing import Final

MOST_BYTES: Final = 64_000_000
MOST_OBJECTS: Final = 200_000
MOST_REVISIONS: Final = 100
MOST_SIGNATURES: Final = 40
MOST_PAGES: Final = 2_000
"""Nodes of the page tree."""
MOST_KEPT: Final = 500
"""Entries of each kind in a document security store."""
