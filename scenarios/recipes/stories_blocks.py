"""Items become blocks: choices are made, slots filled, headings and articles numbered."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any  # members of list slots

from sandbox.paper import blocks as paper
from scenarios.recipes import stories_bodies as body
from scenarios.recipes.stories_language import Told, look_up
from scenarios.recipes.stories_slots import some


class Writer:
    """Writes one body; counts its headings and articles as it goes."""

    def __init__(self, told: Told, steps: frozenset[str]) -> None:
        """Begin a body.

        Args:
            told: stream and values.
            steps: the steps of this chain that have happened before this document.
        """
        self.told = told
        self.steps = steps
        self._roman = self._arabic = self._article = 0

    def write(self, items: Sequence[body.Item]) -> list[paper.Block]:
        """Return the blocks of items."""
        return [block for item in items for block in self._item(item)]

    def _item(self, item: body.Item) -> list[paper.Block]:
        match item:
            case str():
                return self._paragraph(item)
            case list():
                return self._paragraph(self.told.one_of(item))
            case body.When() | body.Maybe() | body.Either() | body.Some() | body.Use():
                return self.write(list(self._chosen(item)))
            case body.Heading() | body.SubHeading() | body.Numbered():
                return [self._counted(item)]
            case _:
                return [self._block(item)]

    def _paragraph(self, text: str) -> list[paper.Block]:
        told = self.told.tell(text)
        return [paper.Paragraph(text=told)] if told else []

    def _chosen(self, item: Any) -> Iterator[body.Item]:  # noqa: ANN401 - the five that choose
        stream = self.told.stream
        match item:
            case body.When():
                yield from item.then if item.when in self.steps else item.otherwise
            case body.Maybe():
                yield from item.then if stream.chance(item.maybe) else []
            case body.Either():
                yield from stream.choice(item.either)
            case body.Some():
                yield from some(self.told.timely(item.some), item.pick, stream)
            case _:
                yield from body.phrases()[item.use]

    def _counted(self, item: body.Heading | body.SubHeading | body.Numbered) -> paper.Block:
        match item:
            case body.Heading():
                self._roman, self._arabic = self._roman + 1, 0
                title = self.told.tell(item.roman)
                return paper.Heading(level="roman", number=self._roman, title=title)
            case body.SubHeading():
                self._arabic += 1
                title = self.told.tell(item.arabic)
                return paper.Heading(level="arabic", number=self._arabic, title=title)
            case _:
                self._article += 1
                return self._articled(item)

    def _articled(self, item: body.Numbered) -> paper.Article:
        text = item.article if isinstance(item.article, str) else self._one(item.article)
        return paper.Article(
            number=self._article,
            title=self.told.tell(item.title),
            text=self.told.tell(text),
            clauses=tuple(self._clause(clause) for clause in item.clauses),
        )

    def _one(self, among: list[str]) -> str:
        return self.told.one_of(among)

    def _clause(self, clause: str | body.Point) -> paper.Clause:
        if isinstance(clause, str):
            return paper.Clause(text=self.told.tell(clause))
        points = self._some(clause.points, clause.pick)
        return paper.Clause(
            title=self.told.tell(clause.title),
            text=self.told.tell(clause.text),
            points=tuple(stopped([self.told.tell(point) for point in points])),
        )

    def _block(self, item: Any) -> paper.Block:  # noqa: ANN401 - one of the plain kinds
        writers: Mapping[type, Callable[[Any], paper.Block]] = {
            body.Centred: self._centred,
            body.Dashed: self._bullets,
            body.Pointed: self._numbered,
            body.Labelled: self._pairs,
            body.Tabled: self._table,
            body.Each: self._each,
            body.Sides: self._sides,
        }
        return writers[type(item)](item)

    def _centred(self, item: body.Centred) -> paper.Paragraph:
        text = self.told.tell(item.center)
        return paper.Paragraph(text=text, align="center", bold=True, indent=False)

    def _numbered(self, item: body.Pointed) -> paper.Clauses:
        chosen = some(item.clauses, item.pick, self.told.stream) if item.pick else item.clauses
        return paper.Clauses(clauses=tuple(self._clause(one) for one in chosen))

    def _pairs(self, item: body.Labelled) -> paper.Pairs:
        pairs = [(self.told.tell(label), self.told.tell(value)) for label, value in item.pairs]
        return paper.Pairs(pairs=tuple(paper.Pair(label=a, value=b) for a, b in pairs))

    def _some(self, texts: list[str], pick: tuple[int, int] | None) -> list[str]:
        fitting = self.told.timely(texts)
        return some(fitting, pick, self.told.stream) if pick else fitting

    def _bullets(self, item: body.Dashed) -> paper.Bullets:
        lines = self._some(item.bullets, item.pick)
        return paper.Bullets(lines=tuple(stopped([self.told.tell(line) for line in lines])))

    def _members(self, name: str) -> list[Told]:
        members = look_up(self.told.values, name)
        return [
            self.told.with_values(**(one if isinstance(one, dict) else {"it": one}))
            for one in members
        ]

    def _table(self, item: body.Tabled) -> paper.Table:
        if isinstance(item.table, str):
            told = self._members(item.table)
            rows = [tuple(one.tell(cell) for *_, cell in item.columns) for one in told]
        else:
            rows = [tuple(self.told.tell(cell) for cell in row) for row in item.table]
        made = [paper.Row(cells=row) for row in rows]
        if item.total:
            cells = tuple(self.told.tell(cell) for cell in item.total)
            made.append(paper.Row(cells=cells, style="total"))
        columns = tuple(
            paper.Column(title=self.told.tell(title), width=width, align=align)
            for title, width, align, _ in item.columns
        )
        return paper.Table(columns=columns, rows=tuple(made), size=item.size)

    def _each(self, item: body.Each) -> paper.Block:
        lines = [one.tell(item.text) for one in self._members(item.each)]
        match item.form:
            case "clause":
                return paper.Clauses(clauses=tuple(paper.Clause(text=line) for line in lines))
            case "paragraph":
                return paper.Paragraph(text="\n".join(lines), indent=True)
            case _:
                return paper.Bullets(lines=tuple(stopped(lines)))

    def _sides(self, item: body.Sides) -> paper.Signatures:
        return paper.Signatures(
            sides=tuple(
                paper.Side(
                    title=tuple(self.told.tell(line) for line in title.split("/")),
                    name=self.told.tell(name),
                    agency=self.told.tell(agency),
                )
                for title, name, agency in item.sides
            )
        )


def stopped(lines: list[str]) -> list[str]:
    """End each line by “;” and the last by “.”, unless it ends by a mark of its own."""
    last = len(lines) - 1
    return [
        line if line[-1:] in {".", ";", ":", "!", "?"} else line + ("." if place == last else ";")
        for place, line in enumerate(lines)
    ]
