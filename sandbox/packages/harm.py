"""Could this file harm? Own signs of harm, three-valued; only a real scanner may say "clean"."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from base.model import Value
from sandbox.packages.kinds import extension
from sandbox.packages.report import doubt, fault
from sandbox.verdicts import Remark, Verdict, worst

if TYPE_CHECKING:
    from pikepdf import Object

TRAINING_MARKER: Final = b"KHO-TAP-TEP-MA-DOC-GIA-DINH-CHI-DE-DAO-TAO"
"""A harmless line that stands for a virus in practice worlds; no antivirus knows it."""

_PROGRAMS: Final = (
    (b"MZ", "Windows"),
    (b"\x7fELF", "Linux"),
    (b"\xcf\xfa\xed\xfe", "macOS"),
    (b"\xce\xfa\xed\xfe", "macOS"),
    (b"\xca\xfe\xba\xbe", "macOS, Java"),
    (b"#!", "script"),
)
_PROGRAM_NAMES: Final = {
    "exe", "dll", "scr", "com", "bat", "cmd", "ps1", "vbs", "js", "jse", "wsf", "msi", "jar", "lnk",
    "hta", "sh",
}  # fmt: skip
_ACTIVE: Final = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|ObjStm|Encrypt)\b|/[^\s/<>()]*#"
)
_MOST_ENTRIES: Final = 2_000

Scanner = Callable[[bytes], str]
"""A real antivirus: returns the name of what it found, or ``""``; OSError when it cannot look."""


class HarmReport(Value):
    """What was seen. Undetermined means: no sign of harm by our rules, and no scanner looked."""

    verdict: Verdict
    remarks: tuple[Remark, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the remarks; their sentences stand under ``package``."""
        return frozenset(remark.code for remark in self.remarks)


def eicar() -> bytes:
    """Return the EICAR test string, put together at run time.

    Written out in a file it would set off the antivirus of whoever installs this product.
    """
    parts = (
        "X5O!P%@AP[4\\PZX54",
        "(P^)7CC)7}$",
        "EICAR-STANDARD-",
        "ANTIVIRUS-TEST-FILE",
        "!$H+H*",
    )
    return "".join(parts).encode()


def looks_harmful(content: bytes, name: str, *, scanner: Scanner | None = None) -> HarmReport:
    """Look for the EICAR string, the training marker, programs, macros and active PDF.

    Args:
        content: the file.
        name: its name, whose extension may tell of a program.
        scanner: a real antivirus when the installation has one.
    """
    seen = [*_signs(content, name), *scanned(content, scanner)]
    found = [one.model_copy(update={"facts": {**one.facts, "path": name}}) for one in seen]
    verdict = worst([Verdict.VALID, *(remark.verdict for remark in found)])
    return HarmReport(verdict=verdict, remarks=tuple(found))


def _signs(content: bytes, name: str) -> Iterator[Remark]:
    if content.startswith(eicar()) and not content[len(eicar()) :].strip():
        yield _bad("harm.eicar")
    if TRAINING_MARKER in content:
        yield _bad("harm.marker")
    if platform := next((what for mark, what in _PROGRAMS if content.startswith(mark)), ""):
        yield _bad("harm.program", found=platform)
    elif extension(name) in _PROGRAM_NAMES:
        yield _bad("harm.program_name", found=extension(name))
    if content.startswith(b"PK\x03\x04"):
        yield from _macros(content)
    if b"%PDF-" in content[:1024] and _ACTIVE.search(content):
        yield from _active_pdf(content)


def _bad(code: str, **facts: str) -> Remark:
    return fault(code, "", **facts)


def _open(code: str, **facts: str) -> Remark:
    return doubt(code, "", **facts)


def scanned(content: bytes, scanner: Scanner | None) -> Iterator[Remark]:
    """Yield what a real antivirus found, or why none looked."""
    if scanner is None:
        yield _open("harm.no_scanner")
        return
    try:
        found = scanner(content)
    except OSError as error:
        yield _open("harm.scanner_failed", why=str(error)[:200])
        return
    if found:
        yield _bad("harm.scanner_found", found=found)


def _macros(content: bytes) -> Iterator[Remark]:
    """Yield macros in an office document: a VBA project, or a Basic library of OpenDocument."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()[:_MOST_ENTRIES]
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, NotImplementedError, IndexError):
        return
    for name in names:
        if name.rsplit("/", 1)[-1].casefold() == "vbaproject.bin" or name.startswith("Basic/"):
            yield _bad("harm.macro", found=name[:120])
            return


def _active_pdf(content: bytes) -> Iterator[Remark]:
    """Yield scripts, launch actions and embedded files of a PDF, read by pikepdf."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            kinds = {kind for thing in pdf.objects for kind in _actions(thing)}
            attached = [
                (name, spec.get_file().read_bytes()) for name, spec in pdf.attachments.items()
            ]
    except pikepdf.PasswordError:
        yield _open("harm.locked")
        return
    except (
        pikepdf.PdfError,
        ValueError,
        OverflowError,
        RuntimeError,
        KeyError,
        TypeError,
    ) as error:
        yield _open("harm.unreadable", why=str(error)[:200])
        return
    yield from (_bad("harm.script") for kind in kinds if kind == "script")
    yield from (_bad("harm.launch") for kind in kinds if kind == "launch")
    for name, inner in attached:
        yield from _attached(name, inner)


def _actions(thing: "Object") -> Iterator[str]:
    import pikepdf

    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return
    for holder in (thing, *_values(thing)):
        if not isinstance(holder, pikepdf.Dictionary):
            continue
        action = str(holder.get("/S", ""))
        if action == "/JavaScript" or "/JS" in holder or "/JavaScript" in holder:
            yield "script"
        if action == "/Launch":
            yield "launch"


def _values(thing: "Object") -> "list[Object]":
    """Return the values of a dictionary one level deep: actions often stand in place."""
    return [value for _, value in thing.items()]


def _attached(name: str, inner: bytes) -> Iterator[Remark]:
    """Yield what an embedded file may do: XML is at home in PDF/A-3, the rest is for a person."""
    signs = [remark for remark in _signs(inner, name) if remark.verdict is Verdict.INVALID]
    yield from signs
    if not signs and not inner.lstrip().startswith(b"<?xml"):
        yield _open("harm.embedded", found=name[:120])
