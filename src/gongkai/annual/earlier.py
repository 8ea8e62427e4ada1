"""Last year's text as the start of this year's, its numbers bound to figures where they stand for the same."""

import re
from collections.abc import Mapping

from gongkai.annual.binding import key_of
from gongkai.annual.content import FORM, WRITTEN, Content
from gongkai.annual.manuscripts import Manuscript
from gongkai.annual.rollup import best_reports
from gongkai.organs.models import Organ
from gongkai.report.claims import claims_of
from gongkai.report.claims.metrics import METRICS, readings
from gongkai.report.claims.model import Claim, Period, Scope
from gongkai.report.model import AnnualReport


def carried_over(organ: Organ, year: int) -> Content | None:
    """Last year's text for this year; ``None`` where there is no report of last year.

    A manuscript of last year has its figures bound already. In a report read from a file, a number is bound where its
    sentence plainly means a cell and says what the cell said; every other number stays as it is, for the officer.
    """
    manuscript = Manuscript.objects.filter(organ=organ, year=year - 1).first()
    if manuscript is not None:
        return _later(Content.of(manuscript.newest.content).sections, year)
    report = best_reports([organ], year - 1).get(organ.pk)
    if report is None:
        return None
    content = report.content
    return _later(_bound(content), year)


def _later(sections: Mapping[int, str], year: int) -> Content:
    return Content({number: _moved(sections.get(number, ""), year) for number in WRITTEN})


def _moved(text: str, year: int) -> str:
    return re.sub(rf"(?<!\d){year - 1}(?=\s*年)", str(year), text)


def _bound(report: AnnualReport) -> dict[int, str]:
    texts = {section.number: section.text for section in report.sections if section.number in WRITTEN}
    claims = sorted(claims_of(report), key=lambda claim: (claim.section, claim.place), reverse=True)
    for claim in claims:
        if claim.section in texts and (key := _key(report, claim)):
            texts[claim.section] = _with_token(texts[claim.section], claim, key)
    return texts


def _key(report: AnnualReport, claim: Claim) -> str | None:
    """The figure of the one cell that the claim means and agrees with."""
    plain = claim.strict and claim.bound == "=" and not (claim.denied or claim.every or claim.partial or claim.channel)
    if not plain or claim.value is None or claim.scope is not Scope.OWN or claim.period is not Period.YEAR:
        return None
    meant = readings(claim.metric, claim.requester, report.form)[:1] if claim.metric in METRICS else ()
    cells = meant[0].plus if meant and not meant[0].minus else ()
    if len(cells) != 1 or cells[0] not in FORM.cells or report.cells[cells[0]].value != claim.value:
        return None
    return key_of(cells[0])


def _with_token(text: str, claim: Claim, key: str) -> str:
    """The text with the claim's number, which stands once in its sentence, turned into a token."""
    sentence = claim.quote
    at = text.find(sentence, max(0, claim.place - len(sentence)))
    number = re.compile(rf"(?<![\d.{{]){claim.value}(?![\d.}}])")
    if at < 0 or len(number.findall(sentence)) != 1:
        return text
    return text[:at] + number.sub(f"{{{{ {key} }}}}", sentence) + text[at + len(sentence) :]
