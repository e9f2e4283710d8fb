"""Makers of transfers that went wrong, and of packages that arrive broken."""

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, cast  # fields of a transfer

from grading.findings.survey import Survey
from sandbox import entities as e
from sandbox.packages.bag import manifest
from sandbox.packages.envelope import unzipped, zipped
from sandbox.packages.spoil import PACKAGE_FAULTS
from sandbox.packing import pack
from scenarios.recipes.faults.bed import Bed
from scenarios.recipes.faults.kinds import Details
from scenarios.streams import Stream

if TYPE_CHECKING:
    from sandbox.archive import Archive

_MOST: Final = 2
_SPOIL: Final = {fault.id: fault.spoil for fault in PACKAGE_FAULTS}


def permanent(survey: Survey, file: e.File) -> bool:
    """A permanent file of the current archive with records, that nobody has sent yet."""
    sent = {ref for one in survey.shelf.all(e.Transfer) for ref in one.files}
    ready = file.status is e.FileStatus.CURRENT and file.maintenance == "VV"
    open_to_go = file.mode is not e.Mode.SECRET and file.ref not in sent
    return ready and open_to_go and _whole(survey, file) and _has_archive(survey)


def _has_archive(survey: Survey) -> bool:
    return any(one.own and one.archive for one in survey.organisations.values())


def _whole(survey: Survey, file: e.File) -> bool:
    documents = survey.contents(file.ref)
    return bool(documents) and all(survey.parts_of(one.ref) for one in documents)


def _transfer(bed: Bed, files: list[e.File], stream: Stream, **changed: Any) -> e.Transfer:  # noqa: ANN401
    own = bed.garden.own()
    assert own.archive is not None  # noqa: S101 - ``_has_archive`` asked
    at = bed.planter.now - timedelta(days=stream.integer(4, 20), hours=3)
    facts: dict[str, Any] = {
        "organisation": own.ref,
        "archive": own.archive,
        "registration": f"NL-{at:%Y}-{stream.integer(3, 60):03d}",
        "status": e.TransferStatus.SENT,
        "files": sorted(file.ref for file in files),
        "proposed_by": bed.garden.labelled("archivist"),
        "proposed_at": at,
        "sent_at": at + timedelta(days=2),
        **changed,
    }
    transfer = bed.planter.add(e.Transfer(ref=bed.planter.next_ref(e.Transfer), **facts))
    for file in files:
        bed.garden.untag(file, "transferable")
    return transfer


def _sent(bed: Bed, file: e.File, stream: Stream) -> tuple[e.Transfer, e.Package]:
    """Send a permanent file, perhaps with another, in a good package."""
    files = [file, *_others(bed, file, stream)]
    transfer = _transfer(bed, files, stream)
    package = _packed(bed, transfer)
    for one in files:
        bed.planter.change(one, status=e.FileStatus.SENT)
    return bed.planter.change(transfer, package=package.ref), package


def _packed(bed: Bed, transfer: e.Transfer) -> e.Package:
    """Build the submission; a planter answers everything that packing asks of an archive."""
    package = pack(cast("Archive", bed.planter), transfer)
    return bed.planter.change(package, built_at=transfer.sent_at)


def _others(bed: Bed, file: e.File, stream: Stream) -> list[e.File]:
    special = {one.ref for one in bed.garden.faults()} | set(bed.garden.truth().labels.values())
    among = [
        one
        for one in bed.survey.files.values()
        if one.ref != file.ref and one.ref not in special and permanent(bed.survey, one)
    ]
    return stream.sample(among, min(_MOST - 1, max(0, len(among) - 2)))


def spoiler(fault: str) -> Callable[[Bed, e.File, Stream, Details], e.Package]:
    """Return a maker that sends a file and spoils its package in one way of the catalogue."""

    def make(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Package:
        _, package = _sent(bed, file, stream)
        content = _respoilt(bed.planter.blobs.get(package.digest), _SPOIL[fault], stream)
        digest = bed.planter.blobs.put(content)
        return bed.planter.change(package, digest=digest, size=len(content))

    make.__doc__ = (
        f"{fault}: one package of a submission is spoilt; the bag around it is made anew."
    )
    return make


def _respoilt(submission: bytes, spoil: Callable[[bytes], bytes], stream: Stream) -> bytes:
    """Spoil one package inside a submission and weigh the bag again."""
    tree = unzipped(submission)
    stem = next(iter(tree)).split("/")[0]
    bag = {path.removeprefix(f"{stem}/"): part for path, part in tree.items()}
    inner = stream.choice(sorted(path for path in bag if path.endswith(".zip")))
    bag[inner] = spoil(bag[inner])
    return zipped({f"{stem}/{path}": part for path, part in _weighed(bag).items()})


def _weighed(bag: dict[str, bytes]) -> dict[str, bytes]:
    """Write a bag's manifests and its size anew (RFC 8493)."""
    payload = {path: part for path, part in bag.items() if path.startswith("data/")}
    size = sum(map(len, payload.values()))
    lines = bag["bag-info.txt"].decode().splitlines()
    kept = [line for line in lines if not line.startswith("Payload-Oxum")]
    info = "".join(f"{line}\n" for line in [*kept, f"Payload-Oxum: {size}.{len(payload)}"])
    tags = {
        "bagit.txt": bag["bagit.txt"],
        "bag-info.txt": info.encode(),
        "manifest-sha256.txt": manifest(payload),
    }
    return {**payload, **tags, "tagmanifest-sha256.txt": manifest(tags)}


def bag_changed(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Package:
    """P01: a byte of the submission changed on its way; the bag's manifest has the old sum."""
    _, package = _sent(bed, file, stream)
    tree = unzipped(bed.planter.blobs.get(package.digest))
    path = stream.choice(sorted(one for one in tree if one.endswith(".zip")))
    made = bytearray(tree[path])
    with zipfile.ZipFile(io.BytesIO(tree[path])) as inner:
        entry = max(inner.infolist(), key=lambda one: (one.file_size, one.filename))
    made[entry.header_offset + 120 + entry.compress_size // 2] ^= 1
    content = zipped({**tree, path: bytes(made)})
    digest = bed.planter.blobs.put(content)
    return bed.planter.change(package, digest=digest, size=len(content))


def sent_twice(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Package:
    """P12: the same submission was sent once more."""
    transfer, package = _sent(bed, file, stream)
    later = (transfer.sent_at or bed.planter.now) + timedelta(days=1, hours=stream.integer(1, 5))
    return bed.planter.add(
        package.model_copy(update={"ref": bed.planter.next_ref(e.Package), "built_at": later})
    )


def inventory_differs(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Package:
    """P10: the list of the transfer names a file that its package does not bring."""
    transfer, package = _sent(bed, file, stream)
    extra = stream.choice(_unsent(bed, transfer))
    bed.planter.change(transfer, files=sorted([*transfer.files, extra.ref]))
    bed.planter.change(extra, status=e.FileStatus.SENT)
    bed.garden.untag(extra, "transferable")
    return package


def _unsent(bed: Bed, transfer: e.Transfer) -> list[e.File]:
    survey = Survey(bed.planter)
    return [
        one
        for one in survey.files.values()
        if permanent(survey, one) and one.ref not in transfer.files
    ]


def with_more(survey: Survey, file: e.File) -> bool:
    """A permanent file beside which others wait."""
    others = [one for one in survey.files.values() if permanent(survey, one)]
    return permanent(survey, file) and len(others) > _MOST + 1


def fixed_term(survey: Survey, file: e.File) -> bool:
    """A file of some years' term in the current archive, while permanent ones wait too."""
    fits = file.status is e.FileStatus.CURRENT and file.maintenance not in {None, "VV"}
    others = [one for one in survey.files.values() if permanent(survey, one)]
    return fits and file.mode is not e.Mode.SECRET and len(others) > 1 and _whole(survey, file)


def not_permanent(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.File:
    """P13: a list of permanent files has one that is not."""
    among = [one for one in bed.survey.files.values() if permanent(bed.survey, one)]
    files = [file, *stream.sample(among, 1)]
    _transfer(bed, files, stream, status=e.TransferStatus.PROPOSED, sent_at=None)
    return file


def unregistered(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Transfer:
    """P14: it was sent without registration."""
    files = [file, *_others(bed, file, stream)]
    transfer = _transfer(bed, files, stream, registration="")
    for one in files:
        bed.planter.change(one, status=e.FileStatus.SENT)
    return transfer


def one_sided(bed: Bed, file: e.File, stream: Stream, _details: Details) -> e.Transfer:
    """P15: a transfer counts as complete although one side has not signed the minutes."""
    files = [file, *_others(bed, file, stream)]
    giver, receiver = bed.garden.labelled("archivist"), bed.garden.labelled("receiver")
    signed = stream.choice(
        (
            {"signed_by_giver": giver, "signed_by_receiver": None},
            {"signed_by_giver": None, "signed_by_receiver": receiver},
        )
    )
    transfer = _transfer(
        bed,
        files,
        stream,
        status=e.TransferStatus.COMPLETED,
        accepted_files=sorted(one.ref for one in files),
        decided_at=bed.planter.now - timedelta(days=1),
        **signed,
    )
    for one in files:
        bed.planter.change(one, status=e.FileStatus.TRANSFERRED)
    return transfer
