"""Rules on actions: a record does nothing by itself (6.5)."""

from collections.abc import Iterator

from sandbox.paper.pdfa_rules.look import Fault, Held, Look, dictionary_of, name_of

_FORBIDDEN = frozenset(
    {
        "/Launch",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
        "/JavaScript",
        "/set-state",
        "/no-op",
    }
)
_NAMED = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})


def _actions(look: Look) -> Iterator[Held]:
    """Dictionaries that are actions: they have an S that no other dictionary of theirs has."""
    return (held for held in look.held if held.action and held.type in {"", "/Action"})


def forbidden(look: Look) -> Iterator[Fault]:
    """No action launches, plays, hides, resets, imports or runs a script."""
    for held in _actions(look):
        if held.action in _FORBIDDEN:
            yield Fault(held.where, held.action[1:])


def named(look: Look) -> Iterator[Fault]:
    """A named action turns pages and does nothing else."""
    for held in _actions(look):
        if held.action == "/Named" and name_of(held.item, "/N") not in _NAMED:
            yield Fault(held.where, name_of(held.item, "/N")[1:])


def additional(look: Look) -> Iterator[Fault]:
    """Neither the catalogue nor a page has actions set off by events."""
    for held in [Held(look.root, "Catalog"), *look.pages]:
        if "/AA" in held.item:
            yield Fault(held.where)


def scripts(look: Look) -> Iterator[Fault]:
    """The catalogue keeps no scripts."""
    if "/JavaScript" in dictionary_of(look.root, "/Names"):
        yield Fault()
