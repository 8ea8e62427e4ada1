"""What people see when something goes wrong: a page in plain words that needs neither database nor other files."""

import errno
import logging
import sys
from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from gongkai.organs.access import Refused
from gongkai.project.logs import request_number
from gongkai.trail.actions import Changed

_log = logging.getLogger(__name__)


class Fault(NamedTuple):
    """A kind of fault: status, what happened, what to do."""

    status: int
    title: str
    advice: str


BAD = Fault(400, "这个请求无法识别", "请返回上一页，刷新后重试。")
DENIED = Fault(403, "您不能打开这个页面", "如果工作需要，请联系本机关的系统管理员。")
FORM_EXPIRED = Fault(
    403, "这个页面打开得太久了", "请按浏览器的“后退”回到表单，刷新后重新提交；填写的内容请先复制保存。"
)
MISSING = Fault(404, "没有这个页面", "网址可能有误，或者内容已经移走。可以从首页查找。")
CHANGED = Fault(
    409, "您填写期间，别人已经作了修改", "请按浏览器的“后退”回到表单，您填写的内容还在；核对新的内容后再保存。"
)
TOO_LARGE = Fault(413, "上传的文件太大", "请压缩或拆分后重新上传。")
FULL = Fault(507, "服务器的存储空间不足", "刚才的内容没有保存。请稍后重试，或联系系统管理员清理磁盘。")
AWAY = Fault(
    503,
    "系统暂时不能使用",
    "数据库正在恢复，一般在一分钟之内。请稍后刷新；刚才提交的内容如未保存，请用“后退”回到表单。",
)
BROKEN = Fault(500, "系统出了问题", "问题已经记录。请稍后重试；仍不行的，请把下面的编号告诉系统管理员。")


def answer(request: HttpRequest, fault: Fault, sentence: str = "") -> HttpResponse:
    """The page of a fault, with a sentence that says it closer; problem details for programs."""
    if request.path.startswith("/api/") or not request.accepts("text/html"):
        problem = {"type": "about:blank", "title": fault.title, "status": fault.status}
        response: HttpResponse = JsonResponse(
            {**problem, "detail": sentence or fault.title, "request": request_number()},
            status=fault.status,
            json_dumps_params={"ensure_ascii": False},
            content_type="application/problem+json; charset=utf-8",
        )
    else:
        facts = {
            "fault": fault,
            "sentence": sentence,
            "number": request_number() if fault.status >= 500 else "",
            "request": request,
        }
        response = HttpResponse(render_to_string("project/fault.html", facts), status=fault.status)
    if fault.status == AWAY.status:
        response["Retry-After"] = "30"
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 400."""
    return answer(request, BAD)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 403."""
    return answer(request, DENIED, str(exception) if isinstance(exception, PermissionDenied) else "")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Handler of 404."""
    return answer(request, MISSING)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is missing or old."""
    return answer(request, FORM_EXPIRED)


def server_error(request: HttpRequest) -> HttpResponse:
    """Handler of 500: tells a database that is away and a disk that is full from a fault of ours."""
    return answer(request, _kind(sys.exc_info()[1]))


def _kind(error: BaseException | None) -> Fault:
    match error:
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return FULL
        case OperationalError() if "full" in str(error) or "No space" in str(error):
            return FULL
        case OperationalError() | InterfaceError():
            return AWAY
    return BROKEN


class Faults:
    """Stops what is too large before it is read, and answers refusals of the ledger in their own words."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > settings.UPLOAD_LIMIT:
            return answer(request, TOO_LARGE, f"一次最多上传 {settings.UPLOAD_LIMIT // 2**20} MB。")
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The sentence of a refusal; other errors go on to the handlers."""
        match exception:
            case Refused():
                return answer(request, DENIED, str(exception))
            case Changed():
                return answer(request, CHANGED, str(exception))
        return None
