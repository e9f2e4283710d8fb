"""One look at a file: what the rules ask of it, gathered once."""

import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple  # pikepdf objects are Any to mypy

from sandbox.paper.pdfa_rules.content import operators
from sandbox.verdicts import Verdict

if TYPE_CHECKING:
    import pikepdf

MOST_OBJECTS: Final = 100_000
MOST_CONTENT: Final = 8_000_000
"""Bytes of one content stream that are looked at."""
_DEPTH: Final = 12
_NUMBERS: Final = frozenset({"/W", "/Widths", "/W2", "/Rect", "/BBox", "/Matrix", "/ByteRange"})


class Fault(NamedTuple):
    """One breach of a rule: where, and what was found there."""

    where: str = ""
    found: str = ""
    verdict: Verdict = Verdict.INVALID


class Held(NamedTuple):
    """A dictionary or stream of the file, and the number of the object that holds it."""

    item: Any
    where: str
    keys: frozenset[str] = frozenset()
    type: str = ""
    subtype: str = ""
    action: str = ""
    "what stands under /S"


class Content(NamedTuple):
    """A content stream: where, its bytes (None: not looked into), operators, resources."""

    where: str
    raw: bytes | None
    operators: frozenset[bytes]
    resources: Any


class Look:
    """A file under examination. Nothing here judges; the rules do."""

    def __init__(self, raw: bytes, document: "pikepdf.Pdf", part: int) -> None:
        """Look at ``raw``, opened as ``document``, against PDF/A part ``part``."""
        self.raw = raw
        self.document = document
        self.part = part

    @property
    def root(self) -> Any:  # noqa: ANN401 - a PDF object
        """The document catalogue."""
        return self.document.Root

    @cached_property
    def pages(self) -> list[Held]:
        """The pages, named “[p. 1]” and so on."""
        return [
            _held(page.obj, f"[p. {place}]") for place, page in enumerate(self.document.pages, 1)
        ]

    @cached_property
    def held(self) -> list[Held]:
        """Every dictionary and stream, direct ones included."""
        found: list[Held] = []
        for item in self.document.objects:
            number = item.objgen[0]
            found.extend(_held(inner, f"[obj {number}]") for inner in _within(item, 0))
        return found

    @cached_property
    def streams(self) -> list[Held]:
        """Every stream."""
        return [held for held in self.held if _is_stream(held.item)]

    def typed(self, *kinds: str) -> Iterator[Held]:
        """Dictionaries whose /Type is one of ``kinds``."""
        return (held for held in self.held if held.type in kinds)

    @cached_property
    def annotations(self) -> list[Held]:
        """The annotations of all pages."""
        return [
            _held(annotation, page.where)
            for page in self.pages
            for annotation in array_of(page.item, "/Annots")
            if is_dictionary(annotation)
        ]

    @cached_property
    def contents(self) -> list[Content]:
        """The content streams of pages and forms."""
        found = []
        for page in self.pages:
            parts = page.item.get("/Contents")
            streams = [parts] if _is_stream(parts) else array_of(page.item, "/Contents")
            pieces = [decoded(stream) for stream in streams if _is_stream(stream)]
            whole = None if None in pieces else b"\n".join(piece for piece in pieces if piece)
            found.append(_content(page.where, whole, inherited(page.item, "/Resources")))
        forms = (h for h in self.streams if h.subtype == "/Form" and "/BBox" in h.keys)
        found.extend(_content(h.where, decoded(h.item), h.item.get("/Resources")) for h in forms)
        return found

    @cached_property
    def output_profile(self) -> Any:  # noqa: ANN401 - a PDF stream or None
        """The ICC profile of the PDF/A output intent, or None."""
        for intent in array_of(self.root, "/OutputIntents"):
            if name_of(intent, "/S") == "/GTS_PDFA1":
                profile = intent.get("/DestOutputProfile")
                return profile if _is_stream(profile) else None
        return None


def _held(item: Any, where: str) -> Held:  # noqa: ANN401
    keys = frozenset(item.keys())
    names = [name_of(item, key) if key in keys else "" for key in ("/Type", "/Subtype", "/S")]
    return Held(item, where, keys, *names)


def _content(where: str, raw: bytes | None, resources: Any) -> Content:  # noqa: ANN401
    return Content(where, raw, operators(raw or b""), resources)


def _within(item: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401
    """Yield ``item`` and the direct dictionaries inside it."""
    import pikepdf

    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield item
        if depth < _DEPTH:
            for key, value in item.items():
                if key not in _NUMBERS:
                    yield from _direct(value, depth)
    elif isinstance(item, pikepdf.Array) and depth < _DEPTH:
        for value in _worth_looking(item):
            yield from _direct(value, depth)


def _direct(value: Any, depth: int) -> Iterator[Any]:  # noqa: ANN401
    import pikepdf

    if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
        yield from _within(value, depth + 1)


def _worth_looking(array: Any) -> Iterator[Any]:  # noqa: ANN401
    """The items of an array, unless it is a list of numbers."""
    import pikepdf

    if len(array) and not isinstance(array[0], pikepdf.Object):
        return iter(())
    return iter(array)


def _is_stream(item: Any) -> bool:  # noqa: ANN401
    import pikepdf

    return isinstance(item, pikepdf.Stream)


def is_stream(item: Any) -> bool:  # noqa: ANN401
    """Whether ``item`` is a stream."""
    return _is_stream(item)


def is_dictionary(item: Any) -> bool:  # noqa: ANN401
    """Whether ``item`` is a dictionary or a stream."""
    import pikepdf

    return isinstance(item, pikepdf.Dictionary | pikepdf.Stream)


def name_of(item: Any, key: str) -> str:  # noqa: ANN401
    """The name under ``key``, with its slash; empty when there is none."""
    import pikepdf

    value = item.get(key) if is_dictionary(item) else None
    return str(value) if isinstance(value, pikepdf.Name) else ""


def array_of(item: Any, key: str) -> list[Any]:  # noqa: ANN401
    """The array under ``key`` as a list; empty when there is none."""
    import pikepdf

    value = item.get(key) if is_dictionary(item) else None
    return list(value.as_list()) if isinstance(value, pikepdf.Array) else []


def dictionary_of(item: Any, key: str) -> dict[str, Any]:  # noqa: ANN401
    """The dictionary under ``key`` as a dict; empty when there is none."""
    value = item.get(key) if is_dictionary(item) else None
    return dict(value.items()) if value is not None and is_dictionary(value) else {}


def inherited(page: Any, key: str) -> Any:  # noqa: ANN401
    """An entry of a page or of the nodes above it."""
    node = page
    for _ in range(_DEPTH * 4):
        if not is_dictionary(node):
            return None
        if key in node:
            return node.get(key)
        node = node.get("/Parent")
    return None


def filters_of(stream: Any) -> list[str]:  # noqa: ANN401
    """The names of a stream's filters."""
    single = name_of(stream, "/Filter")
    return [single] if single else [str(one) for one in array_of(stream, "/Filter")]


def decoded(stream: Any, most: int = MOST_CONTENT) -> bytes | None:  # noqa: ANN401
    """The bytes of a stream with no filter or Flate alone; None for others and for too many."""
    filters = filters_of(stream)
    if filters not in ([], ["/FlateDecode"]) or "/DecodeParms" in stream:
        return None
    raw = stream.read_raw_bytes()
    if not filters:
        return bytes(raw) if len(raw) <= most else None
    unpacker = zlib.decompressobj()
    made = unpacker.decompress(raw, most)
    return None if unpacker.unconsumed_tail else made
