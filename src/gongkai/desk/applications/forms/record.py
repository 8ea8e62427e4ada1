"""Correcting what was recorded: an event's day, what was written with it, that it happened at all; the entry itself."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongkai.applications.actions import amendment
from gongkai.applications.actions.intake import CONTENT_LIMIT
from gongkai.applications.models import Application, Carrier, Delivery, Event
from gongkai.applications.people import Particulars
from gongkai.desk.applications.forms.base import StepForm, a_day, line, text
from gongkai.desk.applications.timeline import DAYS, TEXTS
from gongkai.desk.applications.wording import kind_choices
from gongkai.law.outcomes import outcomes
from gongkai.organs.models import Person


class Amend(StepForm):
    """Another day for an event, other words, or that it did not happen."""

    kind, button, day, grave = "amend", "更正", "", True
    after = "原来的记录保留，标明更正的人、时间和理由；状态和期限按更正后的事实重新计算。"
    number = forms.TypedChoiceField(label="更正哪一事项", coerce=int)
    on = a_day("更正后的日期", "只改日期时填写。", required=False)
    item = forms.ChoiceField(label="更正事项里的哪一项内容", required=False, help_text="只改内容时选择。")
    value = line("更正成", "日期写成 2026-03-02。", required=False, longest=2_000)
    void = forms.BooleanField(label="这一事项没有发生，予以撤销", required=False)
    reason = text("更正的理由")

    def prepare(self) -> None:
        """Offer what can be corrected."""
        number: Any = self.fields["number"]
        item: Any = self.fields["item"]
        struck = {event.data["fact"] for event in self.application.events.all() if event.data.get("void")}
        events = [e for e in self.application.events.all() if e.kind not in _FIXED and e.number not in struck]
        number.choices = [(event.number, f"{event.number}. {event.on} {event.name}") for event in events]
        item.choices = [("", "不改内容"), *(choice for event in events for choice in _items(event))]

    def clean(self) -> dict[str, Any]:
        """What is changed must be of the event that was chosen, and a day or an outcome where it is one."""
        typed = super().clean() or {}
        if item := typed.get("item"):
            number, _, name = item.partition(":")
            if int(number) != typed.get("number"):
                raise ValidationError({"item": "这一项内容不属于上面选的事项。"})
            typed["data"] = {name: _said(name, typed.get("value", ""))}
        return typed

    def act(self, actor: Person) -> Application:
        """Correct."""
        typed = self.typed
        return amendment.amend(
            actor,
            self.application,
            typed["number"],
            typed["reason"],
            on=typed["on"],
            data=typed.get("data"),
            void=typed["void"],
        )


_FIXED = {"amend", "amend_entry", "recount"}


def _items(event: Event) -> list[tuple[str, str]]:
    """What of an event can be written anew; the outcome only where it came from a ledger, without a letter of ours."""
    names = {**TEXTS, **DAYS}
    if event.kind == "reply" and "imported" in event.data:
        names["outcome"] = "结果"
    return [
        (f"{event.number}:{name}", f"{event.number}. {event.name}，{names[name]}：{str(value)[:20]}")
        for name, value in event.data.items()
        if name in names and isinstance(value, str)
    ]


def _said(name: str, value: str) -> str:
    value = value.strip()
    if not value:
        raise ValidationError({"value": "请写明更正成什么。"})
    if name in DAYS:
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise ValidationError({"value": "请写成 2026-03-02 这样的日期。"}) from error
    if name == "outcome":
        found = next((key for key, outcome in outcomes().items() if value in (key, outcome.name)), None)
        if found is None:
            raise ValidationError({"value": "请照处理结果的名称写，例如“予以公开”。"})
        return found
    return value


class AmendEntry(StepForm):
    """What was typed wrongly when the application was entered; particulars are written anew without being shown."""

    kind, button, day = "amend_entry", "更正", ""
    after = "更正前后的内容写入案卷，标明更正的人、时间和理由；个人信息只记明改了哪一项，不写内容。"
    requester_kind = forms.ChoiceField(label="申请人类别", choices=kind_choices)
    content = forms.CharField(
        label="所需政府信息的内容描述",
        max_length=CONTENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只更正录入的错误，与申请原文一致；申请人要改内容的，按补正办理。",
    )
    carrier = forms.ChoiceField(label="提供形式", choices=Carrier.choices)
    delivery = forms.ChoiceField(label="获取方式", choices=Delivery.choices)
    name = line("申请人姓名或者名称", "以下各项，不改的留空。", required=False, longest=80)
    identity = line("证件号码", required=False, longest=40)
    phone = line("电话", required=False, longest=40)
    email = forms.EmailField(label="电子邮箱", required=False)
    address = line("地址", required=False)
    reason = text("更正的理由")

    def prepare(self) -> None:
        """Show what is stored, but no particulars."""
        for name in ("requester_kind", "content", "carrier", "delivery"):
            self.initial.setdefault(name, getattr(self.application, name))

    def act(self, actor: Person) -> Application:
        """Correct."""
        typed = self.typed
        entry = {name: typed[name] for name in amendment.ENTRY}
        who = Particulars(**{name: typed[name] for name in ("name", "identity", "phone", "email", "address")})
        return amendment.amend_entry(actor, self.application, typed["reason"], entry, who)
