"""Codes that tell nothing: records of the work are numbered anew in a random order.

Recipes give codes as they plant, so what is planted last (a duplicate, a draft that was left in a
file) would bear the highest. Mingling comes after every recipe and before anything names a code in
words: all rows, the log and the truth follow.
"""

import json
from typing import Final

from base.canonical import canonical
from sandbox import entities as e
from sandbox.events import EventDraft
from sandbox.shelf import PREFIX
from scenarios.garden import Garden, renamed
from scenarios.streams import Stream

MINGLED: Final = (
    e.Document, e.Component, e.Signature, e.RegisterEntry, e.Filing, e.StoredCopy, e.Certificate,
    e.Authority, e.File, e.Hold, e.Stub, e.Appraisal, e.Deadline, e.Package,
)  # fmt: skip
"""Kinds whose codes are mingled; people, posts and organisations keep theirs."""


def mingle(garden: Garden, stream: Stream) -> None:
    """Give every record of the mingled kinds a code drawn among those of its kind.

    Args:
        garden: the world, all recipes grown.
        stream: draws.
    """
    codes = _drawn(garden, stream)
    planter = garden.planter
    planter.rewrite(lambda value: value.model_copy(update=renamed(value.model_dump(), codes)))
    garden.rename(codes)
    planter.relog(lambda draft: _relogged(draft, codes))


def _drawn(garden: Garden, stream: Stream) -> dict[str, str]:
    codes: dict[str, str] = {}
    for kind in MINGLED:
        refs = [value.ref for value in garden.planter.all(kind)]
        drawn = stream.branch(PREFIX[kind]).shuffled(refs)
        codes |= dict(zip(refs, drawn, strict=True))
    return codes


def _relogged(draft: EventDraft, codes: dict[str, str]) -> EventDraft:
    """Rename inside the JSON of an event as well."""
    written = {
        name: canonical(renamed(json.loads(getattr(draft, name)), codes))
        for name in ("request", "objects", "detail")
    }
    return draft.model_copy(update={**written, "actor": codes.get(draft.actor, draft.actor)})
