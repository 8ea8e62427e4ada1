"""Logs: one JSON value a line, tied together by the request, with personal data masked."""

import contextvars
import functools
import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line tells them, and they take time

_request_number: contextvars.ContextVar[str] = contextvars.ContextVar("request_number", default="")

_access = logging.getLogger("gongkai.access")

_FIELDS = (
    "name|username|full_name|applicant|contact|phone|mobile|tel|fax|email|address|id_number|id_card|password|passwd|"
    "secret|token|authorization|cookie|sessionid|csrftoken|姓名|联系人|申请人|法定代表人|电话|手机|住址|地址|邮箱|证件号码"
)
PRIVATE = re.compile(_FIELDS)
"""Names of fields whose values are not logged."""

_SUSPECT = re.compile(r"[:：=@]|Key \(|\d{7}|\d{4}[- ]\d{4}")
"""What a text has at least that any of the masks fits: most have none of it."""

_MASKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"Key \(([^)]*)\)=\([^)]*\)"), r"Key (\1)=(〔隐去〕)"),
    (
        re.compile(rf"(?P<key>['\"]?\b(?:{_FIELDS})['\"]?\s*[:：=]\s*)(?:'[^']*'|\"[^\"]*\"|[^\s,，;；&'\"}})]+)"),
        r"\g<key>〔隐去〕",
    ),
    (re.compile(r"gk_[\w-]+"), "〔令牌〕"),
    (re.compile(r"(/desk/password/)[\w=-]+/[\w-]+"), r"\1〔隐去〕"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "〔邮箱〕"),
    (re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[\dXx](?![0-9A-Za-z])"), "〔证件号码〕"),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), "〔手机号〕"),
    (re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)"), "〔电话〕"),
    (re.compile(r"(?<![0-9A-Za-z])\d{16,19}(?![0-9A-Za-z])"), "〔长号码〕"),
)


def masked(text: str) -> str:
    """The text without numbers of documents and phones, mail addresses, tokens, links that set a password,
    and values of private fields.

    >>> masked("申请人：张某某，手机13812345678，证件 11010519491231002X，a.b@example.cn")
    '申请人：〔隐去〕，手机〔手机号〕，证件 〔证件号码〕，〔邮箱〕'
    """
    if not _SUSPECT.search(text):
        return text
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def masked_value(value: Any, name: str = "") -> Any:
    """The same for data of any shape; a private field is masked whatever it holds."""
    if name and value not in (None, "") and _is_private(name):
        return "〔隐去〕"
    match value:
        case str():
            return masked(value)
        case int() | float() | bool() | None:
            return value
        case Mapping():
            return {key: masked_value(item, str(key)) for key, item in value.items()}
        case list() | tuple():
            return [masked_value(item) for item in value]
    return masked(str(value))


@functools.lru_cache(1_000)
def _is_private(name: str) -> bool:
    return PRIVATE.fullmatch(name.lower()) is not None


class Masking(logging.Filter):
    """Masks a record before any formatter sees it: message, arguments, extra data and the trace of an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace what the record says; never drop it."""
        if isinstance(record.args, Mapping):
            record.args = masked_value(record.args)
        record.msg, record.args = masked(record.getMessage()), None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = masked("".join(traceback.format_exception(record.exc_info[1])).rstrip())
            record.exc_info = None
        record.facts = masked_value(getattr(record, "facts", {}))
        record.request_number = _request_number.get()
        return True


class Json(logging.Formatter):
    """One JSON value a record."""

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line."""
        value = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(record.created)) + f".{int(record.msecs):03d}",
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_number", ""),
            **getattr(record, "facts", {}),
            "trace": record.exc_text,
        }
        return msgspec.json.encode({key: item for key, item in value.items() if item not in ("", None)}).decode()


class AccessLog:
    """Numbers each request, and logs it with its outcome and time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        number, began = number_request(), time.monotonic()
        response = self._get_response(request)
        response["X-Request-ID"] = number
        if not request.path.startswith(("/static/", "/healthz", "/readyz")):
            person = getattr(getattr(request, "_cached_user", None), "pk", None)
            log_request(request.method or "", request.path, response.status_code, began, person)
        return response


def number_request() -> str:
    """Give the request that begins its number, which ties together what is logged until the next one begins."""
    number = secrets.token_hex(6)
    _request_number.set(number)
    return number


def log_request(method: str, path: str, status: int, began: float, person: int | None = None) -> None:
    """Log a request that was answered; without its query, which may name a person. ``began`` is ``time.monotonic()``."""
    facts = {
        "method": method,
        "path": path,
        "status": status,
        "ms": round((time.monotonic() - began) * 1000),
        "person": person,
    }
    if _access.isEnabledFor(logging.INFO):  # a record of ours, without a search for the line of code that writes it
        record = logging.LogRecord(_access.name, logging.INFO, "", 0, f"{method} {path} {status}", None, None)
        record.facts = facts
        _access.handle(record)


def request_number() -> str:
    """The number of the request being answered: what a person tells the administrator, who finds it in the log."""
    return _request_number.get()


def logging_config(level: str, form: str) -> dict[str, Any]:
    """The setting ``LOGGING``: everything to standard error, masked. Statements with their values are never logged."""
    quiet = {"level": "WARNING"} if level != "DEBUG" else {}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"masking": {"()": Masking}},
        "formatters": {
            "json": {"()": Json},
            "text": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%H:%M:%S"},
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["masking"], "formatter": form}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
            "django.db.backends": {"level": "INFO"},
            "axes": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
            "django_tasks": quiet,
            "django_tasks_db": quiet,
            "botocore": {"level": "WARNING"},
            "fontTools": {"level": "WARNING"},
        },
    }
