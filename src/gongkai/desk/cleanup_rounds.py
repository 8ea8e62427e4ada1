"""Clean-up rounds of rules and normative documents: list, a new one, going over it, what would change, the decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.frame import DayInput, DeskForm, paged, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.disclosure.actions.cleanup import decide_round, open_round, propose
from gongkai.disclosure.models import CleanupRound, Verdict
from gongkai.disclosure.queries import rounds_for
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("公开文件", "/desk/documents/"),)
_ROUNDS = (*ABOVE, ("规范性文件清理", "/desk/rounds/"))


class RoundList(Listing):
    """The rounds that the person may see."""

    name = "desk_rounds"
    title = "规范性文件清理"
    above = ABOVE
    nothing = "这里列出规章、行政规范性文件的清理。还没有，请点“提出清理”。"
    default_ordering = "-pk"
    columns = (
        TitleColumn("title", label="清理", url_name="desk_round"),
        Column("organ", label="机关", accessor="organ.name"),
        Column("region", label="范围", accessor=lambda r: "连同下级机关" if r.region else "本机关"),
        StatusTagColumn("state", label="状态", accessor="get_state_display", primary=lambda r: r.state == "open"),
        Column("decided_on", label="决定日期", accessor=lambda r: day(r.decided_on)),
    )

    def get_base_queryset(self) -> QuerySet[CleanupRound]:
        """Those rounds."""
        require_somewhere(self.request, Act.SEE_DOCUMENTS)
        return rounds_for(self.person, self.today)

    def buttons(self) -> list[HeaderButton]:
        """A new round, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_DOCUMENT, self.today):
            return []
        return [HeaderButton("提出清理", url=reverse("desk_round_new"), icon_name="plus", priority=1)]


class NewForm(DeskForm):
    """Whose documents are gone over."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label="请选择")
    title = forms.CharField(label="名称", max_length=120, help_text="例如：2026年行政规范性文件清理。")
    region = forms.BooleanField(label="连同下级机关的文件", required=False, help_text="只有人民政府可以选。")

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organ"]
        field.queryset = organs


def new_page(request: HttpRequest) -> HttpResponse:
    """List what is in force."""
    require_somewhere(request, Act.EDIT_DOCUMENT)
    person = person_of(request)
    organs = organs_for(person, Act.EDIT_DOCUMENT, timezone.localdate()).order_by("path")
    only = organs[:2]
    form = NewForm(organs, request.POST or None, initial={"organ": only[0].pk if len(only) == 1 else None})
    made: list[CleanupRound] = []

    def begin() -> None:
        typed = form.typed
        made.append(open_round(person, typed["organ"], typed["title"], region=typed["region"]))

    if request.method == "POST" and form.done(begin):
        messages.success(request, "已列出现行有效的文件，有效性还没有变。请逐件填写意见。")
        return redirect("desk_round", pk=made[0].pk)
    context = {"form": form, "button": "列出文件", "back": reverse("desk_rounds")}
    return screen(request, "desk/form.html", "提出规范性文件清理", context, above=_ROUNDS)


class DecisionForm(DeskForm):
    """When and by which number the result was decided."""

    decided_on = forms.DateField(label="决定日期", widget=DayInput, help_text="废止、失效的自这一天起不再有效。")
    reference = forms.CharField(label="公布清理结果的文号", max_length=120)


def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round, a page of its documents at a time; with POST the verdicts of the page are kept."""
    person, on = person_of(request), timezone.localdate()
    round_ = get_object_or_404(rounds_for(person, on), pk=pk)
    if request.method == "POST":
        return _propose(request, round_)
    page = paged(request, round_.items.select_related("document__organ").defer("document__body"))
    context = {
        "round": round_,
        "page": page,
        "rows": page,
        "verdicts": Verdict.choices,
        "counts": _counts(round_),
        "edit_refusal": refusal(person, Act.EDIT_DOCUMENT, round_.organ, on),
        "decide_refusal": refusal(person, Act.PUBLISH_DOCUMENT, round_.organ, on),
        "query": "",
    }
    return screen(request, "desk/round.html", str(round_), context, above=_ROUNDS)


def _counts(round_: CleanupRound) -> list[tuple[str, int]]:
    counted = dict(round_.items.order_by().values_list("verdict").annotate(count=Count("pk")))
    return [(verdict.label, counted.get(verdict.value, 0)) for verdict in Verdict]


def _propose(request: HttpRequest, round_: CleanupRound) -> HttpResponse:
    """Keep what the page says; with ``rest`` what has no verdict yet, on all pages, goes on being in force."""
    said = {
        int(key.removeprefix("verdict-")): (str(verdict), request.POST.get(f"note-{key.removeprefix('verdict-')}", ""))
        for key, verdict in request.POST.items()
        if key.startswith("verdict-") and key.removeprefix("verdict-").isdecimal()
    }
    try:
        propose(person_of(request), round_, said)
        if "rest" in request.POST:
            rest = round_.items.filter(verdict="").values_list("document_id", "note")
            propose(person_of(request), round_, {key: (Verdict.KEEP, note) for key, note in rest})
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, "意见已保存，有效性还没有变。")
    return redirect(f"{reverse('desk_round', args=[round_.pk])}?p={request.GET.get('p', '1')[:6]}")


def decide_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What would change, and the decision."""
    person, on = person_of(request), timezone.localdate()
    round_ = get_object_or_404(rounds_for(person, on), pk=pk)
    form = DecisionForm(request.POST or None, of=round_, initial={"decided_on": on})
    if request.method == "POST" and form.done(lambda: decide_round(person, round_, **form.typed)):
        messages.success(request, "清理结果已公布，各文件的有效性已经更新，年报表二随之计数。")
        return redirect("desk_round", pk=pk)
    items = round_.items.select_related("document__organ").defer("document__body")
    changing = [(v.label, [i for i in items if i.verdict == v]) for v in Verdict if v != Verdict.KEEP]
    context = {
        "round": round_,
        "form": form,
        "counts": _counts(round_),
        "changing": [(label, found[:200], len(found)) for label, found in changing if found],
        "refusal": refusal(person, Act.PUBLISH_DOCUMENT, round_.organ, on),
    }
    above = (*_ROUNDS, (str(round_), reverse("desk_round", args=[pk])))
    return screen(
        request, "desk/round_decide.html", "公布清理结果", context, above=above, status=422 if form.errors else 200
    )
