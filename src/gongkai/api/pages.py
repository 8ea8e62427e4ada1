"""Lists in pages; answers that are no JSON."""

from typing import Any

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field


class Paging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000, description="第几页，从 1 起")
    size: int = Field(50, ge=1, le=200, description="每页多少项")


class Page(Schema):
    """Where the list stands."""

    total: int = Field(description="总数")
    page: int = Field(description="第几页")
    size: int = Field(description="每页多少项")


def cut(found: QuerySet[Any], paging: Paging) -> tuple[list[Any], dict[str, int]]:
    """The records of the page, and where it stands."""
    begin = (paging.page - 1) * paging.size
    return list(found[begin : begin + paging.size]), {
        "total": found.count(),
        "page": paging.page,
        "size": paging.size,
    }


def answered_with(media_type: str, description: str) -> dict[str, Any]:
    """What the description says of an answer in another format than JSON."""
    content = {media_type: {"schema": {"type": "string"}}}
    return {"responses": {200: {"description": description, "content": content}}}
