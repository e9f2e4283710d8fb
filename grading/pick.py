"""Which records a check means: by label, by tag, by kind and field, minus others."""

from typing import Any  # field values are JSON

from pydantic import ValidationError

from base.errors import Misconfigured, nearest
from base.model import Value
from grading.evidence import Evidence, Truth
from sandbox.shelf import KINDS, Shelf, kind_of


class Pick(Value):
    """A set of reference codes.

    ``label``, ``tag`` and ``kind`` are joined by "and"; ``where`` narrows by field values (a
    list means one of these; ``$label`` stands for its record; ``{pick: …}`` for the codes of
    another pick); ``field`` takes, instead of the records themselves, what they name in that
    field.
    """

    label: str | list[str] | None = None
    tag: str | list[str] | None = None
    kind: str | None = None
    where: dict[str, Any] = {}
    field: str | None = None
    without: "Pick | None" = None
    at_start: bool = False
    "look at the archive as it was when the exercise began"

    def refs(self, evidence: Evidence) -> list[str]:
        """Return the codes, sorted, each once."""
        shelf = evidence.start if self.at_start else evidence.archive
        return self.among(shelf, evidence.truth, evidence)

    def among(self, shelf: Shelf, truth: Truth, evidence: Evidence | None = None) -> list[str]:
        """Return the codes of a shelf; ``evidence`` is needed by ``without`` alone."""
        chosen = self._named(truth)
        if self.kind is not None or self.where:
            chosen = self._narrowed(shelf, truth, chosen, evidence)
        taken = set(chosen or ())
        if self.field is not None:
            taken = _named_in(shelf, taken, self.field)
        if self.without is not None:
            less = self.without
            taken -= set(less.refs(evidence) if evidence else less.among(shelf, truth))
        return sorted(taken)

    def _named(self, truth: Truth) -> set[str] | None:
        chosen: set[str] | None = None
        if self.label is not None:
            chosen = {truth.labels[name] for name in _many(self.label) if name in truth.labels}
        if self.tag is not None:
            tagged = {ref for tag in _many(self.tag) for ref in truth.tagged(tag)}
            chosen = tagged if chosen is None else chosen & tagged
        return chosen

    def _narrowed(
        self, shelf: Shelf, truth: Truth, chosen: set[str] | None, evidence: Evidence | None
    ) -> set[str]:
        wanted = {
            name: self._value(shelf, truth, one, evidence) for name, one in self.where.items()
        }
        kinds = (
            [KINDS[self.kind]]
            if self.kind
            else sorted({kind for ref in chosen or () if (kind := kind_of(ref))}, key=str)
        )
        if chosen is not None:
            wanted = {"ref": sorted(chosen), **wanted}
        return {entity.ref for kind in kinds for entity in shelf.all(kind, **wanted)}

    def _value(
        self,
        shelf: Shelf,
        truth: Truth,
        written: Any,  # noqa: ANN401 - JSON
        evidence: Evidence | None,
    ) -> Any:  # noqa: ANN401 - JSON
        if not isinstance(written, dict) or "pick" not in written:
            return resolve(written, truth)
        inner = Pick.model_validate(written["pick"])
        if evidence is None or shelf not in (evidence.archive, evidence.start):
            return inner.among(shelf, truth)
        key = (shelf is evidence.start, inner.model_dump_json())
        return evidence.picked(key, lambda: inner.among(shelf, truth, evidence))


def _named_in(shelf: Shelf, refs: set[str], field: str) -> set[str]:
    named: set[str] = set()
    for ref in refs:
        kind = kind_of(ref)
        entity = shelf.find(kind, ref) if kind else None
        value = getattr(entity, field, None)
        named |= set(value) if isinstance(value, list | dict) else {value} if value else set()
    return named


def _many(names: str | list[str]) -> list[str]:
    return [name.removeprefix("$") for name in ([names] if isinstance(names, str) else names)]


def resolve(value: Any, truth: Truth) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Put refs in the place of ``$labels``, however deep; an unbound label stays as it is."""
    if isinstance(value, str) and value.startswith("$"):
        return truth.labels.get(value[1:], value)
    if isinstance(value, list):
        return [resolve(one, truth) for one in value]
    if isinstance(value, dict):
        return {name: resolve(one, truth) for name, one in value.items()}
    return value


def problems_of(pick: Pick, *, labels: set[str], tags: set[str], path: str) -> list[Misconfigured]:
    """Say what a pick names that does not exist: labels, tags, kinds, fields."""
    found = [
        _unknown("label", f"${label}", labels, path)
        for label in _many(pick.label or [])
        if label not in labels
    ]
    found += [_unknown("tag", tag, tags, path) for tag in _many(pick.tag or []) if tag not in tags]
    found += _kind_problems(pick, path)
    if pick.label is None and pick.tag is None and pick.kind is None:
        found.append(Misconfigured("pick.empty", path=path))
    for where, inner in _inner(pick).items():
        found += problems_as_written(inner, labels=labels, tags=tags, path=f"{path}.{where}")
    return found


def problems_as_written(
    written: Any,  # noqa: ANN401 - JSON
    *,
    labels: set[str],
    tags: set[str],
    path: str,
) -> list[Misconfigured]:
    """Say what is wrong with a pick that stands in a file as JSON: its form, or what it names."""
    try:
        pick = Pick.model_validate(written)
    except ValidationError as error:
        words = [str((detail["loc"] or (written,))[0])[:60] for detail in error.errors()]
        known = set(Pick.model_fields)
        return [_unknown("pick_key", word, known, path) for word in dict.fromkeys(words)]
    return problems_of(pick, labels=labels, tags=tags, path=path)


def _inner(pick: Pick) -> dict[str, Any]:
    """Return the picks inside a pick, by path."""
    inner = {
        f"where.{name}": written["pick"]
        for name, written in pick.where.items()
        if isinstance(written, dict) and "pick" in written
    }
    return inner if pick.without is None else {**inner, "without": pick.without}


def _kind_problems(pick: Pick, path: str) -> list[Misconfigured]:
    if pick.kind is None:
        return []
    if pick.kind not in KINDS:
        return [_unknown("kind", pick.kind, set(KINDS), path)]
    fields = set(KINDS[pick.kind].model_fields)
    names = [*pick.where, *([pick.field] if pick.field and not pick.label else [])]
    return [_unknown("field", name, fields, path) for name in names if name not in fields]


def _unknown(what: str, word: str, choices: set[str], path: str) -> Misconfigured:
    known = sorted(choices)
    return Misconfigured(
        f"unknown.{what}",
        path=path,
        word=word,
        nearest=nearest(word.removeprefix("$"), known) or "—",
        choices=", ".join(known[:12]) or "—",
    )
