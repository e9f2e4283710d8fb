"""Laws of the words: both languages whole, every key that code names there, none of it in code."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest

from base.language import LANGUAGES, catalogue, placeholders
from course.analysis import Sign
from course.integrity import Kind as Signal
from course.people import Role as SchoolRole
from grading.gradebook import Entry
from grading.mark import Mark
from sandbox import entities as e
from sandbox.choices import CHOICES, OPEN_FAMILIES
from sandbox.events import Outcome
from sandbox.operations import Stage
from sandbox.rulebook.rule import Confidence, Severity
from sandbox.rulebook.rule import Standing as RuleStanding
from sandbox.shelf import KINDS
from sandbox.verdicts import Verdict
from scenarios.model import Mode, Status
from tests.base import source

FAMILIES: dict[str, type[StrEnum]] = {
    "account_role": SchoolRole, "analysis.sign": Sign, "copy_kind": e.CopyKind,
    "decision": e.Decision, "direction": e.Direction, "integrity": Signal, "mark": Mark,
    "mark_line": Entry, "mode": e.Mode, "outcome": Outcome, "play_mode": Mode, "role": e.Role,
    "rulebook.confidence": Confidence, "rulebook.severity": Severity,
    "rulebook.standing": RuleStanding, "scenario_status": Status, "stage": Stage,
    "status.disposal": e.DisposalStatus, "status.document": e.DocumentStatus,
    "status.file": e.FileStatus, "status.transfer": e.TransferStatus, "urgency": e.Urgency,
    "verdict": Verdict,
}  # fmt: skip
"""Family of keys → the enum whose every value people read."""

VIETNAMESE = re.compile(
    "[àáạảãâầấậẩẫăằắặẳẵèéẹẻẽêềếệểễìíịỉĩòóọỏõôồốộổỗơờớợởỡùúụủũưừứựửữỳýỵỷỹđ]", re.IGNORECASE
)

FACT = re.compile(r"@[a-z_]+(\.[\w-]+)+")

ITS_PAPERS = (
    "scenarios/recipes/", "sandbox/paper/", "sandbox/papers_of_custody.py", "sandbox/drafting.py",
    "sandbox/drafting_form.py",
)  # fmt: skip
"""What these write is the world itself: official papers and names, Vietnamese in every language."""

ITS_LETTERS = (
    "sandbox/rulebook/", "sandbox/authority_register.py", "sandbox/packages/",
    "sandbox/signing/names.py", "sandbox/signing/wishes.py", "grading/findings/",
    "scenarios/proof/solvers.py", "course/demo.py", "course/opening.py", "ui/offers.py",
)  # fmt: skip
"""These read or name what stands on papers: type codes, citations, letters, invented people."""

OUR_NAMES = ("Kho Tập",)
"""The product's name is no sentence."""

CALLS = {
    "say": "", "knows": "", "Refused": "refused.", "Misconfigured": "misconfigured.",
    "Found": "found.", "breach": "proof.",
}  # fmt: skip
"""What is called with a key, and what stands before it in the catalogues."""


def test_both_languages_have_the_same_keys() -> None:
    one, other = (set(catalogue(language)) for language in LANGUAGES)
    assert one ^ other == set()
    assert len(one) > 2000


def test_both_languages_ask_for_the_same_facts() -> None:
    one, other = (catalogue(language) for language in LANGUAGES)
    assert [key for key in one if placeholders(one[key]) != placeholders(other[key])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_unfinished(language: str) -> None:
    told = catalogue(language)  # type: ignore[arg-type]  # one of LANGUAGES
    assert [key for key, text in told.items() if not text.strip()] == []
    assert [key for key, text in told.items() if re.search("TODO|FIXME|lorem", text)] == []


def test_vietnamese_is_written_with_its_letters() -> None:
    """A sentence of five words without one diacritic was typed without them, or is English."""
    bare = [
        key
        for key, text in catalogue("vi").items()
        if len(re.findall(r"[^\W\d_]{2,}", text)) >= 5 and not VIETNAMESE.search(text)
    ]
    assert bare == []


def test_english_is_not_vietnamese_left_over() -> None:
    """Names and quoted words of the law keep their letters; whole sentences do not."""
    left = [
        key
        for key, text in catalogue("en").items()
        if len(words := text.split()) >= 6
        and sum(bool(VIETNAMESE.search(word)) for word in words) > len(words) / 2
    ]
    assert left == []


@cache
def _keys(path: Path) -> list[tuple[str, str]]:
    return list(_named(path))


def _named(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the literal keys a file names, with the call that names them."""
    renamed = {
        target.id
        for node in source.nodes(path)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in source.calls(path):
        name = source.called(call)
        if name not in CALLS or name in renamed:
            continue
        named = [word.value for word in call.keywords if word.arg == "code"]
        for part in [*call.args[:1], *named]:
            yield from ((name, CALLS[name] + text) for text in _texts(part))


def _texts(part: ast.expr) -> Iterator[str]:
    """Yield the texts an expression may be; of one that is filled in, what stands before."""
    if isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value
    elif isinstance(part, ast.IfExp):
        yield from _texts(part.body)
        yield from _texts(part.orelse)
    elif isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
        yield f"{part.values[0].value}…"


@cache
def _starts() -> frozenset[str]:
    return frozenset(key[:end] for key in catalogue("vi") for end in range(1, len(key)))


def _unknown(path: Path) -> list[tuple[str, str]]:
    return [
        (call, key)
        for call, key in _keys(path)
        if not (key[:-1] in _starts() if key.endswith("…") else key in catalogue("vi"))
    ]


def test_every_key_that_code_names_is_in_the_catalogues() -> None:
    assert source.offenders(source.modules(), _unknown) == {}


def test_the_law_of_keys_sees_keys() -> None:
    """It would pass on everything if it found nothing."""
    found = [pair for path in source.modules() for pair in _keys(path)]
    assert {call for call, _ in found} == set(CALLS)
    assert len(found) > 400
    assert sum(key.endswith("…") for _, key in found) > 20


def _unknown_facts(path: Path) -> set[str]:
    facts = {text[1:] for text in source.literals(path) if FACT.fullmatch(text)}
    return facts - set(catalogue("vi"))


def test_every_key_that_stands_as_a_fact_is_in_the_catalogues() -> None:
    assert source.offenders(source.modules(), _unknown_facts) == {}
    named = [t for path in source.modules() for t in source.literals(path) if FACT.fullmatch(t)]
    assert named


@pytest.mark.parametrize("family", FAMILIES)
def test_every_value_people_read_has_its_word(family: str) -> None:
    starts = _starts() | set(catalogue("vi"))
    assert [value for value in FAMILIES[family] if f"{family}.{value}" not in starts] == []


def test_every_kind_of_record_and_every_choice_has_its_word() -> None:
    told = set(catalogue("vi")) | _starts()
    assert [kind for kind in KINDS if f"kind.{kind}" not in told] == []
    closed = {name: codes for name, codes in CHOICES.items() if name not in OPEN_FAMILIES}
    missing = [
        f"{name}.{code}"
        for name, codes in closed.items()
        for code in codes
        if name != "term" and f"choice.{name}.{code}" not in told
    ]
    assert missing == []


def _speaks(path: Path) -> list[str]:
    found = [text for text in source.literals(path) if VIETNAMESE.search(text)]
    for name in OUR_NAMES:
        found = [text for text in found if VIETNAMESE.search(text.replace(name, ""))]
    return found


SILENT = [
    path
    for path in source.modules()
    if not source.name(path).startswith((*ITS_PAPERS, *ITS_LETTERS))
]


def test_the_users_words_are_not_in_code() -> None:
    assert source.offenders(SILENT, _speaks) == {}
    assert len(SILENT) > 200


@pytest.mark.parametrize("place", [*ITS_PAPERS, *ITS_LETTERS])
def test_whoever_is_excused_still_needs_it(place: str) -> None:
    assert any(_speaks(path) for path in source.modules() if source.name(path).startswith(place))
