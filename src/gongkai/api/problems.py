"""What a program is told when something goes wrong: problem details (RFC 9457) in Chinese, with the fields at fault."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from gongkai.organs.access import Refused
from gongkai.trail.actions import Changed

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
    """A parameter or a field that cannot be used."""

    parameter: str = Field(description="参数或字段的名称")
    message: str = Field(description="哪里不对")


class Problem(Schema):
    """Why there is no answer."""

    type: str = Field("about:blank", description="问题的种类；没有另外说明的，由 status 表示")
    title: str = Field(description="问题的名称")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="一句话说明")
    faults: list[Fault] = Field(default=[], description="有问题的参数或字段")


PROBLEMS = {404: Problem, 422: Problem, 429: Problem}
"""What every address may answer instead of data."""
STAFF_PROBLEMS = {400: Problem, 401: Problem, 403: Problem, **PROBLEMS}
"""What the addresses for staff may answer besides."""

TITLES = {
    400: "请求无法识别",
    401: "需要令牌",
    403: "不允许",
    404: "没有这项数据",
    409: "已被别人修改",
    413: "内容太大",
    422: "内容有问题",
    429: "请求太频繁",
    503: "暂时没有结果",
}
_SENTENCES = {
    "enum": "只能是 {expected} 之一",
    "int_parsing": "应为整数",
    "int_type": "应为整数",
    "int_from_float": "应为整数",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字",
    "date_from_datetime_parsing": "应为日期，例如 2026-11-20",
    "date_parsing": "应为日期，例如 2026-11-20",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "string_too_long": "不能超过 {max_length} 个字",
    "string_too_short": "不能少于 {min_length} 个字",
    "string_pattern_mismatch": "含有不能使用的字符",
    "extra_forbidden": "没有这个字段",
    "missing": "必须填写",
}


def answer_problems(api: NinjaAPI) -> None:
    """Let the interface answer every refusal in this form."""
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(AuthenticationError, _unknown)
    api.add_exception_handler(ValidationError, _unreadable)
    api.add_exception_handler(Refused, lambda _, error: _answer(403, str(error)))
    api.add_exception_handler(Changed, lambda _, error: _answer(409, str(error)))
    api.add_exception_handler(Invalid, _invalid)


def _missing(_request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return _answer(404, str(error) or "没有这项数据。")


def _unknown(_request: HttpRequest, error: Any) -> HttpResponse:
    response = _answer(
        401, "令牌没有提供、不对、已过期或已作废。请在工作台的“令牌”中建立，以 Authorization: Bearer 提供。"
    )
    response["WWW-Authenticate"] = 'Bearer realm="gongkai"'
    return response


def _refused(_request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error, Throttled):
        response = _answer(429, "请求太频繁，请稍后再试；需要全部数据的，请用 /api/v1/reports.jsonl 一次取走。")
        response["Retry-After"] = "1"
        return response
    sentence = "请求的正文不是有效的 JSON。" if error.status_code == 400 else str(error)
    return _answer(error.status_code, sentence)


def _unreadable(_request: HttpRequest, error: Any) -> HttpResponse:
    """A parameter or a field of another form than described."""
    faults = [
        {"parameter": str(one["loc"][-1]), "message": _sentence(one["type"], one.get("ctx", {}))}
        for one in error.errors
    ]
    return _answer(422, "有参数无法识别。", faults)


def _invalid(_request: HttpRequest, error: Any) -> HttpResponse:
    """What the ledger does not take."""
    if not hasattr(error, "error_dict"):
        return _answer(422, "".join(error.messages))
    faults = [{"parameter": field, "message": "".join(said)} for field, said in error.message_dict.items()]
    return _answer(422, "有内容需要更正。", faults)


def _sentence(kind: str, context: Mapping[str, Any]) -> str:
    """A fault in Chinese.

    >>> _sentence("less_than_equal", {"le": 200})
    '不能大于 200'
    """
    expected = str(context.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return _SENTENCES.get(kind, "格式不对").format_map({**context, "expected": expected})


def _answer(status: int, detail: str, faults: list[dict[str, str]] | None = None) -> HttpResponse:
    data = {
        "type": "about:blank",
        "title": TITLES.get(status, "没有办成"),
        "status": status,
        "detail": detail,
        "faults": faults or [],
    }
    return JsonResponse(
        data, status=status, json_dumps_params={"ensure_ascii": False}, content_type=f"{MEDIA_TYPE}; charset=utf-8"
    )
