"""Who a program acts for: a token in the header ``Authorization: Bearer``, good for some acts of its person."""

from typing import Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.organs.access import Act, require_anywhere
from gongkai.organs.actions import use_token
from gongkai.organs.models import Person, Role

router = Router(tags=["令牌"])


class Token(HttpBearer):
    """A token good for the act, of a person with a post that allows it; for any act where none is named."""

    def __init__(self, act: Act | None = None) -> None:
        super().__init__()
        self.act = act

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person; raises :class:`gongkai.organs.access.Refused` where the act is not theirs, or not the token's."""
        person = use_token(token)
        if person is not None and self.act is not None:
            require_anywhere(person, self.act, timezone.localdate())
        return person


class PostItem(Schema):
    """A post of a person."""

    id: int = Field(description="编号")
    organ: str = Field(description="机关的标识")
    role: Role = Field(description="岗位")
    since: str = Field(description="任职日期")
    until: str | None = Field(description="离任日期，当天仍在岗")


class Me(Schema):
    """For whom the token acts."""

    username: str = Field(description="用户名")
    name: str = Field(description="姓名")
    token: str = Field(description="令牌的名称")
    acts: dict[str, str] = Field(description="令牌的权限及其名称；实际能做的还以本人当日的岗位为限")
    posts: list[PostItem] = Field(description="本人的岗位")


def person_of(request: HttpRequest) -> Person:
    """The person for whom the token acts."""
    return cast("Person", request.auth)  # type: ignore[attr-defined]


def post_item(post: Any) -> dict[str, Any]:
    """A post as data; ``organ`` must be at hand."""
    until = post.until.isoformat() if post.until else None
    organ, since = post.organ.slug, post.since.isoformat()
    return {"id": post.pk, "organ": organ, "role": post.role, "since": since, "until": until}


@router.get("/me", response={200: Me, **STAFF_PROBLEMS}, auth=Token(), summary="令牌代表谁", operation_id="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """令牌的本人、权限和岗位；用来检查令牌是否可用。"""
    person = person_of(request)
    limits = person.limits
    posts = person.posts.select_related("organ").order_by("since", "pk")
    return {
        "username": person.username,
        "name": person.name,
        "token": limits.token if limits else "",
        "acts": {act: Act(act).label for act in sorted(limits.acts if limits else ())},
        "posts": [post_item(post) for post in posts],
    }
