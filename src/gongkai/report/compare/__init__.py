"""Two reports side by side: two years of one body, or two bodies.

Public: :func:`compare`, :class:`Comparison`, :class:`Change`, :class:`SectionChange`, :class:`Passage`,
:class:`Piece`, :class:`Kind`. The measure of reuse is :mod:`gongkai.report.reuse`.
"""

from gongkai.report.compare.comparison import Comparison, SectionChange, compare
from gongkai.report.compare.figures import Change
from gongkai.report.compare.passages import Kind, Passage, Piece

__all__ = ["Change", "Comparison", "Kind", "Passage", "Piece", "SectionChange", "compare"]
