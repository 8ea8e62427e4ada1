"""What a program is told when something goes wrong: one sentence in Chinese, and which parameters are at fault."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError
from pydantic import Field


class Fault(Schema):
    """A parameter that cannot be used."""

    parameter: str = Field(description="参数名")
    message: str = Field(description="哪里不对")


class Problem(Schema):
    """Why there is no answer."""

    detail: str = Field(description="一句话说明")
    faults: list[Fault] = Field(default=[], description="有问题的参数")


PROBLEMS = {404: Problem, 422: Problem, 429: Problem}
"""What every address may answer instead of data."""

_SENTENCES = {
    "enum": "只能是 {expected} 之一",
    "int_parsing": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_pattern_mismatch": "含有不能使用的字符",
    "missing": "必须填写",
}


def answer_problems(api: NinjaAPI) -> None:
    """Let the interface answer every refusal in this form."""
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(ValidationError, _invalid)


def _missing(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return _answer(404, str(error) or "没有这项数据。")


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, Throttled):
        response = _answer(429, "请求太频繁，请稍后再试；需要全部数据的，请用 /api/v1/reports.jsonl 一次取走。")
        response["Retry-After"] = "1"
        return response
    return _answer(error.status_code, str(error))


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    faults = [
        {"parameter": str(one["loc"][-1]), "message": _sentence(one["type"], one.get("ctx", {}))}
        for one in error.errors
    ]
    return _answer(422, "有参数无法识别。", faults)


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    """A fault in Chinese.

    >>> _sentence("less_than_equal", {"le": 200})
    '不能大于 200'
    """
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return _SENTENCES.get(kind, "格式不对").format_map({**context, "expected": expected})


def _answer(status: int, detail: str, faults: list[dict[str, str]] | None = None) -> HttpResponse:
    data = {"detail": detail, "faults": faults or []}
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
