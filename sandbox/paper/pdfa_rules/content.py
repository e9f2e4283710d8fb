"""Which operators a content stream uses, found without parsing it all."""

import re
from typing import Final

_OPERAND: Final = re.compile(
    rb"\[(?:[^\[\]()<\\]++|\((?:\\.|[^\\()])*+\)|<[0-9A-Fa-f\s]*+>)*+\]"
    rb"|\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*+\))*+\)"
    rb"|<[0-9A-Fa-f\s]*+>"
    rb"|\\.|%[^\r\n]*+",
    re.DOTALL,
)
"""An array, a string, a stray escape or a comment. Possessive, and no part of it can begin twice
within another, so that no content takes more than linear time."""
_BRACKETS: Final = bytes.maketrans(b"[]<>(){}", b"        ")
_LETTERS: Final = re.compile(rb"[A-Za-z'\"]")
_INTENT: Final = re.compile(rb"/(\w+)\s+ri\b")

KNOWN: Final = frozenset(
    b"w J j M d ri i gs q Q cm m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr "
    b"Ts Td TD Tm T* Tj TJ ' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh BI ID EI Do MP DP BMC "
    b"BDC EMC BX EX".split()
)
"""The operators of ISO 32000-1."""
_OPERANDS: Final = frozenset({b"true", b"false", b"null", b"R"})


def _bare(content: bytes) -> bytes:
    """The content without arrays, strings, comments and inline images."""
    bare = _OPERAND.sub(b" ", content)
    return _without_images(bare)[0] if b"BI" in bare else bare


def _without_images(bare: bytes) -> tuple[bytes, list[bytes]]:
    """The content without inline images, and their dictionaries."""
    kept: list[bytes] = []
    found: list[bytes] = []
    at = 0
    while True:
        begin = bare.find(b"BI", at)
        data = bare.find(b"ID", begin)
        end = bare.find(b"EI", data)
        if -1 in {begin, data, end}:
            return b" BI EI ".join([*kept, bare[at:]]), found
        kept.append(bare[at:begin])
        found.append(bare[begin + 2 : data])
        at = end + 2


def operators(content: bytes) -> frozenset[bytes]:
    """Return the operators, and any other bare word, of a content stream."""
    words = set(_bare(content).translate(_BRACKETS).replace(b"/", b" /").split())
    return frozenset(word for word in words if _LETTERS.match(word)) - _OPERANDS


def inline_images(content: bytes) -> list[bytes]:
    """Return the dictionaries of inline images, as bytes."""
    return _without_images(_OPERAND.sub(b" ", content))[1]


def intents(content: bytes) -> list[str]:
    """Return the rendering intents a content stream sets."""
    return [name.decode("latin-1") for name in _INTENT.findall(_bare(content))]
