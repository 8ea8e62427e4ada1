"""How a body vets: its steps, who stands in for whom, its own words."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.desk.frame import Crumb, DayInput, DeskForm, crumbs, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.desk.vetting.listing import ABOVE
from gongkai.organs.access import Act, may_anywhere, refusal, within_reach
from gongkai.organs.models import Absence, Organ, Person
from gongkai.vetting.actions.arranging import drop_chain, drop_word, end_absence, keep_word, set_chain, stand_in
from gongkai.vetting.models import OwnWord
from gongkai.vetting.queries import chain_of
from gongkai.vetting.steps import PRESETS, name_of

OFF = "off"


def _organs(person: Person) -> QuerySet[Organ]:
    """The bodies whose way of vetting the person may look at or set."""
    on = timezone.localdate()
    return Organ.objects.filter(
        within_reach(person, Act.SEE_VETTINGS, on) | within_reach(person, Act.ARRANGE_VETTING, on)
    )


def _above(person: Person) -> Sequence[Crumb]:
    """The list of vettings, for those who may open it: an administrator sets chains without seeing what passes them."""
    return ABOVE if may_anywhere(person, Act.SEE_VETTINGS, timezone.localdate()) else ()


class OrganList(Listing):
    """The bodies, to set how each vets."""

    name = "desk_vetting_organs"
    title = "审核设置"
    hint = "按机关名称查找"
    nothing = "没有您可以查看的机关。"
    is_searchable = True
    default_ordering = "path"
    columns = (
        TitleColumn("name", label="机关", url_name="desk_vetting_organ"),
        Column("level", label="层级", accessor="get_level_display"),
        Column("kind", label="性质", accessor="get_kind_display"),
    )

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way here."""
        return crumbs(_above(self.person), self.title)

    def get_base_queryset(self) -> QuerySet[Organ]:
        """Those bodies."""
        return _organs(self.person)

    def search_queryset(self, queryset: QuerySet[Organ]) -> QuerySet[Organ]:
        """The words in the name."""
        return queryset.filter(name__icontains=self.search_query) if self.search_query else queryset


class ChainForm(DeskForm):
    """The steps, out of those that make sense."""

    preset = forms.ChoiceField(label="流程", widget=forms.RadioSelect)
    repeat_allowed = forms.BooleanField(
        label="人手不足时，可以写明理由由同一人接着审",
        required=False,
        help_text="不勾选的，撰稿人和上一步的审核人都不能接着审。",
    )
    reason = forms.CharField(label="停用的理由", max_length=300, required=False, help_text="选“停用”时必填。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(key, " → ".join(name_of(stage) for stage in stages)) for key, stages in PRESETS.items()]
        field: Any = self.fields["preset"]
        field.choices = [*named, (OFF, "停用：由签发人直接发布")]


class AbsenceForm(DeskForm):
    """Somebody away, and who reviews in their place."""

    person = forms.ModelChoiceField(label="不在岗的人", queryset=Person.objects.none(), empty_label="请选择")
    deputy = forms.ModelChoiceField(label="代审人", queryset=Person.objects.none(), empty_label="请选择")
    since = forms.DateField(label="从", widget=DayInput)
    until = forms.DateField(label="到", widget=DayInput)
    reason = forms.CharField(label="原因", max_length=200, help_text="例如出差、休假。")

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="absence", **kwargs)
        people = Person.objects.filter(posts__organ=organ, is_active=True).distinct().order_by("name")
        for name in ("person", "deputy"):
            field: Any = self.fields[name]
            field.queryset = people


class WordForm(DeskForm):
    """A word of the body's own list."""

    word = forms.CharField(label="词", max_length=60)
    right = forms.CharField(label="应当写", max_length=60, required=False)
    why = forms.CharField(label="为什么", max_length=200, required=False)
    severity = forms.ChoiceField(
        label="程度", choices=OwnWord.Weight.choices, initial=OwnWord.Weight.WARNING, help_text="错误会挡住发布。"
    )
    allowed = forms.BooleanField(label="不算错：别的词表报了也不提示", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="word", **kwargs)


def organ_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a body; three forms, each for those who may."""
    require_somewhere(request, Act.USE_DESK)
    person, on = person_of(request), timezone.localdate()
    organ = get_object_or_404(_organs(person), pk=pk)
    chain = chain_of(organ)
    key = next((k for k, stages in PRESETS.items() if chain and chain.steps == stages), OFF)
    which = request.POST.get("form", "")
    chained = ChainForm(
        _own(request, "chain"), initial={"preset": key, "repeat_allowed": bool(chain and chain.repeat_allowed)}
    )
    absent = AbsenceForm(organ, _own(request, "absence"), initial={"person": person.pk})
    word = WordForm(_own(request, "word"))
    acts: dict[str, tuple[DeskForm, Any, str]] = {
        "chain": (
            chained,
            lambda: _set_chain(person, organ, chained.typed),
            "已保存。已经送审的稿件仍按原来的步骤走。",
        ),
        "absence": (absent, lambda: stand_in(person, organ=organ, **absent.typed), "已登记代审。"),
        "word": (word, lambda: keep_word(person, organ, word.typed), "已加入本单位词表，从下次检查起生效。"),
    }
    if request.method == "POST" and which in acts:
        form, act, sentence = acts[which]
        if form.done(act):
            messages.success(request, sentence)
            return redirect("desk_vetting_organ", pk=pk)
    may_arrange = refusal(person, Act.ARRANGE_VETTING, organ, on) is None
    context = {
        "organ": organ,
        "chain": chain,
        "chain_form": chained,
        "chain_refusal": refusal(person, Act.ARRANGE_VETTING, organ, on),
        "absence_form": absent if may_arrange or person.posts.filter(organ=organ).exists() else None,
        "absences": Absence.objects.filter(organ=organ, until__gte=on).select_related("person", "deputy"),
        "word_form": word,
        "word_refusal": refusal(person, Act.OVERRIDE_CHECK, organ, on),
        "words": OwnWord.objects.filter(organ=organ).select_related("added_by"),
    }
    return screen(request, "desk/vetting/organ.html", f"审核设置：{organ}", context, above=_above(person))


def _own(request: HttpRequest, form: str) -> Any:
    return request.POST if request.POST.get("form") == form else None


def _set_chain(actor: Person, organ: Organ, typed: dict[str, Any]) -> None:
    if typed["preset"] == OFF:
        drop_chain(actor, organ, typed["reason"])
    else:
        set_chain(actor, organ, PRESETS[typed["preset"]], repeat_allowed=typed["repeat_allowed"])


@require_POST
def absence_end(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """End an absence."""
    person = person_of(request)
    absence = get_object_or_404(Absence, organ__in=_organs(person), organ=pk, pk=number)
    return _done(request, pk, lambda: end_absence(person, absence), "已结束代审。")


@require_POST
def word_drop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take a word away."""
    person = person_of(request)
    word = get_object_or_404(OwnWord, organ__in=_organs(person), organ=pk, pk=number)
    return _done(request, pk, lambda: drop_word(person, word), f"已删去“{word}”。")


def _done(request: HttpRequest, pk: int, act: Any, sentence: str) -> HttpResponse:
    try:
        with transaction.atomic():
            act()
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, sentence)
    return redirect("desk_vetting_organ", pk=pk)
