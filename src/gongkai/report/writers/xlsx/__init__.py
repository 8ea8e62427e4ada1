"""Excel workbooks. Public: :func:`write_report`, :func:`write_audits`."""

from gongkai.report.writers.xlsx.audit import write_audits
from gongkai.report.writers.xlsx.report import write_report

__all__ = ["write_audits", "write_report"]
