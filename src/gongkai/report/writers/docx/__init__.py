"""Word files. Public: :func:`write_report`, :func:`write_comments`."""

from gongkai.report.writers.docx.comments import write_comments
from gongkai.report.writers.docx.report import write_report

__all__ = ["write_comments", "write_report"]
