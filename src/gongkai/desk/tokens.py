"""A person's own tokens: made, shown once, revoked."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.organs.access import Act, may_anywhere
from gongkai.organs.actions import issue_token, revoke_token
from gongkai.organs.actions.tokens import SCOPES
from gongkai.organs.models import Person, Token

_USUAL = dt.timedelta(days=180)


class TokenForm(DeskForm):
    """A new token: its name, what it is good for, until when."""

    name = forms.CharField(
        label="名称", max_length=30, help_text="写明给哪个程序用，例如“市局年报汇总”。留痕中会写这个名称。"
    )
    acts = forms.MultipleChoiceField(
        label="权限",
        widget=forms.CheckboxSelectMultiple,
        help_text="只列出您的岗位现在允许的。岗位有变动的，令牌随之变动。",
        error_messages={"required": "请至少选一项。"},
    )
    expires_on = forms.DateField(label="有效期至", widget=DayInput, help_text="最长一年，当天仍可用。")

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["acts"]
        field.choices = [(act.value, act.label) for act in SCOPES if may_anywhere(person, act, timezone.localdate())]


@never_cache
def tokens(request: HttpRequest) -> HttpResponse:
    """The person's tokens, and a new one, whose secret stands on this one page."""
    person = person_of(request)
    form = TokenForm(person, request.POST or None, initial={"expires_on": timezone.localdate() + _USUAL})
    made: list[tuple[Token, str]] = []

    def issue() -> None:
        typed = form.typed
        made.append(issue_token(person, typed["name"], [Act(act) for act in typed["acts"]], typed["expires_on"]))

    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.done(issue):
        token, secret = made[0]
        context = {"made": token, "secret": secret, "form": TokenForm(person, initial=form.initial)}
    context["rows"] = [(token, _acts(token), _state(token)) for token in person.tokens.all()]
    return screen(request, "desk/tokens.html", "令牌", context)


def token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The question, and what it does."""
    token = get_object_or_404(person_of(request).tokens, pk=pk)
    if request.method == "POST":
        revoke_token(person_of(request), token)
        messages.success(request, f"令牌“{token}”已作废，用它的程序从现在起不能再登录。")
        return redirect("desk_tokens")
    context = {
        "sentence": f"作废后，使用令牌“{token}”（{token.hint}…）的程序立即不能再用，也不能恢复；需要时可以另建一个。",
        "form": DeskForm(),
        "button": "作废",
        "back": reverse("desk_tokens"),
        "grave": True,
    }
    return screen(request, "desk/form.html", f"作废令牌：{token}", context, above=(("令牌", reverse("desk_tokens")),))


def _acts(token: Token) -> str:
    return "、".join(Act(act).label for act in token.acts)


def _state(token: Token) -> str:
    """Why it is no longer good; empty where it is."""
    if token.revoked_at:
        return "已作废"
    return "已过期" if token.expires_on < timezone.localdate() else ""
