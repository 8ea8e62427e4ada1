"""Motions and proposals: the list, a new one, the page of one."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.engagement.frame import PublishedDesk
from gongkai.desk.frame import require_somewhere
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.engagement.models import Motion
from gongkai.engagement.queries import records_for
from gongkai.organs.access import Act, may_anywhere
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("建议提案", "/desk/motions/"),)
_STANDS = {"open": "没有答复", "late": "逾期没有答复", "replied": "已答复", "public": "答复已公开"}


class MotionFilters(Filters):
    """By kind, degree, and how far it has come."""

    kind = one_of("种类", Motion.Kind.choices)
    degree = one_of("办理结果", Motion.Degree.choices)
    stands = one_of("进展", list(_STANDS.items()))

    def filter_queryset(self, queryset: QuerySet[Motion]) -> QuerySet[Motion]:
        """Those that pass."""
        given = self.form.cleaned_data
        found = queryset.filter(**{name: given[name] for name in ("kind", "degree") if given[name]})
        match given["stands"]:
            case "open":
                return found.filter(replied_on=None)
            case "late":
                return found.filter(replied_on=None, due_on__lt=timezone.localdate())
            case "replied":
                return found.filter(replied_on__isnull=False)
            case "public":
                return found.filter(live=True)
        return found

    class Meta:
        model = Motion
        fields: tuple[str, ...] = ()


def _stands(motion: Any) -> str:
    if motion.live:
        return "答复已公开"
    if motion.replied_on:
        return "已答复"
    return "逾期没有答复" if motion.due_on < timezone.localdate() else "办理中"


def _exported(motion: Any) -> list[Any]:
    return [
        motion.organ.name, motion.get_kind_display(), motion.session, motion.no, motion.title, motion.proposer,
        motion.joint, motion.received_on, motion.due_on, motion.replied_on, motion.degree, _stands(motion),
    ]  # fmt: skip


class MotionList(Listing):
    """The motions that the person may see."""

    name = "desk_motions"
    title = "建议提案"
    hint = "按标题、编号、提出人或机关查找"
    nothing = "这里列出承办的人大代表建议和政协提案。还没有，请点“登记”，或者从 Excel 导入。"
    is_searchable = True
    default_ordering = "-received_on"
    filterset_class = MotionFilters
    columns = (
        TitleColumn("title", label="标题", url_name="desk_motion"),
        Column("no", label="编号", accessor=lambda m: f"{m.session} {m.no}"),
        Column("kind", label="种类", accessor="get_kind_display"),
        Column("due_on", label="应答复", accessor=lambda m: day(m.due_on), sort_key="due_on"),
        Column("replied_on", label="答复", accessor=lambda m: day(m.replied_on), sort_key="replied_on"),
        Column("degree", label="结果"),
        StatusTagColumn("stands", label="进展", accessor=_stands, primary=lambda m: "逾期" in _stands(m)),
        Column("organ", label="机关", accessor="organ.name"),
    )
    exported = Exported(
        "建议提案",
        (
            *(("机关", 28), ("种类", 14), ("届次", 24), ("编号", 12), ("标题", 50), ("提出人", 16), ("会办机关", 28)),
            *(("交办日期", 12), ("应答复日期", 12), ("答复日期", 12), ("办理结果", 10), ("进展", 14)),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Motion]:
        """Those motions."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        return records_for(Motion, self.person, self.today).defer("body", "latest_revision__content")

    def search_queryset(self, queryset: QuerySet[Motion]) -> QuerySet[Motion]:
        """The words in title, number, proposer or the body's name."""
        words = self.search_query
        found = Q(title__icontains=words) | Q(no__icontains=words) | Q(proposer__icontains=words)
        return queryset.filter(found | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To enter one, or a table of them, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            return []
        table = reverse("desk_batches", args=["motions"])
        return [
            HeaderButton("登记", url=reverse("desk_motion_create"), icon_name="plus", priority=1),
            HeaderButton("从 Excel 导入", url=table, icon_name="upload", priority=2),
        ]


class MotionDesk(PublishedDesk[Motion]):
    """One motion."""

    name = "desk_motion"
    model = Motion
    new_title = "登记建议提案"
    above = ABOVE
    preview_template = "desk/engagement/preview_motion.html"
    helps = {  # noqa: RUF012  (read only)
        "session": "例如：市六届人大一次会议。",
        "no": "例如：第23号。",
        "joint": "没有的不填。",
        "due_on": "不填的，按交办之日起三个月。",
        "body": "依法可以公开的答复全文；涉及国家秘密、商业秘密、个人隐私的不公开。",
    }

    def address(self, record: Motion) -> str:
        """Its page on the portal."""
        return reverse("motion", args=[record.organ.slug, record.pk])
