"""File → Document. One module for each format; none knows what an annual report is.

Public: :func:`read`, :class:`Unreadable`. A format module has one public function ``read(data: bytes) -> Document``,
which raises :class:`Unreadable` for whatever it cannot read; it is imported only when a file of its kind comes.
"""

from gongkai.report.readers.errors import Unreadable
from gongkai.report.readers.open import MAX_BYTES, read

__all__ = ["MAX_BYTES", "Unreadable", "read"]
