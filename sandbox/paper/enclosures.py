"""How a paper says which files go with it: one line in its text, as NĐ 30/2020 PL I III.1 asks."""

from collections.abc import Sequence

from sandbox.paper.blocks import Article, Block, Paragraph, Signatures, Table
from sandbox.paper.wording import printed


def naming_files(body: tuple[Block, ...], titles: Sequence[str]) -> tuple[Block, ...]:
    """Return the text with a line that names the files which go with it.

    It stands after the first article, or before the last words of a text without articles.

    Args:
        body: the text.
        titles: of the files; without any the text stays as it is.
    """
    if not titles or not body:
        return body
    told = printed("print.enclosed", n=f"{len(titles):02d}", titles="; ".join(titles))
    line = Paragraph(text=told)
    articles = [place for place, block in enumerate(body) if isinstance(block, Article)]
    if articles:
        return (*body[: articles[0] + 1], line, *body[articles[0] + 1 :])
    closing = 2 if isinstance(body[-1], Signatures) else 1
    if isinstance(body[-closing], Table):
        closing -= 1
    place = max(1, len(body) - closing)
    return (*body[:place], line, *body[place:])
