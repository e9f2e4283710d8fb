"""Laws that hold of every world in the library: the same again, unlike the others, and silent.

The long run over many seeds is ``python -m tests.worlds``.
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

import pikepdf
import pytest

from base.canonical import canonical
from base.language import LANGUAGES, say
from base.settings import ROOT
from grading.evidence import Planted
from grading.findings import detect
from sandbox import entities as e
from scenarios.garden import Garden
from scenarios.recipes.faults import FAULTS, HERRINGS
from scenarios.recipes.faults.mingling import MINGLED
from scenarios.streams import world_stream
from tests.worlds.growing import DISTINCT, grown, library

SMALL = "first-file"
SEEDS = 10
IDS = [one.id for one in library()]
PRINT = f"from tests.worlds.growing import grown; print(grown({SMALL!r}, '5')[1])"
QUIET = {"/Title", "/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate"}
"""What the metadata of a paper may say that another's does not."""


@cache
def _world(name: str) -> Garden:
    return grown(name, "law")[0]


def _elsewhere(hashes: str, zone: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": hashes, "TZ": zone, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_two_processes_with_other_hashes_in_other_time_zones_grow_the_same() -> None:
    found = {_elsewhere("1", "Asia/Ho_Chi_Minh"), _elsewhere("4242", "America/Los_Angeles")}
    assert found == {str(grown(SMALL, "5")[1])}


def test_other_seeds_are_other_worlds_with_other_answers() -> None:
    prints = [grown(SMALL, str(seed))[1] for seed in range(1, SEEDS + 1)]
    assert len({one.rows for one in prints}) == SEEDS
    assert len({one.blobs for one in prints}) == SEEDS
    assert len({one.answer_key for one in prints}) >= DISTINCT * SEEDS


def test_seeds_and_scenarios_share_no_draws() -> None:
    seeds = [str(seed) for seed in range(50)]
    streams = [world_stream(name, seed) for name in IDS for seed in seeds]
    assert len({stream.bits(64) for stream in streams}) == len(IDS) * len(seeds)


def test_a_seed_whose_records_can_bear_no_fault_is_drawn_anew() -> None:
    garden, prints = grown("send-for-keeps", "63")
    assert {one.label for one in garden.faults()} == {"low", "leftover", "twin", "grand"}
    assert prints == grown("send-for-keeps", "63")[1]


@pytest.mark.parametrize("name", IDS)
def test_what_detectors_see_is_what_was_planted(name: str) -> None:
    garden = _world(name)
    planted = {(one.finding, one.ref) for one in garden.faults() if not one.red_herring}
    assert {(one.finding, one.ref) for one in detect(garden.planter)} == planted
    herrings = {one.ref for one in garden.faults() if one.red_herring}
    assert garden.faults()
    assert not {(one.finding, one.ref) for one in garden.faults() if one.ref in herrings} & planted


@pytest.mark.parametrize("name", IDS)
def test_no_row_names_what_was_planted(name: str) -> None:
    garden = _world(name)
    rows = [canonical(row) for rows in garden.planter.rows().values() for row in rows]
    told = "\n".join(rows).casefold()
    for secret in {word for one in garden.faults() for word in _secrets(one)}:
        assert secret.casefold() not in told


def _secrets(one: Planted) -> list[str]:
    kind = FAULTS.get(one.fault) or HERRINGS[one.fault]
    key = f"fault.{kind.id}" if one.fault in FAULTS else f"herring.{kind.id}"
    return [one.fault, one.finding, *(say(f"{key}.name", language) for language in LANGUAGES)]


@pytest.mark.parametrize("name", IDS)
def test_no_label_reaches_a_row_or_a_file(name: str) -> None:
    garden = _world(name)
    labels = [re.escape(f"${label}") for label in garden.truth().labels]
    told = re.compile("|".join(rf"{label}\b" for label in labels))
    for rows in garden.planter.rows().values():
        for row in rows:
            assert isinstance(row, e.Colleague) or not told.search(canonical(row))
    for part in garden.planter.all(e.Component):
        assert not told.search(garden.planter.blob(part.digest).decode("latin-1"))


@pytest.mark.parametrize("name", IDS)
def test_metadata_and_names_of_what_was_planted_look_like_the_others(name: str) -> None:
    garden = _world(name)
    planted = {one.ref for one in garden.faults()}
    known: dict[bool, set[str]] = {True: set(), False: set()}
    for part in garden.planter.all(e.Component):
        if part.file_name.endswith(".pdf"):
            known[part.document in planted] |= _manner(garden, part)
    assert known[True] <= known[False] | {f"key {key}" for key in QUIET}


def _manner(garden: Garden, part: e.Component) -> set[str]:
    """How a PDF is made and called, nothing of what it says; empty where it cannot be opened."""
    shape = re.sub(r"[0-9]+", "0", re.sub(r"[^\W\d_]+", "a", part.file_name))
    found = {f"name {shape}"} if shape.count("a") <= 1 else set()
    try:
        with pikepdf.open(io.BytesIO(garden.planter.blob(part.digest))) as pdf:
            told = {str(key): str(value) for key, value in pdf.docinfo.items()}
    except (pikepdf.PdfError, KeyError):
        return set()
    found |= {f"key {key}" for key in told}
    return found | {f"{key} {told[key]}" for key in ("/Producer", "/Creator") if key in told}


def test_codes_of_what_was_planted_lie_anywhere_among_the_others() -> None:
    places = [place for name in IDS for place in _places(_world(name))]
    assert len(places) >= 8
    assert 0.2 < sum(places) / len(places) < 0.8


def _places(garden: Garden) -> Iterator[float]:
    """Where the codes of planted records stand among those of their kind: 0 first, 1 last."""
    for kind, rows in garden.planter.rows().items():
        refs = sorted(_refs(rows))
        for one in garden.faults():
            if kind in MINGLED and one.ref in refs and len(refs) > 1:
                yield refs.index(one.ref) / (len(refs) - 1)


def _refs(rows: list[e.Entity]) -> set[str]:
    return {row.ref for row in rows}
