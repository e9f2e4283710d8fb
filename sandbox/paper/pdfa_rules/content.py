"""Which operators a content stream uses, found without parsing it all."""

import re
from typing import Final

_STRINGS: Final = re.compile(
    rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>", re.DOTALL
)
_ARRAYS: Final = re.compile(rb"\[(?:[^\[\]()<]+|\((?:\\.|[^\\()])*\)|<[^>]*>)*\]", re.DOTALL)
_INLINE: Final = re.compile(rb"\bBI\b(.*?)\bID\b.*?\bEI\b", re.DOTALL)
_COMMENT: Final = re.compile(rb"%[^\r\n]*")
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
    bare = _STRINGS.sub(b" ", _ARRAYS.sub(b" ", content))
    if b"BI" in bare:
        bare = _INLINE.sub(b" BI EI ", bare)
    return _COMMENT.sub(b" ", bare) if b"%" in bare else bare


def operators(content: bytes) -> frozenset[bytes]:
    """Return the operators, and any other bare word, of a content stream."""
    words = set(_bare(content).translate(_BRACKETS).replace(b"/", b" /").split())
    return frozenset(word for word in words if _LETTERS.match(word)) - _OPERANDS


def inline_images(content: bytes) -> list[bytes]:
    """Return the dictionaries of inline images, as bytes."""
    return _INLINE.findall(_STRINGS.sub(b" ", content))


def intents(content: bytes) -> list[str]:
    """Return the rendering intents a content stream sets."""
    return [name.decode("latin-1") for name in _INTENT.findall(_bare(content))]
