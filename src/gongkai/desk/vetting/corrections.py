"""The corrections ledger: mistakes found after publication, by readers and by staff, and what became of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.desk.vetting.listing import ABOVE
from gongkai.organs.access import Act, refusal, require
from gongkai.trail.queries import entries_of
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting.actions.after import answer, report_mistake
from gongkai.vetting.models import Correction
from gongkai.vetting.queries import corrections_for
from gongkai.vetting.targets import TARGETS, target_of


class CorrectionFilters(Filters):
    """By state and source."""

    state = one_of("状态", Correction.State.choices)
    source = one_of("来源", Correction.Source.choices)

    class Meta:
        model = Correction
        fields: tuple[str, ...] = ()


def _exported(correction: Correction) -> list[Any]:
    answered = timezone.localtime(correction.answered_at).date() if correction.answered_at else None
    return [
        correction.code, correction.organ.name, correction.title, correction.get_source_display(), correction.quote,
        correction.wrong, timezone.localtime(correction.received_at).date(), correction.due_on,
        correction.get_state_display(), correction.answer, answered,
    ]  # fmt: skip


class CorrectionList(Listing):
    """The corrections that the person may see."""

    name = "desk_corrections"
    title = "纠错台账"
    above = ABOVE
    hint = "按编号、标题或内容查找"
    nothing = "这里登记发布以后发现的差错：公众在门户上报的，本单位在文件页面上登记的，事后补审退回的。"
    is_searchable = True
    default_ordering = "-pk"
    filterset_class = CorrectionFilters
    columns = (
        TitleColumn("code", label="编号", url_name="desk_correction"),
        Column("title", label="哪一份"),
        Column("wrong", label="错在哪里", accessor=lambda c: c.wrong[:40]),
        Column("source", label="来源", accessor="get_source_display"),
        StatusTagColumn("state", label="状态", accessor="get_state_display", primary=lambda c: c.state == "open"),
        Column("organ", label="机关", accessor="organ.name"),
        Column("due_on", label="应于", accessor=lambda c: day(c.due_on), sort_key="due_on"),
    )
    exported = Exported(
        "纠错台账",
        (
            *(("编号", 16), ("机关", 28), ("哪一份", 40), ("来源", 12), ("有错的文字", 40), ("错在哪里", 40)),
            *(("收到日期", 12), ("应于", 12), ("状态", 12), ("答复", 40), ("答复日期", 12)),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Correction]:
        """Those corrections."""
        require_somewhere(self.request, Act.SEE_VETTINGS)
        return corrections_for(self.person, self.today)

    def search_queryset(self, queryset: QuerySet[Correction]) -> QuerySet[Correction]:
        """The words in code, title or what is said to be wrong."""
        words = self.search_query
        found = Q(code__icontains=words) | Q(title__icontains=words) | Q(wrong__icontains=words)
        return queryset.filter(found) if words else queryset


class AnswerForm(DeskForm):
    """What became of it."""

    state = forms.ChoiceField(
        label="处理结果",
        choices=[choice for choice in Correction.State.choices if choice[0] != Correction.State.OPEN],
        help_text="要更正的，先把更正后的新版本发布出去，再来答复。",
    )
    answer = forms.CharField(
        label="答复", max_length=1000, widget=forms.Textarea({"rows": 4}), help_text="报错的人凭编号能看到。"
    )


def correction_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction; with POST its answer."""
    person, on = person_of(request), timezone.localdate()
    correction = get_object_or_404(corrections_for(person, on), pk=pk)
    refused = refusal(person, Act.ANSWER_CORRECTION, correction.organ, on)
    form = AnswerForm(request.POST or None, of=correction) if correction.state == "open" and refused is None else None

    def act() -> None:
        if form is not None:
            answer(person, correction, Correction.State(form.typed["state"]), form.typed["answer"])

    if request.method == "POST" and form is not None and form.done(act):
        messages.success(request, "已答复，报错的人凭编号可以看到。")
        return redirect("desk_correction", pk=pk)
    context = {
        "correction": correction,
        "form": form,
        "refusal": refused,
        "late": correction.late(on),
        "address": reverse(target_of(correction.record).address, args=[correction.record_id]),
        "entries": entries_of(correction)[:20],
    }
    title = f"纠错 {correction.code}"
    return screen(
        request, "desk/vetting/correction.html", title, context, above=(*ABOVE, ("纠错台账", "/desk/corrections/"))
    )


class MistakeForm(DeskForm):
    """A mistake that staff found."""

    quote = forms.CharField(label="有错的文字", max_length=300, required=False)
    wrong = forms.CharField(label="错在哪里", max_length=1000, widget=forms.Textarea({"rows": 3}))


def mistake_page(request: HttpRequest, record_type: str, pk: int) -> HttpResponse:
    """Enter a mistake in something that is published."""
    target = TARGETS.get(record_type)
    record = get_object_or_404(target.model(), pk=pk) if target else None
    if target is None or record is None:
        return redirect("desk_corrections")
    require(person_of(request), Act.SEE_VETTINGS, target.organ(record), timezone.localdate())
    form = MistakeForm(request.POST or None)

    def enter() -> None:
        typed = form.typed
        report_mistake(person_of(request), record, typed["wrong"], typed["quote"], Correction.Source.STAFF)

    if request.method == "POST" and form.done(enter):
        messages.success(request, "已登记到纠错台账。")
        return redirect("desk_corrections")
    context = {"form": form, "button": "登记", "back": reverse(target.address, args=[pk])}
    return screen(request, "desk/form.html", f"登记差错：{record}", context, above=ABOVE)
