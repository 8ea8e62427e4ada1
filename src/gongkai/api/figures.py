"""The dictionary of figures: what each one counts, in which unit, and what asks for it."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from gongkai.api.problems import PROBLEMS
from gongkai.figures.registry import FIGURES

router = Router(tags=["统计指标"])


class FigureFilter(Schema):
    """Which figures."""

    q: str = Field("", max_length=60, description="标识、名称、定义或依据中的词，空格隔开")


class FigureItem(Schema):
    """A figure's definition."""

    key: str = Field(description="标识；年报单元格为“表.行.列”")
    name: str = Field(description="名称")
    unit: str = Field(description="单位")
    definition: str = Field(description="数的是什么")
    sources: list[str] = Field(description="依据的条款")


class FigureList(Schema):
    """The figures."""

    items: list[FigureItem] = Field(description="统计指标，按登记的次序")


@router.get("/figures", response={200: FigureList, **PROBLEMS}, summary="统计指标", operation_id="figure_dictionary")
def figures(request: HttpRequest, filters: Query[FigureFilter]) -> dict[str, Any]:
    """本系统统计的每项指标：标识、名称、单位、定义、依据。年报的每个单元格各是一项。"""
    return {"items": FIGURES.search(filters.q)}
