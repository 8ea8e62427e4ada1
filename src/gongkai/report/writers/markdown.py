"""Markdown: a report in the official form, and an audited report."""

import re
from collections.abc import Iterator

from gongkai.findings import Finding, Severity
from gongkai.report.form import Form
from gongkai.report.model import AnnualReport
from gongkai.report.writers.characters import printable
from gongkai.report.writers.layout import Layout, text_of
from gongkai.report.writers.outline import Heading, Part, Text, Title, outline
from gongkai.report.writers.results import Audited, Failed, Result, tally
from gongkai.report.writers.wording import advice, place, quote, values

_SPECIAL = re.compile(r"[\\*_`\[\]<>|~]|&(?=#?\w+;)")
_LEADING = re.compile(r"#|[-+](?=\s|$)|=+$|-+$|\d{1,9}(?=[.)](?:\s|$))")


def write_report(report: AnnualReport) -> str:
    """The report in the official form; a cell that spans others is printed in the first of them."""
    return "\n\n".join(_part(part, report) for part in outline(report)) + "\n"


def write_audit(result: Result) -> str:
    """What one file came to, its findings by severity."""
    if isinstance(result, Failed):
        return f"## {escape(result.path)}\n\n{escape(result.error)}\n"
    return "\n".join(_audited(result)) + "\n"


def escape(text: str) -> str:
    """The text on one line, so that Markdown shows it as it is.

    >>> print(escape("1. <a> 与 5*3"))
    1\\. \\<a\\> 与 5\\*3
    """
    escaped = _SPECIAL.sub(r"\\\g<0>", printable(text).replace("\n", " "))
    head = _LEADING.match(escaped)
    if not head:
        return escaped
    at = head.end() if head[0].isdigit() else 0
    return escaped[:at] + "\\" + escaped[at:]


def table(rows: list[list[str]]) -> str:
    """A pipe table; the first row is its head."""
    lines = [f"| {' | '.join(escape(text) for text in row)} |" for row in rows]
    return "\n".join((lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]))


def _part(part: Part, report: AnnualReport) -> str:
    match part:
        case Title(text):
            return f"# {escape(text)}"
        case Heading():
            return f"## {escape(part.text)}"
        case Text(_, text):
            return escape(text)
        case Layout():
            return table(_grid(part, report))


def _grid(drawn: Layout, report: AnnualReport) -> list[list[str]]:
    grid = [[""] * drawn.width for _ in drawn.rows]
    for box in drawn.boxes:
        grid[box.row][box.column] = text_of(box, report)
    return grid


def _audited(audited: Audited) -> Iterator[str]:
    yield f"# {escape(audited.title)}"
    yield ""
    yield f"- 文件：{escape(audited.label)}"
    yield f"- 格式：{audited.report.form} 年"
    yield f"- 结果：{tally(audited.findings)}"
    yield from (f"- 注：{escape(note)}" for note in audited.notes)
    for severity in Severity:
        found = audited.of(severity)
        if found:
            yield f"\n## {severity.label}（{len(found)} 处）"
            for number, finding in found:
                yield from _finding(number, finding, audited.report.edition)


def _finding(number: int, finding: Finding, form: Form) -> Iterator[str]:
    yield f"\n### {number}. {finding.rule} {escape(place(finding.where, form))}\n"
    if words := quote(finding.where):
        yield f"> {escape(words)}\n"
    yield f"{escape(finding.message)}\n"
    yield from (f"- {caption}：{escape(text)}" for caption, text in (*values(finding, form), *advice(finding)))
