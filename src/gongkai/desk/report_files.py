"""What a report is given out as: the page with marks, files of every format, the comparison with another year."""

import io
from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

from gongkai.annual.audited import audited_of, commented
from gongkai.annual.models import Report, ReportFile
from gongkai.annual.queries import files_for, reports_for
from gongkai.desk.frame import person_of, screen
from gongkai.desk.report_upload import ABOVE
from gongkai.report.batch import Lost
from gongkai.report.compare import Comparison, compare


class Format(NamedTuple):
    """A format of download: its name for people, the ending of the file, its media type, its writer."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Report], bytes | Lost]


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _xlsx(report: Report) -> bytes:
    from gongkai.report.writers.xlsx import write_audits

    file = io.BytesIO()
    write_audits([audited_of(report)], file)
    return file.getvalue()


def _json(report: Report) -> bytes:
    import msgspec

    from gongkai.report.writers.data import audit_data

    return msgspec.json.encode(audit_data(audited_of(report)))


def _markdown(report: Report) -> bytes:
    from gongkai.report.writers.markdown import write_audit

    return write_audit(audited_of(report)).encode()


def _marked(report: Report) -> bytes:
    from gongkai.report.writers.html import write_audit

    return write_audit(audited_of(report)).encode()


FORMATS = {
    "docx": Format("带批注的 Word 文档", "docx", _WORD, commented),
    "xlsx": Format("问题清单（Excel）", "xlsx", _EXCEL, _xlsx),
    "html": Format("标注页面（HTML）", "html", "text/html; charset=utf-8", _marked),
    "md": Format("审核结果（Markdown）", "md", "text/markdown; charset=utf-8", _markdown),
    "json": Format("审核数据（JSON）", "json", "application/json", _json),
}


def _report(request: HttpRequest, pk: int) -> Report:
    return get_object_or_404(reports_for(person_of(request), timezone.localdate()), pk=pk)


def report_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The report with its findings in their places: a page of its own, shown in a frame without rights."""
    from gongkai.report.writers.html import write_audit

    return _framed(write_audit(audited_of(_report(request, pk))))


def _framed(page: str) -> HttpResponse:
    response = HttpResponse(page)
    response["Cache-Control"] = "private, no-store"
    return response


def report_download(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The audit as a file."""
    if format not in FORMATS:
        raise Http404
    report = _report(request, pk)
    chosen = FORMATS[format]
    content = chosen.write(report)
    if isinstance(content, Lost):
        messages.error(request, f"没有做出“{chosen.label}”：{content.reason}")
        return redirect("desk_report", pk=pk)
    name = f"{report.organ.name}{report.year or ''}年度报告审核.{chosen.suffix}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
    return HttpResponse(content, content_type=chosen.media_type, headers=headers)


def report_original(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was handed in; never shown by the browser, for it comes from outside."""
    file: ReportFile = get_object_or_404(files_for(person_of(request), timezone.localdate()), pk=pk)
    return FileResponse(
        file.content.open("rb"), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )


def report_compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two reports side by side, of one body the earlier year first."""
    one, two = _pair(request, pk, other)
    names = [f"{one.year} 年", f" {two.year} 年"] if one.organ_id == two.organ_id else [one.organ.name, two.organ.name]
    context = {"report": one, "earlier": one, "later": two, "address": _address("desk_compared", one, two)}
    above = (*ABOVE, (str(two), reverse("desk_report", args=[two.pk])))
    return screen(request, "desk/compare.html", f"{names[0]}与{names[1]}比较", context, above=above)


@xframe_options_sameorigin
def report_compared(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """The comparison itself: a page of its own, or an Excel workbook (``?format=xlsx``)."""
    comparison = _comparison(*_pair(request, pk, other))
    if request.GET.get("format") == "xlsx":
        from gongkai.report.writers.comparison.workbook import write_comparison as write_workbook

        headers = {"Content-Disposition": content_disposition_header(True, "年度报告比较.xlsx") or ""}
        return HttpResponse(write_workbook(comparison), content_type=_EXCEL, headers=headers)
    from gongkai.report.writers.comparison.page import write_comparison

    return _framed(write_comparison(comparison))


def _pair(request: HttpRequest, pk: int, other: int) -> list[Report]:
    pair = [_report(request, key) for key in (pk, other)]
    return sorted(pair, key=lambda report: report.year or 0)


def _comparison(one: Report, two: Report) -> Comparison:
    return compare(one.content, two.content)


def _address(name: str, one: Report, two: Report) -> str:
    return reverse(name, args=[one.pk, two.pk])
