"""Reports as their keepers see them, published or not; publication."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Body, Query, Router, Schema
from pydantic import Field

from gongkai.annual.actions import publish_report, withdraw_report
from gongkai.annual.library import State, library, state_of
from gongkai.annual.models import Report
from gongkai.annual.queries import reports_for
from gongkai.api.bulk import CSV_ANSWER
from gongkai.api.organs import PLAIN
from gongkai.api.pages import Page, Paging, cut
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.reports import ReportFilter, narrowed
from gongkai.api.tokens import Token, person_of
from gongkai.organs.access import Act
from gongkai.report.writers.data import report_data
from gongkai.ui.export import export

router = Router(tags=["办理年度报告"])
SEE, PUBLISH = Token(Act.SEE_REPORTS), Token(Act.PUBLISH_REPORT)


class LibraryFilter(ReportFilter):
    """Which reports."""

    state: State | None = Field(None, description="办到哪一步")


class LibraryPaging(LibraryFilter, Paging):
    """Which reports, and which page of them."""


class LibraryItem(Schema):
    """A report in the library, or a file in which none was found."""

    organ: str = Field(description="机关的标识")
    file: int = Field(description="文件的编号")
    file_name: str = Field(description="文件名")
    uploaded_at: dt.datetime = Field(description="上传时间")
    report: int | None = Field(description="报告的编号；没有读出报告的为 null")
    title: str | None = Field(description="标题")
    year: int | None = Field(description="年度")
    errors: int | None = Field(description="错误")
    warnings: int | None = Field(description="存疑")
    state: State = Field(description="办到哪一步")
    problem: str = Field(description="不能读取的原因，可为空")


class LibraryPage(Page):
    """A page of the library."""

    items: list[LibraryItem] = Field(description="新上传的在前")


class KeptReport(LibraryItem):
    """A report with its content."""

    published_at: dt.datetime | None = Field(description="发布时间")
    published_with: str = Field(description="带错发布的理由")
    withdrawn_at: dt.datetime | None = Field(description="撤下时间")
    withdrawn_because: str = Field(description="撤下的理由")
    content: dict[str, Any] = Field(description="报告的内容，与 gongkai read 输出的相同")


class Reason(Schema):
    """Why."""

    reason: str = Field("", max_length=500, pattern=PLAIN, description="理由")


_COLUMNS = (
    ("机关标识", 20),
    ("机关", 28),
    ("年度", 7),
    ("报告", 44),
    ("状态", 14),
    ("错误", 7),
    ("存疑", 7),
    ("文件", 40),
)


@router.get(
    "/reports", response={200: LibraryPage, **STAFF_PROBLEMS}, auth=SEE, summary="年报库", operation_id="library"
)
def kept(request: HttpRequest, filters: Query[LibraryPaging]) -> dict[str, Any]:
    """您能查看的全部年度报告，包括没有发布的；读不出报告的文件也在其中。"""
    shown, place = cut(_library(request, filters), filters)
    return {"items": [_item(row) for row in shown], **place}


@router.get(
    "/reports.csv",
    response={200: None, **STAFF_PROBLEMS},
    auth=SEE,
    summary="年报库（CSV）",
    operation_id="library_table",
    openapi_extra=CSV_ANSWER,
)
def kept_table(request: HttpRequest, filters: Query[LibraryFilter]) -> HttpResponseBase:
    """同一列表，每份报告一行。"""
    return export("csv", "年报库", _COLUMNS, _rows(_library(request, filters)))


@router.get(
    "/reports/{int:pk}",
    response={200: KeptReport, **STAFF_PROBLEMS},
    auth=SEE,
    summary="一份报告",
    operation_id="kept_report",
)
def keptreport_of(request: HttpRequest, pk: int) -> dict[str, Any]:
    """一份报告的状态和内容，不论是否发布。"""
    return _detail(report_of(request, pk))


@router.post(
    "/reports/{int:pk}/publish",
    response={200: KeptReport, **STAFF_PROBLEMS},
    auth=PUBLISH,
    summary="发布",
    operation_id="publish",
)
def publish(request: HttpRequest, pk: int, given: Body[Reason]) -> dict[str, Any]:
    """发布到门户，代替同年度原来发布的；还有错误没有认定“不是问题”的，须写明理由。"""
    return _detail(publish_report(person_of(request), report_of(request, pk), given.reason))


@router.post(
    "/reports/{int:pk}/withdraw",
    response={200: KeptReport, **STAFF_PROBLEMS},
    auth=PUBLISH,
    summary="撤下",
    operation_id="withdraw",
)
def withdraw(request: HttpRequest, pk: int, given: Body[Reason]) -> dict[str, Any]:
    """从门户撤下，须写明理由。"""
    return _detail(withdraw_report(person_of(request), report_of(request, pk), given.reason))


def report_of(request: HttpRequest, pk: int) -> Report:
    """The report, for a person who may see it."""
    found = reports_for(person_of(request), timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这份报告，或者您不能查看。")
    return found


def _library(request: HttpRequest, filters: LibraryFilter) -> QuerySet[Any]:
    rows: QuerySet[Any] = narrowed(library(person_of(request), timezone.localdate()), filters)
    if filters.state:
        rows = rows.filter(state=filters.state)
    return rows.order_by("-uploaded_at", "-pk", "report_id")


def _item(row: Any) -> dict[str, Any]:
    return {
        "organ": row.organ.slug,
        "file": row.pk,
        "file_name": row.name,
        "uploaded_at": row.uploaded_at,
        "report": row.report_id,
        "title": row.report_title,
        "year": row.year,
        "errors": row.error_count,
        "warnings": row.warning_count,
        "state": row.state,
        "problem": row.problem,
    }


def _rows(found: QuerySet[Any]) -> Iterator[Sequence[Any]]:
    for row in found.iterator(2000):
        state = State(row.state).label
        counts = (row.error_count, row.warning_count)
        yield row.organ.slug, row.organ.name, row.year, row.report_title, state, *counts, row.name


def _detail(report: Report) -> dict[str, Any]:
    names = ("title", "year", "errors", "warnings")
    dated = ("published_at", "published_with", "withdrawn_at", "withdrawn_because")
    return {
        "organ": report.organ.slug,
        "file": report.file_id,
        "file_name": report.file.name,
        "uploaded_at": report.file.uploaded_at,
        "report": report.pk,
        **{name: getattr(report, name) for name in (*names, *dated)},
        "state": state_of(report),
        "problem": report.file.problem,
        "content": report_data(report.content, ""),
    }
