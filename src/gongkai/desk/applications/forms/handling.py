"""Given to somebody, and what is done while a case is handled."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gongkai.applications import telling
from gongkai.applications.actions import casework, intake
from gongkai.applications.models import Application
from gongkai.desk.applications.forms.base import StepForm, a_day, line, text
from gongkai.law.receipt import BEIJING
from gongkai.organs.access import GRANTS, Act
from gongkai.organs.models import Organ, Person

WAYS = [(way, way) for way in ("电话", "当面", "短信", "电子邮件", "网上留言", "书信")]


def handlers(organ: Organ) -> "Any":
    """The people whose posts let them handle the organ's applications today."""
    on, roles = timezone.localdate(), [role for role, grants in GRANTS.items() if Act.HANDLE_APPLICATION in grants]
    held = Q(posts__until=None) | Q(posts__until__gte=on)
    return Person.objects.filter(
        held, posts__organ=organ, posts__role__in=roles, posts__since__lte=on, is_active=True
    ).distinct()


class MomentInput(forms.DateTimeInput):
    """A moment, with the browser's own calendar and clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class Confirm(StepForm):
    """The confirmation by which an application is received."""

    kind, button, day, letter, looks = "confirm", "确认收到", "", True, False
    after = "确认之日就是收到申请之日，答复期限从次日起算；系统随即算出届满日。"
    at = forms.DateTimeField(label="双方确认的时间", widget=MomentInput, initial=timezone.localtime)
    explanation = text("迟于收到当日确认的原因", "到达后超过一个工作日才确认的，须写明。", required=False)

    def act(self, actor: Person) -> Application:
        """Confirm."""
        at, arrived = self.typed["at"].astimezone(BEIJING), self.application.submitted_at
        if at < arrived < at + dt.timedelta(minutes=1):  # the field knows no seconds
            at = arrived.astimezone(BEIJING)
        confirmed = intake.confirm(actor, self.application, at, self.typed["explanation"])
        self.kept(actor)
        return confirmed

    @property
    def dated(self) -> dt.date:
        """The day of the confirmation."""
        moment: dt.datetime = self.typed["at"]
        return moment.astimezone(BEIJING).date()


class Assign(StepForm):
    """Who handles it."""

    kind, button, day = "assign", "指定", ""
    after = "申请出现在承办人“我承办的”列表中；承办人可以查看申请人信息。"
    handler = forms.ModelChoiceField(label="承办人", queryset=Person.objects.none(), empty_label="请选择")

    def prepare(self) -> None:
        """Offer those who may."""
        field: Any = self.fields["handler"]
        field.queryset = handlers(self.application.organ).order_by("name", "pk")
        self.initial.setdefault("handler", self.application.handler_id)

    def act(self, actor: Person) -> Application:
        """Assign."""
        return intake.assign(actor, self.application, self.typed["handler"])


class Contact(StepForm):
    """A contact with the requester."""

    kind, day = "contact", "沟通日期"
    after = "沟通情况记入案卷，不影响期限。请不要写入申请人的电话、证件号码。"
    way = forms.ChoiceField(label="沟通方式", choices=WAYS)
    outcome = text("沟通情况", "说了什么，申请人怎样答复。")

    def act(self, actor: Person) -> Application:
        """Log it."""
        typed = self.typed
        return casework.log_contact(actor, self.application, typed["on"], typed["way"], typed["outcome"])


class Search(StepForm):
    """A search for what is wanted."""

    kind, day = "search", "检索日期"
    after = "检索记录存入案卷。答复“经检索不存在”的，须先有检索记录（条例第三十六条第（四）项）。"
    places = text("检索范围", "查了哪些档案、系统、科室。")
    words = line("检索词", "用了哪些文号、名称、关键词。")
    found = text("检索结果")

    def act(self, actor: Person) -> Application:
        """Record it."""
        typed = self.typed
        return casework.record_search(
            actor, self.application, typed["on"], typed["places"], typed["words"], typed["found"]
        )


class Coordinate(StepForm):
    """A question to another unit."""

    kind, day, letter = "coordinate", "发出日期", True
    after = "协办不影响答复期限；请在内部期限前催要答复。"
    unit = line("协办机构")
    question = text("协办事项", "请对方提供什么情况、材料。不要写申请人是谁。")
    purpose = line("事由", "写进协办函，如：有关档案由你单位保管。", required=False)
    until = a_day("请对方答复的日期")

    def telling(self, actor: Person) -> dict[str, Any]:
        """The question."""
        typed = self.typed
        return telling.inquiry(typed["unit"], typed["question"], typed["purpose"], typed["on"], typed["until"])

    def act(self, actor: Person) -> Application:
        """Ask."""
        typed = self.typed
        return casework.coordinate(
            actor, self.application, typed["on"], typed["unit"], typed["question"], typed["until"], self.kept(actor)
        )


class Note(StepForm):
    """Anything else."""

    kind = "note"
    after = "记入案卷，不影响期限。"
    text = text("记事")

    def act(self, actor: Person) -> Application:
        """Keep it."""
        return casework.note(actor, self.application, self.typed["on"], self.typed["text"])
