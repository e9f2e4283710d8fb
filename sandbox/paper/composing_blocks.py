"""Blocks as the template wants them: numbers and letters of articles, clauses and points."""

from typing import Any  # the data of a template are JSON

from sandbox.paper.blocks import Article, Block, Clause, Clauses, Heading, Signatures
from sandbox.paper.closing import signer_data
from sandbox.paper.sheet import Signing
from sandbox.paper.wording import POINTS, printed, roman

_SIDES = {2: ("left", "right"), 3: ("left", "middle", "right")}


def block_data(block: Block, *, ink: bool = False, prefix: str = "") -> dict[str, Any]:
    """Return one block as data; ``prefix`` begins the names of its places."""
    match block:
        case Heading():
            return _heading(block)
        case Article():
            return _article(block)
        case Clauses():
            return {"kind": "clauses", "clauses": _clauses(block.clauses, block.start)}
        case Signatures():
            return _signatures(block, ink=ink, prefix=prefix)
        case _:
            return block.model_dump(mode="json")


def _heading(block: Heading) -> dict[str, Any]:
    number = roman(block.number) if block.level in {"part", "chapter", "roman"} else block.number
    title = block.title if block.level == "arabic" else block.title.upper()
    label = printed(f"print.{block.level}", number=number)
    return {"kind": "heading", "level": block.level, "label": label, "title": title}


def _article(block: Article) -> dict[str, Any]:
    return {
        "kind": "article",
        "label": printed("print.article", number=block.number),
        "title": block.title,
        "text": block.text,
        "clauses": _clauses(block.clauses, 1),
    }


def _clauses(clauses: tuple[Clause, ...], start: int) -> list[dict[str, Any]]:
    alone = len(clauses) == 1 and start == 1
    return [
        {
            "number": "" if alone else f"{start + place}.",
            "title": clause.title,
            "text": clause.text,
            "points": [
                {"letter": f"{POINTS[at]})", "text": point}
                for at, point in enumerate(clause.points)
            ],
        }
        for place, clause in enumerate(clauses)
    ]


def _signatures(block: Signatures, *, ink: bool, prefix: str) -> dict[str, Any]:
    sides = []
    for side, where in zip(block.sides, _SIDES[len(block.sides)], strict=True):
        names = {part: f"{prefix}{part}_{where}" for part in ("signature", "seal")}
        signing = Signing(
            authority=side.title, signer_name=side.name, hint=side.hint, sealed=bool(side.agency)
        )
        sides.append(signer_data(signing, side.agency, names, ink=ink))
    return {"kind": "signatures", "sides": sides}


def with_end_mark(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """End the last text of a body by “./.”, as the models of NĐ 30/2020 PL III do."""
    if not blocks:
        return blocks
    return [*blocks[:-1], _marked(blocks[-1])]


def _marked(node: dict[str, Any]) -> dict[str, Any]:
    for key in ("points", "clauses", "lines", "pairs"):
        below = node.get(key)
        if below:
            last = below[-1]
            ended = _ended(last) if isinstance(last, str) else _marked(last)
            return {**node, key: [*below[:-1], ended]}
    for key in ("text", "value"):
        if node.get(key):
            return {**node, key: _ended(node[key])}
    return node


def _ended(text: str) -> str:
    return f"{text}/." if text.endswith(".") and not text.endswith("/.") else text
