"""Government meetings: the list, a new one, the page of one with the documents that it led to."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.engagement.frame import PublishedDesk
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.disclosure.queries import public_documents
from gongkai.engagement.actions import references
from gongkai.engagement.models import Meeting, Reference
from gongkai.engagement.queries import records_for
from gongkai.organs.access import Act, may_anywhere
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("政府会议", "/desk/meetings/"),)


class MeetingFilters(Filters):
    """By kind and state."""

    kind = one_of("种类", Meeting.Kind.choices)
    live = one_of("状态", [(True, "已发布"), (False, "未发布")])

    class Meta:
        model = Meeting
        fields: tuple[str, ...] = ()


def _exported(meeting: Any) -> list[Any]:
    return [
        meeting.organ.name, meeting.get_kind_display(), meeting.title, meeting.held_on, "；".join(meeting.items),
        meeting.invited, meeting.observers, meeting.state,
    ]  # fmt: skip


class MeetingList(Listing):
    """The meetings that the person may see."""

    name = "desk_meetings"
    title = "政府会议"
    hint = "按标题、议题或机关查找"
    nothing = "这里列出政府常务会议、全体会议等的公开情况。还没有，请点“登记会议”。"
    is_searchable = True
    default_ordering = "-held_on"
    filterset_class = MeetingFilters
    columns = (
        TitleColumn("title", label="会议", url_name="desk_meeting"),
        Column("kind", label="种类", accessor="get_kind_display"),
        Column("held_on", label="日期", accessor=lambda m: day(m.held_on), sort_key="held_on"),
        Column("invited", label="列席", accessor="invited", classname="number"),
        StatusTagColumn("state", label="状态", accessor="state", primary=lambda m: m.has_unpublished_changes),
        Column("organ", label="机关", accessor="organ.name"),
    )
    exported = Exported(
        "政府会议",
        (
            *(("机关", 28), ("种类", 16), ("会议", 40), ("日期", 12), ("议题", 60), ("列席人数", 10)),
            *(("列席人员", 30), ("状态", 16)),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Meeting]:
        """Those meetings."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        return records_for(Meeting, self.person, self.today).defer("body", "latest_revision__content")

    def search_queryset(self, queryset: QuerySet[Meeting]) -> QuerySet[Meeting]:
        """The words in title, agenda or the body's name."""
        words = self.search_query
        found = Q(title__icontains=words) | Q(agenda__icontains=words) | Q(organ__name__icontains=words)
        return queryset.filter(found) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To enter one, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            return []
        return [HeaderButton("登记会议", url=reverse("desk_meeting_create"), icon_name="plus", priority=1)]


class DocumentForm(DeskForm):
    """A document that the meeting dealt with."""

    document = forms.ModelChoiceField(label="文件", queryset=public_documents(), empty_label="请选择")


class MeetingDesk(PublishedDesk[Meeting]):
    """One meeting."""

    name = "desk_meeting"
    model = Meeting
    new_title = "登记会议"
    above = ABOVE
    template = "desk/engagement/meeting.html"
    preview_template = "desk/engagement/preview_meeting.html"
    helps = {  # noqa: RUF012  (read only)
        "title": "例如：第38次常务会议。",
        "agenda": "每行一项。会前公布议题的，先发布；开完会补写议定事项，再发布。",
        "invite": "邀请公众列席的才填：对象、条件、怎样报名。",
        "observers": "实际列席的，每行一种身份和人数，例如：人大代表 3。不写姓名。",
        "body": "会议情况、议定事项；开会以前可以不填。",
    }

    def address(self, record: Meeting) -> str:
        """Its page on the portal."""
        return reverse("meeting", args=[record.organ.slug, record.pk])

    def more(self, request: HttpRequest, record: Meeting) -> dict[str, object]:
        """The documents."""
        found = Reference.objects.filter(record_type=record._meta.label_lower, record_id=record.pk)
        return {**super().more(request, record), "references": found.select_related("document")}

    def refer_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A document that it dealt with."""
        record = self.record_of(request, pk)
        form = DocumentForm(request.POST or None)
        field: Any = form.fields["document"]
        recent = list(public_documents(record.organ).values_list("pk", flat=True)[:200])
        field.queryset = public_documents(record.organ).filter(pk__in=recent)
        if request.method == "POST" and form.done(
            lambda: references.refer(person_of(request), record, form.typed["document"])
        ):
            messages.success(request, "已关联，两边的页面互相链接。")
            return redirect(self.name, pk=pk)
        context = {"form": form, "button": "关联", "back": reverse(self.name, args=[pk])}
        return screen(request, "desk/form.html", f"关联文件：{record}", context, above=self.above)

    def drop_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """That taken back."""
        record = self.record_of(request, pk)
        key = request.POST.get("reference", "")
        found = Reference.objects.filter(record_type=record._meta.label_lower, record_id=pk).select_related("organ")
        reference = get_object_or_404(found, pk=int(key) if key.isdecimal() else 0)
        return self._done(request, pk, lambda actor, _: references.drop(actor, reference, record), "已取消关联。")

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            *super().addresses(route),
            path(f"{route}<int:pk>/refer/", desk.refer_page, name="desk_meeting_refer"),
            path(f"{route}<int:pk>/drop/", require_POST(desk.drop_page), name="desk_meeting_drop"),
        ]
