"""The content check: what should not stand in a text that is about to be published.

Personal data, expressions that are wrong or out of place, dates and numbers that cannot be, links that lead nowhere good,
and what a file holds unseen. Public: :func:`check` over :class:`Passage`\\ s, :func:`passages_of_file`,
:class:`gongkai.scan.markup.Marked` for HTML, :data:`RULES`.
"""

from gongkai.scan.check import Scanned, check
from gongkai.scan.passage import RULES, Passage, Spot

__all__ = ["RULES", "Passage", "Scanned", "Spot", "check"]
