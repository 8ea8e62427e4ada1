"""Everything at once, as a stream: all figures as CSV, all reports as JSON Lines."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from gongkai.annual.models import Report
from gongkai.api.organs import OrganFilter, found_by
from gongkai.api.pages import answered_with
from gongkai.api.problems import PROBLEMS
from gongkai.api.reports import ReportFilter, published
from gongkai.organs.models import Organ
from gongkai.report.writers.data import in_order
from gongkai.ui.export import export
from gongkai.ui.paging import in_pieces

router = Router(tags=["批量数据"])
HEADINGS = ("机关标识", "机关", "年度", "表", "行", "列", "数值")
_OF_ORGANS = ("slug", "name", "level", "kind", "region", "credit_code", "address", "phone", "email", "foi_unit")
_CHUNK = 100
_BOM = "\ufeff"


CSV_ANSWER = answered_with("text/csv", "每项一行")
"""What the description says of a list given out as a table."""


@router.get(
    "/organs.csv",
    response={200: None, **PROBLEMS},
    summary="机关列表（CSV）",
    operation_id="organs_table",
    openapi_extra=CSV_ANSWER,
)
def organs_table(request: HttpRequest, filters: Query[OrganFilter]) -> HttpResponseBase:
    """现有的机关及其联系方式，每个一行。"""
    rows = ([getattr(organ, name) for name in _OF_ORGANS] for organ in found_by(filters).iterator(2000))
    return export("csv", "机关", tuple((str(Organ._meta.get_field(n).verbose_name), 20) for n in _OF_ORGANS), rows)  # type: ignore[union-attr]


@router.get(
    "/figures.csv",
    response={200: None, **PROBLEMS},
    summary="年报数字（CSV）",
    operation_id="figures",
    openapi_extra=answered_with("text/csv", "每份报告的每个单元格一行"),
)
def figures(request: HttpRequest, filters: Query[ReportFilter]) -> StreamingHttpResponse:
    """已发布年报表二、表三、表四的全部单元格，每格一行；空白、不适用或读不出的，数值为空。行、列的名称与 JSON 相同。"""
    return _download(_csv(in_pieces(published(filters), _CHUNK)), "text/csv; charset=utf-8", "figures.csv")


@router.get(
    "/reports.jsonl",
    response={200: None, **PROBLEMS},
    summary="全部年报（JSON Lines）",
    operation_id="dump",
    openapi_extra=answered_with("application/jsonl", "每份报告一行"),
)
def dump(request: HttpRequest, filters: Query[ReportFilter]) -> StreamingHttpResponse:
    """已发布的年报，每份一行 JSON，另加机关标识（slug）和发布时间（published_at）。"""
    return _download(_lines(in_pieces(published(filters), _CHUNK)), "application/jsonl; charset=utf-8", "reports.jsonl")


def _download(chunks: Iterable[str | bytes], media_type: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(chunks, content_type=media_type, headers=headers)


def _csv(reports: Iterable[Report]) -> Iterator[str]:
    """The rows, a report's at a time; begun so that spreadsheet programs see that it is UTF-8."""
    yield _BOM + _rows([HEADINGS])
    for report in reports:
        head = (report.organ.slug, report.organ.name, report.year)
        yield _rows((*head, *cell) for cell in _cells(in_order(report.data)))


def _cells(data: dict[str, Any]) -> Iterator[tuple[int, str, str, object]]:
    for number in (2, 3, 4):
        for row, columns in data[f"table{number}"].items():
            for column, value in columns.items():
                yield number, row, column, value


def _rows(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _lines(reports: Iterable[Report]) -> Iterator[bytes]:
    for report in reports:
        more = {"slug": report.organ.slug, "published_at": report.published_at}
        yield msgspec.json.encode(more | in_order(report.data)) + b"\n"
