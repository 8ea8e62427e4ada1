"""Logging in: the page, the lock after failures, the password that must be changed first, and the trace of it all."""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from axes.helpers import get_cool_off, get_failure_limit
from axes.utils import reset as axes_reset
from django import forms
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import LoginView, PasswordChangeView, PasswordResetConfirmView
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from gongkai.organs.actions import change_password
from gongkai.organs.models import Person
from gongkai.project.faults import Fault, answer
from gongkai.project.guesses import paused, remember
from gongkai.project.headers import DESK, client_address
from gongkai.trail.actions import record

SINGLE_SIGN_ON = "single_sign_on"
"""The session's mark of a person who logged in elsewhere, and whose password here does not matter."""


class LoginForm(AuthenticationForm):
    """User name and password."""

    error_messages = {  # noqa: RUF012  (as the base class has it)
        "invalid_login": "用户名或密码不对。请检查大小写和输入法，再试一次。",
        "inactive": "这个账号已停用，请联系本机关的系统管理员。",
        "paused": "近来有人在多处用这个用户名试登录，没有成功。为防止密码被猜中，在没有登录过的浏览器上暂停登录，最多 15 分钟。"
        "请换用以前登录过的电脑；急用的，请联系本机关的系统管理员解除。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["username"].label = "用户名"

    def clean(self) -> dict[str, Any]:
        """Look at the password, unless the name is being guessed at."""
        if self.request and paused(self.request, self.cleaned_data.get("username", "")):
            raise forms.ValidationError(self.error_messages["paused"], code="paused")
        return super().clean()


class Login(LoginView):
    """The page."""

    template_name = "project/login.html"
    authentication_form = LoginForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the name of the single sign-on, where there is one; after a new password, with a word on it."""
        told = self.request.GET.get("password") == "set"
        return super().get_context_data(single_sign_on=settings.SINGLE_SIGN_ON, password_set=told, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Enter, and know this browser again."""
        response = super().form_valid(form)
        remember(self.request, response, form.get_user())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 429 if form.has_error(NON_FIELD_ERRORS, "paused") else 200
        return response


def locked(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """What a person sees who has failed too often."""
    failures = get_failure_limit(request, credentials)
    minutes = math.ceil((get_cool_off(request) or dt.timedelta(minutes=15)).total_seconds() / 60)
    fault = Fault(
        429,
        "登录暂停",
        f"连续 {failures} 次没有成功，为防止他人试猜密码，这个用户名在您这里暂停登录 {minutes} 分钟。"
        "忘记密码的，请联系本机关的系统管理员。",
    )
    return answer(request, fault)


class ChangeForm(PasswordChangeForm):
    """The old password and twice the new one; saved by the ledger's action."""

    field_order = ("old_password", "new_password1", "new_password2")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, label in (
            ("old_password", "现在的密码"),
            ("new_password1", "新密码"),
            ("new_password2", "再输入一次新密码"),
        ):
            self.fields[name].label = label
        self.fields["new_password2"].help_text = ""

    def clean_new_password2(self) -> str:
        """Another one than before."""
        password: str = self.cleaned_data.get("new_password2", "")
        if password and self.user.check_password(password):
            raise forms.ValidationError("新密码不能与现在的密码相同。")
        return password

    def save(self, commit: bool = True) -> Person:
        """Write it, with its trace."""
        return change_password(self.user, self.cleaned_data["new_password1"])


class ChangePassword(PasswordChangeView):
    """The page on which a person changes the own password."""

    template_name = "project/password.html"
    form_class = ChangeForm
    success_url = reverse_lazy("wagtailadmin_home")

    def form_valid(self, form: Any) -> HttpResponse:
        """Stay logged in here; elsewhere the old sessions end."""
        person = form.save()
        update_session_auth_hash(self.request, person)
        return redirect(self.get_success_url())


class SetForm(SetPasswordForm):  # type: ignore[type-arg]  # not generic when it runs
    """Twice the new password; saved by the ledger's action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password2"].label = "再输入一次新密码"
        self.fields["new_password2"].help_text = ""

    def save(self, commit: bool = True) -> Person:
        """Write it, with its trace; an earlier lock of the login is over."""
        axes_reset(username=self.user.get_username())
        return change_password(self.user, self.cleaned_data["new_password1"], "凭管理员开出的链接设置密码")


class SetPassword(PasswordResetConfirmView):
    """The page behind a link by which an administrator lets a person set a new password, once."""

    template_name = "project/set_password.html"
    form_class = SetForm

    def get_success_url(self) -> str:
        """Back to the login, which says what happened."""
        return f"{reverse('login')}?password=set"

    def form_valid(self, form: Any) -> HttpResponse:
        """Save it; who was given the link is known in this browser."""
        response = super().form_valid(form)
        remember(self.request, response, self.user)
        return response

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """A link that is no longer good is gone."""
        status = 200 if context["validlink"] else 410
        return super().render_to_response(context, status=status, **response_kwargs)


class PasswordFirst:
    """Leads a person whose password was set by somebody else to the page where it is changed, and nowhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if self._must_change(request):
            return redirect("password")
        return self._get_response(request)

    def _must_change(self, request: HttpRequest) -> bool:
        free = (reverse("login"), reverse("password"), reverse("logout"))
        if not request.path.startswith(DESK) or request.path.startswith(free):
            return False
        must = getattr(request.user, "must_change_password", False)
        return bool(must) and SINGLE_SIGN_ON not in request.session


@transaction.atomic
def note_login(sender: object, request: HttpRequest | None, user: Person, **_: object) -> None:
    """Leave the trace of a login."""
    how = "单点登录" if request and SINGLE_SIGN_ON in request.session else "登录"
    record(user, "log_in", user, how, data={"from": client_address(request)} if request else {}, public=False)


@transaction.atomic
def note_logout(sender: object, request: HttpRequest | None, user: Person | None, **_: object) -> None:
    """Leave the trace of a logout."""
    if user is not None:
        record(user, "log_out", user, "退出登录", public=False)
