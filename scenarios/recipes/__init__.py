"""The recipes, in the order in which a world grows; a recipe that is not here does not exist."""

from typing import Annotated

from pydantic import Field

from scenarios.recipes.agency import Agency
from scenarios.recipes.backlog import Backlog
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.faults import Fault, Herring
from scenarios.recipes.file_list import FileList
from scenarios.recipes.holds import Holds
from scenarios.recipes.keys import Keys
from scenarios.recipes.matter import Matters
from scenarios.recipes.regulation import Regulation
from scenarios.recipes.renewals import Renewals
from scenarios.recipes.tray import Tray

AnyRecipe = Annotated[
    Agency
    | Correspondents
    | FileList
    | Regulation
    | Keys
    | Matters
    | Tray
    | Backlog
    | Holds
    | Fault
    | Herring
    | Renewals,
    Field(discriminator="recipe"),
]

__all__ = ["AnyRecipe"]
