"""Document → readings of annual reports: which body and year, which sections, which cell holds what.

Public: :func:`recognise`, :class:`Reading`, :class:`Doubt`. Nothing is shifted silently: a value is accepted where
labels, order and sums agree on its place; any other cell is unreadable, with a :class:`Doubt` that says why.
"""

from gongkai.report.recognise.reading import Doubt, NotAReport, Reading
from gongkai.report.recognise.report import recognise

__all__ = ["Doubt", "NotAReport", "Reading", "recognise"]
