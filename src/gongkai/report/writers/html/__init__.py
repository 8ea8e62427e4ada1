"""HTML pages that need nothing but themselves. Public: :func:`write_report`, :func:`write_audit`."""

from gongkai.report.writers.html.report import write_audit, write_report

__all__ = ["write_audit", "write_report"]
