"""The whole book as one page of Markdown, both languages side by side."""

from collections.abc import Iterator
from typing import Final

from base.language import Words, say
from sandbox.rulebook.book import Book
from sandbox.rulebook.calendar import left_out, years
from sandbox.rulebook.instruments import Instrument, instruments
from sandbox.rulebook.retention import term_in_words
from sandbox.rulebook.rule import Kind, Rule, Stage
from sandbox.rulebook.schedules import Row, Table, tables

_NEVER: Final = "…"


def printed(book: Book) -> str:
    """Return ``docs/rulebook.md``."""
    lines = [
        *_opening(book),
        *(line for stage in Stage for line in _stage(book, stage)),
        *_instruments(),
        *(line for table in tables().values() for line in _table(table)),
        *_calendar(),
    ]
    return "\n".join(lines) + "\n"


def _opening(book: Book) -> Iterator[str]:
    title = _both("rulebook.printed.title")
    yield f"# {title.vi} · {title.en}"
    yield ""
    for key in ("about", "confidence", "agency"):
        words = _both(f"rulebook.printed.{key}", day=f"{book.book_date:%d/%m/%Y}")
        yield from (f"> {words.vi}", ">", f"> {words.en}", "")


def _both(key: str, **facts: object) -> Words:
    return Words(vi=say(key, "vi", **facts), en=say(key, "en", **facts))


def _stage(book: Book, stage: Stage) -> Iterator[str]:
    rules = book.by_stage(stage)
    if not rules:
        return
    words = _both(f"rulebook.stage.{stage}")
    yield from (f"## {words.vi} · {words.en}", "")
    for rule in rules:
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.title.vi}", "", f"*{rule.title.en}*", "")
    yield from (rule.text.vi, "", rule.text.en, "")
    if rule.mistake:
        words = _both("rulebook.printed.mistake")
        yield from (f"- {words.vi}: {rule.mistake.vi}", f"- {words.en}: {rule.mistake.en}")
    yield f"- {rule.citation.vi} · {rule.citation.en}"
    held = (
        f"{rule.holds_from:%d/%m/%Y} – {f'{rule.holds_to:%d/%m/%Y}' if rule.holds_to else _NEVER}"
    )
    yield f"- `{rule.id}` · {rule.confidence} · {held}"
    if rule.kind is not Kind.AGENCY:
        yield f"- {rule.source.words.vi} · {rule.source.words.en}"
    for key, ids in (("carries_out", rule.carries_out), ("conflicts", rule.conflicts)):
        if ids:
            words = _both(f"rulebook.printed.{key}")
            yield f"- {words.vi} · {words.en}: {', '.join(f'`{one}`' for one in ids)}"
    yield ""


def _instruments() -> Iterator[str]:
    words = _both("rulebook.printed.instruments")
    yield from (f"## {words.vi} · {words.en}", "")
    yield from _columns("instrument_columns")
    for one in instruments().values():
        yield _instrument(one)
    yield ""


def _columns(key: str) -> Iterator[str]:
    """The head of a table: the catalogue names its columns, parted by commas."""
    words = _both(f"rulebook.printed.{key}")
    heads = zip(words.vi.split(", "), words.en.split(", "), strict=True)
    cells = [f"{vi} · {en}" for vi, en in heads]
    yield f"| {' | '.join(cells)} |"
    yield "|---" * len(cells) + "|"


def _instrument(one: Instrument) -> str:
    first = f"{one.in_force_from:%d/%m/%Y}" if one.in_force_from else _NEVER
    last = f"{one.in_force_to:%d/%m/%Y}" if one.in_force_to else _NEVER
    status = f"{one.status.vi} · {one.status.en}" if one.status else ""
    return f"| `{one.id}` | {one.title.vi} · {one.title.en} | {first} – {last} | {status} |"


def _table(table: Table) -> Iterator[str]:
    yield from (f"## {table.name.vi} · {table.name.en}", "")
    yield from (f"{table.note.vi} · {table.note.en}", "")
    yield from _columns("row_columns")
    for row in table.rows:
        yield _row(row)
    yield ""


def _row(row: Row) -> str:
    term = (
        f"{term_in_words(row.term, 'vi', row.starts)} · {term_in_words(row.term, 'en', row.starts)}"
    )
    basis = ", ".join(f"`{one}`" for one in row.basis)
    return f"| `{row.id}` | {row.group.vi} · {row.group.en} | {term} | {basis or row.confidence} |"


def _calendar() -> Iterator[str]:
    words = _both("rulebook.printed.calendar")
    yield from (f"## {words.vi} · {words.en}", "")
    for year in years():
        for off in year.off:
            basis = _both(f"rulebook.calendar.{off.basis}")
            run = f"{off.first:%d/%m/%Y} – {off.last:%d/%m/%Y}"
            yield f"- {run}: {off.vi} · {off.en} ({basis.vi} · {basis.en})"
        worked = _both("rulebook.calendar.worked")
        for day in year.worked:
            yield f"- {day:%d/%m/%Y}: {worked.vi} · {worked.en}"
    for one in left_out():
        yield f"- {one.day}: {one.why.vi} · {one.why.en}"
