"""Is the tree there: folders and files that the standard and TT 05/2025's annexes ask for?"""

from sandbox.packages.kinds import Kind, Profile
from sandbox.packages.opened import Opened
from sandbox.packages.order import folder_name
from sandbox.packages.report import advice, fault
from sandbox.verdicts import Remark

EAD = "metadata/descriptive/EAD.xml"
_KNOWN = {"METS.xml", "metadata", "representations", "schemas", "documentation"}


_PARTS = (
    ("metadata/", "tree.metadata_missing", "CSIPSTR5"),
    ("schemas/", "tree.schemas_missing", "CSIPSTR15"),
    ("representations/", "tree.representation_missing", "CSIPSTR9"),
)
"""Path, finding and rule of each part of a package."""


def folders(package: Opened) -> list[Remark]:
    """One root folder (CSIPSTR1) named like the package (CSIPSTR2), with the parts inside."""
    found = [*_root_folder(package), *_parts(package)]
    tops = {path.split("/")[0] for path in package.tree}
    extra = sorted(tops - _KNOWN)
    return [*found, *(advice("tree.extra", "CSIPSTR14", path=name) for name in extra)]


def _root_folder(package: Opened) -> list[Remark]:
    found = []
    if not package.folder:
        found.append(fault("tree.no_root", "CSIPSTR1"))
    if package.others:
        found.append(fault("tree.two_roots", "CSIPSTR1", path=", ".join(package.others[:5])))
    expected = folder_name(package.package_id)
    if package.folder and expected and package.folder != expected:
        rule = "CSIP1" if package.profile is Profile.CSIP else "TT05.OBJID"
        found.append(fault("tree.folder_name", rule, expected=expected, found=package.folder))
    return found


def _parts(package: Opened) -> list[Remark]:
    """Missing parts. What CSIP recommends (SHOULD), the circular's annexes demand."""
    demand = advice if package.profile is Profile.CSIP else fault
    names = representations(package)
    found = []
    if "METS.xml" not in package.tree:
        found.append(fault("tree.mets_missing", "CSIPSTR4", path="METS.xml"))
    if _has(package, "metadata/") and EAD not in package.tree:
        found.append(demand("tree.ead_missing", "CSIPSTR7", path=EAD))
    for path, code, rule in (*_PARTS, *(part for name in names for part in _parts_of(name))):
        if not _has(package, path):
            found.append(demand(code, rule, path=path))
    return [*found, *_representation_names(package, names), *_preservation(package)]


def _parts_of(name: str) -> tuple[tuple[str, str, str], ...]:
    base = f"representations/{name}/"
    return (
        (f"{base}METS.xml", "tree.mets_missing", "CSIPSTR12"),
        (f"{base}data/", "tree.data_missing", "CSIPSTR11"),
        (f"{base}metadata/", "tree.metadata_missing", "CSIPSTR13"),
    )


def _representation_names(package: Opened, names: list[str]) -> list[Remark]:
    if package.profile is Profile.CSIP or names in ([], ["rep1"]):
        return []
    return [package.by_letter("tree.representation_name", "TT05.tree", found=", ".join(names))]


def _preservation(package: Opened) -> list[Remark]:
    """PREMIS: on both levels of an AIP, nowhere in a SIP (TT 05/2025 PL I, III)."""
    if package.profile is Profile.CSIP:
        return []
    present = sorted(path for path in package.tree if "metadata/preservation/" in path)
    if package.kind is Kind.SIP:
        return [fault("tree.premis_in_sip", "TT05.PL3", path=path) for path in present]
    if package.kind is not Kind.AIP:
        return []
    wanted = ["metadata/preservation/PREMIS.xml"]
    wanted += [
        f"representations/{name}/metadata/preservation/PREMIS_{name}.xml"
        for name in representations(package)
    ]
    return [
        fault("tree.premis_missing", "TT05.PL1", path=path)
        for path in wanted
        if path not in package.tree
    ]


def representations(package: Opened) -> list[str]:
    """Return the names of the representations."""
    split = (path.split("/") for path in package.tree if path.startswith("representations/"))
    return sorted({steps[1] for steps in split if len(steps) > 2})  # noqa: PLR2004 - representations/<name>/…


def _has(package: Opened, folder: str) -> bool:
    return any(path.startswith(folder) for path in package.tree)
