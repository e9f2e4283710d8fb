"""BagIt (RFC 8493) for the road: bags made in memory, judged by the Library of Congress's bagit."""

import hashlib
import logging
import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from base.model import Value
from sandbox.packages.envelope import Tree, is_unsafe
from sandbox.packages.report import fault
from sandbox.packages.scratch import scratch
from sandbox.verdicts import Remark, Verdict, worst

if TYPE_CHECKING:
    import bagit

_DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST: Final = "manifest-sha256.txt"
_TAG_MANIFEST: Final = "tagmanifest-sha256.txt"


class Depth(StrEnum):
    """How closely a bag is looked at."""

    FAST = "fast"
    "number of files and bytes only (Payload-Oxum)"
    COMPLETE = "complete"
    "every file is there and none more"
    FULL = "full"
    "every digest computed again"


class BagReport(Value):
    """The verdict on a bag with its reasons (sentences under ``package``)."""

    verdict: Verdict
    depth: Depth
    remarks: tuple[Remark, ...] = ()
    has_tag_manifest: bool = False
    files: int = 0
    size: int = 0

    @property
    def codes(self) -> frozenset[str]:
        """Codes of what makes it invalid or undetermined."""
        return frozenset(r.code for r in self.remarks if r.verdict is not Verdict.VALID)


def make_bag(payload: Tree, *, made_on: date, facts: Mapping[str, str] | None = None) -> Tree:
    """Return the files of a bag around ``payload``: manifest, bag-info, tag manifest.

    Args:
        payload: path below ``data/`` → bytes.
        made_on: Bagging-Date.
        facts: further lines of bag-info.txt (``Source-Organization``, ``External-Identifier`` …).
    """
    bag = {f"data/{path}": content for path, content in payload.items()}
    size = sum(map(len, payload.values()))
    info = {**(facts or {}), "Bagging-Date": made_on.isoformat()}
    info["Payload-Oxum"] = f"{size}.{len(payload)}"
    tags = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": _lines(f"{key}: {_one_line(text)}" for key, text in sorted(info.items())),
        _MANIFEST: manifest(bag),
    }
    return {**bag, **tags, _TAG_MANIFEST: manifest(tags)}


def manifest(files: Tree) -> bytes:
    """Return a SHA-256 manifest of ``files``."""
    return _lines(
        f"{hashlib.sha256(files[path]).hexdigest()}  {_escaped(path)}" for path in sorted(files)
    )


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(path: str) -> str:
    """Escape line ends. RFC 8493 escapes ``%`` as well; bagit reads ``%25`` as it stands."""
    return path.replace("\n", "%0A").replace("\r", "%0D")


def check_bag(bag: Tree, *, depth: Depth = Depth.FULL) -> BagReport:
    """Judge a bag: fast by its Oxum, or complete, or in full.

    A bag without a tag manifest is judged by what it has, with advice: nothing then guards the
    manifest, and a bag whose payload and manifest were both rewritten is valid (lesson P02).
    """
    unsafe = sorted(path for path in bag if is_unsafe(path))
    remarks = [_remark("bag.unsafe_path", path=path) for path in unsafe]
    if "bagit.txt" not in bag:
        remarks.append(_remark("bag.not_a_bag"))
    if not remarks:
        remarks = _judged(bag, depth)
    has_tags = any(path.startswith("tagmanifest-") for path in bag)
    if not has_tags:
        remarks.append(Remark(code="bag.no_tag_manifest", verdict=Verdict.VALID, rule="RFC8493"))
    payload = [content for path, content in bag.items() if path.startswith("data/")]
    return BagReport(
        verdict=worst([Verdict.VALID, *(remark.verdict for remark in remarks)]),
        depth=depth,
        remarks=tuple(remarks),
        has_tag_manifest=has_tags,
        files=len(payload),
        size=sum(map(len, payload)),
    )


def _remark(code: str, **facts: str) -> Remark:
    return fault(code, "RFC8493", **facts)


def _judged(bag: Tree, depth: Depth) -> list[Remark]:
    """Write the bag out and let bagit judge it.

    bagit stops at a wrong Oxum before it looks at the files; the files are then looked at once
    more without the Oxum, so that the report names them.
    """
    import bagit

    _hush()
    with scratch() as folder:
        for path, content in bag.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        (folder / "data").mkdir(exist_ok=True)
        try:
            opened = bagit.Bag(str(folder))
        except (bagit.BagError, ValueError, OSError) as error:
            return [_remark("bag.malformed", why=_plain(error, str(folder)))]
        remarks = _complaints(opened, depth, str(folder))
        if {remark.code for remark in remarks} == {"bag.oxum"} and depth is not Depth.FAST:
            opened.info.pop("Payload-Oxum", None)
            remarks += _complaints(opened, depth, str(folder))
        return remarks


def _hush() -> None:
    """Keep bagit's log lines from the console: its findings are in our report."""
    log = logging.getLogger("bagit")
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _complaints(opened: "bagit.Bag", depth: Depth, folder: str) -> list[Remark]:
    import bagit

    try:
        opened.validate(fast=depth is Depth.FAST, completeness_only=depth is Depth.COMPLETE)
    except bagit.BagValidationError as error:
        details = list(getattr(error, "details", []))
        return [_detail(one) for one in details] or [_whole(error, folder)]
    except (bagit.BagError, ValueError, OSError) as error:
        return [_remark("bag.malformed", why=_plain(error, folder))]
    return []


def _detail(detail: Exception) -> Remark:
    """Return one of bagit's details in our words."""
    kind = type(detail).__name__
    path = str(getattr(detail, "path", ""))
    codes = {
        "ChecksumMismatch": "bag.checksum",
        "FileMissing": "bag.missing",
        "UnexpectedFile": "bag.extra",
    }
    code = codes.get(kind, "bag.malformed")
    if code == "bag.checksum" and not path.startswith("data/"):
        code = "bag.tag_checksum"
    facts = {"path": path} if path else {"why": str(detail)[:200]}
    return _remark(code, **facts)


def _whole(error: Exception, folder: str) -> Remark:
    text = _plain(error, folder)
    return _remark("bag.oxum" if "Oxum" in text else "bag.malformed", why=text)


def _plain(error: Exception, folder: str) -> str:
    return str(error).replace(f"{folder}/", "").replace(folder, "")[:200]


def rewrite_manifest(bag: Tree) -> Tree:
    """Return the bag with its payload manifest made afresh: what a forger would do (P02)."""
    payload = {path: content for path, content in bag.items() if path.startswith("data/")}
    info = re.sub(
        rb"Payload-Oxum: .*",
        f"Payload-Oxum: {sum(map(len, payload.values()))}.{len(payload)}".encode(),
        bag.get("bag-info.txt", b""),
    )
    return {**bag, "bag-info.txt": info, _MANIFEST: manifest(payload)}


def without_tag_manifest(bag: Tree) -> Tree:
    """Return the bag without its tag manifest: still valid by RFC 8493, and unguarded."""
    return {path: part for path, part in bag.items() if not path.startswith("tagmanifest-")}


def bag_digest(bag: Tree) -> str:
    """Return one SHA-256 over all of a bag: what the signed receipt of the transfer records."""
    return hashlib.sha256(manifest(bag)).hexdigest()


def check_receipt(bag: Tree, receipt: str) -> BagReport:
    """Judge a bag in full and against the receipt register: it alone tells a forgery (P02)."""
    report = check_bag(bag)
    found = bag_digest(bag)
    if found == receipt.lower():
        return report
    remark = _remark("bag.receipt", expected=receipt, found=found)
    return report.model_copy(
        update={"verdict": Verdict.INVALID, "remarks": (*report.remarks, remark)}
    )
