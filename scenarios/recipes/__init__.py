"""The recipes, in the order in which a world grows; a recipe that is not here does not exist."""

from typing import Annotated

from pydantic import Field

from scenarios.recipes.agency import Agency
from scenarios.recipes.correspondents import Correspondents
from scenarios.recipes.file_list import FileList

AnyRecipe = Annotated[
    Agency | Correspondents | FileList,
    Field(discriminator="recipe"),
]

__all__ = ["AnyRecipe"]
