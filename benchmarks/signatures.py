"""Signing and verifying: one document on the click path, many side by side."""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from itertools import count
from time import perf_counter
from typing import Final

from benchmarks.figure import Measured
from benchmarks.stopwatch import each, median, times
from sandbox.signing import tape
from sandbox.signing.sign import sign_as_person
from sandbox.signing.trust import trust_of
from sandbox.signing.verify import verify, verify_afresh
from sandbox.signing.wishes import Level
from tests.sandbox.signing import world

GOES: Final = 25
BULK: Final = 120
_MINUTES: Final = count()


def measure() -> Iterator[Measured]:
    """Measure each level, both ways of verifying, and the bulk."""
    for level, name in ((Level.B_T, "sign.b-t"), (Level.B_LT, "sign.b-lt")):
        ms = times(GOES, lambda wanted=level: signed(wanted))  # type: ignore[misc]  # bound
        yield Measured(name, median(ms), GOES, f"PAdES {level} on a decision of one page, ECDSA")
    trust = trust_of(world.PKI, world.EVERYONE, world.LATER)
    first, *others = [signed(Level.B_LT) for _ in range(GOES + 1)]
    verify_afresh(first, trust=trust, at=world.LATER)
    ms = each(others, lambda pdf: verify_afresh(pdf, trust=trust, at=world.LATER))
    yield Measured(
        "verify.cold", median(ms), GOES, "B-LT signatures, each in a file not read before"
    )
    pdf = others[-1]
    ms = times(GOES, lambda: verify_afresh(pdf, trust=trust, at=world.LATER))
    yield Measured("verify.moment", median(ms), GOES, "the file read before, no verdict kept")
    ms = times(GOES, lambda: verify(pdf, trust=trust, at=world.LATER))
    yield Measured("verify.cached", median(ms), GOES, "the same from the verdicts kept")
    yield from _bulk()


def signed(level: Level, minute: int | None = None) -> bytes:
    """Sign a decision, a minute later each time, so that nothing of it was made before."""
    moment: datetime = world.SIGNING + timedelta(
        minutes=next(_MINUTES) if minute is None else minute
    )
    tape.forget()
    return sign_as_person(
        world.bare(),
        pki=world.PKI,
        certificate=world.PERSON_CERTIFICATE,
        place=world.SIGNATURE_PLACE,
        image=world.image(),
        at=moment,
        name="Lò Thị Ánh",
        level=level,
    )


def one(minute: int) -> int:
    """Sign one of many, in a worker; return its length."""
    return len(signed(Level.B_LT, minute))


def _bulk() -> Iterator[Measured]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as pool:
        list(pool.map(one, range(8), chunksize=1))
        begun = perf_counter()
        list(pool.map(one, range(BULK), chunksize=6))
        seconds = perf_counter() - begun
    how = "B-LT signatures on two spawned processes, warm"
    yield Measured("sign.bulk", BULK / seconds, BULK, how)
