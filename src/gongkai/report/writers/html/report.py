"""A report as a page: in the official form, and with every finding marked in its place and explained in the margin."""

from collections.abc import Sequence

from gongkai.findings import CellRef
from gongkai.report.model import AnnualReport
from gongkai.report.writers.html.marks import badge, framed, underlined
from gongkai.report.writers.html.notes import notes, overview
from gongkai.report.writers.html.page import page, shown
from gongkai.report.writers.html.places import Numbered, Span, locate, stacks
from gongkai.report.writers.html.tables import table
from gongkai.report.writers.layout import Layout, printed
from gongkai.report.writers.outline import Heading, Part, Text, Title, outline
from gongkai.report.writers.results import Audited


def write_report(report: AnnualReport) -> str:
    """The report in the official form, as text that anyone can read, search and print."""
    return page(report.title or report.name, f'<main class="sheet">\n{report_body(report)}\n</main>', "clean")


def report_body(report: AnnualReport) -> str:
    """The report in the official form as a piece of a page, for a frame and a style of its own."""
    return "\n".join(_part(part, report, (), ()) for part in outline(report))


def write_audit(audited: Audited) -> str:
    """The report with its findings: cells framed, words underlined, notes beside them joined by numbers and links.

    A finding without a place in the report has its note in the overview on top.
    """
    report = audited.report
    parts = list(outline(report))
    places = locate(parts, audited.numbered)
    after = {stack.last: stack for stack in stacks(parts, places)}
    blocks = [overview(audited, places.notes.get(None, []))]
    for index, part in enumerate(parts):
        blocks.append(_part(part, report, places.notes.get(index, ()), places.spans.get(index, ())))
        if index in after:
            blocks.append(notes(after[index], report.edition))
    return page(f"审核结果：{audited.title}", '<main class="sheet">\n' + "\n".join(blocks) + "\n</main>", "audited")


def _part(part: Part, report: AnnualReport, findings: Sequence[Numbered], spans: Sequence[Span]) -> str:
    match part:
        case Title(text):
            return f"<h1>{_breakable(shown(text))}{''.join(map(badge, findings))}</h1>"
        case Heading():
            return f"<h2>{shown(part.text)}{''.join(map(badge, findings))}</h2>"
        case Text(_, text):
            return f"<p>{underlined(text, spans)}</p>"
        case Layout():
            return table(part, lambda ref: _cell(ref, report, findings))


def _breakable(title: str) -> str:
    """The title with the places where a narrow screen may break it without cutting a word in two."""
    return title.replace("政府信息公开工作年度报告", "<wbr>政府信息公开<wbr>工作年度报告")


def _cell(ref: CellRef, report: AnnualReport, findings: Sequence[Numbered]) -> tuple[str, str]:
    text = shown(printed(report.cell(ref.table, ref.row, ref.column)))
    return framed(text, [numbered for numbered in findings if numbered[1].where == ref])
