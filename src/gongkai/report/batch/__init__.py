"""Any task over any number of files, on all cores; a file that runs away or crashes costs only itself.

Public: :func:`each`, :class:`Limits`, :class:`Lost`. Also used for a single file, so that the limits always hold.
"""

from gongkai.report.batch.pool import each
from gongkai.report.batch.worker import Limits, Lost

__all__ = ["Limits", "Lost", "each"]
