"""Published annual reports: the list, and one as ``gongkai read`` prints it."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from gongkai.annual.models import Report
from gongkai.annual.queries import public_reports
from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.pages import Page, Paging, answered_with, cut
from gongkai.api.problems import PROBLEMS
from gongkai.organs.queries import beneath
from gongkai.report.exchange import to_xml
from gongkai.report.model import AnnualReport
from gongkai.report.writers.data import report_data
from gongkai.report.writers.tidy import write_report as tidy

router = Router(tags=["年度报告"])


class ReportFilter(Schema):
    """Which reports."""

    organ: str = Field("", max_length=60, pattern=PLAIN, description="机关的标识")
    beneath: bool = Field(False, description="连同该机关的全部下级")
    year: int | None = Field(None, ge=2008, le=2100, description="年度")


class ReportPaging(ReportFilter, Paging):
    """Which reports, and which page of them."""


class ReportItem(Schema):
    """A report in a list."""

    organ: str = Field(description="机关的标识")
    organ_name: str = Field(description="报告所称机关")
    year: int = Field(description="年度")
    form: str = Field(description="所用格式的版本")
    title: str = Field(description="标题")
    published_at: dt.datetime = Field(description="发布时间")


class ReportPage(Page):
    """A page of reports."""

    items: list[ReportItem] = Field(description="年度报告，新的在前")


@router.get("/reports", response={200: ReportPage, **PROBLEMS}, summary="年度报告列表", operation_id="reports")
def reports(request: HttpRequest, filters: Query[ReportPaging]) -> dict[str, Any]:
    """已发布的年度报告，可按机关（连同下级）和年度筛选。"""
    found = published(filters)
    keys, place = cut(found.values_list("pk", flat=True), filters)
    shown = found.defer("data").filter(pk__in=keys)
    return {"items": [_item(report) for report in shown], **place}


@router.get(
    "/organs/{slug:slug}/reports/{int:year}",
    response={200: dict[str, Any], **PROBLEMS},
    summary="一份年度报告",
    operation_id="report",
)
def report(request: HttpRequest, slug: str, year: int) -> dict[str, Any]:
    """一份已发布的年度报告，与 gongkai read 输出的数据相同：六个部分的文字，三张表的数字；空格为 null。"""
    return report_data(_published(slug, year), "")


@router.get(
    "/organs/{slug:slug}/reports/{int:year}.csv",
    response={200: None, **PROBLEMS},
    summary="一份年度报告的表格（CSV）",
    operation_id="report_table",
    openapi_extra=answered_with("text/csv", "每个单元格一行"),
)
def report_table(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """已发布报告的三张表，每格一行，与门户上下载的相同。"""
    return HttpResponse(tidy(_published(slug, year)), content_type="text/csv; charset=utf-8")


@router.get(
    "/organs/{slug:slug}/reports/{int:year}.xml",
    response={200: None, **PROBLEMS},
    summary="一份年度报告（XML）",
    operation_id="report_exchange",
    openapi_extra=answered_with("application/xml", "报告的全文和全部单元格"),
)
def report_exchange(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """已发布报告的全文和三张表，与门户上下载的相同；gongkai read 可以读回。"""
    return HttpResponse(to_xml(_published(slug, year)), content_type="application/xml")


def _published(slug: str, year: int) -> AnnualReport:
    found = public_reports().filter(organ__slug=slug, year=year).first()
    if found is None:
        raise Http404("没有已发布的这份年度报告。")
    return found.content


def published(filters: ReportFilter) -> QuerySet[Report]:
    """The published reports of the filter, newest year first; ``Http404`` for an unknown body."""
    return narrowed(public_reports(), filters).order_by("-year", "organ__path")


def narrowed(found: QuerySet[Any], filters: ReportFilter) -> QuerySet[Any]:
    """Those of records with ``organ`` and ``year`` that the filter lets through."""
    if filters.organ:
        organ = organ_named(filters.organ)
        found = found.filter(organ__in=beneath(organ)) if filters.beneath else found.filter(organ=organ)
    return found.filter(year=filters.year) if filters.year else found


def _item(report: Report) -> dict[str, Any]:
    names = ("organ_name", "year", "form", "title", "published_at")
    return {"organ": report.organ.slug, **{name: getattr(report, name) for name in names}}
