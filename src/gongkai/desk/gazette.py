"""The gazette at the desk: issues, composing one, proof-reading, publishing, copies."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.gazette import actions
from gongkai.gazette.models import READINGS, Issue, Item
from gongkai.gazette.queries import candidates, issues_for, obstacles, with_counts
from gongkai.jobs.queries import latest
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("公开文件", "/desk/documents/"),)
_ISSUES = (*ABOVE, ("政府公报", "/desk/gazette/"))
SECTIONS = ("政府规章", "行政规范性文件", "政府文件", "部门文件", "人事任免", "政策解读", "大事记")
"""The usual sections of a gazette."""
_OFFERED = 200


class IssueList(Listing):
    """The issues that the person may see."""

    name = "desk_gazette"
    title = "政府公报"
    above = ABOVE
    nothing = "这里列出政府公报的各期。还没有，请点“新编一期”。"
    default_ordering = ("-year", "-number")
    columns = (
        TitleColumn("title", label="期", accessor=str, url_name="desk_issue"),
        Column("first", label="收文时间", accessor=lambda i: f"{day(i.first)}至{day(i.last)}"),
        Column("count", label="件数"),
        StatusTagColumn("state", label="状态", accessor="get_state_display", primary=lambda i: not i.is_published),
        Column("published_on", label="出版日期", accessor=lambda i: day(i.published_on), sort_key="published_on"),
    )

    def get_base_queryset(self) -> QuerySet[Issue]:
        """Those issues."""
        require_somewhere(self.request, Act.SEE_DOCUMENTS)
        return with_counts(issues_for(self.person, self.today))

    def buttons(self) -> list[HeaderButton]:
        """A new issue, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_DOCUMENT, self.today):
            return []
        return [HeaderButton("新编一期", url=reverse("desk_issue_new"), icon_name="plus", priority=1)]


class IssueForm(DeskForm):
    """Number and period of an issue."""

    organ = forms.ModelChoiceField(label="机关", queryset=Organ.objects.none(), empty_label="请选择")
    year = forms.IntegerField(label="年份", min_value=1949, max_value=2200)
    number = forms.IntegerField(label="期号", min_value=1, max_value=400)
    total = forms.IntegerField(label="总期号", min_value=1, required=False)
    first = forms.DateField(label="收入这一天以后发布的文件", widget=DayInput)
    last = forms.DateField(label="到这一天为止", widget=DayInput)

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organ"]
        field.queryset = organs


def new_page(request: HttpRequest) -> HttpResponse:
    """A new issue."""
    require_somewhere(request, Act.EDIT_DOCUMENT)
    person, on = person_of(request), timezone.localdate()
    organs = organs_for(person, Act.EDIT_DOCUMENT, on).order_by("path")
    only = organs[:2]
    initial = {"organ": only[0].pk if len(only) == 1 else None, "year": on.year, "last": on}
    form = IssueForm(organs, request.POST or None, initial=initial)
    made: list[Issue] = []

    def begin() -> None:
        typed = form.typed
        made.append(actions.open_issue(person, typed.pop("organ"), typed))

    if request.method == "POST" and form.done(begin):
        messages.success(request, "已新编。请从下面收入文件，排定次序，再逐篇三校。")
        return redirect("desk_issue", pk=made[0].pk)
    context = {"form": form, "button": "新编", "back": reverse("desk_gazette")}
    status = 422 if form.errors else 200
    return screen(request, "desk/form.html", "新编一期公报", context, above=_ISSUES, status=status)


def issue_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: what stands in it, what may be taken in, what stands in the way of its publication."""
    person, on = person_of(request), timezone.localdate()
    issue = get_object_or_404(issues_for(person, on), pk=pk)
    items = list(
        issue.items.select_related("document").defer("body", "document__body").prefetch_related("proofs__reader")
    )
    composing = not issue.is_published
    may_edit = composing and refusal(person, Act.EDIT_DOCUMENT, issue.organ, on) is None
    context = {
        "issue": issue,
        "items": items,
        "characters": sum(item.characters for item in items),
        "sections": SECTIONS,
        "readings": READINGS,
        "may_edit": may_edit,
        "candidates": candidates(issue)[:_OFFERED] if may_edit else (),
        "obstacles": obstacles(issue) if composing else (),
        "publish_refusal": refusal(person, Act.PUBLISH_DOCUMENT, issue.organ, on),
        "runs": issue.runs.all(),
        "may_record": not composing and refusal(person, Act.EDIT_DOCUMENT, issue.organ, on) is None,
        "job": latest(issue, actions.TYPESET),
    }
    return screen(request, "desk/issue.html", str(issue), context, above=_ISSUES)


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [
        int(value) for value in request.POST.getlist(name) if value.isascii() and value.isdecimal() and len(value) < 19
    ]


def _take_in(request: HttpRequest, person: Person, issue: Issue) -> str:
    keys = _numbers(request, "document")
    chosen = [document for document in candidates(issue) if document.pk in keys]
    found = [type(document)._default_manager.get(pk=document.pk) for document in chosen]
    taken = actions.take_in(person, issue, found, request.POST.get("section", ""))
    return f"已收入 {len(taken)} 件，排在最后。"


def _arrange(request: HttpRequest, person: Person, issue: Issue) -> str:
    """By the numbers typed, or one item moved up or down by its button."""
    keys = list(issue.items.values_list("pk", flat=True))
    typed = {key: request.POST.get(f"place-{key}", "") for key in keys}
    order = sorted(keys, key=lambda key: int(typed[key]) if typed[key].isdecimal() and len(typed[key]) < 6 else 10**6)
    for name, step in (("up", -1), ("down", 1)):
        moved = next(iter(_numbers(request, name)), 0)
        if moved in order and 0 <= order.index(moved) + step < len(order):
            place = order.index(moved)
            order[place], order[place + step] = order[place + step], order[place]
    actions.arrange(person, issue, order, {key: request.POST.get(f"section-{key}", "") for key in keys})
    return "次序和栏目已保存。"


def _item(request: HttpRequest, issue: Issue, name: str) -> Item:
    return get_object_or_404(issue.items.select_related("issue__organ"), pk=next(iter(_numbers(request, name)), 0))


def _act(request: HttpRequest, person: Person, issue: Issue) -> str:
    match request.POST.get("act"):
        case "take":
            return _take_in(request, person, issue)
        case "publish":
            actions.publish_issue(person, issue)
            return "已出版，公众现在可以在门户上看到；PDF 在后台排版，排好后页面上可以下载。"
    if "out" in request.POST:
        actions.take_out(person, _item(request, issue, "out"))
        return "已移出。"
    if "again" in request.POST:
        actions.retake(person, _item(request, issue, "again"))
        return "已按现在的正文重新收入，请重新校对。"
    return _arrange(request, person, issue)


def issue_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Taking in, arranging, taking out, publication."""
    person = person_of(request)
    issue = get_object_or_404(issues_for(person, timezone.localdate()), pk=pk)
    try:
        with transaction.atomic():
            said = _act(request, person, issue)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("desk_issue", pk=pk)


class ProofForm(DeskForm):
    """What a proof-reading found."""

    errors_found = forms.IntegerField(label="发现差错（处）", min_value=0, max_value=10_000)
    mended = forms.IntegerField(label="已经改正（处）", min_value=0, max_value=10_000)
    note = forms.CharField(
        label="说明", max_length=300, required=False, help_text="差错在哪里、怎样改的；校过前一校的人接着校，写明理由。"
    )


def proof_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The text as it will be printed, its proof-readings, the next one."""
    person, on = person_of(request), timezone.localdate()
    issue = get_object_or_404(issues_for(person, on), pk=pk)
    item = get_object_or_404(issue.items.select_related("issue__organ"), pk=number)
    proofs = list(item.proofs.select_related("reader"))
    form = ProofForm(request.POST or None, initial={"errors_found": 0, "mended": 0})

    def keep() -> None:
        typed = form.typed
        actions.proof(person, item, typed["errors_found"], typed["mended"], typed["note"])

    if request.method == "POST" and form.done(keep):
        messages.success(request, f"已登记{len(proofs) + 1}校，{item.characters} 字。")
        return redirect("desk_issue", pk=pk)
    may = not issue.is_published and refusal(person, Act.EDIT_DOCUMENT, issue.organ, on) is None
    context = {
        "issue": issue,
        "item": item,
        "proofs": proofs,
        "form": form,
        "may": may and len(proofs) < READINGS,
        "next": len(proofs) + 1,
    }
    above = (*_ISSUES, (str(issue), reverse("desk_issue", args=[pk])))
    return screen(
        request, "desk/issue_proof.html", f"校对：{item}", context, above=above, status=422 if form.errors else 200
    )


class CopiesForm(DeskForm):
    """Copies that were printed."""

    printed_on = forms.DateField(label="印制日期", widget=DayInput)
    copies = forms.IntegerField(label="份数", min_value=1)
    recipients = forms.CharField(
        label="赠阅对象", max_length=300, help_text="例如：各乡镇、村（社区），图书馆、档案馆、政务服务大厅。"
    )


def copies_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Copies that were printed, and who got them."""
    person, on = person_of(request), timezone.localdate()
    issue = get_object_or_404(issues_for(person, on), pk=pk)
    form = CopiesForm(request.POST or None, initial={"printed_on": on})
    if request.method == "POST" and form.done(lambda: actions.record_copies(person, issue, **form.typed)):
        messages.success(request, "已登记，统计随之计数。")
        return redirect("desk_issue", pk=pk)
    above = (*_ISSUES, (str(issue), reverse("desk_issue", args=[pk])))
    context = {"form": form, "button": "登记", "back": reverse("desk_issue", args=[pk])}
    status = 422 if form.errors else 200
    return screen(request, "desk/form.html", f"登记印发：{issue}", context, above=above, status=status)


def addresses() -> list[URLPattern]:
    """The addresses of the gazette."""
    return [
        *IssueList.addresses("gazette/"),
        path("gazette/new/", new_page, name="desk_issue_new"),
        path("gazette/<int:pk>/", issue_page, name="desk_issue"),
        path("gazette/<int:pk>/act/", require_POST(issue_act), name="desk_issue_act"),
        path("gazette/<int:pk>/items/<int:number>/", proof_page, name="desk_issue_proof"),
        path("gazette/<int:pk>/copies/", copies_page, name="desk_issue_copies"),
    ]
