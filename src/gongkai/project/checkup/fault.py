"""What a check answers."""

from collections.abc import Callable
from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong, and how to mend it. A hint (not ``grave``) is for what works less well than it could."""

    what: str
    mend: str
    grave: bool = True


Check = Callable[[], Fault | None]
"""A check: its fault, or ``None`` where all is well."""
