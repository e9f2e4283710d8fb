"""Rules on embedded files: none but PDF/A in part 2, any with a stated relation in part 3 (6.8)."""

from collections.abc import Iterator

from sandbox.paper.pdfa_rules.look import Fault, Held, Look, dictionary_of, name_of
from sandbox.verdicts import Verdict

_RELATIONS = frozenset(
    {"/Source", "/Data", "/Alternative", "/Supplement", "/EncryptedPayload", "/FormData",
     "/Schema", "/Unspecified"}
)  # fmt: skip
_PART_WITH_FILES = 3


def _specifications(look: Look) -> Iterator[Held]:
    return (held for held in look.held if "/EF" in held.keys)


def embedded(look: Look) -> Iterator[Fault]:
    """A PDF/A-2 holds no file, unless that is PDF/A itself."""
    if look.part >= _PART_WITH_FILES:
        return
    for held in _specifications(look):
        for stream in dictionary_of(held.item, "/EF").values():
            nested = name_of(stream, "/Subtype").lower() == "/application/pdf"
            verdict = Verdict.UNDETERMINED if nested else Verdict.INVALID
            yield Fault(held.where, str(held.item.get("/F") or ""), verdict)
            break


def specifications(look: Look) -> Iterator[Fault]:
    """A file specification names the file twice; in part 3 also its type and its relation."""
    for held in _specifications(look):
        missing = [key for key in ("/F", "/UF") if key not in held.item]
        if look.part >= _PART_WITH_FILES:
            missing += _missing_in_part_3(held)
        for key in missing:
            yield Fault(held.where, key[1:])


def _missing_in_part_3(held: Held) -> list[str]:
    missing = []
    if name_of(held.item, "/AFRelationship") not in _RELATIONS:
        missing.append("/AFRelationship")
    for stream in dictionary_of(held.item, "/EF").values():
        if not name_of(stream, "/Subtype"):
            missing.append("/Subtype")
            break
    return missing


def associated(look: Look) -> Iterator[Fault]:
    """In part 3 every embedded file belongs to the document or to a part of it."""
    if look.part < _PART_WITH_FILES:
        return
    owned = {one.objgen for held in look.held for one in _owned_by(held) if hasattr(one, "objgen")}
    for held in _specifications(look):
        if held.item.is_indirect and held.item.objgen not in owned:
            yield Fault(held.where, "AF")


def _owned_by(held: Held) -> list[object]:
    import pikepdf

    files = held.item.get("/AF") if "/AF" in held.keys else None
    return list(files) if isinstance(files, pikepdf.Array) else []
