"""Sample pages of a rich world for an archivist's eye: ``python -m tests.contact_sheet``."""

import argparse
import io
from pathlib import Path

import pypdfium2
from PIL import Image

from base.settings import ROOT
from sandbox.blobs import MemoryBlobs
from sandbox.entities import Component, Document
from scenarios.exercise import find
from scenarios.garden import Garden
from scenarios.streams import world_stream
from scenarios.world import grow

SHEET = ROOT / "docs" / "pictures" / "contact-sheet.png"
PAGE = (496, 702)
"""Pixels of an A4 page at 60 dots to the inch."""
ACROSS = 5


def pages(garden: Garden) -> list[tuple[str, bytes, int]]:
    """Every PDF page of a world: a name, the bytes of its file, the page's index."""
    found = []
    for part in garden.planter.all(Component):
        content = garden.planter.blob(part.digest) if part.digest else b""
        if not content.startswith(b"%PDF"):
            continue
        document = garden.planter.get(Document, part.document)
        with pypdfium2.PdfDocument(content) as pdf:
            found += [(f"{document.ref} {document.type_name}", content, n) for n in range(len(pdf))]
    return found


def drawn(content: bytes, number: int, scale: float = PAGE[1] / 842) -> Image.Image:
    """One page as a picture."""
    with pypdfium2.PdfDocument(content) as pdf:
        return pdf[number].render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def main() -> None:
    """Draw pages at random from a scenario's world and lay them side by side."""
    asked = argparse.ArgumentParser(prog="python -m tests.contact_sheet")
    asked.add_argument("--scenario", default="send-for-keeps")
    asked.add_argument("--seed", default="1")
    asked.add_argument("--count", type=int, default=20)
    asked.add_argument("--out", type=Path, default=SHEET)
    asked.add_argument("--apart", type=Path, help="write each page there as well, large")
    told = asked.parse_args()
    garden = grow(find(told.scenario), told.seed, blobs=MemoryBlobs())
    every = pages(garden)
    chosen = world_stream("contact sheet", told.seed).sample(every, min(told.count, len(every)))
    down = -(-len(chosen) // ACROSS)
    sheet = Image.new("RGB", (ACROSS * (PAGE[0] + 12) + 12, down * (PAGE[1] + 12) + 12), "#8a8f98")
    for place, (name, content, number) in enumerate(chosen):
        page = drawn(content, number).resize(PAGE)
        left = 12 + place % ACROSS * (PAGE[0] + 12)
        sheet.paste(page, (left, 12 + place // ACROSS * (PAGE[1] + 12)))
        if told.apart:
            told.apart.mkdir(parents=True, exist_ok=True)
            drawn(content, number, 1.4).save(told.apart / f"{place:02d} {name} {number}.png")
    told.out.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    sheet.quantize(64).save(buffer, "PNG", optimize=True)
    told.out.write_bytes(buffer.getvalue())
    print(f"{len(chosen)} of {len(every)} pages, {len(buffer.getvalue()) // 1024} KB: {told.out}")


if __name__ == "__main__":
    main()
