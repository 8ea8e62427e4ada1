"""The checks of an annual report. Public: :func:`audit`, :class:`Subject`, :data:`RULES`."""

from gongkai.report.rules.audit import audit
from gongkai.report.rules.subject import RULES, Subject

__all__ = ["RULES", "Subject", "audit"]
