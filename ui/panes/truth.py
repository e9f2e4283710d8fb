"""What is true of a variant, for instructors: faults and their findings, answers, labels."""

from collections.abc import Mapping
from typing import Any  # facts are JSON

import streamlit as st

from base.language import Language, knows, say
from course.inside import Inside
from grading.evidence import Planted
from sandbox import entities as e
from ui import labels, prose


def truth(seen: Inside, language: Language) -> None:
    """Draw a variant's truth."""
    st.markdown(f"### {prose.plain(say('preview.faults', language))}", anchors=False)
    if seen.truth.planted:
        heads = [say(f"preview.{name}", language) for name in ("fault", "where", "detector")]
        rows = [_planted(one, seen, language) for one in seen.truth.planted]
        st.html(prose.grid(heads, rows))
    else:
        st.caption(say("preview.no_faults", language))
    st.markdown(f"### {prose.plain(say('preview.answers', language))}", anchors=False)
    heads = [say(f"preview.{name}", language) for name in ("where", "right")]
    st.html(prose.grid(heads, answers(seen, language)))
    for name, pairs in (("labels", _labels(seen, language)), ("groups", _groups(seen, language))):
        with st.expander(say(f"preview.{name}", language), key=f"preview.{name}"):
            st.html(prose.facts(pairs))
    st.caption(
        say("preview.identity", language, world=seen.fingerprint[:12], answers=seen.answer_key[:12])
    )


def _planted(one: Planted, seen: Inside, language: Language) -> list[str]:
    """A fault by name, the record in which it shows, and what its detector says."""
    key = f"{one.fault.replace('/', '.')}.name"
    name = say(key, language) if knows(key) else one.fault
    if one.red_herring:
        name = say("preview.herring", language, name=name)
    told = seen.said.get((one.finding, one.ref))
    sentence = say(told, language) if told else say("preview.no_detector", language)
    where = labels.record(one.ref, seen.holdings, language)
    return [
        f"{name}\n{one.fault} · ${one.label}",
        f"{where}\n{one.ref}" if where != one.ref else one.ref,
        f"{labels.named(sentence, seen.holdings, language)}\n{one.finding}" if told else sentence,
    ]


def answers(seen: Inside, language: Language) -> list[list[str]]:
    """Return each record of which something is right, with what is."""
    rows = []
    for ref, facts in seen.truth.facts.items():
        told = [
            line for name, fact in facts.items() if (line := _right(name, fact, seen, language))
        ]
        if told:
            rows.append([labels.record(ref, seen.holdings, language), "\n".join(told)])
    return rows


def _right(name: str, fact: Any, seen: Inside, language: Language) -> str:  # noqa: ANN401 - JSON
    tell = _TELLS.get(name)
    if tell is None or fact in (None, [], ""):
        return ""
    key, said = tell
    return f"{say(key, language)}: {said(fact, seen, language)}"


def _reasons(codes: list[str], _seen: Inside, language: Language) -> str:
    return ", ".join(_reason(code, language) for code in codes)


def _reason(code: str, language: Language) -> str:
    families = ("appraisal_reason", "signature_reason", "return_incoming")
    keys = (f"choice.{family}.{code}" for family in families)
    return next((say(key, language) for key in keys if knows(key)), code)


_TELLS: Mapping[str, tuple[str, Any]] = {
    "decision": ("field.decision", lambda code, _seen, tongue: say(f"decision.{code}", tongue)),
    "verdict": ("field.verdict", lambda code, _seen, tongue: say(f"verdict.{code}", tongue)),
    "reasons": ("field.reasons", _reasons),
    "return_reason": ("preview.return_reason", _reasons),
    "term": ("field.maintenance", lambda code, _seen, tongue: labels.term(code, tongue)),
    "due": ("column.due", lambda day, _seen, tongue: labels.dated(str(day), tongue)),
    "row": ("field.table_row", lambda row, _seen, _tongue: row.rpartition(".")[2]),
    "route": ("field.to", lambda ref, seen, tongue: labels.record(ref, seen.holdings, tongue)),
    "file": ("field.file", lambda ref, seen, tongue: labels.record(ref, seen.holdings, tongue)),
}
"""Fact → the key of its name, and how its value is said."""


def _labels(seen: Inside, language: Language) -> list[tuple[str, str]]:
    return [
        (f"${name}", f"{labels.record(ref, seen.holdings, language)} · {ref}")
        for name, ref in seen.truth.labels.items()
    ]


def _groups(seen: Inside, language: Language) -> list[tuple[str, str]]:
    return [
        (f"{tag} ({len(refs)})", "; ".join(_short(ref, seen, language) for ref in refs))
        for tag, refs in seen.truth.tags.items()
    ]


def _short(ref: str, seen: Inside, language: Language) -> str:
    file = seen.holdings.find(e.File, ref)
    return file.file_notation if file else labels.record(ref, seen.holdings, language, 40)
