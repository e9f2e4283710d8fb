"""A run: files mutated from a seed, verified in the bounded child, counted by what was answered."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

import pikepdf

from sandbox.signing import tamper_signing
from sandbox.signing.bounded import answers
from sandbox.signing.report import SignatureReport
from sandbox.verdicts import Verdict
from scenarios.streams import Stream
from tests.fuzz.mutations import mutated
from tests.sandbox.signing.world import LATER, issued, long_lived, order, paper, signed, trust

SECONDS: Final = 20.0
"""How long one file may take before it counts as hanging."""
_BROKEN: Final = {"file.too_slow": "hang", "file.too_heavy": "death"}
_AT_ONCE: Final = 250


class Sample(NamedTuple):
    """A mutated file."""

    number: int
    base: str
    how: str
    pdf: bytes


class Told(NamedTuple):
    """What verification said of a sample, and how long it took, milliseconds."""

    sample: Sample
    report: SignatureReport
    took: float

    @property
    def failure(self) -> str:
        """``hang`` or ``death`` (a traceback, or too much memory); empty when it was answered."""
        return next((_BROKEN[code] for code in self.report.codes if code in _BROKEN), "")


@cache
def bases() -> Mapping[str, bytes]:
    """The files that are spoilt: every level, certified, unsigned, with streams of objects."""
    return {
        "b-b": signed(level="B-B"),
        "b-t": signed(),
        "issued": issued(),
        "b-lta": long_lived(issued(), LATER),
        "certified": tamper_signing.certify_unchangeable(paper(), order()),
        "old-form": tamper_signing.sign_in_old_form(paper(), order()),
        "unsigned": paper(),
        "packed": _packed(issued()),
    }


def _packed(pdf: bytes) -> bytes:
    """Saved anew with object streams and a cross-reference stream; its signatures are broken."""
    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = pikepdf.ObjectStreamMode.generate
        document.save(output, deterministic_id=True, object_stream_mode=streams)
    return output.getvalue()


def samples(count: int, seed: int) -> Iterator[Sample]:
    """Return the samples of a seed; the n-th is the same however many are asked for."""
    for number in range(count):
        stream = Stream(b"kho-tap/fuzz").branch(seed, number)
        base = stream.choice(sorted(bases()))
        how, pdf = mutated(bases()[base], stream)
        yield Sample(number, base, how, pdf)


def verified(chosen: Iterator[Sample], folder: Path) -> Iterator[Told]:
    """Verify samples by the way that strangers' files take: in a child that may be ended."""
    while batch := [one for _, one in zip(range(_AT_ONCE), chosen, strict=False)]:
        paths = [folder / f"{one.number:06d}.pdf" for one in batch]
        for path, one in zip(paths, batch, strict=True):
            path.write_bytes(one.pdf)
        begun = perf_counter()
        reports = answers(paths, trust(LATER), LATER, seconds=SECONDS)
        for one, path, report in zip(batch, paths, reports, strict=True):
            took, begun = (perf_counter() - begun) * 1_000, perf_counter()
            path.unlink()
            yield Told(one, report, took)


def unseen(told: Told) -> bool:
    """Whether a change of signed bytes went unnoticed: valid, though what was signed differs.

    What came before stands unchanged at the beginning of the file, or else some byte outside the
    signatures' own holes has changed and no verdict may be valid.
    """
    before, after = bases()[told.sample.base], told.sample.pdf
    if told.report.verdict is not Verdict.VALID or after.startswith(before):
        return False
    holes = [one.byte_range[1:3] for one in told.report.signatures]
    return _outside(before, holes) != _outside(after, holes)[: len(_outside(before, holes))]


def _outside(pdf: bytes, holes: list[tuple[int, ...]]) -> bytes:
    changed = bytearray(pdf)
    for start, end in holes:
        changed[start:end] = bytes(end - start)
    return bytes(changed)


class Tally(NamedTuple):
    """A run in numbers."""

    verdicts: Counter[str]
    codes: Counter[str]
    mutations: Counter[str]
    failures: list[Told]
    unseen: list[Told]
    slowest: float
    "milliseconds"
    total: float
    "seconds"


def tally(run: Iterator[Told]) -> Tally:
    """Count a run."""
    counted = Tally(Counter(), Counter(), Counter(), [], [], 0.0, 0.0)
    for told in run:
        counted.verdicts[told.report.verdict.value] += 1
        counted.codes.update(set(told.report.codes))
        counted.mutations.update(told.sample.how.split("+"))
        if told.failure:
            counted.failures.append(told)
        if unseen(told):
            counted.unseen.append(told)
        slowest, total = max(counted.slowest, told.took), counted.total + told.took / 1_000
        counted = counted._replace(slowest=slowest, total=total)
    return counted
