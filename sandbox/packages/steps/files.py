"""Are the content files what their names say, in accepted formats, harmless, and well named?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from sandbox.packages.fields import document_shape_of
from sandbox.packages.formats import Format, identify
from sandbox.packages.harm import looks_harmful, scanned
from sandbox.packages.kinds import MEDIA_TYPES, Profile, extension
from sandbox.packages.opened import Opened
from sandbox.packages.report import NotPerformed, advice, doubt, fault
from sandbox.verdicts import Remark


def _content(package: Opened) -> list[tuple[str, bytes]]:
    paths = [*package.data, *(p for p in package.tree if p.startswith("documentation/"))]
    return [(path, package.tree[path]) for path in paths]


def formats(package: Opened) -> list[Remark] | NotPerformed:
    """Identify every content file by its bytes (PRONOM) and compare with its name."""
    if not package.data:
        return NotPerformed("no_content")
    found: list[Remark] = []
    for path, content in _content(package):
        found += _format(path, identify(path.rsplit("/", 1)[-1], content))
        found += _accepted(package, path)
    return found


def _format(path: str, form: Format) -> Iterator[Remark]:
    where = {"path": path}
    if form.size == 0:
        yield fault("format.empty", "T03", **where)
    elif form.is_archive:
        yield fault("format.archive", "TT05.formats", **where)
    elif form.is_mismatch:
        yield fault("format.mismatch", "T01", found=f"{form.puid} {form.name}", **where)
    elif form.is_truncated:
        yield fault("format.truncated", "T14", **where)
    elif form.is_by_name:
        yield advice("format.by_name", "PRONOM", found=form.puid, **where)
    elif not form.puid:
        yield doubt("format.unknown", "PRONOM", **where)
    if form.is_encrypted:
        yield doubt("format.encrypted", "T04", **where)


def _accepted(package: Opened, path: str) -> Iterator[Remark]:
    if package.profile is not Profile.CSIP and extension(path) not in MEDIA_TYPES:
        yield package.by_letter("format.not_accepted", "TT05.formats", path=path)


def harm(package: Opened) -> list[Remark] | NotPerformed:
    """Look for what may harm: executables, macros, active PDF, test signatures."""
    if not package.data:
        return NotPerformed("no_content")
    found: list[Remark] = []
    for path, content in _content(package):
        report = looks_harmful(content, path.rsplit("/", 1)[-1])
        found += [
            remark.model_copy(
                update={"rule": "TT05.virus", "facts": {**remark.facts, "path": path}}
            )
            for remark in report.remarks
            if remark.code != "harm.no_scanner"
        ]
    return found


def antivirus(package: Opened) -> list[Remark] | NotPerformed:
    """Let a real antivirus look. Without one this is not performed: our own signs are no scan."""
    if package.scanner is None:
        return NotPerformed("no_scanner")
    return [
        remark.model_copy(update={"rule": "TT05.virus", "facts": {**remark.facts, "path": path}})
        for path, content in _content(package)
        for remark in scanned(content, package.scanner)
    ]


def names(package: Opened) -> list[Remark]:
    """Check file names: NFC, no letters that some system refuses, none twice but for case."""
    found: list[Remark] = []
    for path in sorted(package.tree):
        if unicodedata.normalize("NFC", path) != path:
            found.append(advice("names.not_nfc", "T15", path=path))
        if re.search(r'[<>:"|?*\x00-\x1f]|[. ](/|\Z)', path):
            found.append(fault("names.forbidden", "T15", path=path))
    folded = Counter(unicodedata.normalize("NFC", path).casefold() for path in package.tree)
    twice = sorted(path for path, times in folded.items() if times > 1)
    found += [doubt("names.case", "T15", path=path) for path in twice]
    return [*found, *_digitised(package)]


def _digitised(package: Opened) -> Iterator[Remark]:
    """A digitised document's file is named file code + "." + ordinal (TT 05/2025 Đ8.1.d)."""
    for document in package.documents:
        is_text = document_shape_of(frozenset(document.said)) in {"sip-doc", "dip-doc"}
        if not is_text or document.said.get("confidenceLevel") != "02":
            continue
        expected = document.said.get("docId", "")
        stem = re.sub(r"(?i)\Aead_doc_", "", PurePosixPath(document.path).stem)
        if expected and not stem.startswith(expected):
            yield package.by_letter(
                "names.digitised", "TT05.D8", path=document.path, expected=expected, found=stem
            )
