"""Ways of spoiling a PDF, each drawing from a named stream: the same seed, the same files."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from scenarios.streams import Stream

Mutation = Callable[[bytes, Stream], bytes]

_OBJECT: Final = re.compile(rb"(\d+) (\d+) obj\b(.*?)endobj", re.DOTALL)
_CONTAINER: Final = re.compile(rb"/Contents\s*<([0-9A-Fa-f]{200,})>")
_RANGE: Final = re.compile(rb"/ByteRange\s*\[([\d\s]+)\]")
_START: Final = re.compile(rb"startxref\s+(\d+)")
_NUMBER: Final = re.compile(rb"\b\d+\b")
_ENTRY: Final = re.compile(rb"\d{10} \d{5} [nf]")
_KEYS: Final = (
    b"/Type", b"/Kids", b"/Parent", b"/Fields", b"/V", b"/FT", b"/Contents", b"/Length", b"/Filter",
    b"/Annots", b"/Root", b"/Prev", b"/Size", b"/DSS", b"/Certs", b"/CRLs", b"/OCSPs", b"/Perms",
    b"/Rect", b"/SubFilter", b"/ByteRange", b"/Reference", b"/AP", b"/MediaBox", b"/Info", b"/ID",
)  # fmt: skip
_VALUES: Final = (
    b"null", b"true", b"0", b"-1", b"99999999999999999999", b"1.5e400", b"()", b"<>", b"<zz>",
    b"[]", b"<<>>", b"/", b"/Name", b"1 0 R", b"3 0 R", b"0 0 R", b"9999999 65535 R",
    b"[[[[[[[[[[[[",
    b"<< /Kids [1 0 R] >>", b"(\xff\xfe\x00", b"[0 0 0 0]", b"<</A<</A<</A<</A 5 0 R>>>>>>>>",
)  # fmt: skip


def _place(pdf: bytes, stream: Stream) -> int:
    return stream.integer(0, max(0, len(pdf) - 1))


def flip_bits(pdf: bytes, stream: Stream) -> bytes:
    """Flip one to sixty-four bits anywhere."""
    changed = bytearray(pdf)
    for _ in range(stream.choice((1, 1, 2, 8, 64))):
        if changed:
            changed[_place(pdf, stream)] ^= 1 << stream.integer(0, 7)
    return bytes(changed)


def truncate(pdf: bytes, stream: Stream) -> bytes:
    """Cut the end off, or the beginning."""
    cut = _place(pdf, stream)
    return pdf[cut:] if stream.chance(0.2) else pdf[:cut]


def lose(pdf: bytes, stream: Stream) -> bytes:
    """Lose a stretch in the middle."""
    at = _place(pdf, stream)
    return pdf[:at] + pdf[at + stream.choice((1, 2, 40, 4_000)) :]


def repeat(pdf: bytes, stream: Stream) -> bytes:
    """Say a stretch twice, or put it where it does not belong."""
    at, length = _place(pdf, stream), stream.choice((3, 60, 3_000))
    to, said = _place(pdf, stream), pdf[at : at + length]
    return pdf[:at] + said + pdf[at:] if stream.chance(0.2) else _over(pdf, to, said)


def noise(pdf: bytes, stream: Stream) -> bytes:
    """Put noise in, or over what was there."""
    at = _place(pdf, stream)
    said = bytes(stream.bits(8) for _ in range(stream.choice((1, 20, 1_000))))
    return pdf[:at] + said + pdf[at:] if stream.chance(0.2) else _over(pdf, at, said)


def spoil_table(pdf: bytes, stream: Stream) -> bytes:
    """Point entries of the cross-reference table elsewhere, or lose its start."""
    if stream.chance(0.4):
        return _replaced(pdf, _START, stream, b"startxref\n%d" % _elsewhere(pdf, stream))
    for _ in range(stream.choice((1, 3, 20))):
        entry = b"%010d %05d %s" % (
            _elsewhere(pdf, stream) % 10**10,
            stream.choice((0, 0, 1, 65535)),
            stream.choice((b"n", b"f", b"n")),
        )
        pdf = _replaced(pdf, _ENTRY, stream, entry)
    return pdf


def _elsewhere(pdf: bytes, stream: Stream) -> int:
    return stream.choice((0, 1, len(pdf), len(pdf) * 2, 2**40, _place(pdf, stream)))


def _replaced(pdf: bytes, what: re.Pattern[bytes], stream: Stream, by: bytes) -> bytes:
    found = list(what.finditer(pdf))
    if not found:
        return pdf
    one = stream.choice(found)
    return _over(pdf, one.start(), by.ljust(one.end() - one.start()))


def _over(pdf: bytes, at: int, by: bytes) -> bytes:
    """Write over what was there, so that offsets still fit and a reader gets further."""
    return pdf[:at] + by + pdf[at + len(by) :]


def edit_object(pdf: bytes, stream: Stream) -> bytes:
    """Give a key another value, or a key another name, without regard for what follows."""
    key = stream.choice(_KEYS)
    if stream.chance(0.2):
        return _replaced(pdf, re.compile(re.escape(key) + rb"\b"), stream, stream.choice(_KEYS))
    pattern = re.compile(re.escape(key) + rb"\s*[^/>\r\n]*")
    return _replaced(pdf, pattern, stream, key + b" " + stream.choice(_VALUES))


def edit_number(pdf: bytes, stream: Stream) -> bytes:
    """Change numbers: sizes, lengths, references, generations."""
    for _ in range(stream.choice((1, 4))):
        number = b"%d" % stream.choice((0, 1, 2, 7, 65535, 2**31, 2**63, _place(pdf, stream)))
        pdf = _replaced(pdf, _NUMBER, stream, number)
    return pdf


def update(pdf: bytes, stream: Stream) -> bytes:
    """Add a revision of its own that redefines objects, with a table that fits, or nearly."""
    objects = list(_OBJECT.finditer(pdf))
    starts = list(_START.finditer(pdf))
    if not objects or not starts:
        return pdf + b"\n%%EOF\n"
    added, table = b"\n", b"xref\n"
    for _ in range(stream.choice((1, 2, 5))):
        one, other = stream.choice(objects), stream.choice(objects)
        body = stream.choice((other[3], edit_object(one[3], stream), stream.choice(_VALUES)))
        table += b"%s 1\n%010d 00000 n \n" % (one[1], len(pdf) + len(added))
        added += b"%s 0 obj\n%s\nendobj\n" % (one[1], body)
    before = int(starts[-1][1])
    previous = stream.choice((before, before, before, len(pdf) + len(added), 0, 10**9))
    root = stream.choice(re.findall(rb"/Root\s+\d+ \d+ R", pdf) or [b""])
    trailer = b"trailer\n<< /Size 5000 %s /Prev %d >>\n" % (root, previous)
    return pdf + added + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (len(pdf) + len(added))


def spoil_container(pdf: bytes, stream: Stream) -> bytes:
    """Change bytes of a signature's container: lengths, tags, certificates, values."""
    found = list(_CONTAINER.finditer(pdf))
    if not found:
        return flip_bits(pdf, stream)
    one = stream.choice(found)
    raw = bytearray.fromhex(one[1][: len(one[1]) // 2 * 2].decode())
    used = max(1, len(raw.rstrip(b"\0")))
    for _ in range(stream.choice((1, 1, 3, 12))):
        at = stream.integer(0, min(used, 60) - 1 if stream.chance(0.3) else used - 1)
        raw[at] = stream.choice((0, 0x30, 0x31, 0x7F, 0x80, 0x84, 0xA0, 0xFF, stream.bits(8)))
    if stream.chance(0.1):
        raw = raw[: stream.integer(0, used)]
    return pdf[: one.start(1)] + bytes(raw).hex().upper().encode() + pdf[one.end(1) :]


def spoil_range(pdf: bytes, stream: Stream) -> bytes:
    """Let a signature say that it covers something else."""
    numbers = [stream.choice((0, 1, -5, len(pdf), 2**40, _place(pdf, stream))) for _ in range(4)]
    told = numbers[: stream.choice((4, 4, 4, 3, 0))]
    return _replaced(pdf, _RANGE, stream, b"/ByteRange [%s]" % b" ".join(b"%d" % n for n in told))


def nest(pdf: bytes, stream: Stream) -> bytes:
    """Open more brackets than anybody closes."""
    opened = stream.choice((b"[", b"<<", b"<< /A ", b"(", b"[<<"))
    at, said = _place(pdf, stream), opened * stream.choice((50, 2_000, 60_000))
    return pdf[:at] + said + pdf[at:] if stream.chance(0.5) else _over(pdf, at, said)


MUTATIONS: Final[Mapping[str, Mutation]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        flip_bits, truncate, lose, repeat, noise, spoil_table, edit_object, edit_number, update,
        spoil_container, spoil_range, nest,
    )
}  # fmt: skip


def mutated(pdf: bytes, stream: Stream) -> tuple[str, bytes]:
    """Spoil a file in one way, sometimes in two; return how, and what is left of it."""
    names = [stream.choice(list(MUTATIONS)) for _ in range(stream.choice((1, 1, 1, 2)))]
    for name in names:
        pdf = MUTATIONS[name](pdf, stream)
    return "+".join(names), pdf
