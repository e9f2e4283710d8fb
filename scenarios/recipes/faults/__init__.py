"""Faults worth finding: the recipes ``fault`` and ``herring``, and the catalogue they draw from."""

from scenarios.recipes.faults.catalogue import FAULTS, HERRINGS
from scenarios.recipes.faults.fault import Fault
from scenarios.recipes.faults.herring import Herring
from scenarios.recipes.faults.mingling import mingle

__all__ = ["FAULTS", "HERRINGS", "Fault", "Herring", "mingle"]
