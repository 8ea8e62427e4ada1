"""Bodies: the tree, and what is public of each."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from gongkai.api.pages import Page, Paging, cut
from gongkai.api.problems import PROBLEMS
from gongkai.organs.models import Kind, Level, Organ, Succession
from gongkai.organs.queries import existing, search

router = Router(tags=["机关"])
PLAIN = r"^[^\x00]*$"
"""Text as a database takes it."""

_PUBLIC = (
    *("credit_code", "established_on", "address", "postcode", "phone", "fax", "email", "office_hours", "foi_unit"),
    *("site_code", "icp_number", "police_number"),
)


class OrganFilter(Schema):
    """Which bodies."""

    level: Level | None = Field(None, description="层级")
    kind: Kind | None = Field(None, description="性质")
    region: str = Field("", max_length=12, pattern=r"^\d*$", description="行政区划代码，或其开头几位")
    parent: str = Field("", max_length=60, pattern=PLAIN, description="上级机关的标识：只要其直接下级")
    q: str = Field("", max_length=60, pattern=PLAIN, description="名称、简称或曾用名中的文字")


class OrganPaging(OrganFilter, Paging):
    """Which bodies, and which page of them."""


class OrganItem(Schema):
    """A body in a list."""

    slug: str = Field(description="标识")
    name: str = Field(description="名称")
    short_name: str = Field(description="简称，可为空")
    level: Level = Field(description="层级")
    kind: Kind = Field(description="性质")
    region: str = Field(description="行政区划代码")
    parent: str | None = Field(description="上级机关的标识")
    abolished_on: dt.date | None = Field(description="撤销日期")


class OrganPage(Page):
    """A page of bodies."""

    items: list[OrganItem] = Field(description="机关，按机构树的次序")


class FormerName(Schema):
    """A name that the body bore."""

    name: str = Field(description="曾用名")
    until: dt.date = Field(description="停用日期")


class Change(Schema):
    """A body that this one took over from, or that took over from it."""

    slug: str = Field(description="标识")
    name: str = Field(description="名称")
    change: Succession.Change = Field(description="合并或分立")
    on: dt.date = Field(description="日期")


class OrganDetail(OrganItem):
    """A body."""

    credit_code: str | None = Field(description="统一社会信用代码")
    established_on: dt.date | None = Field(description="设立日期")
    address: str = Field(description="办公地址")
    postcode: str = Field(description="邮政编码")
    phone: str = Field(description="联系电话")
    fax: str = Field(description="传真")
    email: str = Field(description="电子邮箱")
    office_hours: str = Field(description="办公时间")
    foi_unit: str = Field(description="政府信息公开工作机构")
    site_code: str = Field(description="政府网站标识码")
    icp_number: str = Field(description="ICP备案号")
    police_number: str = Field(description="公安备案号")
    former_names: list[FormerName] = Field(description="曾用名")
    predecessors: list[Change] = Field(description="由哪些机关合并、分立而来")
    successors: list[Change] = Field(description="由哪些机关承继")


@router.get("/organs", response={200: OrganPage, **PROBLEMS}, summary="机关列表", operation_id="organs")
def organs(request: HttpRequest, filters: Query[OrganPaging]) -> dict[str, Any]:
    """现有的机关，可按层级、性质、行政区划、上级机关和名称筛选。"""
    shown, place = cut(found_by(filters), filters)
    above_by_path = dict(Organ.objects.filter(path__in={_above(o) for o in shown}).values_list("path", "slug"))
    return {"items": [_item(organ, above_by_path.get(_above(organ))) for organ in shown], **place}


def found_by(filters: OrganFilter) -> QuerySet[Organ]:
    """The bodies of the filter, in the order of the tree."""
    today = timezone.localdate()
    found = search(filters.q, today) if filters.q.strip() else existing(today)
    if filters.level:
        found = found.filter(level=filters.level)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.region:
        found = found.filter(region__startswith=filters.region)
    if filters.parent:
        above = organ_named(filters.parent)
        found = found.filter(path__startswith=above.path, depth=above.depth + 1)
    return found.order_by("path")


@router.get("/organs/{slug:slug}", response={200: OrganDetail, **PROBLEMS}, summary="一个机关", operation_id="organ")
def organ(request: HttpRequest, slug: str) -> dict[str, Any]:
    """一个机关的基本信息、联系方式和机构沿革；已撤销的机关也可查。"""
    return detail(organ_named(slug))


def organ_named(slug: str) -> Organ:
    """The body; ``Http404`` says that there is none."""
    found: Organ | None = Organ.objects.filter(slug=slug).first()
    if found is None:
        raise Http404(f"没有标识为“{slug}”的机关。")
    return found


def detail(found: Organ) -> dict[str, Any]:
    """What is public of a body."""
    above = Organ.objects.filter(path=_above(found)).values_list("slug", flat=True).first()
    before = found.inheritances.select_related("predecessor")
    after = found.successions.select_related("successor")
    return {
        **_item(found, above),
        **{name: getattr(found, name) for name in _PUBLIC},
        "former_names": [{"name": former.name, "until": former.until} for former in found.names.all()],
        "predecessors": [_change(one, one.predecessor) for one in before],
        "successors": [_change(one, one.successor) for one in after],
    }


def _above(organ: Organ) -> str:
    return str(organ.path)[: -Organ.steplen]


def _item(organ: Organ, parent: str | None) -> dict[str, Any]:
    names = ("slug", "name", "short_name", "level", "kind", "region", "abolished_on")
    return {**{name: getattr(organ, name) for name in names}, "parent": parent}


def _change(succession: Succession, other: Organ) -> dict[str, Any]:
    return {"slug": other.slug, "name": other.name, "change": succession.change, "on": succession.on}
