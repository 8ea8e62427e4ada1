"""Bodies, for their administrators: one below another, contacts, a new name."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Body, PatchDict, Router, Schema, Status
from pydantic import Field

from gongkai.api.organs import PLAIN, OrganDetail, detail, organ_named
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.tokens import Token, person_of
from gongkai.organs import actions
from gongkai.organs.access import Act
from gongkai.organs.models import Kind, Level

router = Router(tags=["管理机关"], auth=Token(Act.MANAGE_ORGANS))


class OrganNew(Schema):
    """A body to be registered."""

    parent: str = Field(max_length=60, pattern=PLAIN, description="上级机关的标识")
    slug: str = Field(max_length=60, pattern=r"^[a-z0-9-]+$", description="标识，即门户上的网址，以后不变")
    name: str = Field(min_length=1, max_length=80, pattern=PLAIN, description="名称")
    short_name: str = Field("", max_length=30, pattern=PLAIN, description="简称")
    level: Level = Field(description="层级")
    kind: Kind = Field(description="性质")
    credit_code: str | None = Field(None, max_length=18, pattern=PLAIN, description="统一社会信用代码")
    region: str = Field(max_length=12, pattern=r"^\d{6}(\d{3}){0,2}$", description="行政区划代码")


class Contacts(Schema):
    """Contacts and identity of a body; what is left out stays."""

    address: str = Field("", max_length=120, pattern=PLAIN, description="办公地址")
    postcode: str = Field("", max_length=6, pattern=r"^\d*$", description="邮政编码")
    phone: str = Field("", max_length=40, pattern=PLAIN, description="联系电话")
    fax: str = Field("", max_length=40, pattern=PLAIN, description="传真")
    email: str = Field("", max_length=254, pattern=PLAIN, description="电子邮箱")
    office_hours: str = Field("", max_length=120, pattern=PLAIN, description="办公时间")
    foi_unit: str = Field("", max_length=80, pattern=PLAIN, description="政府信息公开工作机构")
    site_code: str = Field("", max_length=20, pattern=PLAIN, description="政府网站标识码")
    icp_number: str = Field("", max_length=40, pattern=PLAIN, description="ICP备案号")
    police_number: str = Field("", max_length=40, pattern=PLAIN, description="公安备案号")


class NewName(Schema):
    """A name from a day on."""

    name: str = Field(min_length=1, max_length=80, pattern=PLAIN, description="新名称")
    on: dt.date = Field(description="启用日期")
    reason: str = Field(min_length=1, max_length=500, pattern=PLAIN, description="依据")


@router.post(
    "/organs", response={201: OrganDetail, **STAFF_PROBLEMS}, summary="设立下级机关", operation_id="create_organ"
)
def create_organ(request: HttpRequest, new: Body[OrganNew]) -> Status[dict[str, Any]]:
    """在您管理的机关之下设立一个机关。"""
    fields = new.model_dump(exclude={"parent"})
    fields["credit_code"] = fields["credit_code"] or None
    return Status(201, detail(actions.create_organ(person_of(request), organ_named(new.parent), **fields)))


@router.patch(
    "/organs/{slug:slug}",
    response={200: OrganDetail, **STAFF_PROBLEMS},
    summary="修改联系方式",
    operation_id="update_contacts",
)
def update_contacts(request: HttpRequest, slug: str, given: PatchDict[Contacts]) -> dict[str, Any]:
    """修改联系方式和网站标识；没有写的字段不变。"""
    return detail(actions.update_contacts(person_of(request), organ_named(slug), given))


@router.post(
    "/organs/{slug:slug}/name", response={200: OrganDetail, **STAFF_PROBLEMS}, summary="更名", operation_id="rename"
)
def rename(request: HttpRequest, slug: str, given: Body[NewName]) -> dict[str, Any]:
    """自某日起用新名称；原名称保留在曾用名中。"""
    return detail(actions.rename_organ(person_of(request), organ_named(slug), given.name, given.on, given.reason))
