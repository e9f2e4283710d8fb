"""Scripts and styles of our components as files the browser keeps, named with their digest."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

FOLDER: Final = Path(__file__).parent.parent / "components"
TYPES: Final = {".js": "text/javascript", ".css": "text/css"}


@cache
def _part(name: str) -> bytes | None:
    path = FOLDER / name
    known = path.parent == FOLDER and path.suffix in TYPES and path.is_file()
    return path.read_bytes() if known else None


@cache
def version(name: str) -> str:
    """Return a short digest of a part: it changes when the part does."""
    return hashlib.sha256(_part(name) or b"").hexdigest()[:12]


async def part(request: Request) -> Response:
    """Serve one part; with its version in the address it may be kept for ever."""
    name = request.path_params["name"]
    content = _part(name)
    if content is None:
        return Response(status_code=404)
    kept = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
    kind = f"{TYPES[Path(name).suffix]}; charset=utf-8"
    return Response(content, media_type=kind, headers={"cache-control": kept})
