"""The marks of findings in a page: numbered badges, framed cells, underlined words.

Severity shows in shape and line as well as in colour, and in words for those who listen.
"""

from collections.abc import Sequence
from itertools import pairwise

from gongkai.findings import Severity
from gongkai.report.writers.html.page import shown
from gongkai.report.writers.html.places import Numbered, Span
from gongkai.report.writers.wording import MARKS


def badge(numbered: Numbered) -> str:
    """The number of a finding at its place, with a link to its note."""
    number, finding = numbered
    severity = finding.severity
    return (
        f'<a class="badge {severity}" id="f{number}" href="#n{number}" '
        f'aria-label="{severity.label} {number}，看说明">{MARKS[severity]}{number}</a>'
    )


def framed(text: str, findings: Sequence[Numbered]) -> tuple[str, str]:
    """The attributes and the content of a table cell with the findings on it."""
    if not findings:
        return "", text
    return f' class="fault {_surest(findings)}"', text + "".join(map(badge, findings))


def underlined(text: str, spans: Sequence[Span]) -> str:
    """A paragraph with the words of the spans underlined, also where spans overlap."""
    cuts = sorted({0, len(text), *(at for span in spans for at in (span.start, span.end))})
    html = ""
    for start, end in pairwise(cuts):
        here = [span.numbered for span in spans if span.start <= start and end <= span.end]
        piece = shown(text[start:end])
        html += f'<mark class="{_surest(here)}">{piece}</mark>' if here else piece
        html += "".join(badge(span.numbered) for span in spans if span.end == end and span.last)
    return html


def _surest(findings: Sequence[Numbered]) -> Severity:
    return min((finding.severity for _, finding in findings), key=list(Severity).index)
