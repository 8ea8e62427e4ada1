"""Annual reports: the list, the page of one, its downloads and data."""

import datetime as dt
import functools
from collections.abc import Callable
from typing import NamedTuple, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe

from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.organs.models import Organ
from gongkai.portal import lines
from gongkai.portal.frame import page
from gongkai.portal.tree import above, body
from gongkai.ui.paging import KeysFirst

_A_PAGE = 50


def reports(request: HttpRequest) -> HttpResponse:
    """Published reports, newest year first, by year."""
    published = public_reports().order_by("-year", "organ__path")
    years = list(public_reports().order_by("-year").values_list("year", flat=True).distinct())
    year = request.GET.get("year", "")
    if year.isdigit() and len(year) == 4:
        published = published.filter(year=int(year))
    shown = KeysFirst(published, _A_PAGE).get_page(request.GET.get("page"))
    listed = lines.of_reports(cast("QuerySet[Report]", shown.object_list), whose=True)
    context = {"here": "reports", "page": shown, "years": years, "year": year}
    return page(request, "portal/reports.html", {**context, "lines": listed})


def report_page(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """A published report in the official form."""
    organ = body(request, slug)
    published = list(_of(organ).defer("data"))
    report = next((each for each in published if each.year == year), None)
    if report is None:
        raise Http404
    report.organ = organ
    context = {
        "report": report,
        "organ": organ,
        "ancestors": above(request, organ),
        "body": _marked_up(report.pk, report.audited_at),
        "others": [other.year for other in published if other.year != year],
        "formats": {key: written for key, written in FORMATS.items() if key != "pdf" or report.pdf},
    }
    return page(request, "portal/report.html", context)


@functools.lru_cache(200)
def _marked_up(report: int, _audited_at: dt.datetime) -> SafeString:
    """The report in the official form. What it says changes only when it is read anew, so it is kept until then."""
    from gongkai.report.writers.html.report import report_body

    content = Report.objects.only("data").get(pk=report).content
    return mark_safe(report_body(content))  # noqa: S308  (the writer escapes every text)


def report_download(request: HttpRequest, slug: str, year: int, format: str) -> HttpResponse:
    """A published report as a file."""
    if format not in FORMATS:
        raise Http404
    organ = body(request, slug)
    report = _published(organ, year)
    if format == "pdf" and not report.pdf:
        raise Http404
    written = FORMATS[format]
    name = f"{organ.name}{year}年政府信息公开工作年度报告.{format}"
    headers = {"Content-Disposition": str(content_disposition_header(written.attachment, name))}
    return HttpResponse(written.write(report), content_type=written.media_type, headers=headers)


def _published(organ: Organ, year: int) -> Report:
    report = get_object_or_404(_of(organ), year=year)
    report.organ = organ
    return report


def _of(organ: Organ) -> QuerySet[Report]:
    return public_reports().filter(organ=organ).select_related(None)


class Format(NamedTuple):
    """A format of download: name for people, media type, writer, whether the browser saves it."""

    label: str
    media_type: str
    write: Callable[[Report], bytes]
    attachment: bool = True


def _docx(report: Report) -> bytes:
    from gongkai.report.writers.docx.report import write_report

    return write_report(report.content)


def _pdf(report: Report) -> bytes:
    with report.pdf.open("rb") as stored:
        content: bytes = stored.read()
    return content


def _markdown(report: Report) -> bytes:
    from gongkai.report.writers.markdown import write_report

    return write_report(report.content).encode()


def _json(report: Report) -> bytes:
    import msgspec

    from gongkai.report.writers.data import report_data

    return msgspec.json.encode(report_data(report.content, ""))


def _xml(report: Report) -> bytes:
    from gongkai.report.exchange import to_xml

    return to_xml(report.content)


def _csv(report: Report) -> bytes:
    from gongkai.report.writers.tidy import write_report

    return write_report(report.content)


FORMATS = {
    "docx": Format("Word 文档", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _docx),
    "pdf": Format("PDF", "application/pdf", _pdf),
    "md": Format("纯文本（Markdown）", "text/markdown; charset=utf-8", _markdown),
    "json": Format("数据（JSON）", "application/json", _json, attachment=False),
    "xml": Format("数据（XML）", "application/xml", _xml),
    "csv": Format("表格数据（CSV）", "text/csv; charset=utf-8", _csv),
}
