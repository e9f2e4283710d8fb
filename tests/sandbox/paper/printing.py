"""Types that the tests of this folder share."""

from collections.abc import Callable

from sandbox.paper import Paper

Printed = Callable[..., Paper]
"""``printed("decision")`` → the paper, numbered 5; ``printed("letter", None)`` → unnumbered."""
