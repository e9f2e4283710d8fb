"""Taking a submission in: its bag, each package, and the whole against what was declared."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from base.model import Value
from sandbox.packages.bag import BagReport, check_bag
from sandbox.packages.envelope import Limits, Sealed, Tree, unzipped
from sandbox.packages.harm import Scanner
from sandbox.packages.kinds import Profile
from sandbox.packages.order import folder_name
from sandbox.packages.report import Declared, PackageReport, Reception, advice, fault
from sandbox.packages.validate import validate_package
from sandbox.verdicts import Remark, Verdict, worst


class SubmissionReport(Value):
    """The verdict on a submission: its own reasons, its bag, and each package đạt or không đạt."""

    verdict: Verdict
    name: str = ""
    digest: str = ""
    bag: BagReport | None = None
    "none: the packages did not come in a bag"
    own: tuple[Remark, ...] = ()
    "what is said of the submission as a whole"
    packages: tuple[PackageReport, ...] = ()
    received: Declared = Declared()
    "what was really received, to stand beside what was declared"

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Every reason: of the whole, of the bag, of each package (fact ``package``: its name)."""
        of_packages = (
            remark.model_copy(update={"facts": {**remark.facts, "package": one.name}})
            for one in self.packages
            for remark in one.remarks
        )
        return (*self.own, *(self.bag.remarks if self.bag else ()), *of_packages)

    @property
    def codes(self) -> frozenset[str]:
        """Codes of what makes it invalid or undetermined."""
        return frozenset(r.code for r in self.remarks if r.verdict is not Verdict.VALID)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Codes of the files whose packages pass (đạt); the others say why not (Đ24 K2)."""
        return tuple(one.file_code for one in self.packages if one.verdict is Verdict.VALID)


def is_submission(tree: Tree) -> bool:
    """Whether what was unpacked is a bag or holds packages, rather than being one."""
    has_mets = any(path.count("/") <= 1 and path.endswith("METS.xml") for path in tree)
    has_bag = any(path.count("/") <= 1 and path.endswith("bagit.txt") for path in tree)
    return has_bag or (not has_mets and bool(_package_names(tree)))


def validate_submission(
    content: bytes | Path,
    *,
    profile: Profile = Profile.LENIENT,
    received: Reception | None = None,
    name: str = "",
    limits: Limits | None = None,
    scanner: Scanner | None = None,
) -> SubmissionReport:
    """Check the bag, each package, and the submission as a whole against list and declaration.

    ``received.declared`` and ``received.receipt`` speak of the whole submission here. Malformed
    input is a verdict with a reason, never an exception.
    """
    received = received or Reception()
    raw = content if isinstance(content, bytes) else b""
    try:
        if isinstance(content, Path):
            name, raw = name or content.name, content.read_bytes()
        tree = unzipped(raw, limits)
    except (OSError, Sealed) as error:
        remark = _unopened(error)
        return SubmissionReport(verdict=Verdict.INVALID, name=name, own=(remark,))
    tree = _inside(tree)
    bag = check_bag(tree) if "bagit.txt" in tree else None
    each = received.model_copy(update={"declared": None, "receipt": None})
    packages = tuple(
        validate_package(
            tree[path],
            profile=profile,
            received=each,
            name=path.rsplit("/", 1)[-1],
            limits=limits,
            scanner=scanner,
        )
        for path in _package_names(tree)
    )
    digest = hashlib.sha256(raw).hexdigest()
    remarks = tuple(
        _as_a_whole(packages, received, profile, has_bag=bag is not None, digest=digest)
    )
    verdicts = [remark.verdict for remark in remarks] + [one.verdict for one in packages]
    verdicts += [bag.verdict] if bag else []
    return SubmissionReport(
        verdict=worst(verdicts) if packages else Verdict.INVALID,
        name=name,
        digest=digest,
        bag=bag,
        own=remarks,
        packages=packages,
        received=_real(packages),
    )


def validate_delivery(
    content: bytes | Path,
    *,
    profile: Profile = Profile.LENIENT,
    received: Reception | None = None,
    name: str = "",
    limits: Limits | None = None,
    scanner: Scanner | None = None,
) -> PackageReport | SubmissionReport:
    """Check whatever came: one package, or a submission of several.

    Both reports have ``verdict``, ``remarks`` and ``codes``.
    """
    validate = validate_submission if _brings_several(content, limits) else validate_package
    return validate(
        content, profile=profile, received=received, name=name, limits=limits, scanner=scanner
    )


def _brings_several(content: bytes | Path, limits: Limits | None) -> bool:
    try:
        if isinstance(content, Path):
            return content.is_file() and is_submission(unzipped(content.read_bytes(), limits))
        return is_submission(unzipped(content, limits))
    except (OSError, Sealed):
        return False


def _unopened(error: OSError | Sealed) -> Remark:
    if isinstance(error, Sealed):
        return fault(error.code, "TT05.ZIP", **error.facts)
    return fault("unpack.unreadable", "TT05.ZIP", why=str(error.strerror))


def _inside(tree: Tree) -> Tree:
    """Return the tree below its one top-level folder, when it has one."""
    tops = {path.split("/")[0] for path in tree}
    if len(tops) != 1 or any("/" not in path for path in tree):
        return tree
    prefix = f"{tops.pop()}/"
    return {path.removeprefix(prefix): part for path, part in tree.items()}


def _package_names(tree: Tree) -> list[str]:
    names = [path for path in tree if path.lower().endswith(".zip")]
    return sorted(names, key=lambda path: (_ordinal(path.rsplit("/", 1)[-1]), path))


def _ordinal(name: str) -> int:
    match = re.match(r"([0-9]{1,6})[-_ ]?uuid-", name)
    return int(match.group(1)) if match else 0


def _real(packages: Sequence[PackageReport]) -> Declared:
    return Declared(
        packages=len(packages),
        files=len({one.file_code for one in packages if one.file_code}),
        documents=sum(one.counts.documents for one in packages),
        components=sum(one.counts.components for one in packages),
        pages=sum(one.counts.pages for one in packages),
    )


def _as_a_whole(
    packages: Sequence[PackageReport],
    known: Reception,
    profile: Profile,
    *,
    has_bag: bool,
    digest: str,
) -> Iterator[Remark]:
    if not packages:
        yield fault("submission.empty", "TT05.D23")
    if not has_bag:
        yield advice("submission.no_bag", "RFC8493")
    if known.receipt is not None and known.receipt.lower() != digest:
        yield fault("reception.receipt", "TT05.D23", expected=known.receipt, found=digest)
    yield from _twice(packages)
    yield from _inventory(packages, known)
    yield from _declared(packages, known)
    if profile is Profile.STRICT:
        yield from _names(packages)


def _twice(packages: Sequence[PackageReport]) -> Iterator[Remark]:
    """The same package or the same file twice in one submission (TT 05/2025 Đ24 K1a)."""
    for code, keys in (
        ("submission.twice", Counter(one.package_id or one.digest for one in packages)),
        ("submission.file_twice", Counter(one.file_code for one in packages if one.file_code)),
    ):
        for key, times in keys.items():
            if times > 1:
                yield fault(code, "TT05.D24", found=key)


def _inventory(packages: Sequence[PackageReport], known: Reception) -> Iterator[Remark]:
    here = {one.file_code for one in packages}
    for line in known.inventory or ():
        if line.file_code not in here:
            yield fault("inventory.file_absent", "TT05.D24", found=line.file_code)


def _declared(packages: Sequence[PackageReport], known: Reception) -> Iterator[Remark]:
    stated, real = known.declared or Declared(), _real(packages)
    for name in Declared.model_fields:
        expected, found = getattr(stated, name), getattr(real, name)
        if expected is not None and expected != found:
            yield fault(f"declared.{name}", "ND30.PL5", expected=str(expected), found=str(found))


def _names(packages: Sequence[PackageReport]) -> Iterator[Remark]:
    """ZIP names: [ordinal in the submission] + OBJID, numbered from 1 without a gap (PL III 5)."""
    for number, one in enumerate(packages, 1):
        expected = f"{number}{folder_name(one.package_id)}.zip"
        if one.package_id and one.name != expected:
            yield fault("submission.zip_name", "TT05.PL3", found=one.name, expected=expected)
