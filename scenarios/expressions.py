"""What a solution may write in a field: labels, tags, picks, facts, texts filled from records."""

from typing import Any, Final  # expressions are JSON

from base.clock import vietnam
from base.errors import Misconfigured
from grading.evidence import Truth
from grading.pick import Pick
from sandbox.archive import Archive
from sandbox.entities import Document, Entity
from sandbox.shelf import kind_of

FORMS: Final = ("tag", "pick", "fact", "field", "fill", "first", "join", "less")
"""Keys by which a mapping is an expression and not a value."""


class Scope:
    """What expressions are evaluated in: an archive, the world's truth, labels bound on the way."""

    def __init__(self, archive: Archive, truth: Truth) -> None:
        """Begin with the truth's own labels."""
        self.archive = archive
        self.labels: dict[str, str] = dict(truth.labels)
        self._truth = truth

    @property
    def truth(self) -> Truth:
        """The truth with every label bound so far."""
        return self._truth.model_copy(update={"labels": self.labels})

    def bind(self, label: str, ref: str) -> None:
        """Give a record made on the way a label."""
        self.labels[label.removeprefix("$")] = ref

    def value(self, written: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
        """Return what an expression stands for.

        Raises:
            Misconfigured: ``unknown.label`` and the like, when it names what is not there.
        """
        if isinstance(written, str) and written.startswith("$"):
            return self.ref(written)
        if isinstance(written, list):
            return [self.value(one) for one in written]
        if isinstance(written, dict):
            form = next((name for name in FORMS if name in written), None)
            if form is None:
                return {name: self.value(one) for name, one in written.items()}
            return self._form(form, written)
        return written

    def ref(self, label: str) -> str:
        """Return the record a label stands for."""
        found = self.labels.get(label.removeprefix("$"))
        if found is None:
            raise Misconfigured(
                "unknown.label", path="solution", word=label, nearest="—", choices="…"
            )
        return found

    def _list(self, form: str, written: dict[str, Any]) -> list[Any]:
        one, other = (_as_list(self.value(part)) for part in written[form])
        if form == "join":
            return [*one, *(ref for ref in other if ref not in one)]
        return [ref for ref in one if ref not in other]

    def _form(self, form: str, written: dict[str, Any]) -> Any:  # noqa: ANN401
        if form in {"join", "less"}:
            return self._list(form, written)
        if form == "tag":
            return Pick(tag=written["tag"]).among(self.archive, self.truth)
        if form == "pick":
            return Pick.model_validate(written["pick"]).among(self.archive, self.truth)
        if form == "first":
            refs = Pick.model_validate(written["first"]).among(self.archive, self.truth)
            if not refs:
                raise Misconfigured("solution.nothing_picked", path=str(written["first"]))
            return refs[0]
        return self._of_record(form, written, self.value(written["of"]))

    def _of_record(self, form: str, written: dict[str, Any], of: str) -> Any:  # noqa: ANN401
        facts = self._truth.facts.get(of, {})
        if form == "fact":
            return facts.get(written["fact"])
        entity = self._entity(of)
        if form == "field":
            return getattr(entity, written["field"])
        return str(written["fill"]).format_map(_Facts(entity, facts))

    def _entity(self, ref: str) -> Entity:
        kind = kind_of(ref)
        assert kind is not None  # noqa: S101 - every ref has a kind
        return self.archive.get(kind, ref)


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return value if isinstance(value, list) else [value]


class _Facts(dict[str, str]):
    """The fields and facts of a record, by name, as a text may quote them."""

    def __init__(self, entity: Entity, facts: dict[str, Any]) -> None:
        plain = {name: str(value) for name, value in entity.model_dump().items()}
        super().__init__({**plain, **{name: str(value) for name, value in facts.items()}})
        if isinstance(entity, Document):
            self["code"] = code_of(entity)
            self["day"] = vietnam_day(entity)

    def __missing__(self, key: str) -> str:
        raise Misconfigured("unknown.field", path="fill", word=key, nearest="—", choices="…")


def code_of(document: Document) -> str:
    """Return a document's number and notation as they are quoted: ``15/QĐ-SNV``."""
    if document.code_number is None:
        return document.code_notation
    return f"{document.code_number:02d}/{document.code_notation}"


def vietnam_day(document: Document) -> str:
    """Return a document's date as it is quoted: ``05/01/2026``."""
    day = document.issued_date or (
        vietnam(document.arrival_date).date() if document.arrival_date else None
    )
    return f"{day:%d/%m/%Y}" if day else ""
