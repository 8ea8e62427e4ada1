"""Applications: the list."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button, HeaderButton

from gongkai.applications import queries
from gongkai.applications.clock import Light
from gongkai.applications.models import Application
from gongkai.applications.words import MOST, Said, TooSlow, saying
from gongkai.desk.applications.wording import (
    channel_choices,
    kind_choices,
    outcome_choices,
    row_said,
    status_choices,
    without_numbers,
)
from gongkai.desk.choosing import OrganFilter
from gongkai.desk.frame import DayInput, person_of, require_somewhere
from gongkai.desk.listing import Bounded, Exported, Filters, Listing, one_of
from gongkai.organs.access import GRANTS, Act, may_anywhere, organs_for
from gongkai.organs.models import Person, Post
from gongkai.ui.templatetags.gongkai import iso

LIST = "desk_applications"
_HANDLE = [role for role, acts in GRANTS.items() if Act.HANDLE_APPLICATION in acts]
_WALKED = ("received_on", "next_on")
"""Sorted by these, an index of the database is walked; by others the cases received last are sorted."""


def _handlers(request: HttpRequest | None) -> QuerySet[Person]:
    """Those who handle or handled cases of the bodies that the person sees, and the person; no case has to be looked at."""
    if request is None:
        return Person.objects.none()
    organs = organs_for(person_of(request), Act.SEE_APPLICATIONS, timezone.localdate())
    posts = Post.objects.filter(person=OuterRef("pk"), role__in=_HANDLE, organ__in=organs)
    return Person.objects.filter(Exists(posts) | Q(pk=person_of(request).pk)).order_by("name", "pk")


def _day(label: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(label=label, widget=DayInput())


class ApplicationFilters(Filters):
    """What a list is narrowed to; the ledger's own query narrows it."""

    status = one_of("状态", status_choices)
    open = django_filters.ChoiceFilter(label="办结", choices=[("1", "在办"), ("0", "已办结")], empty_label="全部")
    light = one_of("期限", [(light.value, light.label) for light in Light])
    handler = django_filters.ModelChoiceFilter(
        label="承办人", queryset=_handlers, empty_label="全部", null_label="未指定"
    )
    outcome = one_of("处理结果", outcome_choices)
    channel = one_of("渠道", channel_choices)
    requester_kind = one_of("申请人类别", kind_choices)
    beneath = OrganFilter(Act.SEE_APPLICATIONS, label="机关（含下级）")
    received_since, received_until = _day("收到之日，从"), _day("收到之日，到")
    due_since, due_until = _day("届满日，从"), _day("届满日，到")

    def filter_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """Those that pass."""
        set_to = self.form.cleaned_data
        handler = set_to["handler"]
        days = {name: set_to[name] for name in ("received_since", "received_until", "due_since", "due_until")}
        filters = queries.Filters(
            beneath=set_to["beneath"],
            statuses=[set_to["status"]] if set_to["status"] else (),
            open={"1": True, "0": False}.get(set_to["open"]),
            light=Light(set_to["light"]) if set_to["light"] else None,
            handler=handler if isinstance(handler, Person) else None,
            unassigned=handler == "null",
            outcomes=[set_to["outcome"]] if set_to["outcome"] else (),
            kinds=[set_to["requester_kind"]] if set_to["requester_kind"] else (),
            channels=[set_to["channel"]] if set_to["channel"] else (),
            **days,
        )
        return queries.narrowed(queryset, filters, timezone.localdate())

    class Meta:
        model = Application
        fields: tuple[str, ...] = ()


def light_said(application: Any) -> SafeString | str:
    """How pressing an open case is, in words; nothing for one that is over."""
    if not application.open:
        return "按期办结" if application.in_time else "超期办结" if application.in_time is False else ""
    if application.due_on is None:
        return "期限未起算" if application.received_on is None else "等待申请人"
    light = Light(application.light)
    return format_html('<span class="desk-light {}">{}</span>', light.value, light.label)


def asked(application: Any) -> str:
    """The beginning of what is wanted, without numbers of people."""
    text = without_numbers(" ".join(application.content.split()))
    return f"{text[:40]}……" if len(text) > 40 else text


def _due(application: Any) -> str:
    provisional = "（暂定）" if application.provisional else ""
    return f"{iso(application.due_on)}{provisional}"


class Given(NamedTuple):
    """A column of the file: its caption, its width, and what it says of an application."""

    caption: str
    width: int
    value: Callable[[Any], Any]


COLUMNS: Mapping[str, Given] = {
    "number": Given("编号", 30, lambda row: row.number),
    "organ": Given("机关", 28, lambda row: row.organ.name),
    "received_on": Given("收到之日", 13, lambda row: row.received_on),
    "channel": Given("渠道", 14, lambda row: row.channel_name),
    "kind": Given("申请人类别", 14, lambda row: row.requester_kind_name),
    "requester": Given("申请人", 12, lambda row: row.requester_label),
    "content": Given("所需信息", 60, lambda row: without_numbers(row.content)),
    "status": Given("状态", 14, lambda row: row.status_name),
    "due_on": Given("届满日", 13, lambda row: row.due_on),
    "light": Given("期限", 12, lambda row: Light(row.light).label if row.open and row.due_on else ""),
    "handler": Given("承办人", 12, lambda row: str(row.handler or "")),
    "outcome": Given("处理结果", 20, lambda row: row.outcome_name),
    "row": Given("年报附表三", 34, lambda row: row_said(row.row) if row.row else ""),
    "replied_on": Given("答复之日", 13, lambda row: row.replied_on),
    "closed_on": Given("办结之日", 13, lambda row: row.closed_on),
    "in_time": Given("按期", 8, lambda row: {True: "是", False: "否", None: ""}[row.in_time]),
    "days_taken": Given("办理工作日", 10, lambda row: row.days_taken),
    "extended": Given("延期", 8, lambda row: "是" if row.extended else ""),
    "corrected": Given("补正", 8, lambda row: "是" if row.corrected else ""),
}
"""What a list gives out: people masked for everybody, numbers in what they wrote hidden."""
CAPTIONS = tuple((given.caption, given.width) for given in COLUMNS.values())


def exported(application: Any) -> list[Any]:
    """A row of the file with all columns."""
    return [given.value(application) for given in COLUMNS.values()]


class ApplicationList(Listing):
    """The applications that the person may see."""

    name = LIST
    title = "依申请公开"
    hint = "按编号或所需信息里的字词查找，几个词用空格隔开"
    nothing = "这里列出收到的公开申请。还没有，请点“登记申请”，或者导入原有台账。"
    is_searchable = True
    paginator_class = Bounded
    default_ordering = "-received_on"
    filterset_class = ApplicationFilters
    template_name = "desk/applications/list.html"
    results_template_name = "desk/applications/list_results.html"
    columns = (
        TitleColumn("number", label="编号", accessor="number", url_name="desk_application", sort_key="serial"),
        Column("asked", label="所需信息", accessor=asked),
        Column("requester", label="申请人", accessor=lambda row: f"{row.requester_label}，{row.requester_kind_name}"),
        Column(
            "received",
            label="收到",
            accessor=lambda row: iso(row.received_on),
            classname="desk-nowrap",
            sort_key="received_on",
        ),
        Column("due", label="届满", accessor=_due, classname="desk-nowrap", sort_key="next_on"),
        Column("light", label="期限", accessor=light_said),
        Column("status", label="状态", accessor=lambda row: row.outcome_name or row.status_name, sort_key="status"),
        Column("handler", label="承办人", accessor=lambda row: str(row.handler or "未指定"), sort_key="handler__name"),
        Column("organ", label="机关", accessor="organ.name", sort_key="organ__path"),
    )
    exported = Exported("依申请公开", CAPTIONS, exported)

    def get_base_queryset(self) -> QuerySet[Application]:
        """Those applications."""
        require_somewhere(self.request, Act.SEE_APPLICATIONS)
        return queries.with_light(queries.applications_for(self.person, self.today), self.today)

    def get_queryset(self) -> QuerySet[Application]:
        """What is listed: asked for once, for the rows and for the totals."""
        return self.found

    @cached_property
    def found(self) -> QuerySet[Application]:
        """What is listed."""
        found: QuerySet[Application] = super().get_queryset()  # type: ignore[no-untyped-call]
        return found

    def order_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """In the order asked for, the key last: plain columns, so that an index can be walked."""
        return queryset.order_by(self.ordering, "-pk" if self.ordering.startswith("-") else "pk")

    def search_queryset(self, queryset: QuerySet[Application]) -> QuerySet[Application]:
        """The words in the number or in what is wanted; and no more than can be sorted in a moment."""
        found = queryset.filter(pk__in=self.said.keys) if self.search_query else queryset
        if self.ordering.lstrip("-") in _WALKED or "export" in self.request.GET:
            return found
        return found.filter(pk__in=queries.by_receipt(found).values("pk")[: Bounded.MOST + 1])

    @cached_property
    def said(self) -> Said:
        """The cases with the words."""
        until = self.filters.form.cleaned_data.get("received_until") if self.filters.is_valid() else None
        try:
            return saying(self.person, self.today, self.search_query, until)
        except TooSlow:
            return Said([], more=True)

    def notice(self) -> str:
        """That not all cases with the words were looked at."""
        if not self.search_query or not self.said.more:
            return ""
        if not self.said.keys:
            return "有这些字词的申请太多，一时找不完。请多写几个字，或者写编号。"
        return (
            f"有这些字词的申请超过 {MOST:,} 件，只在最近到达的 {MOST:,} 件里查找。"
            "请多写几个字；要看更早的，请选“收到之日，到”。"
        )

    def get_paginator(self, *args: Any, **kwargs: Any) -> Bounded:
        """The pages; the totals have counted already."""
        paginator = cast("Bounded", super().get_paginator(*args, **kwargs))
        paginator.counted = self.totals["all"]
        return paginator

    @cached_property
    def totals(self) -> dict[str, int]:
        """What stands below the list: of all that is listed, not of the page; nobody waits for a count of more."""
        open_ = Q(open=True)
        listed: QuerySet[Any] = self.found
        return listed.order_by()[: Bounded.MOST + 1].aggregate(
            all=Count("pk"),
            pending=Count("pk", filter=open_),
            late=Count("pk", filter=open_ & Q(light=Light.RED)),
            soon=Count("pk", filter=open_ & Q(light=Light.YELLOW)),
            ended=Count("pk", filter=~open_),
            timely=Count("pk", filter=~open_ & Q(in_time=True)),
            out_of_time=Count("pk", filter=~open_ & Q(in_time=False)),
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The totals, and the ways in."""
        ways = [
            ("在办", "?open=1&ordering=next_on"),
            ("临近到期", "?light=yellow&ordering=next_on"),
            ("已超期", "?light=red&ordering=next_on"),
            ("未指定承办人", "?open=1&handler=null"),
            ("我承办的", f"?open=1&handler={self.person.pk}&ordering=next_on"),
        ]
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        shown = [(name, self.index_url + query) for name, query in ways]
        return {**context, "totals": self.totals, "ways": [*shown, ("复议、诉讼", reverse("desk_disputes"))]}

    def get_header_more_buttons(self) -> list[Button]:
        """The list as text; or as a file of chosen columns."""
        chosen = f"{reverse('desk_applications_export')}?{self.request.GET.urlencode()}"
        return [*super().get_header_more_buttons(), Button("选择列再导出", url=chosen, icon_name="download")]

    def buttons(self) -> list[HeaderButton]:
        """To enter an application, for those who may; the overview of what falls due; the letters."""
        due = HeaderButton("到期一览", url=reverse("desk_applications_due"), icon_name="calendar", priority=2)
        heard = HeaderButton("投诉举报", url=reverse("desk_complaints"), icon_name="warning", priority=5)
        if not may_anywhere(self.person, Act.REGISTER_APPLICATION, self.today):
            return [due, heard] if may_anywhere(self.person, Act.ANSWER_COMPLAINT, self.today) else [due]
        enter = HeaderButton("登记申请", url=reverse("desk_application_new"), icon_name="plus", priority=1)
        letters = HeaderButton("文书模板", url=reverse("desk_letter_templates"), icon_name="edit", priority=3)
        ledger = HeaderButton("导入台账", url=reverse("desk_imports"), icon_name="upload", priority=4)
        return [enter, due, letters, ledger, heard]
