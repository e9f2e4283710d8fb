"""What waits for one's signature, as a table: several are signed in one go."""

from typing import Any, Final  # components take JSON

from base.language import say
from course.desk import Desk
from sandbox import entities as e
from sandbox.entities import DocumentStatus, Role
from ui import state
from ui.panes.file import document_column, documents_table

VERB: Final = "sign-document"
COLUMNS: Final = ("number", "subject", "organ_name", "status")
ONE_GO: Final = 2
"""From how many on the table is offered."""


def to_sign(desk: Desk) -> list[e.Document]:
    """Return the drafts that were submitted to the leader one sits as."""
    post = desk.post
    if post is None or post.role is not Role.LEADER:
        return []
    return desk.holdings.where(e.Document, status=DocumentStatus.SUBMITTED, held_by=post.ref)


def waiting(desk: Desk) -> dict[str, Any]:
    """Return the table of what waits, with its one verb."""
    language = state.language()
    data = documents_table(to_sign(desk), say("list.to_sign", language))
    return {
        **data,
        "columns": [document_column(name) for name in COLUMNS],
        "actions": [{"op": VERB, "label": say(f"verb.{VERB}.title", language)}],
    }
