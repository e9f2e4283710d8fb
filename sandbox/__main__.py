"""The archive's command line for strangers' files: verify, validate, identify, pdfa."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any  # JSON rows

from base.clock import wall
from base.command import UNABLE, Parser, language, obey, shown
from base.errors import Misconfigured


def _moment(text: str | None) -> datetime:
    if text is None:
        return wall()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Misconfigured("command.moment", word=text) from error
    if moment.tzinfo is None:
        raise Misconfigured("command.moment", word=text)
    return moment


def _print(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print(shown(row))
        return
    for row in rows:
        codes = ", ".join(str(one.get("code", one)) for one in row.get("findings", []))
        print(f"{row['file']}: {row.get('verdict', row.get('puid', '?'))} {codes}".rstrip())


def _verify(arguments: argparse.Namespace) -> int:
    from sandbox.signing.strangers import exit_code, lines_of, verify_files

    rows = verify_files(
        [Path(name) for name in arguments.files],
        at=_moment(arguments.at),
        trust_pems=[Path(name) for name in arguments.trust],
        language=language(),
    )
    for row in rows:
        print(shown(row) if arguments.json else "\n".join(lines_of(row, language())))
    return exit_code(rows)


def _validate(arguments: argparse.Namespace) -> int:
    from sandbox.packages.commands import validate_files

    answer = validate_files([Path(name) for name in arguments.files], profile=arguments.profile)
    _print(list(answer.rows), as_json=arguments.json)
    return answer.exit_code


def _identify(arguments: argparse.Namespace) -> int:
    from sandbox.packages.commands import identify_files

    answer = identify_files([Path(name) for name in arguments.files], language=language())
    _print(list(answer.rows), as_json=arguments.json)
    return answer.exit_code


def _pdfa(arguments: argparse.Namespace) -> int:
    from sandbox.paper.commands import check_files

    answer = check_files([Path(name) for name in arguments.files], language=language())
    _print(list(answer.rows), as_json=arguments.json)
    return answer.exit_code


def parser() -> Parser:
    """Return the grammar of the command."""
    whole = Parser(prog="sandbox", description=__doc__)
    verbs = whole.add_subparsers(dest="verb", required=True, parser_class=Parser)
    for name, work, told in (
        ("verify", _verify, "verify the signatures of PDF files"),
        ("validate", _validate, "validate submission packages"),
        ("identify", _identify, "identify file formats (PRONOM)"),
        ("pdfa", _pdfa, "check PDF files against our PDF/A rules"),
    ):
        one = verbs.add_parser(name, help=told)
        one.add_argument("files", nargs="+", metavar="FILE")
        one.add_argument("--json", action="store_true", help="one JSON object a file")
        one.set_defaults(work=work)
        if name == "verify":
            one.add_argument("--at", metavar="ISO-TIME", help="the moment of checking, with zone")
            one.add_argument("--trust", action="append", default=[], metavar="PEM")
        if name == "validate":
            one.add_argument("--profile", default=None)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Obey the command line; 0 all valid, 1 otherwise, 2 unreadable."""
    return obey(lambda arguments: int(arguments.work(arguments)), parser(), words)


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else UNABLE)
