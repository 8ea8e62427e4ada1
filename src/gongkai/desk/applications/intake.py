"""Entering what came by counter, mail, fax or word of mouth: first looked at, then entered."""

import datetime as dt
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import get_random_string

from gongkai.applications import queries
from gongkai.applications.actions import correspondence
from gongkai.applications.actions.casework import attach
from gongkai.applications.actions.intake import CONTENT_LIMIT, Intake, register
from gongkai.applications.models import Application, Carrier, Delivery
from gongkai.applications.people import Particulars
from gongkai.desk.applications.forms.handling import MomentInput
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.applications.wording import channel_choices, kind_choices
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.law.counting import count
from gongkai.law.periods import period
from gongkai.law.receipt import Event, Receipt, channels, receive
from gongkai.law.requesters import suggest
from gongkai.organs.access import Act, organs_for
from gongkai.organs.calendars import calendar_of
from gongkai.organs.models import Organ

SCANS_AT_ONCE = 10
IDENTITIES = ("居民身份证", "统一社会信用代码", "护照", "港澳居民来往内地通行证", "台湾居民来往大陆通行证", "其他证件")


class _Scans(forms.FileInput):
    allow_multiple_selected = True


class _ScansField(forms.FileField):
    """Several files or none."""

    widget = _Scans

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The files."""
        given = data or []
        if len(given) > SCANS_AT_ONCE:
            raise ValidationError(f"一次最多存入 {SCANS_AT_ONCE} 个文件，其余的登记后在案卷里补存。")
        return given


class IntakeForm(DeskForm):
    """What an application says (条例 Art. 29), how and when it came."""

    organ = OrganField(Act.REGISTER_APPLICATION, label="收到申请的机关")
    channel = forms.ChoiceField(label="渠道", choices=channel_choices)
    arrived_at = forms.DateTimeField(
        label="到达时间", widget=MomentInput, help_text="提交、签收或者进入系统的时间（北京时间）。"
    )
    confirmed_at = forms.DateTimeField(
        label="双方确认的时间",
        widget=MomentInput,
        required=False,
        help_text="平信、互联网、传真以双方确认之日为收到之日；还没有联系上的留空，登记后再确认。",
    )
    requester_kind = forms.ChoiceField(label="申请人类别", choices=[("", "请选择"), *kind_choices()])
    name = forms.CharField(label="姓名或者名称", max_length=80)
    identity_kind = forms.ChoiceField(label="证件种类", choices=[(kind, kind) for kind in IDENTITIES], required=False)
    identity = forms.CharField(label="证件号码", max_length=40, required=False)
    contact = forms.CharField(label="联系人", max_length=40, required=False, help_text="法人和其他组织填写。")
    representative = forms.CharField(label="法定代表人", max_length=40, required=False)
    phone = forms.CharField(label="电话", max_length=40, required=False)
    email = forms.EmailField(label="电子邮箱", required=False)
    address = forms.CharField(label="地址", max_length=200, required=False)
    postcode = forms.CharField(label="邮政编码", max_length=6, required=False)
    agent = forms.CharField(label="代理人姓名", max_length=80, required=False)
    agent_phone = forms.CharField(label="代理人电话", max_length=40, required=False)
    content = forms.CharField(
        label="所需政府信息的内容描述",
        max_length=CONTENT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="名称、文号或者便于查询的其他特征，照申请原文录入。不得要求说明用途。",
    )
    carrier = forms.ChoiceField(label="提供形式", choices=Carrier.choices)
    delivery = forms.ChoiceField(label="获取方式", choices=Delivery.choices)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    SECTIONS = (
        ("收到", ("organ", "channel", "arrived_at", "confirmed_at")),
        ("申请人", ("requester_kind", "name", "identity_kind", "identity", "contact", "representative")),
        ("联系方式（至少一种）", ("phone", "email", "address", "postcode", "agent", "agent_phone")),
        ("申请内容", ("content", "carrier", "delivery")),
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)
        self.fields["scans"] = _ScansField(
            label="扫描件", required=False, help_text="申请书、身份证明、信封等，加密存入案卷；也可以登记后再存。"
        )

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """The fields by heading."""
        return [(heading, [self[name] for name in names]) for heading, names in self.SECTIONS]

    @property
    def requester(self) -> Particulars:
        """Who asks."""
        names = ("name", "identity", "contact", "representative", "phone", "email", "address", "postcode")
        typed = {name: self.typed[name].strip() for name in names}
        return Particulars(**typed, identity_kind=self.typed["identity_kind"] if typed["identity"] else "")

    @property
    def intake(self) -> Intake:
        """What is asked."""
        typed = self.typed
        agent = Particulars(name=typed["agent"], phone=typed["agent_phone"]) if typed["agent"].strip() else None
        return Intake(
            self.requester, typed["requester_kind"], typed["content"], typed["carrier"], typed["delivery"], agent
        )

    @property
    def receipt(self) -> Receipt:
        """When it counts as received. Raises ``ValueError``."""
        typed = self.typed
        calendar = calendar_of(typed["organ"])
        return receive(typed["channel"], typed["arrived_at"], typed["confirmed_at"], calendar)


class Looked(NamedTuple):
    """What is seen before an application is entered."""

    receipt: Receipt
    sources: str
    due: dt.date | None
    volume: int
    same: list[Application]
    suggestion: str


def look(form: IntakeForm) -> Looked:
    """The day of receipt with its article, the due day, the requester's volume in the month, likely duplicates."""
    organ, receipt = form.typed["organ"], form.receipt
    on = receipt.received_on
    of_same = queries.of_requester(Application.objects.filter(organ=organ), form.requester)
    month = on or timezone.localdate()
    same = of_same.exclude(status="archived").order_by("-pk").only("pk", "number", "content", "status", "received_on")
    due = count(period("answer", on), on, calendar_of(organ)).due if on else None
    return Looked(
        receipt,
        "、".join(receipt.channel.basis),
        due,
        of_same.filter(received_on__year=month.year, received_on__month=month.month).count(),
        list(same[:5]),
        _suggested(form),
    )


def _suggested(form: IntakeForm) -> str:
    """A word on the column of table 3 where the organisation's code speaks for another one."""
    typed = form.typed
    if typed["identity_kind"] != "统一社会信用代码" or not typed["identity"]:
        return ""
    try:
        found = suggest(typed["identity"], typed["name"])
    except ValueError as error:
        return f"{error}。"
    names = dict(kind_choices())
    if found.column == typed["requester_kind"]:
        return ""
    return f"按{found.why}，类别可能是“{names[found.column]}”，您选的是“{names[typed['requester_kind']]}”，请核对。"


def enter(request: HttpRequest) -> HttpResponse:
    """The form; once looked at (``look``), what follows from it; then entered (``enter``)."""
    require_somewhere(request, Act.REGISTER_APPLICATION)
    person = person_of(request)
    organs = organs_for(person, Act.REGISTER_APPLICATION, timezone.localdate()).order_by("path")
    looked, made = None, []
    if request.method == "POST":
        form = IntakeForm(organs, request.POST, request.FILES)
        if "enter" in request.POST:
            if form.done(lambda: made.append(_enter(request, form))):
                return _entered(request, made[0])
        elif form.is_valid():
            looked = _looked(form)
    else:
        form = IntakeForm(organs, initial=_initial(organs))
    context = {"form": form, "looked": looked, "confirmed_by": _confirmed(), "again": request.method == "POST"}
    status = 422 if form.errors else 200
    return screen(request, "desk/applications/intake.html", "登记申请", context, above=ABOVE, status=status)


def _looked(form: IntakeForm) -> Looked | None:
    try:
        return look(form)
    except ValueError as error:
        form.add_error("confirmed_at", f"{error}。")
    return None


def _confirmed() -> str:
    """The channels that count from their confirmation, in words."""
    return "、".join(way.name for way in channels().values() if way.decided_by is Event.CONFIRMATION)


def _initial(organs: QuerySet[Organ]) -> dict[str, Any]:
    only = organs[:2]
    return {
        "organ": only[0].pk if len(only) == 1 else None,
        "arrived_at": timezone.localtime(),
        "key": get_random_string(32),
    }


def _enter(request: HttpRequest, form: IntakeForm) -> Application:
    typed = form.typed
    application = register(
        person_of(request),
        typed["organ"],
        form.intake,
        typed["channel"],
        typed["arrived_at"],
        typed["confirmed_at"],
        typed["key"],
    )
    for scan in typed["scans"]:
        attach(person_of(request), application, "attachment", scan.name or "", scan.chunks())
    given = () if application.letters.exists() else _GIVEN.get(application.facts[0].kind, ())
    for kind in given:
        correspondence.issue(person_of(request), application, kind, timezone.localdate())
    return application


_GIVEN = {"receive": ("receipt",), "record_oral": ("application_form", "receipt")}
"""The letters that come with an application, by how it came in."""


def _entered(request: HttpRequest, application: Application) -> HttpResponse:
    said = f"已登记，编号{application.number}。"
    if application.due_on:
        said += f"收到之日{application.received_on}，{application.due_on}前答复。请把回执交给申请人，再指定承办人。"
    else:
        said += "还没有与申请人确认，请尽快联系；确认之日起算期限。"
    messages.success(request, said)
    return redirect("desk_application", pk=application.pk)
