"""Does METS name every file once, with all it must say, and say it truly?"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sandbox.packages.kinds import MEDIA_TYPES, Profile, extension
from sandbox.packages.markup import XLINK, qualified
from sandbox.packages.opened import Opened, Reference
from sandbox.packages.report import NotPerformed, advice, doubt, fault
from sandbox.packages.steps.header import moment
from sandbox.verdicts import Remark


class _Demand(NamedTuple):
    attribute: str
    rule: str


_HREF: Final = f"{{{XLINK}}}href"
_TYPE: Final = f"{{{XLINK}}}type"
_FIXED: Final = {"LOCTYPE": "URL", _TYPE: "simple"}


def _demands(first: int, *attributes: str) -> tuple[_Demand, ...]:
    return tuple(_Demand(name, f"CSIP{first + place}") for place, name in enumerate(attributes))


_MD: Final = (
    "LOCTYPE", _TYPE, _HREF, "MDTYPE", "MIMETYPE", "SIZE", "CREATED", "CHECKSUM", "CHECKSUMTYPE",
)  # fmt: skip
_DEMANDS: Final[Mapping[str, tuple[_Demand, ...]]] = {
    "dmdSec": _demands(22, *_MD),
    "digiprovMD": _demands(36, *_MD),
    "rightsMD": _demands(49, *_MD),
    "file": _demands(67, "ID", "MIMETYPE", "SIZE", "CREATED", "CHECKSUM", "CHECKSUMTYPE"),
}
"""CSIP 2.0.4: what each reference must say, and by which rule."""

_ALGORITHMS: Final = {"SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512"}
_XML_TYPES: Final = {"application/xml", "text/xml"}
_SYNONYMS: Final = {"mp4": {"video/mp4", "video/mpeg"}, "csv": {"text/csv", "text/plain"}}


def attributes(package: Opened) -> list[Remark] | NotPerformed:
    """Check that no reference leaves out what it must say (CSIP18–79)."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found: list[Remark] = []
    for reference in package.references:
        found += _spoken(reference)
    return [*found, *_locators(package)]


def _spoken(reference: Reference) -> Iterator[Remark]:
    where = {"path": reference.mets, "href": reference.href}
    for attribute, rule in _DEMANDS.get(reference.section, ()):
        said = reference.attributes.get(attribute, "")
        if not said:
            yield fault("attribute.missing", rule, attribute=_short(attribute), **where)
        elif attribute == "CREATED" and moment(said) is None:
            yield fault("attribute.date", rule, attribute=attribute, found=said, **where)
        elif attribute == "CREATED" and not said.endswith("+07:00"):
            yield advice("attribute.zone", "TT05.CREATED", attribute=attribute, found=said, **where)
        elif attribute in _FIXED and said != _FIXED[attribute]:
            yield fault("attribute.value", rule, attribute=_short(attribute), found=said, **where)


def _short(attribute: str) -> str:
    return attribute.replace(f"{{{XLINK}}}", "xlink:")


def _locators(package: Opened) -> Iterator[Remark]:
    for path, root in package.mets.items():
        for file in root.iter(qualified("mets:file")):
            link = file.find(qualified("mets:FLocat"))
            own = str(file.get("ID", ""))
            if link is None:
                yield fault("attribute.missing", "CSIP76", path=path, attribute="FLocat", href=own)
                continue
            for attribute, rule in _demands(77, "LOCTYPE", _TYPE, _HREF):
                if not link.get(attribute):
                    yield fault(
                        "attribute.missing", rule, path=path, attribute=_short(attribute), href=own
                    )


def references(package: Opened) -> list[Remark] | NotPerformed:
    """Check METS ↔ tree in both directions: nothing missing, nothing unnamed, nothing outside."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found = [remark for reference in package.references for remark in _target(reference)]
    named = {reference.path for reference in package.references if reference.path}
    orphan = advice if package.profile is Profile.CSIP else fault
    readable = [path.rpartition("METS.xml")[0] for path in package.mets if path != "METS.xml"]
    for path in sorted(package.tree):
        if path == "METS.xml" or path in named:
            continue
        is_below = path.startswith("representations/")
        if is_below and not any(path.startswith(base) for base in readable):
            continue  # its METS is missing or unreadable, which is said elsewhere
        found.append(orphan("references.orphan", "TT05.references", path=path))
    return found


def _target(reference: Reference) -> Iterator[Remark]:
    href = reference.href
    if reference.path is not None or not href:
        return
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://|/|[A-Za-z]:", href) or ".." in href.split("/"):
        yield fault("references.outside", "CSIP79", path=reference.mets, href=href)
    else:
        yield fault("references.missing", "CSIP79", path=reference.mets, href=href)


def fixity(package: Opened) -> list[Remark] | NotPerformed:
    """Compute every digest and size again and compare (digests without regard to case)."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found: list[Remark] = []
    for reference in package.references:
        if reference.path is not None:
            found += _weighed(reference, package.tree[reference.path])
    return found


def _weighed(reference: Reference, content: bytes) -> Iterator[Remark]:
    said = reference.attributes
    rules = dict(_DEMANDS.get(reference.section, ()))
    where = {"path": str(reference.path)}
    size = said.get("SIZE", "")
    if size and size != str(len(content)):
        rule = rules.get("SIZE", "CSIP69")
        yield fault("fixity.size", rule, found=str(len(content)), expected=size, **where)
    algorithm = _ALGORITHMS.get(said.get("CHECKSUMTYPE", ""))
    rule = rules.get("CHECKSUM", "CSIP71")
    if said.get("CHECKSUMTYPE") and algorithm is None:
        yield doubt("fixity.algorithm", "CSIP72", found=said["CHECKSUMTYPE"], **where)
    elif algorithm and said.get("CHECKSUM"):
        digest = hashlib.new(algorithm, content).hexdigest()
        if digest != said["CHECKSUM"].lower():
            yield fault(
                "fixity.checksum", rule, expected=said["CHECKSUM"], found=digest.upper(), **where
            )


def media_types(package: Opened) -> list[Remark] | NotPerformed:
    """Compare the stated media type with what the file's extension promises (CSIP68)."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found = []
    for reference in package.references:
        stated = reference.attributes.get("MIMETYPE", "")
        expected = _promised(reference.path or reference.href)
        if stated and expected and stated.lower() not in expected:
            rule = {"dmdSec": "CSIP26", "digiprovMD": "CSIP40"}.get(reference.section, "CSIP68")
            where = reference.path or reference.href
            choices = ", ".join(sorted(expected))
            found.append(fault("fixity.mime", rule, path=where, found=stated, expected=choices))
    return found


def _promised(path: str) -> set[str]:
    ending = extension(path)
    if ending == "xml":
        return _XML_TYPES
    if ending in MEDIA_TYPES:
        return _SYNONYMS.get(ending, {MEDIA_TYPES[ending]})
    return set()


def structure(package: Opened) -> list[Remark] | NotPerformed:
    """Check the file groups and the physical structMap (CSIP58–66, CSIP80–112)."""
    if package.root is None:
        return NotPerformed("mets_unreadable")
    found: list[Remark] = []
    for path, root in package.mets.items():
        if root.find(qualified("mets:fileSec")) is None:
            demand = advice if package.profile is Profile.CSIP else fault
            found.append(demand("structure.file_section", "CSIP58", path=path))
        maps = root.findall(f"{qualified('mets:structMap')}[@LABEL='CSIP']")
        if not maps or maps[0].get("TYPE") != "PHYSICAL":
            found.append(fault("structure.map", "CSIP80", path=path))
            continue
        top = maps[0].find(qualified("mets:div"))
        labels = set() if top is None else {str(div.get("LABEL", "")) for div in top}
        found += _divisions(package, path, labels)
    return found


def _divisions(package: Opened, path: str, labels: set[str]) -> Iterator[Remark]:
    is_root = path == "METS.xml"
    wanted = {"Metadata": "CSIP88", "Schemas": "CSIP97"} if is_root else {"Data": "CSIP105"}
    if package.profile is Profile.CSIP:
        wanted = {"Metadata": "CSIP88"}
    for label, rule in wanted.items():
        if label not in labels:
            yield fault("structure.division", rule, path=path, expected=label)
    if is_root and not any(label.startswith("Representations") for label in labels):
        demand = advice if package.profile is Profile.CSIP else fault
        yield demand("structure.division", "CSIP101", path=path, expected="Representations")


def links(package: Opened) -> list[Remark] | NotPerformed:
    """Check that every content file has its metadata and every metadata file its content.

    TT 05 binds them in ``MetadataLink/File``; plain E-ARK may do it by ``file/@DMDID``.
    """
    if package.profile is Profile.CSIP:
        return NotPerformed("not_in_profile")
    levels = [path for path in package.mets if path != "METS.xml"]
    if not levels:
        return NotPerformed("mets_unreadable")
    found: list[Remark] = []
    for path in levels:
        found += _bound(package, path)
    return found


def _bound(package: Opened, mets: str) -> Iterator[Remark]:
    root = package.mets[mets]
    pairs = [
        (str(div.get("DMDID", "")), str(pointer.get("FILEID", "")))
        for div in root.iter(qualified("mets:div"))
        for pointer in div.iter(qualified("mets:fptr"))
        if div.get("LABEL") in {"MetadataLink/File", "MetadataLink/Holey"}
    ]
    files = {f.own_id: f for f in package.references if f.mets == mets and f.section == "file"}
    pairs += [(f.attributes.get("DMDID", ""), own) for own, f in files.items()]
    bound_files = {file for dmd, file in pairs if dmd}
    bound_ids = {one for dmd, file in pairs if file in files for one in dmd.split()}
    for own, reference in files.items():
        if own not in bound_files:
            yield fault("links.undescribed", "TT05.MetadataLink", path=reference.href)
    for reference in package.references:
        is_here = reference.mets == mets and reference.section == "dmdSec"
        if is_here and reference.own_id not in bound_ids:
            yield fault("links.unbound", "TT05.MetadataLink", path=reference.href)
