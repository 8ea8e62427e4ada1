"""The findings of any number of reports in one workbook."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO

import xlsxwriter

from gongkai.findings import Finding, Severity
from gongkai.findings.model import Value as FindingValue
from gongkai.report.form import Form
from gongkai.report.writers.results import Audited, Failed, Result
from gongkai.report.writers.wording import place, quote, said
from gongkai.report.writers.xlsx.sheets import SAFE, Value, add_sheet, put_row

_FILES = (
    *(("文件", 40), ("份", 5), ("机关", 28), ("年度", 7), ("格式", 7)),
    *((severity.label, 7) for severity in Severity),
    ("不能读取的原因", 50),
)
_FINDINGS = (
    *(("文件", 32), ("机关", 22), ("年度", 7), ("编号", 6), ("程度", 7), ("规则", 7), ("位置", 34), ("原文", 40)),
    *(("问题", 50), ("应为", 18), ("填报", 18), ("相差", 9), ("建议", 44), ("依据", 44), ("指纹", 19)),
)


def write_audits(results: Iterable[Result], file: Path | IO[bytes]) -> None:
    """The results of a run: the sheet 汇总 has a row for each report, 问题清单 one for each finding.

    Rows go to the disk as they come, so that memory stays flat however many reports there are.
    """
    with xlsxwriter.Workbook(file, SAFE | {"constant_memory": True}) as book:
        style = book.add_format({"text_wrap": True, "valign": "top"})
        files, findings = add_sheet(book, "汇总", _FILES), add_sheet(book, "问题清单", _FINDINGS)
        row = line = 0
        for row, result in enumerate(results, 1):
            put_row(files, row, _file_row(result), style)
            if isinstance(result, Audited):
                for number, finding in result.numbered:
                    line += 1
                    put_row(findings, line, _finding_row(result, number, finding), style)
        files.autofilter(0, 0, row, len(_FILES) - 1)
        findings.autofilter(0, 0, line, len(_FINDINGS) - 1)


def _file_row(result: Result) -> list[Value]:
    if isinstance(result, Failed):
        return [result.path, *[None] * (len(_FILES) - 2), result.error]
    report = result.report
    counts = [len(result.of(severity)) for severity in Severity]
    return [result.path, result.part, report.organ, report.year, report.form, *counts, None]


def _finding_row(audited: Audited, number: int, finding: Finding) -> list[Value]:
    report, form = audited.report, audited.report.edition
    return [
        *(audited.label, report.organ, report.year, number, finding.severity.label, finding.rule),
        *(place(finding.where, form), quote(finding.where), finding.message),
        *(_plain(finding.expected, form), _plain(finding.found, form), finding.difference),
        *(finding.hint, finding.source, finding.fingerprint),
    ]


def _plain(value: FindingValue, form: Form) -> Value:
    return said(value, form) if isinstance(value, dict) else value
