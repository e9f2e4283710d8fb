"""Alembic's environment: it runs on the connection that ``base.db`` hands it."""

from alembic import context
from sqlmodel import SQLModel

import course.tables
import grading.gradebook
import sandbox.tables
import scenarios.tables  # noqa: F401 - their tables are what is migrated

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
