"""Alembic's environment: it runs on the connection that ``base.db`` hands it."""

from alembic import context
from sqlmodel import SQLModel

import course.tables
import grading.gradebook
import sandbox.tables
import scenarios.tables
from base.columns import Code, Facts

TABLES = (course.tables, grading.gradebook, sandbox.tables, scenarios.tables)  # what is migrated


def plainly(kind: str, item: object, _context: object) -> str | bool:
    """Write our column types as a migration should keep them: codes as text, facts by name."""
    if kind == "type" and isinstance(item, Code):
        return "sa.Text()"
    return "base.columns.Facts" if kind == "type" and item is Facts else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=plainly,
)
with context.begin_transaction():
    context.run_migrations()
