"""Blocks as the template wants them: numbers and letters of articles, clauses and points."""

from typing import Any  # the data of a template are JSON

from sandbox.paper.blocks import (
    Article,
    Block,
    Break,
    Bullets,
    Clause,
    Clauses,
    Heading,
    Pairs,
    Paragraph,
    Signatures,
    Table,
)
from sandbox.paper.closing import TEXT_WIDTH, signer_data
from sandbox.paper.lines import BOLD, centred, whole
from sandbox.paper.sheet import Signing
from sandbox.paper.wording import POINTS, printed, roman

_SIDES = {2: ("left", "right"), 3: ("left", "middle", "right")}


def block_data(block: Block, *, size: int, ink: bool = False, prefix: str = "") -> dict[str, Any]:
    """Return one block as data; ``prefix`` begins the names of its places."""
    match block:
        case Heading():
            return _heading(block, size)
        case Article():
            return _article(block)
        case Clauses():
            return {"kind": "clauses", "clauses": _clauses(block.clauses, block.start)}
        case Signatures():
            return _signatures(block, size=size, ink=ink, prefix=prefix)
        case Table():
            return _table(block)
        case Paragraph() | Bullets() | Pairs() | Break():
            return _flowing(block)


def _flowing(block: Paragraph | Bullets | Pairs | Break) -> dict[str, Any]:
    data = block.model_dump(mode="json")
    match block:
        case Paragraph():
            return {**data, "text": whole(block.text)}
        case Bullets():
            return {**data, "lines": [whole(line) for line in block.lines]}
        case Pairs():
            pairs = [{"label": pair.label, "value": whole(pair.value)} for pair in block.pairs]
            return {**data, "pairs": pairs}
        case Break():
            return data


def _heading(block: Heading, size: int) -> dict[str, Any]:
    lettered = block.level in {"part", "chapter", "roman"}
    number = roman(block.number) if lettered else str(block.number)
    title = block.title if block.level == "arabic" else block.title.upper()
    alone = block.level in {"part", "chapter", "section", "subsection"}
    lines = centred(title, size, BOLD, TEXT_WIDTH * 0.9) if title else {"lines": []}
    return {
        "kind": "heading",
        "label": printed(f"print.{block.level}", number=number),
        "title": title,
        "lines": lines if alone else None,
    }


def _article(block: Article) -> dict[str, Any]:
    return {
        "kind": "article",
        "label": printed("print.article", number=block.number),
        "title": block.title,
        "text": whole(block.text),
        "clauses": _clauses(block.clauses, 1),
    }


def _clauses(clauses: tuple[Clause, ...], start: int) -> list[dict[str, Any]]:
    alone = len(clauses) == 1 and start == 1
    return [
        {
            "number": "" if alone else f"{start + place}.",
            "title": clause.title,
            "text": whole(clause.text),
            "points": [
                {"letter": f"{POINTS[at]})", "text": whole(point)}
                for at, point in enumerate(clause.points)
            ],
        }
        for place, clause in enumerate(clauses)
    ]


def _table(block: Table) -> dict[str, Any]:
    rows = [
        {"style": row.style, "cells": [whole(cell) for cell in row.cells]} for row in block.rows
    ]
    return {**block.model_dump(mode="json", exclude={"rows"}), "rows": rows}


def _signatures(block: Signatures, *, size: int, ink: bool, prefix: str) -> dict[str, Any]:
    sides = []
    most = TEXT_WIDTH / len(block.sides) - 10
    for side, where in zip(block.sides, _SIDES[len(block.sides)], strict=True):
        names = {part: f"{prefix}{part}_{where}" for part in ("signature", "seal")}
        signing = Signing(
            authority=side.title, signer_name=side.name, hint=side.hint, sealed=bool(side.agency)
        )
        sides.append(signer_data(signing, side.agency, names, ink=ink, size=size, most=most))
    return {"kind": "signatures", "sides": sides}


def with_end_mark(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """End the last text of a body by “./.”, as the models of NĐ 30/2020 PL III do."""
    if not blocks:
        return blocks
    last = blocks[-1]
    match last:
        case Paragraph() | Article(clauses=()):
            marked: Block = last.model_copy(update={"text": _ended(last.text)})
        case Article() | Clauses():
            marked = last.model_copy(update={"clauses": _last_clause_ended(last.clauses)})
        case Bullets():
            marked = last.model_copy(update={"lines": (*last.lines[:-1], _ended(last.lines[-1]))})
        case _:
            marked = last
    return (*blocks[:-1], marked)


def _last_clause_ended(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    last = clauses[-1]
    changes: dict[str, Any] = {"text": _ended(last.text)}
    if last.points:
        changes = {"points": (*last.points[:-1], _ended(last.points[-1]))}
    return (*clauses[:-1], last.model_copy(update=changes))


def _ended(text: str) -> str:
    return f"{text}/." if text.endswith(".") and not text.endswith("/.") else text
