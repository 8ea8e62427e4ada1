"""The notes beside an audited report, and the overview on top of it."""

from collections.abc import Sequence

from gongkai.report.form import Form
from gongkai.report.writers.html.page import shown
from gongkai.report.writers.html.places import Numbered, Stack
from gongkai.report.writers.results import Audited, tally
from gongkai.report.writers.wording import MARKS, advice, place, values


def notes(stack: Stack, form: Form) -> str:
    """A stack of notes; on a narrow screen and on paper it follows the last part that it is about.

    On a wide screen it stands in the margin: the overview is the first row of the page's grid, every part one more.
    """
    written = "\n".join(_note(numbered, form) for numbered in stack.findings)
    return f'<div class="notes" style="grid-row: {stack.first + 2} / {stack.until + 2}">\n{written}\n</div>'


def overview(audited: Audited, unplaced: Sequence[Numbered]) -> str:
    """What was found, each finding with a link to its place, and the notes that have no place in the report."""
    form = audited.report.edition
    remarks = "".join(f"<p>注：{shown(note)}</p>" for note in audited.notes)
    items = "\n".join(_item(numbered, form) for numbered in audited.numbered)
    listed = f"<ol>\n{items}\n</ol>" if items else ""
    general = "\n".join(_note(numbered, form, placed=False) for numbered in unplaced)
    return (
        f'<header class="overview"><p class="verdict">{tally(audited.findings)}</p>'
        f"<p>{shown(audited.label)} · {audited.report.form} 年格式</p>{remarks}\n{listed}\n{general}</header>"
    )


def _item(numbered: Numbered, form: Form) -> str:
    number, finding = numbered
    return (
        f'<li><span class="badge {finding.severity}">{MARKS[finding.severity]}{number}</span><a href="#n{number}">'
        f"{finding.severity.label} {shown(finding.rule)} {shown(place(finding.where, form))}</a>"
        f"<br>{shown(finding.message)}</li>"
    )


def _note(numbered: Numbered, form: Form, *, placed: bool = True) -> str:
    number, finding = numbered
    severity = finding.severity
    back = f' href="#f{number}" aria-label="{severity.label} {number}，回到原处"' if placed else ""
    mark = f'<a class="badge {severity}"{back}>{MARKS[severity]}{number}</a>'
    pairs = "".join(f"<div><dt>{caption}</dt><dd>{shown(text)}</dd></div>" for caption, text in values(finding, form))
    return (
        f'<aside role="note" class="note {severity}" id="n{number}" data-fingerprint="{finding.fingerprint}">'
        f"<p>{mark} {severity.label} {shown(finding.rule)}</p><p>{shown(finding.message)}</p>"
        f"{f'<dl>{pairs}</dl>' if pairs else ''}"
        + "".join(f'<p class="aside">{caption}：{shown(text)}</p>' for caption, text in advice(finding))
        + "</aside>"
    )
