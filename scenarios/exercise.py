"""A scenario's folder, read and checked: identity, texts, solutions, decoys, content digest."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from base.canonical import digest
from base.errors import Misconfigured, nearest
from base.language import LANGUAGES, Words
from base.model import Value
from base.strict_yaml import load_yaml
from grading.report import SEMANTICS
from sandbox.rulebook import rulebook
from scenarios.errors import Problems, spoken
from scenarios.model import Decoys, Scenario, Solution

LIBRARY: Final = Path(__file__).parent / "library"
MOST_TEXT: Final = 200_000
"""Bytes of a brief or debrief."""

M = TypeVar("M", bound=BaseModel)


class Exercise(Value):
    """Everything a scenario's folder says."""

    folder: Path
    scenario: Scenario
    solutions: list[Solution]
    "the first one is the reference"
    decoys: Decoys
    brief: Words
    debrief: Words
    digest: str
    "of the whole folder but proof.json: what an attempt pins"

    @property
    def id(self) -> str:
        """The scenario's id."""
        return self.scenario.id

    def proof_key(self) -> str:
        """Return what a proof is valid for: this content, its rules, today's semantics."""
        used = {rule for criterion in self.scenario.criteria for rule in criterion.rules}
        known = sorted(used & set(rulebook().ids()))  # others are told by references.check
        rules = [rulebook().rule(rule).model_dump(mode="json") for rule in known]
        return digest([self.digest, SEMANTICS, rules])


def load(folder: Path) -> Exercise:
    """Read a scenario's folder.

    Raises:
        Problems: everything that is wrong with its files' form, each with file, line and path.
            What they mean together is checked by ``scenarios.references.check``.
    """
    return _load(folder, content_digest(folder))


@lru_cache(maxsize=128)
def _load(folder: Path, whole: str) -> Exercise:
    scenario = _read(folder / "scenario.yaml", Scenario)
    paths = sorted(folder.glob("solution*.yaml"), key=lambda path: (len(path.stem), path.stem))
    if not paths:
        raise Problems([Misconfigured("file.absent", file="solution.yaml", folder=folder.name)])
    if scenario.id != folder.name:
        raise Problems([Misconfigured("file.name_differs", id=scenario.id, folder=folder.name)])
    return Exercise(
        folder=folder,
        scenario=scenario,
        solutions=[_read(path, Solution) for path in paths],
        decoys=_read(folder / "decoys.yaml", Decoys),
        brief=_text(folder, "brief"),
        debrief=_text(folder, "debrief"),
        digest=whole,
    )


def _read(path: Path, model: type[M]) -> M:
    if not path.exists():
        raise Problems([Misconfigured("file.absent", file=path.name, folder=path.parent.name)])
    name = f"{path.parent.name}/{path.name}"
    try:
        loaded = load_yaml(path)
    except Misconfigured as problem:
        placed = Misconfigured(problem.code, **{**problem.facts, "file": name})
        raise Problems([placed]) from problem
    try:
        return model.model_validate(loaded.data)
    except ValidationError as error:
        raise spoken(error, loaded, name, model) from error


def _text(folder: Path, name: str) -> Words:
    told = {language: _one_text(folder / f"{name}.{language}.md") for language in LANGUAGES}
    return Words(**told)


def _one_text(path: Path) -> str:
    if not path.exists():
        raise Problems([Misconfigured("file.absent", file=path.name, folder=path.parent.name)])
    if path.stat().st_size > MOST_TEXT:
        raise Problems(
            [
                Misconfigured(
                    "yaml.too_large", file=path.name, size=path.stat().st_size, limit=MOST_TEXT
                )
            ]
        )
    try:
        return path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError as error:
        raise Problems([Misconfigured("yaml.not_utf8", file=path.name)]) from error


def content_digest(folder: Path) -> str:
    """Return a digest of every file of a scenario but its proof, names included."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.name != "proof.json" and not path.name.startswith("."):
            whole.update(path.name.encode() + b"\0")
            whole.update(hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest())
    return whole.hexdigest()


def folders(library: Path = LIBRARY) -> list[Path]:
    """Return the folders of a library, by name."""
    return sorted(path.parent for path in library.glob("*/scenario.yaml"))


def find(name: str, library: Path = LIBRARY) -> Exercise:
    """Return a scenario by id, or by the path of its folder.

    Raises:
        Problems: no such scenario, with the nearest name, or its files are wrong.
    """
    if (Path(name) / "scenario.yaml").exists():
        return load(Path(name).resolve())
    known = [path.name for path in folders(library)]
    if name not in known:
        raise Problems(
            [
                Misconfigured(
                    "unknown.scenario",
                    word=name,
                    nearest=nearest(name, known) or "—",
                    choices=", ".join(known),
                )
            ]
        )
    return load(library / name)
