"""Papers over HTTP: page images and files of one's own attempt, and of nobody else's."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from base.errors import Refused
from course.papers import page_of, paper
from course.people import Person
from ui.server.doorkeeper import whose

KEPT = {"cache-control": "private, max-age=31536000, immutable"}


async def page(request: Request) -> Response:
    """Send the image of one page; its address names the bytes, so it may be kept for ever."""
    return await run_in_threadpool(_page, request)


def _page(request: Request) -> Response:
    someone = whose(request.scope)
    if someone is None:
        return Response(status_code=403)
    asked = request.path_params
    try:
        part, _ = paper(someone, asked["attempt"], asked["component"])
        if part.digest != asked["digest"]:
            return Response(status_code=404)
        image = page_of(part, asked["number"], close="close" in request.query_params)
    except Refused:
        return Response(status_code=404)
    return Response(image, media_type="image/png", headers=KEPT)


async def file(request: Request) -> Response:
    """Send a component's bytes to be kept, never to be opened in our origin."""
    return await run_in_threadpool(_file, request)


def _file(request: Request) -> Response:
    someone = whose(request.scope)
    if someone is None:
        return Response(status_code=403)
    try:
        return _attachment(someone, request.path_params)
    except Refused:
        return Response(status_code=404)


def _attachment(someone: Person, asked: dict[str, str]) -> Response:
    part, content = paper(someone, asked["attempt"], asked["component"])
    name = "".join(c for c in part.file_name if c.isascii() and (c.isalnum() or c in "._-"))
    return Response(
        content,
        media_type="application/pdf" if name.endswith(".pdf") else "application/octet-stream",
        headers={
            "content-disposition": f'attachment; filename="{name or part.ref}"',
            "cache-control": "private, no-store",
        },
    )
