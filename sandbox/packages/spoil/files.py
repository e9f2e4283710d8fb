"""Faults of files (T01–T04, T06, T07, T14, T15, T17): a good PDF goes in, a bad file comes out."""

import io
import unicodedata
import zipfile
from collections.abc import Callable
from typing import Final, NamedTuple

from sandbox.packages.harm import TRAINING_MARKER, eicar


class NamedFile(NamedTuple):
    """A file name and its bytes."""

    name: str
    content: bytes


class FileFault(NamedTuple):
    """One way to spoil a file."""

    id: str
    code: str
    "what the check of a package finds in it: a code of the step that looks at files"
    spoil: Callable[[NamedFile], NamedFile]
    also: frozenset[str] = frozenset()
    "what further steps see of the same fault"
    is_advice: bool = False
    "whether it is worth a remark and nothing more"


_PAGE: Final = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)


def minimal_pdf(text: str = "", *, action: bytes = b"") -> bytes:
    """Return a small one-page PDF, the same every time; ``action`` is put into its catalogue."""
    shown = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("ascii", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + action + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    made = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return made + b"startxref\n%d\n%%%%EOF\n" % start


def _renamed(ending: str) -> Callable[[NamedFile], NamedFile]:
    return lambda file: NamedFile(f"{_stem(file.name)}.{ending}", file.content)


def _holding(content: bytes) -> Callable[[NamedFile], NamedFile]:
    return lambda file: NamedFile(file.name, content)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _zipped_as_pdf(file: NamedFile) -> NamedFile:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("ban-goc.pdf", (1980, 1, 1, 0, 0, 0)), file.content)
    return NamedFile(file.name, made.getvalue())


def _locked(file: NamedFile) -> NamedFile:
    """T04: a password. RC4 of 2001, because stronger encryption is never the same twice."""
    import pikepdf

    made = io.BytesIO()
    key = pikepdf.Encryption(user="hoc-vien", owner="giang-vien", R=3, aes=False, metadata=False)
    with pikepdf.open(io.BytesIO(file.content)) as pdf:
        pdf.save(made, encryption=key, static_id=True)
    return NamedFile(file.name, made.getvalue())


def _cut(file: NamedFile) -> NamedFile:
    return NamedFile(file.name, file.content[: len(file.content) * 2 // 3])


def _marked(file: NamedFile) -> NamedFile:
    return NamedFile(file.name, file.content + b"% " + TRAINING_MARKER + b"\n%%EOF\n")


def _decomposed(file: NamedFile) -> NamedFile:
    """T15: Vietnamese letters taken apart (NFD); lawful, and a trap for careless software."""
    return NamedFile(
        unicodedata.normalize("NFD", f"{_stem(file.name)}-Quyết định.pdf"), file.content
    )


def _with_colon(file: NamedFile) -> NamedFile:
    return NamedFile(f"{_stem(file.name)}: bản chính.pdf", file.content)


_SCRIPT: Final = b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
_LAUNCH: Final = b"/OpenAction << /S /Launch /F (calc.exe) >>"
_ATTACHED: Final = (
    b"/Names << /EmbeddedFiles << /Names [(a.bin) << /Type /Filespec /F (a.bin) /UF (a.bin)"
    b" /EF << /F 4 0 R >> >>] >> >>"
)

_PROGRAM: Final = b"MZ" + b"\x00" * 62
_MISNAMED: Final = frozenset({"format.mismatch"})
_CLOSED: Final = frozenset({"harm.locked"})

FILE_FAULTS: Final = (
    FileFault("T01.renamed", "format.mismatch", _renamed("docx")),
    FileFault("T01.zip", "format.archive", _zipped_as_pdf),
    FileFault("T02.program", "harm.program", _holding(_PROGRAM), _MISNAMED),
    FileFault("T03.empty", "format.empty", _holding(b"")),
    FileFault("T03.text", "format.unknown", _holding("Đây chỉ là văn bản.\n".encode())),
    FileFault("T04.password", "format.encrypted", _locked, _CLOSED),
    FileFault("T06.script", "harm.script", _holding(minimal_pdf("x", action=_SCRIPT))),
    FileFault("T06.launch", "harm.launch", _holding(minimal_pdf("x", action=_LAUNCH))),
    FileFault("T06.embedded", "harm.embedded", _holding(minimal_pdf("x", action=_ATTACHED))),
    FileFault(
        "T07.eicar", "harm.eicar", lambda file: NamedFile(f"{_stem(file.name)}.txt", eicar())
    ),
    FileFault("T07.marker", "harm.marker", _marked),
    FileFault("T14.cut", "format.truncated", _cut),
    FileFault("T15.nfd", "names.not_nfc", _decomposed, is_advice=True),
    FileFault("T15.colon", "names.forbidden", _with_colon),
    FileFault("T17.name", "names.digitised", lambda file: NamedFile("scan0001.pdf", file.content)),
)
"""In a package each is found by its code, and by what ``also`` names."""
