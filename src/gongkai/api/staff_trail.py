"""The trail, for those who oversee it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gongkai.api.bulk import CSV_ANSWER
from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.pages import Page, Paging, cut
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.tokens import Token, person_of
from gongkai.organs.access import Act
from gongkai.organs.queries import trail_for
from gongkai.trail.models import Entry
from gongkai.trail.queries import search
from gongkai.ui.export import export

router = Router(tags=["操作留痕"], auth=Token(Act.SEE_TRAIL))
_COLUMNS = (("序号", 8), ("时间", 20), ("操作人", 12), ("操作", 14), ("说明", 60), ("理由", 40), ("摘要", 66))
_SHOWN = ("number", "at", "actor_label", "act", "record_type", "record_id", "summary", "reason", "previous", "digest")


class TrailFilter(Schema):
    """Which entries."""

    q: str = Field("", max_length=60, pattern=PLAIN, description="说明、理由或操作人中的文字")
    act: str = Field("", max_length=60, pattern=PLAIN, description="操作")
    organ: str = Field("", max_length=60, pattern=PLAIN, description="机关的标识")
    since: dt.date | None = Field(None, description="从这一天")
    until: dt.date | None = Field(None, description="到这一天")


class TrailPaging(TrailFilter, Paging):
    """Which entries, and which page of them."""


class EntryItem(Schema):
    """An entry of the trail."""

    number: int = Field(description="序号")
    at: dt.datetime = Field(description="时间")
    actor_label: str = Field(description="操作人；凭令牌的，写明令牌")
    act: str = Field(description="操作")
    record_type: str = Field(description="记录的种类")
    record_id: str = Field(description="记录的编号")
    summary: str = Field(description="说明")
    reason: str = Field(description="理由")
    previous: str = Field(description="前一条的摘要")
    digest: str = Field(description="本条的摘要")


class TrailPage(Page):
    """A page of the trail."""

    items: list[EntryItem] = Field(description="新的在前")


@router.get("/trail", response={200: TrailPage, **STAFF_PROBLEMS}, summary="操作留痕", operation_id="trail")
def trail(request: HttpRequest, filters: Query[TrailPaging]) -> dict[str, Any]:
    """您能查看的留痕。"""
    shown, place = cut(_entries(request, filters), filters)
    return {"items": [{name: getattr(entry, name) for name in _SHOWN} for entry in shown], **place}


@router.get(
    "/trail.csv",
    response={200: None, **STAFF_PROBLEMS},
    summary="操作留痕（CSV）",
    operation_id="trail_table",
    openapi_extra=CSV_ANSWER,
)
def trail_table(request: HttpRequest, filters: Query[TrailFilter]) -> HttpResponseBase:
    """同一列表，每条一行。"""
    return export("csv", "操作留痕", _COLUMNS, _rows(_entries(request, filters)))


def _entries(request: HttpRequest, filters: TrailFilter) -> QuerySet[Entry]:
    days = {name: day.isoformat() for name in ("since", "until") if (day := getattr(filters, name))}
    found = search(trail_for(person_of(request), timezone.localdate()), filters.q, filters.act, **days)
    return found.filter(organ_id=organ_named(filters.organ).pk) if filters.organ else found


def _rows(entries: QuerySet[Entry]) -> Iterator[Sequence[Any]]:
    for e in entries.iterator(2000):
        yield e.number, e.at, e.actor_label, e.act, e.summary, e.reason, e.digest
