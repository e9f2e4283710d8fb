"""Which operators a content stream uses, found without parsing it all."""

import re
from typing import Final

_STRINGS: Final = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
_INLINE: Final = re.compile(rb"\bBI\b(.*?)\bID\b.*?\bEI\b", re.DOTALL)
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
_WORD: Final = re.compile(rb"(?<![^\s\[\]<>()])([A-Za-z'\"][A-Za-z0-9*]*)(?![^\s\[\]<>()/%])")

_INTENT: Final = re.compile(rb"/(\w+)\s+ri\b")

KNOWN: Final = frozenset(
    b"w J j M d ri i gs q Q cm m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tf Tr "
    b"Ts Td TD Tm T* Tj TJ ' \" d0 d1 CS cs SC SCN sc scn G g RG rg K k sh BI ID EI Do MP DP BMC "
    b"BDC EMC BX EX".split()
)
"""The operators of ISO 32000-1."""
_OPERANDS: Final = frozenset({b"true", b"false", b"null", b"R"})


def _bare(content: bytes) -> bytes:
    """The content without strings, comments and inline images."""
    return _COMMENT.sub(b" ", _INLINE.sub(b" BI EI ", _STRINGS.sub(b" ", content)))


def operators(content: bytes) -> frozenset[bytes]:
    """Return the operators, and any other bare word, of a content stream."""
    return frozenset(_WORD.findall(_bare(content))) - _OPERANDS


def inline_images(content: bytes) -> list[bytes]:
    """Return the dictionaries of inline images, as bytes."""
    return _INLINE.findall(_STRINGS.sub(b" ", content))


def intents(content: bytes) -> list[str]:
    """Return the rendering intents a content stream sets."""
    return [name.decode("latin-1") for name in _INTENT.findall(_bare(content))]
