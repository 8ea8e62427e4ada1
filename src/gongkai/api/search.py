"""Search: what the portal finds, as data."""

import datetime as dt
import enum
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import Field

from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.problems import PROBLEMS, Problem
from gongkai.search.passages import Piece
from gongkai.search.queries import KINDS, LIMIT, MOST, Filters, Hit, TooSlow, Validity, search
from gongkai.ui.addresses import page_of

router = Router(tags=["搜索"])
SLOW = "这次搜索用时太长，已经停止。请加上机关、年份等条件，或者换一个更具体的说法。"
Kind = enum.StrEnum("Kind", {name.upper(): name for name in KINDS})  # type: ignore[misc]  # its members are data


class Order(enum.StrEnum):
    """Which come first."""

    BEST = "best"
    NEWEST = "newest"


class Asked(Schema):
    """What is looked for."""

    q: str = Field("", max_length=LIMIT, pattern=PLAIN, description="字词：标题、正文、附件、文号、机关名称里的文字")
    kind: Kind | None = Field(None, description="种类，或者文件种类")
    year: int | None = Field(None, ge=1949, le=2200, description="发布年份")
    validity: Validity | None = Field(None, description="规章、规范性文件是否有效")
    organ: str = Field("", max_length=60, pattern=PLAIN, description="机关的标识：包括其下级机关")
    order: Order = Field(Order.BEST, description="按相关程度，或者最新的在前")
    page: int = Field(1, ge=1, le=50, description="第几页，从 1 起，每页 20 项")


class FoundItem(Schema):
    """What was found."""

    kind: str = Field(description="种类")
    branch: str = Field(description="文件种类、专栏的部分或者年度")
    title: str = Field(description="标题")
    numbers: str = Field(description="发文字号、索引号")
    organ: str = Field(description="机关的标识")
    organ_name: str = Field(description="机关名称")
    on: dt.date | None = Field(description="发布日期")
    validity: str = Field(description="有效性，不适用的为空")
    passage: str = Field(description="含有字词的一段")
    from_file: bool = Field(description="这一段是否在附件里")
    path: str = Field(description="网页在本站的地址")


class FoundPage(Schema):
    """A page of what was found."""

    total: int = Field(description=f"总数，最多数到 {MOST + 1}")
    more: bool = Field(description=f"是否多于 {MOST} 项")
    page: int = Field(description="第几页")
    pages: int = Field(description="能翻到第几页")
    words: list[str] = Field(description="查询切成的字词")
    items: list[FoundItem] = Field(description="结果")


@router.get(
    "/search", response={200: FoundPage, **PROBLEMS, 503: Problem}, summary="搜索公开的内容", operation_id="search"
)
def found(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """文件、指南和制度、年度报告、机关，与门户的搜索页相同；字词和条件至少给一样。"""
    organ = organ_named(asked.organ) if asked.organ else None
    filters = Filters(organ, asked.kind or "", asked.year, asked.validity)
    if not asked.q.strip() and not any(filters):
        raise HttpError(422, "请给出字词，或者种类、年份、有效性、机关中的一样。")
    today = timezone.localdate()
    try:
        result = search(asked.q, filters, today, asked.page, newest=asked.order is Order.NEWEST)
    except TooSlow as error:
        raise HttpError(503, SLOW) from error
    return {
        "total": result.total,
        "more": result.more,
        "page": asked.page,
        "pages": result.pages,
        "words": [term.word for term in result.terms],
        "items": [_item(hit, today) for hit in result.hits],
    }


def _item(hit: Hit, today: dt.date) -> dict[str, Any]:
    item = hit.item
    return {
        **{name: getattr(item, name) for name in ("kind", "branch", "title", "numbers", "on")},
        "organ": item.organ.slug,
        "organ_name": item.organ.name,
        "validity": item.validity(today),
        "passage": _text(hit.passage),
        "from_file": hit.from_file,
        "path": page_of(item),
    }


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
