"""What a rule is and what a finding is; knows nothing of reports, so that any check of the house can use it.

Public: :class:`Severity`, :class:`Finding`, :class:`Fault`, :class:`Rule`, :func:`rule`, :class:`Registry`.
"""

from gongkai.findings.model import CellRef, Fault, Finding, Sentence, Severity
from gongkai.findings.registry import Registry, Rule

__all__ = ["CellRef", "Fault", "Finding", "Registry", "Rule", "Sentence", "Severity"]
