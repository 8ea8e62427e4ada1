"""Clean-up rounds: list, a new one, the page where it is gone over, done and undone."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.desk.vetting.listing import ABOVE
from gongkai.jobs.queries import latest
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting.actions.cleaning import CLEAN, choose, key_of, order, prepare
from gongkai.vetting.models import CleanUp
from gongkai.vetting.queries import clean_ups_for
from gongkai.vetting.targets import TARGETS


class CleanUpList(Listing):
    """The rounds that the person may see."""

    name = "desk_clean_ups"
    title = "定期清理"
    above = ABOVE
    nothing = "这里列出每半年一次的清理批次。还没有，请点“提出清理”。"
    default_ordering = "-pk"
    columns = (
        TitleColumn(
            "title", label="批次", accessor=lambda c: f"清理{day(c.older_than)}以前发布的", url_name="desk_clean_up"
        ),
        Column("organ", label="机关", accessor="organ.name"),
        Column("count", label="条数", accessor=lambda c: sum(item["chosen"] for item in c.items)),
        StatusTagColumn("state", label="状态", accessor="get_state_display", primary=lambda c: c.state == "prepared"),
        Column("made_at", label="提出日期", accessor=lambda c: day(c.made_at), sort_key="made_at"),
    )

    def get_base_queryset(self) -> QuerySet[CleanUp]:
        """Those rounds."""
        require_somewhere(self.request, Act.SEE_VETTINGS)
        return clean_ups_for(self.person, self.today)

    def buttons(self) -> list[HeaderButton]:
        """A new round, for those who may."""
        if not may_anywhere(self.person, Act.ANSWER_CORRECTION, self.today):
            return []
        return [HeaderButton("提出清理", url=reverse("desk_clean_up_new"), icon_name="plus", priority=1)]


class NewForm(DeskForm):
    """Whose, and how old."""

    organ = OrganField(Act.ANSWER_CORRECTION)
    older_than = forms.DateField(
        label="清理这一天以前发布的",
        widget=DayInput,
        help_text="只列一般信息；规章和规范性文件按有效性管理。",
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


def new_page(request: HttpRequest) -> HttpResponse:
    """List what would be cleaned up."""
    require_somewhere(request, Act.ANSWER_CORRECTION)
    person, on = person_of(request), timezone.localdate()
    organs = organs_for(person, Act.ANSWER_CORRECTION, on).order_by("path")
    only = organs[:2]
    form = NewForm(organs, request.POST or None, initial={"organ": only[0].pk if len(only) == 1 else None})
    made: list[CleanUp] = []
    if request.method == "POST" and form.done(lambda: made.append(prepare(person, **form.typed))):
        messages.success(request, "已列出清单，还没有撤下任何信息。请逐条核对，留下要清理的。")
        return redirect("desk_clean_up", pk=made[0].pk)
    context = {"form": form, "button": "列出清单", "back": reverse("desk_clean_ups")}
    return screen(request, "desk/form.html", "提出清理", context, above=(*ABOVE, ("定期清理", "/desk/clean-ups/")))


def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round; with POST what is done with it."""
    person, on = person_of(request), timezone.localdate()
    round_ = get_object_or_404(clean_ups_for(person, on), pk=pk)
    if request.method == "POST":
        _act(request, person, round_)
        return redirect("desk_clean_up", pk=pk)
    items = [
        {**item, "key": key_of(item), "address": reverse(TARGETS[item["type"]].address, args=[item["id"]])}
        for item in round_.items
    ]
    context = {
        "round": round_,
        "items": items,
        "chosen": sum(item["chosen"] for item in items),
        "choose_refusal": refusal(person, Act.ANSWER_CORRECTION, round_.organ, on),
        "order_refusal": refusal(person, Act.PUBLISH_DOCUMENT, round_.organ, on),
        "job": latest(round_, CLEAN),
    }
    title = f"清理{day(round_.older_than)}以前发布的信息"
    return screen(
        request, "desk/vetting/clean_up.html", title, context, above=(*ABOVE, ("定期清理", "/desk/clean-ups/"))
    )


def _act(request: HttpRequest, person: Person, round_: CleanUp) -> None:
    try:
        with transaction.atomic():
            match request.POST.get("act"):
                case "choose":
                    choose(person, round_, set(request.POST.getlist("item")))
                    said = "清单已保存。"
                case "do":
                    order(person, round_)
                    said = "已开始清理，在后台进行。撤下的网址说明事由和依据；可以整批撤销。"
                case "undo":
                    order(person, round_, undo=True)
                    said = "已开始恢复，在后台进行。"
                case _:
                    return
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, said)
