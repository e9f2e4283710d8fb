"""Makers of files that are not what they say, do not open, could harm, or bear a bad name."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Final

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.packages.kinds import extension
from sandbox.packages.spoil import FILE_FAULTS
from sandbox.packages.spoil.files import NamedFile
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.hands import acts_of, perform, unsigned
from scenarios.recipes.faults.kinds import Details
from scenarios.recipes.faults.make_signatures import simple
from scenarios.streams import Stream

if TYPE_CHECKING:
    import pikepdf

_SPOIL: Final = {fault.id: fault.spoil for fault in FILE_FAULTS}


def whole(survey: Survey, document: e.Document) -> bool:
    """A document whose main file is a PDF that opens."""
    main = survey.main_of(document.ref)
    return main is not None and survey.portrait(main).opens and not survey.stand_in(document.ref)


def _spoilt(bed: Bed, document: e.Document, part: e.Component, fault: str) -> e.Document:
    made = _SPOIL[fault](NamedFile(part.file_name, bed.content(part)))
    bed.keep(part, made.content, file_name=made.name)
    return document


def _any(bed: Bed, document: e.Document, stream: Stream) -> e.Component:
    """Return a PDF that goes with the document where there is one, else the document's own."""
    attached = [
        part
        for part in bed.survey.attachments_of(document.ref)
        if extension(part.file_name) == "pdf"
    ]
    return stream.choice(attached) if attached else bed.main(document)


def misnamed(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T01: a PDF that calls itself something else."""
    main = bed.main(document)
    stem = main.file_name.rpartition(".")[0]
    bed.planter.change(main, file_name=f"{stem}.{stream.choice(('docx', 'doc', 'jpg', 'xlsx'))}")
    return document


def program(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T02: a program under the name of a PDF."""
    return _spoilt(bed, document, _any(bed, document, stream), "T02.program")


def empty(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T03: a file with nothing in it."""
    return _spoilt(bed, document, _any(bed, document, stream), "T03.empty")


def locked(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """T04: a PDF that asks for a password."""
    return _spoilt(bed, document, bed.main(document), "T04.password")


def harmful(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T07: a file with the training centre's sign of malware."""
    return _spoilt(bed, document, _any(bed, document, stream), "T07.marker")


def cut(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """T14: the last third of the file is missing."""
    return _spoilt(bed, document, bed.main(document), "T14.cut")


def bad_name(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T15: a character in the name that some systems do not take."""
    main = bed.main(document)
    stem, _, ending = main.file_name.rpartition(".")
    sign = stream.choice((":", "?", "*", '"', "|"))
    bed.planter.change(main, file_name=f"{stem}{sign}.{ending}")
    return document


def scanners_name(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T17: a digitised record that kept the name its scanner gave it."""
    name = stream.choice(("scan{n:04d}.pdf", "IMG_{n:04d}.pdf", "Scan {n}.pdf"))
    bed.planter.change(bed.main(document), file_name=name.format(n=stream.integer(1, 900)))
    return document


def _made_and_signed(
    bed: Bed, document: e.Document, change: Callable[["pikepdf.Pdf"], None]
) -> e.Document:
    """Change the unsigned paper, then let the same hands sign it: the signatures are sound."""
    import pikepdf

    main = bed.main(document)
    made = BytesIO()
    with pikepdf.open(BytesIO(unsigned(bed.content(main)))) as pdf:
        change(pdf)
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    bed.keep(main, perform(bed.pki, made.getvalue(), acts_of(bed, main)))
    return document


def no_profile(bed: Bed, document: e.Document, _stream: Stream, _details: Details) -> e.Document:
    """T05: it says it is PDF/A, and lacks the colour profile that PDF/A asks for."""

    def change(pdf: "pikepdf.Pdf") -> None:
        del pdf.Root["/OutputIntents"]

    return _made_and_signed(bed, document, change)


def scripted(bed: Bed, document: e.Document, stream: Stream, _details: Details) -> e.Document:
    """T06: it runs a script, or starts a program, when opened."""
    import pikepdf

    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    action = stream.choice((script, launch))

    def change(pdf: "pikepdf.Pdf") -> None:
        pdf.Root["/OpenAction"] = action

    return _made_and_signed(bed, document, change)


def signed_pdfa(survey: Survey, document: e.Document) -> bool:
    """A soundly signed electronic document that is PDF/A."""
    main = survey.main_of(document.ref)
    if main is None or not simple(survey, document):
        return False
    portrait = survey.portrait(main)
    return portrait.claims_pdfa and not portrait.breaks_pdfa
