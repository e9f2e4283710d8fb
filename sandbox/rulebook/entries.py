"""From the data files to rules: defaults come from the instrument a rule cites first."""

from collections.abc import Iterator, Mapping
from typing import Any, Final  # parsed YAML is Any until a model has read it

from base.errors import Misconfigured
from sandbox.rulebook.citation import in_words, parse
from sandbox.rulebook.instruments import Instrument, instruments, readings
from sandbox.rulebook.rule import Confidence, Kind, Rule, fill
from sandbox.rulebook.volumes import entry, shelf, volume

_KINDS: Final = {
    "rule": Kind.LAW,
    "agency": Kind.AGENCY,
    "practice": Kind.PRACTICE,
    "conflict": Kind.CONFLICT,
}


def written_rules() -> Iterator[Rule]:
    """Every rule of the data files: law, practice and conflicts by stage, then the agency's.

    Raises:
        Misconfigured: when an entry is wrong, or cites an instrument we do not have.
    """
    for tree in shelf("rules/"):
        for row in tree["rules"]:
            yield _rule({"stage": tree["stage"], **row}, "rules")
    for row in volume("agency")["articles"]:
        yield _rule(_article(row), "agency")


def _article(row: Mapping[str, Any]) -> Mapping[str, Any]:
    number = str(row["id"]).rpartition(".")[2]
    plain = {key: value for key, value in row.items() if key != "chapter"}
    return {**plain, "cites": [f"{volume('agency')['instrument']} {number}"], "confidence": "A"}


def _rule(row: Mapping[str, Any], file: str) -> Rule:
    citations = [parse(text) for text in row["cites"]]
    known = [_instrument(one.instrument, row["id"]) for one in citations]
    first = known[0]
    return entry(
        Rule,
        {
            "holds_from": first.in_force_from,
            "holds_to": first.in_force_to,
            **{key: value for key, value in row.items() if key != "reading"},
            **_worded(row["text"]),
            "kind": _KINDS[str(row["id"]).partition("/")[0]],
            "citation": in_words(citations, {one.id: one.name for one in known}),
            "instruments": [one.id for one in known],
            "source": readings()[row.get("reading", first.reading)],
            "confidence": Confidence(row["confidence"]),
        },
        file,
    )


def _worded(text: Mapping[str, str]) -> Mapping[str, object]:
    """The text as data, and filled with general words for whoever shows it as it is."""
    if "{" not in text["vi"] + text["en"]:
        return {"text": text, "wording": text}
    plain = {"vi": fill(text["vi"], "vi", {}), "en": fill(text["en"], "en", {})}
    return {"text": plain, "wording": text}


def _instrument(name: str, rule: str) -> Instrument:
    if name not in instruments():
        raise Misconfigured("rulebook.unknown_instrument", rule=rule, instrument=name)
    return instruments()[name]
