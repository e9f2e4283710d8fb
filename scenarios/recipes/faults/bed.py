"""Where faults are planted: a garden with its rows, its PKI and its truth, at one moment."""

from datetime import date, datetime
from typing import Any  # columns of many types

from base.clock import vietnam
from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.paper import Place
from sandbox.signing.order import Box
from sandbox.signing.pki import Pki
from scenarios.garden import Garden


class Bed:
    """A garden as makers of faults use it."""

    def __init__(self, garden: Garden) -> None:
        """Look at the garden as it is now."""
        self.garden = garden
        self.planter = garden.planter
        self.pki = Pki(garden.planter.world_key)
        self.survey = Survey(garden.planter)

    @property
    def today(self) -> date:
        """The day the exercise begins."""
        return self.survey.today

    def main(self, document: e.Document) -> e.Component:
        """Return the main component; makers ask only for documents that have one."""
        main = self.survey.main_of(document.ref)
        assert main is not None  # noqa: S101 - ``fits`` asked before
        return main

    def content(self, component: e.Component) -> bytes:
        """Return the bytes of a component."""
        return self.planter.blobs.get(component.digest)

    def keep(self, component: e.Component, content: bytes, **facts: Any) -> e.Component:  # noqa: ANN401
        """Give a component other bytes; its stored copies follow."""
        digest = self.planter.blobs.put(content)
        kept = self.planter.change(component, digest=digest, size=len(content), **facts)
        for copy in self.planter.all(e.StoredCopy, component=component.ref):
            self.planter.change(copy, digest=digest)
        return kept

    def place(self, component: e.Component, name: str) -> Box:
        """Return where something goes on a component's page."""
        place = Place.model_validate(component.places[name])
        return Box(place.page - 1, place.x, place.y, place.width, place.height)

    def recount(self, file: str) -> e.File:
        """Bring a file's counts in line with what lies in it; its dates stay as they were."""
        filings = self.planter.all(e.Filing, file=file)
        documents = [self.planter.get(e.Document, one.document) for one in filings]
        return self.planter.change(
            self.planter.get(e.File, file),
            total_doc=len(documents),
            number_of_page=sum(document.number_of_page for document in documents),
        )

    def insert(
        self, file: str, document: e.Document, ordinal: int, *, filed_at: datetime | None = None
    ) -> e.Filing:
        """Put a document into a file at a place; what lies behind it moves up."""
        for filing in self.planter.all(e.Filing, file=file):
            if filing.ordinal >= ordinal:
                self.planter.change(filing, ordinal=filing.ordinal + 1)
        made = self.planter.add(
            e.Filing(
                ref=self.planter.next_ref(e.Filing),
                file=file,
                document=document.ref,
                ordinal=ordinal,
                filed_at=filed_at or document.arrival_date or document.signed_at,
            )
        )
        self.recount(file)
        return made

    def take_out(self, filing: e.Filing) -> None:
        """Take a document out of a file; what lies behind it moves down."""
        self.planter.remove(filing)
        for later in self.planter.all(e.Filing, file=filing.file):
            if later.ordinal > filing.ordinal:
                self.planter.change(later, ordinal=later.ordinal - 1)
        self.recount(filing.file)

    def post(self, ref: str | None) -> e.Post:
        """Return a post."""
        return self.planter.get(e.Post, ref or "")


def day_of(moment: datetime) -> date:
    """Return the day of a moment as read in Việt Nam."""
    return vietnam(moment).date()
