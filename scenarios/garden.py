"""A world while it grows: what recipes write to, and the truth they set aside."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar  # the truth's facts are JSON

from base.errors import Misconfigured, nearest
from grading.evidence import Planted, Truth
from sandbox.blobs import Blobs
from sandbox.entities import Entity, File, Organisation
from sandbox.planter import Planter
from scenarios.streams import Stream

C = TypeVar("C")


class Garden:
    """The planter of a world, its random streams, its labels, tags, facts and planted faults.

    Labels name one record (``request`` for ``$request``), tags many, facts say what is right of a
    record. None of this enters the sandbox.
    """

    def __init__(self, *, now: datetime, stream: Stream, blobs: Blobs) -> None:
        """Begin an empty world.

        Args:
            now: when the exercise begins.
            stream: the world's stream; the key of its practice PKI derives from it.
            blobs: where papers go.
        """
        key = stream.branch("practice PKI").bytes(32)
        self.planter = Planter(now=now, world_key=key, blobs=blobs)
        self._stream = stream
        self._labels: dict[str, str] = {}
        self._tags: dict[str, dict[str, None]] = defaultdict(dict)
        self._facts: dict[str, dict[str, Any]] = defaultdict(dict)
        self._later: dict[str, Telling] = {}
        self._planted: list[Planted] = []
        self._streams: set[tuple[object, ...]] = set()
        self._shared: dict[type, Any] = {}

    @property
    def now(self) -> datetime:
        """When the exercise begins."""
        return self.planter.now

    def stream(self, *names: object) -> Stream:
        """Return the stream called ``names``; each name may be taken once.

        Raises:
            Misconfigured: ``stream.twice``, for two recipes of one name would draw the same.
        """
        if names in self._streams:
            raise Misconfigured("stream.twice", name=" / ".join(map(str, names)))
        self._streams.add(names)
        return self._stream.branch(*names)

    def shared(self, kind: type[C], make: Callable[[], C]) -> C:
        """Return the one of a kind that the recipes of a garden share; it ends with the garden."""
        if kind not in self._shared:
            self._shared[kind] = make()
        found: C = self._shared[kind]
        return found

    def label(self, name: str, record: Entity | str) -> None:
        """Give a record a name that scenarios write as ``$name``."""
        plain = name.removeprefix("$")
        ref = record if isinstance(record, str) else record.ref
        if plain in self._labels and self._labels[plain] != ref:
            raise Misconfigured("label.twice", name=f"${plain}")
        self._labels[plain] = ref

    def labelled(self, name: str) -> str:
        """Return the ref a label stands for."""
        plain = name.removeprefix("$")
        if plain not in self._labels:
            known = sorted(self._labels)
            raise Misconfigured(
                "unknown.label",
                path="world",
                word=f"${plain}",
                nearest=nearest(plain, known) or "—",
                choices=", ".join(known[:12]),
            )
        return self._labels[plain]

    def has_label(self, name: str) -> bool:
        """Whether a label is bound."""
        return name.removeprefix("$") in self._labels

    def tag(self, record: Entity | str, *tags: str) -> None:
        """Put a record under tags; trainees never see them."""
        ref = record if isinstance(record, str) else record.ref
        for tag in tags:
            self._tags[tag][ref] = None

    def untag(self, record: Entity | str, *tags: str) -> None:
        """Take a record from under tags: a planted fault changed what is true of it."""
        ref = record if isinstance(record, str) else record.ref
        for tag in tags:
            self._tags[tag].pop(ref, None)

    def tagged(self, tag: str) -> list[str]:
        """Return the refs under a tag, sorted."""
        return sorted(self._tags.get(tag, {}))

    def tags_of(self, ref: str) -> list[str]:
        """Return the tags a record bears."""
        return sorted(tag for tag, refs in self._tags.items() if ref in refs)

    def fact(self, record: Entity | str, **facts: Any) -> None:  # noqa: ANN401 - JSON
        """Say what is right of a record: its term, its class, the verdict on its signature."""
        ref = record if isinstance(record, str) else record.ref
        self._facts[ref].update(facts)

    def fact_later(self, record: Entity, tell: "Telling") -> None:
        """Say what is right of a record once the world is grown, or somebody asks for it.

        Verifying a signature is dear, and is another question after every certificate that is
        planted: asked once, when all are there, detectors find the same verdict.

        Args:
            record: the record.
            tell: given the garden and the record's code at the time, returns facts.
        """
        self._later[record.ref] = tell

    def facts_of(self, ref: str) -> dict[str, Any]:
        """Return what is right of a record."""
        if ref in self._later:
            self._facts[ref].update(self._later.pop(ref)(self, ref))
        return self._facts.get(ref, {})

    def settle(self) -> None:
        """Find out what was left for later; the truth is whole only then."""
        for ref in list(self._later):
            self.facts_of(ref)

    def planted(self, fault: Planted) -> None:
        """Note a planted fault (or a red herring)."""
        self._planted.append(fault)

    def faults(self) -> list[Planted]:
        """Return what has been planted so far."""
        return list(self._planted)

    def rename(self, codes: Mapping[str, str]) -> None:
        """Let labels, tags, facts and plantings follow records that were given other codes."""
        self._labels = {name: codes.get(ref, ref) for name, ref in self._labels.items()}
        for tag, refs in self._tags.items():
            self._tags[tag] = {codes.get(ref, ref): None for ref in refs}
        facts = {codes.get(ref, ref): renamed(told, codes) for ref, told in self._facts.items()}
        self._facts.clear()
        self._facts.update(facts)
        self._later = {codes.get(ref, ref): tell for ref, tell in self._later.items()}
        self._planted = [
            one.model_copy(update={"ref": codes.get(one.ref, one.ref)}) for one in self._planted
        ]

    def own(self) -> Organisation:
        """Return the agency where the trainees work."""
        owned = self.planter.all(Organisation, own=True)
        if not owned:
            raise Misconfigured("world.no_agency")
        return owned[0]

    def files(self, **equals: object) -> list[File]:
        """Return the planted files."""
        return self.planter.all(File, **equals)

    def truth(self) -> Truth:
        """Return everything set aside."""
        return Truth(
            labels=dict(sorted(self._labels.items())),
            tags={tag: sorted(refs) for tag, refs in sorted(self._tags.items()) if refs},
            facts={ref: dict(sorted(f.items())) for ref, f in sorted(self._facts.items())},
            planted=self._planted,
        )


Telling = Callable[[Garden, str], Mapping[str, Any]]


def renamed(value: Any, codes: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """Put new codes in the place of the old, however deep, keys as well."""
    if isinstance(value, str):
        return codes.get(value, value)
    if isinstance(value, list):
        return [renamed(one, codes) for one in value]
    if isinstance(value, dict):
        return {codes.get(key, key): renamed(one, codes) for key, one in value.items()}
    return value
