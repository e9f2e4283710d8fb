"""The detectors: what is wrong in an archive, found without knowing what was planted."""

from typing import Final

from grading.findings.detection import Detection, Detector
from sandbox.shelf import Shelf

DETECTORS: Final[tuple[Detector, ...]] = ()
"""Every detector, by family, in reading order."""


def detect(shelf: Shelf) -> list[Detection]:
    """Return everything that every detector finds, in their order."""
    return [found for detector in DETECTORS for found in detector(shelf)]


__all__ = ["DETECTORS", "Detection", "Detector", "detect"]
