"""The school's command line: ready, play, regrade, export."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from base.clock import wall
from base.command import UNABLE, Parser, language, obey, shown
from base.db import upgrade
from base.errors import Misconfigured
from base.language import say
from course.demo import open_demo
from course.export import BOM, as_csv, as_json, marks
from course.opening import open_shared
from course.playing import SOLVERS, play
from course.regrading import Console, regrade
from scenarios.errors import Problems


def _ready(_: argparse.Namespace) -> int:
    """Bring the installation up to date before the server starts."""
    upgrade()
    first = open_shared(wall())
    if first is not None:
        print(say("opening.first_admin", "vi", login=first.login, password=first.password))
        print(say("opening.first_admin", "en", login=first.login, password=first.password))
    open_demo(wall())
    return 0


def _play(arguments: argparse.Namespace) -> int:
    played = play(arguments.id, str(arguments.seed), arguments.solver)
    if arguments.json:
        print(shown(played))
    else:
        print(f"{played['score']:g} {'✓' if played['passed'] else '✗'}")
        for one in played["criteria"]:
            print(f"  {one['mark']:<8} {one['points']:>6g}  {one['id']}")
    return 0


def _regrade(arguments: argparse.Namespace) -> int:
    upgrade()
    told = regrade(
        arguments.scenario,
        by=Console(login=arguments.author),
        at=wall(),
        dry_run=arguments.dry_run,
        policy=arguments.policy,
        way=arguments.way,
        chosen=arguments.attempt,
        reason=arguments.reason,
    )
    if arguments.json:
        print(shown(told.model_dump(mode="json")))
        return 0
    for move in told.moves:
        line = "  ⇅" if move.crosses else ""
        kept = "" if move.written else "  –"
        print(f"{move.attempt}  {move.login:<16} {move.before:g} → {move.after:g}{line}{kept}")
    crossing = sum(move.crosses for move in told.moves)
    print(
        f"{told.attempts} attempts, {told.human} marked by hand, {len(told.moves)} move, "
        f"{crossing} cross the pass line, {told.written} written"
    )
    return 0


def _export(arguments: argparse.Namespace) -> int:
    """Write marks; whoever may run commands on this machine may read its database anyway."""
    upgrade()
    told = marks(arguments.scenario, arguments.school_class)
    text = as_json(told) if arguments.format == "json" else as_csv(told)
    if arguments.out is None:
        sys.stdout.write(text.removeprefix(BOM))
        return 0
    try:
        with arguments.out.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise Misconfigured("export.exists", file=str(arguments.out)) from None
    except OSError as error:
        raise Misconfigured("export.unwritable", file=str(arguments.out), why=str(error)) from error
    print(say("export.written", language(), lines=len(told.lines), file=str(arguments.out)))
    return 0


def parser() -> Parser:
    """Return the grammar of the command."""
    whole = Parser(prog="course", description=__doc__)
    verbs = whole.add_subparsers(dest="verb", required=True, parser_class=Parser)
    one = verbs.add_parser("ready", help="bring the database up to date, open the demo class")
    one.set_defaults(work=_ready)
    one = verbs.add_parser("play", help="let a solver play a variant and grade it")
    one.add_argument("id")
    one.add_argument("--seed", default="1")
    one.add_argument("--solver", choices=SOLVERS, default="solution")
    one.add_argument("--json", action="store_true")
    one.set_defaults(work=_play)
    one = verbs.add_parser("regrade", help="grade stored attempts again by today's rubric")
    one.add_argument("--scenario", required=True)
    one.add_argument("--dry-run", action="store_true", help="say who would move; write nothing")
    one.add_argument("--policy", choices=["replace", "only-if-higher", "manual"], default="replace")
    one.add_argument("--attempt", action="append", help="for manual: one that is to be written")
    one.add_argument(
        "--way", choices=["evidence", "points"], default="evidence",
        help="look again at what was left, or add up stored credits under today's weights",
    )  # fmt: skip
    one.add_argument("--author", default="console", help="login of who asks for it")
    one.add_argument("--reason", default="regrade", help="kept with every new mark")
    one.add_argument("--json", action="store_true")
    one.set_defaults(work=_regrade)
    one = verbs.add_parser("export", help="write marks with names, scores and criteria")
    one.add_argument("--scenario", help="only this one's attempts")
    one.add_argument("--class", dest="school_class", metavar="CODE", help="only this class's")
    one.add_argument("--format", choices=["csv", "json"], default="csv")
    one.add_argument("--out", type=Path, metavar="FILE", help="a new file; the screen without it")
    one.set_defaults(work=_export)
    return whole


def main(words: Sequence[str] | None = None) -> int:
    """Obey the command line; 0 yes, 1 no, 2 unable."""

    def work(arguments: argparse.Namespace) -> int:
        try:
            return int(arguments.work(arguments))
        except Problems as problems:
            for problem in problems.problems:
                print(say(problem.sentence, language()), file=sys.stderr)
            return UNABLE

    return obey(work, parser(), words)


if __name__ == "__main__":
    sys.exit(main())
