"""Makers of faulty packages and files, for worlds, exercises and the tests of the check itself.

A fault's id is that of the catalogue (``P04``, ``T02``) with what is done; it never enters a name
or a byte of what is made.
"""

from sandbox.packages.spoil.draft import Draft, drafted
from sandbox.packages.spoil.files import FILE_FAULTS, FileFault, minimal_pdf
from sandbox.packages.spoil.packages import PACKAGE_FAULTS, PackageFault
from sandbox.packages.spoil.receptions import RECEPTION_FAULTS, ReceptionFault

__all__ = [
    "FILE_FAULTS",
    "PACKAGE_FAULTS",
    "RECEPTION_FAULTS",
    "Draft",
    "FileFault",
    "PackageFault",
    "ReceptionFault",
    "drafted",
    "minimal_pdf",
]
