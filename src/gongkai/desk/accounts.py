"""A person's account, for administrators: a link to set a new password, the account closed and opened again."""

import logging
import smtplib
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.desk.frame import Crumb, DeskForm, person_of, screen
from gongkai.desk.people import ABOVE, people_of
from gongkai.organs.access import Act, require_over
from gongkai.organs.actions import close_account, offer_password, reopen_account, resume_login
from gongkai.organs.models import Person

_PRINTED = "django.core.mail.backends.console.EmailBackend"
_log = logging.getLogger(__name__)


class ReasonForm(DeskForm):
    """Why."""

    reason = forms.CharField(label="理由", max_length=500, help_text="例如调离、退休，写入留痕。")


@never_cache
def person_password(request: HttpRequest, pk: int) -> HttpResponse:
    """The question; then the link, sent to the person or shown this one time."""
    person = _person(request, pk)
    made: list[str] = []
    form = DeskForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"person": person, "mails": _mails(person), "back": _address(person), "form": form}
    if request.method == "POST" and form.done(lambda: made.append(offer_password(person_of(request), person))):
        link = settings.BASE_URL + reverse(
            "set_password", args=[urlsafe_base64_encode(force_bytes(person.pk)), made[0]]
        )
        if _mails(person) and _sent(person, link):
            messages.success(request, f"设置密码的链接已发到“{person}”的电子邮箱，24 小时内有效。")
            return redirect(_address(person))
        context["link"] = link
    return screen(request, "desk/password_link.html", f"重设密码：{person}", context, above=_way(person))


@require_POST
def person_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """The login, paused after failures, open again."""
    person = _person(request, pk)
    resume_login(person_of(request), person)
    messages.success(request, f"“{person}”可以重新登录。忘记密码的，请“重设密码”。")
    return redirect(_address(person))


def person_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The account closed."""
    person = _person(request, pk)
    sentence = f"停用后，“{person}”立即不能登录，正在使用的会话和令牌也立即失效。岗位和以往的留痕保留。"
    done = f"“{person}”的账号已停用，会话和令牌已失效。如有尚在任的岗位，请一并记录离任。"
    return _with_reason(request, person, close_account, "停用账号", sentence, done)


def person_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The account opened again."""
    person = _person(request, pk)
    sentence = f"恢复后，“{person}”要用您开出的链接设置新密码才能登录；原来的令牌不再恢复。"
    done = f"“{person}”的账号已恢复。接下来请“重设密码”，把链接交给本人。"
    return _with_reason(request, person, reopen_account, "恢复账号", sentence, done)


def _with_reason(
    request: HttpRequest, person: Person, act: Callable[..., Person], button: str, sentence: str, done: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None, of=person)
    if request.method == "POST" and form.done(lambda: act(person_of(request), person, form.typed["reason"])):
        messages.success(request, done)
        return redirect(_address(person))
    context = {"form": form, "button": button, "sentence": sentence, "back": _address(person)}
    context["grave"] = act is close_account
    return screen(request, "desk/form.html", f"{button}：{person}", context, above=_way(person))


def _person(request: HttpRequest, pk: int) -> Person:
    """The person, for one who manages all the posts of theirs."""
    person = get_object_or_404(people_of(request), pk=pk)
    require_over(person_of(request), Act.MANAGE_PEOPLE, person, timezone.localdate())
    return person


def _address(person: Person) -> str:
    return reverse("desk_person", args=[person.pk])


def _way(person: Person) -> tuple[Crumb, ...]:
    return (*ABOVE, (str(person), _address(person)))


def _mails(person: Person) -> bool:
    """Whether the link can go by e-mail: there is a server to send it, and an address."""
    return bool(person.email) and settings.EMAIL_BACKEND != _PRINTED


def _sent(person: Person, link: str) -> bool:
    """Send it; where the server does not take it, say so in the log: the link is then shown instead."""
    text = render_to_string("desk/password_mail.txt", {"person": person, "link": link, "site": settings.BASE_URL})
    try:
        send_mail("设置工作台密码", text, None, [person.email])
    except (OSError, smtplib.SMTPException) as error:
        _log.warning("设置密码的邮件没有发出：%s", type(error).__name__)
        return False
    return True
