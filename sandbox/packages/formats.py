"""Which format is this really? PRONOM through Siegfried, from the bytes, remembered by digest."""

import hashlib
import io
import json
import re
from functools import cache
from typing import Any, Final  # Siegfried's answer is JSON

from base.model import Value
from sandbox.derived import derive
from sandbox.packages.kinds import extension
from sandbox.packages.scratch import scratch
from sandbox.verdicts import Verdict

_ARCHIVES: Final = {
    "x-fmt/263", "x-fmt/264", "x-fmt/265", "x-fmt/266", "x-fmt/268", "fmt/411", "fmt/484",
    "fmt/1098", "x-fmt/412",
}  # fmt: skip
"""ZIP, RAR, TAR, GZIP, BZIP2, RAR 5, 7-Zip, XZ, JAR."""

_ARCHIVE_MARKS: Final = (
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
)
_TAIL: Final = 1024
"""Where a PDF must end: ``%%EOF`` within its last bytes (ISO 32000-2, annex on limits)."""


class Format(Value):
    """What a file is, as far as its bytes tell, and who says so."""

    verdict: Verdict
    "valid: one format that fits the name; invalid: another than the name says; else undetermined"
    puid: str = ""
    "PRONOM id (``fmt/477``); empty when unknown"
    name: str = ""
    version: str = ""
    mime: str = ""
    basis: str = ""
    "what the answer rests on, in Siegfried's words"
    warning: str = ""
    others: tuple[str, ...] = ()
    "further PRONOM ids that fit as well"
    is_by_name: bool = False
    "whether only the extension speaks for it: formats without a signature, such as CSV"
    is_mismatch: bool = False
    "whether the extension promises another format"
    is_archive: bool = False
    is_encrypted: bool = False
    is_truncated: bool = False
    size: int
    "bytes"
    tool: str
    "Siegfried's version"
    signature: str
    "PRONOM signature files and their date: identification drifts with them"

    @property
    def code(self) -> str:
        """Key of the sentence about it, below ``package_file``."""
        if self.size == 0:
            return "empty"
        for code in ("mismatch", "archive", "truncated", "encrypted", "by_name"):
            if getattr(self, f"is_{code}"):
                return code
        return "known" if self.puid else "unknown"


def identify(name: str, content: bytes) -> Format:
    """Return what ``content`` is; ``name`` matters for its extension alone.

    Zero bytes and unknown formats are answers (undetermined), not errors.
    """
    key = {
        "digest": hashlib.sha256(content).hexdigest(),
        "extension": extension(name),
        "tool": tool_version(),
        "reading": 1,  # raised when ``_judged`` reads Siegfried's answer otherwise
    }
    made = derive("format", key, lambda: _judged(name, content).model_dump_json().encode())
    return Format.model_validate_json(made)


@cache
def tool_version() -> str:
    """Return the version of the identifying library, its signatures with it."""
    from importlib.metadata import version

    return version("pygfried")


def _judged(name: str, content: bytes) -> Format:
    answer = _siegfried(name, content)
    matches = [m for m in answer["files"][0]["matches"] if m["id"] != "UNKNOWN"]
    first: dict[str, str] = matches[0] if matches else {}
    puid, warning = first.get("id", ""), first.get("warning", "")
    is_mismatch = "extension mismatch" in warning and bool(extension(name))
    is_pdf = content.startswith(b"%PDF-")
    is_truncated = is_pdf and b"%%EOF" not in content[-_TAIL:]
    by_name = "match on extension only" in warning + first.get("basis", "")
    verdict = Verdict.VALID if puid and not by_name and not is_truncated else Verdict.UNDETERMINED
    return Format(
        verdict=Verdict.INVALID if is_mismatch else verdict,
        puid=puid,
        name=first.get("format", ""),
        version=first.get("version", ""),
        mime=first.get("mime", ""),
        basis=first.get("basis", ""),
        warning=warning,
        others=tuple(match["id"] for match in matches[1:]),
        is_by_name=by_name,
        is_mismatch=is_mismatch,
        is_archive=puid in _ARCHIVES or content.startswith(_ARCHIVE_MARKS),
        is_encrypted=is_pdf and is_locked(content),
        is_truncated=is_truncated,
        size=len(content),
        tool=f"Siegfried {answer['siegfried']}",
        signature=f"{answer['identifiers'][0]['details']} ({answer['created'][:10]})",
    )


def _siegfried(name: str, content: bytes) -> Any:  # noqa: ANN401 - JSON as Siegfried gives it
    import pygfried

    ending = extension(name)
    with scratch() as folder:
        path = folder / (f"file.{ending}" if ending else "file")
        path.write_bytes(content)
        answer = pygfried.identify(str(path), detailed=True)
    return json.loads(json.dumps(answer))


def is_locked(content: bytes) -> bool:
    """Whether a PDF is encrypted, with or without a password to open it."""
    if not re.search(rb"/Encrypt\b", content):
        return False
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return bool(pdf.is_encrypted)
    except pikepdf.PasswordError:
        return True
    except (pikepdf.PdfError, ValueError, OverflowError):
        return False
