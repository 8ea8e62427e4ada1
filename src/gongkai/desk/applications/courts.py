"""Reviews and suits of all cases in one list: where each stands, and by when the organ's answer is due."""

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_filters import ChoiceFilter, DateFilter
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.applications.models import Dispute, Instance
from gongkai.applications.queries import disputes_for
from gongkai.desk.applications.matters import AHEAD
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.choosing import OrganFilter
from gongkai.desk.frame import DayInput, require_somewhere
from gongkai.desk.listing import Bounded, Exported, Filters, Listing, one_of
from gongkai.law.results import results
from gongkai.organs.access import Act
from gongkai.ui.templatetags.gongkai import day, iso

_OUTCOMES = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
"""The columns of table 4 in which a dispute that ended can be."""
_AWAITED = Q(concluded_on=None, answered_on=None, answer_due_on__isnull=False)
_DEADLINES = {
    "late": "书面答复已逾期",
    "soon": "书面答复七日内到期",
    "waiting": "等待书面答复",
    "heard": "已答复，等待审结",
    "again": "结果纠正，还没有重新答复",
}


def _with_deadline(key: str, on: dt.date) -> Q:
    return {
        "late": _AWAITED & Q(answer_due_on__lt=on),
        "soon": _AWAITED & Q(answer_due_on__gte=on, answer_due_on__lte=on + AHEAD),
        "waiting": _AWAITED,
        "heard": Q(concluded_on=None, answered_on__isnull=False),
        "again": Q(column="corrected", again=False),
    }[key]


class DisputeFilters(Filters):
    """What the list is narrowed to."""

    court = one_of("途径", Dispute.Court.choices)
    level = one_of("审级", Instance.Level.choices)
    outcome = ChoiceFilter(
        label="结果", choices=[("pending", "尚未审结"), *_OUTCOMES.items()], empty_label="全部", method="by_outcome"
    )
    deadline = ChoiceFilter(label="期限", choices=list(_DEADLINES.items()), empty_label="全部", method="by_deadline")
    organ = OrganFilter(Act.SEE_APPLICATIONS, label="机关（含下级）", method="beneath")
    filed_since = DateFilter(field_name="filed_on", lookup_expr="gte", label="受理之日，从", widget=DayInput())
    filed_until = DateFilter(field_name="filed_on", lookup_expr="lte", label="受理之日，到", widget=DayInput())

    def by_outcome(self, found: QuerySet[Dispute], _name: str, value: str) -> QuerySet[Dispute]:
        """Those that ended so, or have not ended."""
        return found.filter(concluded_on=None) if value == "pending" else found.filter(column=value)

    def by_deadline(self, found: QuerySet[Dispute], _name: str, value: str) -> QuerySet[Dispute]:
        """Those with such a deadline."""
        return found.filter(_with_deadline(value, timezone.localdate()))

    def beneath(self, found: QuerySet[Dispute], _name: str, organ: Any) -> QuerySet[Dispute]:
        """Those of the body and all beneath it."""
        return found.filter(application__organ__path__startswith=organ.path)

    class Meta:
        model = Dispute
        fields: tuple[str, ...] = ()


def _court(dispute: Any) -> str:
    after = "（经过复议）" if dispute.after_review else ""
    return f"{dispute.get_court_display()}{after}"


def _level(dispute: Any) -> str:
    return str(Instance.Level(dispute.level).label)


def _before(dispute: Any) -> str:
    """Before whom it is, with the number that it has there."""
    return "，".join(filter(None, (dispute.body, dispute.docket)))


def _deadline(dispute: Any) -> SafeString | str:
    """By when the organ has to answer, in words."""
    if dispute.answered_on:
        return f"{day(dispute.answered_on)}已答复"
    if dispute.concluded_on or not dispute.answer_due_on:
        return ""
    light = "red" if dispute.answer_due_on < timezone.localdate() else "yellow"
    said = "已逾期" if light == "red" else "前答复"
    return format_html('{} <span class="desk-light {}">{}</span>', day(dispute.answer_due_on), light, said)


def _ended(dispute: Any) -> str:
    if not dispute.result or not dispute.concluded_on:
        return "尚未审结"
    again = "；还没有重新答复" if dispute.column == "corrected" and not dispute.again else ""
    return f"{day(dispute.concluded_on)}{results()[dispute.result].name}{again}"


def _row(dispute: Any) -> list[Any]:
    return [
        dispute.application.number,
        dispute.application.organ.name,
        _court(dispute),
        _level(dispute),
        dispute.body,
        dispute.docket,
        dispute.filed_on,
        dispute.answer_due_on,
        dispute.answered_on,
        dispute.concluded_on,
        results()[dispute.result].name if dispute.result else "",
        _OUTCOMES.get(dispute.column, "尚未审结"),
    ]


class DisputeList(Listing):
    """The disputes over applications that the person may see."""

    name = "desk_disputes"
    title = "复议、诉讼"
    nothing = "没有复议、诉讼。收到申请书、起诉状副本后，在申请的案卷里登记。"
    above = ABOVE
    default_ordering = "-filed_on"
    filterset_class = DisputeFilters
    paginator_class = Bounded
    columns = (
        TitleColumn(
            "number",
            label="申请",
            accessor="application.number",
            get_url=lambda dispute: f"{reverse('desk_application', args=[dispute.application_id])}#disputes",
        ),
        Column("court", label="途径", accessor=_court),
        Column("level", label="审级", accessor=_level, classname="desk-nowrap"),
        Column("before", label="复议机关、法院，案号", accessor=_before),
        Column(
            "filed_on",
            label="受理",
            accessor=lambda row: iso(row.filed_on),
            sort_key="filed_on",
            classname="desk-nowrap",
        ),
        Column("deadline", label="书面答复", accessor=_deadline, sort_key="answer_due_on"),
        Column("result", label="结果", accessor=_ended, sort_key="concluded_on"),
        Column("handler", label="承办人", accessor=lambda row: str(row.application.handler or "未指定")),
        Column("organ", label="机关", accessor="application.organ.name"),
    )
    exported = Exported(
        "复议诉讼",
        (
            *(("编号", 30), ("机关", 28), ("途径", 12), ("审级", 8), ("复议机关（法院）", 28), ("案号", 26)),
            *(("受理之日", 13), ("书面答复届满", 13), ("书面答复", 13), ("审结", 13), ("结果", 24), ("年报附表四", 12)),
        ),
        _row,
    )

    def get_base_queryset(self) -> QuerySet[Dispute]:
        """Those disputes."""
        require_somewhere(self.request, Act.SEE_APPLICATIONS)
        return disputes_for(self.person, self.today)

    def order_queryset(self, queryset: QuerySet[Dispute]) -> QuerySet[Dispute]:
        """In the order asked for, the key last."""
        return queryset.order_by(self.ordering, "-pk")
