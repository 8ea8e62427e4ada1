"""Number and query code open a case, for an hour, in one browser. Nothing tells whether a number exists."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.applications.models import Application
from gongkai.applications.queries import by_code
from gongkai.portal.applications import guard
from gongkai.portal.applications.private import private
from gongkai.portal.frame import page
from gongkai.ui.rate import address_of

COOKIE = "case"
OPEN_FOR = 3_600
"""Seconds that a case stays open in a browser."""
_SALT = "gongkai.portal.applications.case"
WRONG = "编号和查询码对不上。请对照回执逐字核对：查询码有12位，没有字母 I、O 和数字 0、1。"
TOO_OFTEN = "试得太多了，请过几分钟再试。找不到回执的，请打电话给收件机关，带身份证明当面补打。"
CLOSED = "案卷打开超过一小时，为保护您的个人信息已经关闭。请重新填写编号和查询码。"


class EntryForm(forms.Form):
    """What stands on the receipt."""

    number = forms.CharField(
        label="编号",
        max_length=150,
        help_text="在回执上，如 ××公开〔2026〕第3号",
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "请填写回执上的编号。"},
    )
    code = forms.CharField(
        label="查询码",
        max_length=40,
        help_text="12位字母和数字，不分大小写",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "请填写回执上的查询码。"},
    )


@private
def follow(request: HttpRequest) -> HttpResponse:
    """The form for number and code; a right pair opens the case."""
    form = EntryForm(request.POST if request.method == "POST" else None, label_suffix="")
    status = 200
    if request.method == "POST" and form.is_valid():
        application, sentence = _look(request, form.cleaned_data["number"], form.cleaned_data["code"])
        if application is not None:
            response = redirect("case")
            value = signing.dumps(application.pk, salt=_SALT)
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(
                COOKIE, value, OPEN_FOR, path=reverse("follow"), secure=secure, httponly=True, samesite="Lax"
            )
            return response
        form.add_error(None, sentence)
        status = 429 if sentence == TOO_OFTEN else 200
    return page(request, "portal/applications/follow.html", {"form": form, "here": "follow"}, status)


def _look(request: HttpRequest, number: str, code: str) -> tuple[Application | None, str]:
    """The application, or why not; a wrong pair costs a token, and who has none left is not even looked up."""
    address = address_of(request)
    if guard.WRONG_CODE.left(address) < 1 or guard.WRONG_CODES.left("") < 1:
        return None, TOO_OFTEN
    code = code.replace("-", "")
    found = by_code(None, number, code) or by_code(None, as_printed(number), code)
    if found is None:
        guard.WRONG_CODE.take(address)
        guard.WRONG_CODES.take("")
    return found, WRONG


def as_printed(number: str) -> str:
    """A number as it stands on the receipt, where somebody typed other brackets, widths or blanks.

    >>> as_printed(" 平罗县公开[２０２６] 第 3 号")
    '平罗县公开〔2026〕第3号'
    """
    plain = "".join(unicodedata.normalize("NFKC", number).split())
    return re.sub(r"[\[【(（［〔](\d{4})[\]】)）］〕]", r"〔\1〕", plain)


def with_case(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view is given the open case; without one the visitor is asked for number and code, and told if it was closed."""

    @private
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            pk = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=OPEN_FOR)
            application = Application.objects.select_related("organ").get(pk=pk)
        except (signing.BadSignature, Application.DoesNotExist) as error:
            return _closed(request, expired=isinstance(error, signing.SignatureExpired))
        return view(request, application, *args, **kwargs)

    return opened


def _closed(request: HttpRequest, *, expired: bool) -> HttpResponse:
    if request.method != "POST" and not expired:
        return redirect("follow")
    context = {"form": EntryForm(label_suffix=""), "here": "follow", "closed": CLOSED, "lost": request.method == "POST"}
    return page(request, "portal/applications/follow.html", context, 403)


@require_POST
@private
def leave(request: HttpRequest) -> HttpResponse:
    """Close the case in this browser."""
    response = redirect("follow")
    response.delete_cookie(COOKIE, path=reverse("follow"), samesite="Lax")
    return response
