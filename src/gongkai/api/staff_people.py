"""People and their posts, for administrators. Whoever looks at a person's contacts leaves a trace."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Body, Query, Router, Schema, Status
from pydantic import Field

from gongkai.api.bulk import CSV_ANSWER
from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.pages import Page, Paging, cut
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.tokens import PostItem, Token, person_of, post_item
from gongkai.organs import actions
from gongkai.organs.access import Act
from gongkai.organs.models import Person, Post, Role
from gongkai.organs.queries import people_for
from gongkai.ui.export import export

router = Router(tags=["管理人员"], auth=Token(Act.MANAGE_PEOPLE))
_COLUMNS = (("用户名", 20), ("姓名", 14), ("机关标识", 20), ("机关", 28), ("岗位", 14), ("任职", 12), ("离任", 12))


class PeopleFilter(Schema):
    """Which people."""

    q: str = Field("", max_length=60, pattern=PLAIN, description="姓名或用户名中的文字")
    organ: str = Field("", max_length=60, pattern=PLAIN, description="机关的标识：在该机关任职或曾任职的")
    role: Role | None = Field(None, description="任或曾任的岗位")
    active: bool | None = Field(None, description="账号是否可用")


class PeoplePaging(PeopleFilter, Paging):
    """Which people, and which page of them."""


class PersonItem(Schema):
    """A person in a list."""

    id: int = Field(description="编号")
    username: str = Field(description="用户名")
    name: str = Field(description="姓名")
    active: bool = Field(description="账号是否可用")
    posts: list[PostItem] = Field(description="现任、曾任和将任的岗位")


class PeoplePage(Page):
    """A page of people."""

    items: list[PersonItem] = Field(description="按用户名的次序")


class PersonDetail(PersonItem):
    """A person with contacts."""

    phone: str = Field(description="电话")
    email: str = Field(description="电子邮箱")


class PostNew(Schema):
    """A post in a body from a day on."""

    organ: str = Field(max_length=60, pattern=PLAIN, description="机关的标识")
    role: Role = Field(description="岗位")
    since: dt.date = Field(description="任职日期")


class PostEnd(Schema):
    """The last day of a post."""

    until: dt.date = Field(description="离任日期，当天仍在岗")
    reason: str = Field(min_length=1, max_length=500, pattern=PLAIN, description="理由")


class Because(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500, pattern=PLAIN, description="理由")


@router.get("/people", response={200: PeoplePage, **STAFF_PROBLEMS}, summary="人员列表", operation_id="people")
def people(request: HttpRequest, filters: Query[PeoplePaging]) -> dict[str, Any]:
    """在您管理的机关任职或曾任职的人员。"""
    shown, place = cut(_people(request, filters), filters)
    return {"items": [_item(person) for person in shown], **place}


@router.get(
    "/people.csv",
    response={200: None, **STAFF_PROBLEMS},
    summary="人员列表（CSV）",
    operation_id="people_table",
    openapi_extra=CSV_ANSWER,
)
def people_table(request: HttpRequest, filters: Query[PeopleFilter]) -> HttpResponseBase:
    """同一列表，每个岗位一行。"""
    return export("csv", "人员", _COLUMNS, _rows(_people(request, filters)))


@router.get(
    "/people/{int:pk}", response={200: PersonDetail, **STAFF_PROBLEMS}, summary="一个人员", operation_id="person"
)
def person(request: HttpRequest, pk: int) -> dict[str, Any]:
    """一个人员的岗位和联系方式；每次查看都留痕。"""
    found = _person(request, pk)
    actions.note_seen(person_of(request), found)
    return _detail(found)


@router.post(
    "/people/{int:pk}/posts",
    response={201: PersonDetail, **STAFF_PROBLEMS},
    summary="任职",
    operation_id="appoint",
)
def appoint(request: HttpRequest, pk: int, new: Body[PostNew]) -> Status[dict[str, Any]]:
    """自某日起在您管理的机关任职。"""
    found = _person(request, pk)
    actions.appoint(person_of(request), found, organ_named(new.organ), new.role, new.since)
    return Status(201, _detail(_person(request, pk)))


@router.post(
    "/posts/{int:pk}/end", response={200: PersonDetail, **STAFF_PROBLEMS}, summary="离任", operation_id="dismiss"
)
def dismiss(request: HttpRequest, pk: int, given: Body[PostEnd]) -> dict[str, Any]:
    """记录离任日期；次日起不再有这个岗位的权限。"""
    post = Post.objects.filter(pk=pk, person__in=_all(request)).select_related("organ", "person").first()
    if post is None:
        raise Http404("没有这个任职，或者不在您管理的机关。")
    actions.dismiss(person_of(request), post, given.until, given.reason)
    return _detail(_person(request, post.person_id))


@router.post(
    "/people/{int:pk}/close", response={200: PersonDetail, **STAFF_PROBLEMS}, summary="停用账号", operation_id="close"
)
def close(request: HttpRequest, pk: int, given: Body[Because]) -> dict[str, Any]:
    """停用账号：登录和令牌立即失效。"""
    return _detail(actions.close_account(person_of(request), _person(request, pk), given.reason))


def _all(request: HttpRequest) -> QuerySet[Person]:
    return people_for(person_of(request), timezone.localdate())


def _people(request: HttpRequest, filters: PeopleFilter) -> QuerySet[Person]:
    found = _all(request)
    if filters.q:
        found = found.filter(Q(name__icontains=filters.q) | Q(username__icontains=filters.q))
    held = Post.objects.all()
    if filters.organ:
        held = held.filter(organ=organ_named(filters.organ))
    if filters.role:
        held = held.filter(role=filters.role)
    if filters.active is not None:
        found = found.filter(is_active=filters.active)
    return found.filter(pk__in=held.values("person")).order_by("username")


def _person(request: HttpRequest, pk: int) -> Person:
    found = _all(request).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这个人员，或者不在您管理的机关。")
    return found


def _item(person: Person) -> dict[str, Any]:
    return {
        "id": person.pk,
        "username": person.username,
        "name": person.name,
        "active": person.is_active,
        "posts": [post_item(post) for post in person.posts.all()],
    }


def _detail(person: Person) -> dict[str, Any]:
    return {**_item(person), "phone": person.phone, "email": person.email}


def _rows(found: QuerySet[Person]) -> Iterator[Sequence[Any]]:
    for person in found.iterator(2000):
        for post in person.posts.all():
            where = (post.organ.slug, post.organ.name, post.get_role_display())
            yield person.username, person.name, *where, post.since, post.until
