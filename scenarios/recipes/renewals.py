"""The recipe ``renewals``: how far the proof of each signed document has been carried until today.

A signed paper leaves its agency with a timestamp (B-T). Some were given validation data (B-LT),
some an archive timestamp (B-LTA), some of the oldest were stamped again in time; the others have
lapsed, or will. Nothing here is a fault of a document: it is what an archivist has to look after.
"""

from datetime import datetime, timedelta
from typing import Final, Literal

from pydantic import Field

from base.errors import Misconfigured
from sandbox import entities as e
from sandbox.authority import judge_document
from sandbox.signing.long_term import add_archive_timestamp, add_validation_data
from sandbox.verdicts import Verdict
from scenarios.garden import Garden
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.originals import signed_simply
from scenarios.recipes.recipe import Recipe
from scenarios.streams import Stream

_STAMPED_FOR: Final = 4
"""A timestamp made in a year is believed to the end of the fourth after it (``Pki.stamping``)."""
_LONG: Final = ["VV", "70", "50", "30", "20"]


class Renewals(Recipe):
    """Carry the proof of signed documents in files to different levels, and say what is to do.

    Documents of person and agency are tagged ``lasting`` or ``passing`` by their file's term,
    ``provable`` or ``unprovable`` by what verification says today; ``to-renew`` are those lasting
    and provable, ``bare`` those of them that have neither validation data nor archive timestamp.
    Facts: ``verdict``, ``reasons``.
    """

    recipe: Literal["renewals"] = "renewals"
    lasting: list[str] = _LONG
    "terms of the files whose documents are kept provable"
    validated: int = Field(default=1, ge=0)
    "how many were given validation data"
    stamped: int = Field(default=1, ge=0)
    "how many were given an archive timestamp, once"
    rescued: int = Field(default=1, ge=0)
    "how many of the oldest were stamped again, each time before it was too late"

    def tags(self) -> set[str]:
        """Return the tags of signed documents."""
        return {"lasting", "passing", "provable", "unprovable", "to-renew", "bare"}

    def grow(self, garden: Garden) -> None:
        """Renew some, and set aside what is true of all.

        Raises:
            Misconfigured: ``renewals.too_few`` when there are fewer documents than asked for.
        """
        stream, bed = garden.stream(self.stream_name()), Bed(garden)
        planted = {one.ref for one in garden.faults()}
        filed = [one for one in bed.survey.documents.values() if bed.survey.files_of(one.ref)]
        signed = [one for one in filed if signed_simply(bed.survey, one)]
        free = [one for one in signed if one.ref not in planted and self._lasts(bed, one)]
        old = [one for one in free if _aged(bed, one)]
        young = [one for one in free if not _aged(bed, one)]
        rescued = _drawn(old, self.rescued, stream.branch("rescued"))
        later = _drawn(young, self.validated + self.stamped, stream.branch("later"))
        for document in rescued:
            _renew(bed, document, stream.branch("renew", document.ref))
        for document in later[: self.stamped]:
            _stamp(bed, document, _moment(bed, document, stream.branch("stamp", document.ref)))
        for document in later[self.stamped :]:
            _validate(bed, document, _moment(bed, document, stream.branch("keep", document.ref)))
        touched = {one.ref for one in (*rescued, *later)}
        for document in signed:
            self._say(bed, document, bare=document.ref not in touched)

    def _lasts(self, bed: Bed, document: e.Document) -> bool:
        return any(file.maintenance in self.lasting for file in bed.survey.files_of(document.ref))

    def _say(self, bed: Bed, document: e.Document, *, bare: bool) -> None:
        """Set aside what is true of a document today."""
        garden = bed.garden
        lasts, provable = self._lasts(bed, document), _provable(bed, document)
        garden.tag(document, "lasting" if lasts else "passing")
        garden.tag(document, "provable" if provable else "unprovable")
        if lasts and provable:
            garden.tag(document, "to-renew", *(["bare"] if bare else []))


def _provable(bed: Bed, document: e.Document) -> bool:
    """Whether verification calls a document valid today; what has lapsed is noted so."""
    told = bed.garden.facts_of(document.ref)
    planted = any(one.ref == document.ref for one in bed.garden.faults())
    if planted or not _aged(bed, document):
        return told.get("verdict") == Verdict.VALID
    verdict = judge_document(bed.planter, document).verdict
    if verdict is not Verdict.VALID:
        bed.garden.fact(document, verdict=verdict.value, reasons=["expired_unproven"])
    return verdict is Verdict.VALID


def _aged(bed: Bed, document: e.Document) -> bool:
    """Whether the certificate of the unit that stamped it as it was signed has ended since."""
    signed = document.signed_at
    return signed is not None and bed.planter.now.year - signed.year > _STAMPED_FOR


def _drawn(among: list[e.Document], count: int, stream: Stream) -> list[e.Document]:
    if len(among) < count:
        raise Misconfigured("renewals.too_few", asked=count, found=len(among))
    return stream.sample(among, count)


def _moment(bed: Bed, document: e.Document, stream: Stream) -> datetime:
    """Return a moment between signing and the exercise, in the first half of what was there."""
    signed = _signed(document)
    span = (bed.planter.now - signed) * (0.1 + 0.4 * stream.real())
    return (signed + span).replace(microsecond=0)


def _signed(document: e.Document) -> datetime:
    assert document.signed_at is not None  # noqa: S101 - signed documents have a moment
    return document.signed_at


def _renew(bed: Bed, document: e.Document, stream: Stream) -> None:
    """Stamp it, and again before each unit's end, until the proof reaches today."""
    at = _signed(document) + timedelta(days=stream.integer(60, 200))
    _validate(bed, document, at)
    _stamp(bed, document, at)
    while bed.planter.now.year > at.year + _STAMPED_FOR - 1:
        at = at.replace(
            year=at.year + _STAMPED_FOR - 1, month=stream.integer(1, 12), day=stream.integer(1, 28)
        )
        _stamp(bed, document, min(at, bed.planter.now - timedelta(days=9)))


def _validate(bed: Bed, document: e.Document, at: datetime) -> None:
    main, everyone = _main(bed, document), bed.planter.all(e.Certificate)
    pdf = add_validation_data(bed.content(main), pki=bed.pki, certificates=everyone, at=at)
    bed.keep(main, pdf)


def _stamp(bed: Bed, document: e.Document, at: datetime) -> None:
    main = _main(bed, document)
    bed.keep(main, add_archive_timestamp(bed.content(main), pki=bed.pki, at=at))


def _main(bed: Bed, document: e.Document) -> e.Component:
    """Return the main component as it is now; the survey remembers it as it was."""
    return bed.planter.get(e.Component, bed.main(document).ref)
