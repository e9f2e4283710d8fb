"""The papers of an attempt: bytes for who may see them, their pages as images."""

from functools import partial

from base.db import reading
from base.errors import Refused
from course.desk import may_look
from course.people import Person
from course.pinned import open_archive, pinned
from sandbox import entities as e
from sandbox.blobs import blobs
from sandbox.derived import derive
from sandbox.paper.read import PageSize, page_image, page_sizes, reader_version


def paper(someone: Person, handle: str, component: str) -> tuple[e.Component, bytes]:
    """Return a component of one's own attempt with its bytes.

    Raises:
        Refused: ``attempt.unknown``, ``attempt.foreign``, ``archive.unknown``,
            ``document.bytes_gone``.
    """
    with reading() as session:
        kept = pinned(session, handle)
        may_look(session, someone, kept.row)
        part = open_archive(session, kept).get(e.Component, component)
    return part, _bytes(part)


def _bytes(part: e.Component) -> bytes:
    try:
        return blobs().get(part.digest)
    except KeyError as error:
        raise Refused("document.bytes_gone", ref=part.document) from error


def page_of(part: e.Component, number: int, *, close: bool = False) -> bytes:
    """Return the image of a page as PNG, made once for its bytes and kept.

    Args:
        part: whose page; asked for with ``paper``, which checks who asks.
        number: from 1.
        close: larger, for a close look.
    """
    scale = 2.6 if close else 1.6
    key = [part.digest, number, scale, reader_version()]
    return derive("page", key, lambda: page_image(_bytes(part), number, scale))


def sizes_of(part: e.Component) -> tuple[PageSize, ...]:
    """Return the size of every page of a component, in points; none when it cannot be read."""
    return _sizes(part.digest)


def _sizes(digest: str) -> tuple[PageSize, ...]:
    made = derive("sizes", [digest, reader_version()], partial(_measured, digest))
    read = (line.split() for line in made.decode().splitlines())
    return tuple(PageSize(width=float(width), height=float(height)) for width, height in read)


def _measured(digest: str) -> bytes:
    try:
        sizes = page_sizes(blobs().get(digest))
    except (Refused, KeyError):
        return b""
    return "\n".join(f"{one.width} {one.height}" for one in sizes).encode()
