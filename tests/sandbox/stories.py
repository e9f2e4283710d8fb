"""A small agency in whose archive a test can act as anybody, and employ colleagues."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

from base.db import Database
from sandbox import entities as e
from sandbox.archive import Archive
from sandbox.clones import clone
from sandbox.colleagues import act
from sandbox.door import Receipt
from sandbox.operations import parse
from tests.laws.examples import Case


class Story(Case):
    """The agency of the laws, where colleagues can be employed before it is planted."""

    def employ(self, post: str, on: str, *replies: dict[str, Any], **facts: Any) -> e.Colleague:
        """Give a post a habit: on a verb, after ``after_minutes``, one of the replies."""
        plant = self.small.planter
        return plant.add(
            e.Colleague(
                ref=plant.next_ref(e.Colleague),
                post=self.post(post),
                on=on,
                replies=list(replies),
                **facts,
            )
        )

    def ask(self, archive: Archive, desk: str, op: str, **fields: Any) -> list[Receipt]:
        """Sit down somewhere and do something; colleagues take it up."""
        archive.keep(desk=self.post(desk))
        return act(archive, parse({"op": op, **fields}))


class Stage:
    """One planted story; every test plays on a clone of it that is rolled back."""

    def __init__(self, database: Database, story: Story) -> None:
        self.database, self._story = database, story
        with database.writing() as session:
            self.template = story.small.plant(session).sandbox

    @contextmanager
    def opened(self) -> Iterator[tuple[Story, Archive]]:
        story = copy(self._story)
        story.made = {}
        with self.database.writing() as session:
            yield story, clone(session, self.template, kind="scratch", blobs=story.small.blobs)
            session.rollback()
