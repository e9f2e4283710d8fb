"""Every code has its sentence, in both languages, and every placeholder its fact."""

import re
from functools import cache
from pathlib import Path

import pytest

from base.errors import Sentence
from base.language import LANGUAGES, catalogue, knows, placeholders, say
from base.settings import ROOT
from sandbox.signing import authority
from sandbox.signing.authority import Made
from sandbox.signing.report import IssuerKind, Kind
from sandbox.verdicts import Remark
from tests.sandbox.signing.test_tamper import CASES
from tests.sandbox.signing.world import SIGNING

SOURCES = sorted(Path(ROOT / "sandbox" / "signing").glob("*.py"))
CODE = re.compile(r'(?:fine|wrong|unclear|remark)\(\s*"([a-z_]+\.[a-z_]+)"')
REFUSED = re.compile(r'(Refused|Misconfigured)\(\s*"([a-z_.]+)"')


def _codes() -> set[str]:
    found = {code for path in SOURCES for code in CODE.findall(path.read_text("utf-8"))}
    found |= {code.replace("timestamp.", "archive.") for code in found if "timestamp." in code}
    found -= {"archive.none", "archive.before_claim"}
    return found | {f"changes.{what}" for what in ("page_content", "page_look", "annotation")}


@pytest.mark.parametrize("code", sorted(_codes()))
def test_every_code_has_its_sentence_in_both_languages(code: str):
    assert knows(f"signature.{code}")


def test_every_refusal_has_its_sentence_in_both_languages():
    found = {
        f"{kind.lower()}.{code}"
        for path in SOURCES
        for kind, code in REFUSED.findall(path.read_text("utf-8"))
    }
    assert len(found) >= 9
    assert [key for key in found if not knows(key)] == []


def test_both_languages_ask_for_the_same_facts():
    vi, en = (catalogue(language) for language in LANGUAGES)
    ours = [key for key in vi if key.startswith("signature.") or ".signing." in key]
    assert len(ours) > 90
    assert {key for key in en if key.startswith("signature.")} <= set(ours)
    assert {key for key in ours if placeholders(vi[key]) != placeholders(en[key])} == set()


@cache
def _told() -> list[Remark]:
    remarks = [
        remark
        for case in CASES.values()
        for report in [case.make()]
        for remark in (*report.remarks, *(r for c in report.signatures for r in c.remarks))
    ]
    remarks += authority.all_there([], [Kind.PERSON, Kind.AGENCY])
    found = [
        authority.of_agency("A", "B"),
        authority.in_order([Made(1, Kind.AGENCY), Made(2, Kind.PERSON)]),
        authority.by_issuer(IssuerKind.PUBLIC),
        authority.untouched_after_seal(Kind.AGENCY, ["changes.filled"]),
    ]
    return remarks + [remark for remark in found if remark]


def test_every_remark_of_every_fault_reads_as_a_whole_sentence():
    told = _told()
    assert len({remark.code for remark in told}) > 25
    for remark in told:
        for language in LANGUAGES:
            text = say(Sentence(code=f"signature.{remark.code}", facts=remark.facts), language)
            assert "⟦" not in text, remark
            assert "…" not in text, remark
            assert "{" not in text, remark
            assert text.endswith((".", "?")), text


def test_moments_read_as_vietnamese_clocks_do():
    (remark,) = authority.in_time(SIGNING, SIGNING.replace(year=2020))
    assert remark.facts["claimed"] == "2024-03-05T09:00:00+07:00"


def test_every_rule_named_is_a_rulebook_id():
    for remark in _told():
        assert re.fullmatch(r"((rule|practice)/[a-z0-9.-]+)?", remark.rule)
        assert remark.verdict == "valid" or remark.rule or remark.code.split(".")[0] in {
            "chain", "timestamp", "integrity", "archive", "signatures",
        }  # fmt: skip
