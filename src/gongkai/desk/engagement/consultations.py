"""Consultations: the list, a new one, the page of one, the document that came of it, its feedback."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.engagement.frame import PublishedDesk
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.disclosure.queries import public_documents
from gongkai.engagement.actions import feedback as feedbacks
from gongkai.engagement.models import Consultation, Feedback
from gongkai.engagement.queries import PHASES, feedback_of, in_phase, records_for, tally
from gongkai.organs.access import Act, may_anywhere, refusal
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("意见征集", "/desk/consultations/"),)


class ConsultationFilters(Filters):
    """By kind and by where it stands."""

    kind = one_of("种类", Consultation.Kind.choices)
    phase = one_of("进展", [*PHASES.items(), ("draft", "没有发布")])

    def filter_queryset(self, queryset: QuerySet[Consultation]) -> QuerySet[Consultation]:
        """Those that pass."""
        phase, kind = self.form.cleaned_data["phase"], self.form.cleaned_data["kind"]
        found = queryset.filter(kind=kind) if kind else queryset
        if phase == "draft":
            return found.filter(live=False)
        return in_phase(found.filter(live=True), phase, timezone.localdate()) if phase else found

    class Meta:
        model = Consultation
        fields: tuple[str, ...] = ()


def _stands(consultation: Any) -> str:
    if not consultation.live:
        return str(consultation.state)
    on = timezone.localdate()
    if consultation.closes_on < on:
        feedback = getattr(consultation, "feedback", None)
        if feedback and feedback.live:
            return "已反馈"
        return "逾期未反馈" if consultation.feedback_due_on < on else "已经结束，待反馈"
    return str(consultation.phase(on))


def _exported(consultation: Any) -> list[Any]:
    return [
        consultation.number, consultation.organ.name, consultation.title, consultation.get_kind_display(),
        consultation.opens_on, consultation.closes_on, _stands(consultation), consultation.received,
        consultation.adopted, consultation.feedback_due_on,
    ]  # fmt: skip


class ConsultationList(Listing):
    """The consultations that the person may see."""

    name = "desk_consultations"
    title = "意见征集"
    hint = "按标题或机关查找"
    nothing = "这里列出公开征求意见的草案。还没有，请点“发起征集”。"
    is_searchable = True
    default_ordering = "-pk"
    filterset_class = ConsultationFilters
    columns = (
        TitleColumn("title", label="标题", url_name="desk_consultation"),
        Column("kind", label="种类", accessor="get_kind_display"),
        Column("opens_on", label="开始", accessor=lambda c: day(c.opens_on), sort_key="opens_on"),
        Column("closes_on", label="截止", accessor=lambda c: day(c.closes_on), sort_key="closes_on"),
        Column("received", label="意见", accessor="received", classname="number"),
        StatusTagColumn("stands", label="进展", accessor=_stands, primary=lambda c: "逾期" in _stands(c)),
        Column("organ", label="机关", accessor="organ.name"),
    )
    exported = Exported(
        "意见征集",
        (
            *(("编号", 16), ("机关", 28), ("标题", 50), ("种类", 20), ("开始", 12), ("截止", 12), ("进展", 16)),
            *(("收到意见", 10), ("采纳、部分采纳", 14), ("应反馈", 12)),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Consultation]:
        """Those consultations, with the numbers of their opinions."""
        require_somewhere(self.request, Act.SEE_ENGAGEMENT)
        found = records_for(Consultation, self.person, self.today).select_related("feedback")
        adopted = Q(opinions__point__decision__in=("adopted", "partly"))
        counted = found.annotate(received=Count("opinions"), adopted=Count("opinions", filter=adopted))
        return counted.defer("body", "explanation", "latest_revision__content", "feedback__body")

    def search_queryset(self, queryset: QuerySet[Consultation]) -> QuerySet[Consultation]:
        """The words in the title or the body's name."""
        words = self.search_query
        return queryset.filter(Q(title__icontains=words) | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To begin one, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_ENGAGEMENT, self.today):
            return []
        return [HeaderButton("发起征集", url=reverse("desk_consultation_create"), icon_name="plus", priority=1)]


class LinkForm(DeskForm):
    """The document that came of the draft."""

    document = forms.ModelChoiceField(
        label="形成的文件",
        queryset=public_documents(),
        required=False,
        empty_label="（没有，或者取消关联）",
        help_text="列出本机关最近发布的文件。两边的页面互相链接。",
    )


class ConsultationDesk(PublishedDesk[Consultation]):
    """One consultation."""

    name = "desk_consultation"
    model = Consultation
    new_title = "发起意见征集"
    above = ABOVE
    template = "desk/engagement/consultation.html"
    preview_template = "desk/engagement/preview_consultation.html"
    helps = {  # noqa: RUF012  (read only)
        "kind": "重大行政决策草案、规章草案公开征求意见不少于30日（国务院令第713号第十五条、规章制定程序条例第十五条）。",
        "opens_on": "这一天起可以提意见；不早于发布的当天。",
        "closes_on": "最后一天，当天仍接收意见。",
        "short_because": "少于法定期限的必填，随征集一并公布。",
        "ways": "公众怎样提意见：通信地址、电子邮箱、联系电话。网上提交的入口由系统提供，不用写。",
        "explanation": "为什么制定、主要内容、需要公众特别关注的问题。",
    }

    def address(self, record: Consultation) -> str:
        """Its page on the portal."""
        return reverse("consultation", args=[record.organ.slug, record.pk])

    def more(self, request: HttpRequest, record: Consultation) -> dict[str, object]:
        """Opinions, feedback, the document."""
        person, on = person_of(request), timezone.localdate()
        return {
            **super().more(request, record),
            "tally": tally(record),
            "phase": record.phase(on),
            "over": record.closes_on < on,
            "late": record.feedback_due_on < on,
            "feedback": feedback_of(record),
            "may_handle": refusal(person, Act.HANDLE_OPINIONS, record.organ, on) is None,
            "may_edit": refusal(person, Act.EDIT_ENGAGEMENT, record.organ, on) is None,
        }

    def begin_feedback(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A draft of the feedback from the decisions."""
        record = self.record_of(request, pk)
        try:
            made = feedbacks.begin(person_of(request), record)
        except ValidationError as error:
            messages.error(request, "".join(error.messages))
            return redirect(self.name, pk=pk)
        messages.success(request, "已由处理结果写成反馈草稿，请修改、送审、发布。")
        return redirect("desk_feedback", pk=made.pk)

    def link_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The document that came of it."""
        record = self.record_of(request, pk)
        form = LinkForm(request.POST or None, initial={"document": record.document_id})
        field: Any = form.fields["document"]
        recent = public_documents(record.organ).values("pk")[:200]
        field.queryset = public_documents(record.organ).filter(pk__in=list(recent.values_list("pk", flat=True)))
        if request.method == "POST" and form.done(
            lambda: feedbacks.link(person_of(request), record, form.typed["document"])
        ):
            messages.success(request, "已保存，两边的页面互相链接。")
            return redirect(self.name, pk=pk)
        context = {"form": form, "button": "保存", "back": reverse(self.name, args=[pk])}
        return screen(request, "desk/form.html", f"形成的文件：{record}", context, above=self.above)

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            *super().addresses(route),
            path(f"{route}<int:pk>/feedback/", require_POST(desk.begin_feedback), name="desk_consultation_feedback"),
            path(f"{route}<int:pk>/link/", desk.link_page, name="desk_consultation_link"),
        ]


class FeedbackDesk(PublishedDesk[Feedback]):
    """The feedback of a consultation; it is begun from there."""

    name = "desk_feedback"
    model = Feedback
    new_title = ""
    above = ABOVE
    preview_template = "desk/engagement/preview_feedback.html"
    helps = {"body": "由处理结果写成，可以修改。不要写提意见人的姓名和联系方式。"}  # noqa: RUF012

    def address(self, record: Feedback) -> str:
        """The page of the consultation on the portal."""
        return reverse("consultation", args=[record.organ.slug, record.consultation_id]) + "#feedback"

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``; a new one is begun from the consultation."""
        return [pattern for pattern in super().addresses(route) if pattern.name != "desk_feedback_create"]
