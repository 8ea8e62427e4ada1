"""One edition: its items, what can be done with it, the editions beside it."""

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_POST

from gongkai.catalogue.actions.editing import adopt_standard, begin_edition, discard_edition
from gongkai.catalogue.actions.enacting import adopt, enact, leave
from gongkai.catalogue.comparing import compare
from gongkai.catalogue.models import Adoption, Catalogue, Edition
from gongkai.catalogue.queries import catalogues_for
from gongkai.catalogue.standard import standards
from gongkai.desk.catalogue.listing import ABOVE, field_choices
from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.desk.vetting.side import side
from gongkai.organs.access import Act, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import entries_of
from gongkai.vetting.queries import obstacle_to_publication


def catalogue_of(request: HttpRequest, pk: int) -> Catalogue:
    """The catalogue, for a person who may see it."""
    return get_object_or_404(catalogues_for(person_of(request), timezone.localdate()), pk=pk)


def edition_of(request: HttpRequest, pk: int) -> Edition:
    """The edition, for a person who may see its catalogue."""
    seen = catalogues_for(person_of(request), timezone.localdate()).order_by().values("pk")
    return get_object_or_404(Edition.objects.select_related("catalogue", "organ"), pk=pk, catalogue__in=seen)


def catalogue_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest edition of the catalogue."""
    newest = catalogue_of(request, pk).editions.first()
    if newest is None:
        raise Http404
    return redirect("desk_edition", pk=newest.pk)


def edition_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The items by field, and beside them what can be done."""
    edition = edition_of(request, pk)
    person, on = person_of(request), timezone.localdate()
    editions = list(edition.catalogue.editions.all())
    items = list(edition.items.all())
    fields = [(name, list(group)) for name, group in groupby(items, key=lambda item: item.field)]
    chosen = request.GET.get("field", "")
    adoptions = edition.catalogue.adoptions.filter(until=None).select_related("organ").order_by("organ__path")
    context = {
        **side(edition, person, on),
        "edition": edition,
        "record": edition,
        "editions": editions,
        "fields": [(name, len(group)) for name, group in fields],
        "groups": [(name, group) for name, group in fields if chosen in ("", name)],
        "chosen": chosen,
        "count": len(items),
        "adoptions": adoptions,
        "edit_refusal": refusal(person, Act.EDIT_CATALOGUE, edition.organ, on),
        "enact_refusal": refusal(person, Act.ENACT_CATALOGUE, edition.organ, on)
        or obstacle_to_publication(edition, edition.organ),
        "has_draft": any(not one.live for one in editions),
        "earlier": next((one for one in editions if one.number < edition.number), None),
        "entries": entries_of(edition)[:10],
    }
    return screen(request, "desk/catalogue/edition.html", str(edition), context, above=ABOVE)


class StandardForm(DeskForm):
    """Which fields."""

    fields_of = forms.MultipleChoiceField(label="领域", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["fields_of"]
        chosen.choices = field_choices()


def standard_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Standard fields taken up into a draft."""
    edition = edition_of(request, pk)
    form = StandardForm(request.POST or None)
    added: list[int] = []
    if request.method == "POST" and form.done(
        lambda: added.append(adopt_standard(person_of(request), edition, form.typed["fields_of"]))
    ):
        open_ = [name for name in form.typed["fields_of"] if standards()[name].checked.value == "待核"]
        messages.success(request, f"已加入 {added[0]} 项事项，请按本机关的实际增减。")
        if open_:
            messages.warning(request, f"{'、'.join(open_)}的依据没有逐条回到原文核对，启用以前请核对条文。")
        return redirect("desk_edition", pk=pk)
    sentence = "基层政务公开标准目录的 26 个领域（国办发〔2019〕54号）和村级的党务、村务、财务公开，按法律法规写成的基础版本。已在本版的事项不动。"
    context = {"form": form, "button": "加入所选领域", "back": reverse("desk_edition", args=[pk]), "sentence": sentence}
    return screen(request, "desk/form.html", "采用标准目录", context, above=_above(edition))


class EnactForm(DeskForm):
    """From when."""

    on = forms.DateField(
        label="启用日期", widget=DayInput, help_text="从这一天起按本版公开和统计；可以填已经过去的日期。"
    )


def enact_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft comes into force."""
    edition = edition_of(request, pk)
    form = EnactForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.done(lambda: enact(person_of(request), edition, form.typed["on"])):
        messages.success(request, f"已启用第{edition.number}版，公众可以看到；应公开的事项已经列出。")
        return redirect("desk_edition", pk=pk)
    context = {"form": form, "button": "启用", "back": reverse("desk_edition", args=[pk]), "grave": True}
    return screen(request, "desk/form.html", f"启用：{edition}", context, above=_above(edition))


class BodiesForm(DeskForm):
    """Which bodies go by the catalogue from when on."""

    organs = forms.ModelMultipleChoiceField(
        label="单位", queryset=Organ.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label="采用日期", widget=DayInput)

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organs"]
        field.queryset = organs


def bodies_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Bodies beneath the catalogue's own adopt it."""
    catalogue = catalogue_of(request, pk)
    person, on = person_of(request), timezone.localdate()
    beneath = organs_for(person, Act.EDIT_CATALOGUE, on).filter(path__startswith=catalogue.organ.path)
    there = catalogue.adoptions.filter(until=None).values("organ")
    free = beneath.exclude(pk__in=there).order_by("path")
    form = BodiesForm(free, request.POST or None, initial={"since": on})
    if request.method == "POST" and form.done(
        lambda: adopt(person, catalogue, form.typed["organs"], form.typed["since"])
    ):
        messages.success(request, f"{len(form.typed['organs'])} 个单位已采用这份目录，应公开的事项已经列出。")
        return redirect("desk_catalogue", pk=pk)
    sentence = "采用以后，目录里的事项由所选单位各自公开，分别统计；不适用的逐项标注并说明理由。"
    context = {"form": form, "button": "采用", "back": reverse("desk_catalogue", args=[pk]), "sentence": sentence}
    return screen(request, "desk/form.html", f"采用的单位：{catalogue}", context, above=ABOVE)


def compare_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is different from another edition of the catalogue (``?with=``), else from the one before."""
    new = edition_of(request, pk)
    number = request.GET.get("with", "")
    others = new.catalogue.editions.exclude(pk=pk)
    chosen = (
        others.filter(number=number) if number.isdecimal() and len(number) < 6 else others.filter(number__lt=new.number)
    )
    old = chosen.first()
    if old is None:
        raise Http404
    old, new = sorted((old, new), key=lambda edition: edition.number)
    changes = compare(old, new)
    context = {"old": old, "new": new, "changes": changes, "others": others}
    title = f"比较第{old.number}版和第{new.number}版"
    return screen(request, "desk/catalogue/compare.html", title, context, above=_above(new))


@require_POST
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the next edition."""
    catalogue = catalogue_of(request, pk)
    return _acted(request, lambda person: begin_edition(person, catalogue), "已起草新的一版，内容同上一版。", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft given up."""
    edition = edition_of(request, pk)
    catalogue = edition.catalogue_id
    only = not edition.catalogue.editions.exclude(pk=pk).exists()
    response = _acted(request, lambda person: discard_edition(person, edition), "已放弃草稿。", catalogue)
    return redirect("desk_catalogues") if only and not Edition.objects.filter(pk=pk).exists() else response


@require_POST
def leave_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A body no longer goes by the catalogue."""
    adoption = get_object_or_404(Adoption, pk=number, catalogue=catalogue_of(request, pk), until=None)
    on: dt.date = timezone.localdate()
    return _acted(request, lambda person: leave(person, adoption, on), f"“{adoption.organ}”已停用这份目录。", pk)


def _acted(request: HttpRequest, act: Callable[[Person], object], sentence: str, catalogue: int) -> HttpResponse:
    try:
        with transaction.atomic():
            act(person_of(request))
    except ValidationError as error:
        messages.error(request, escape("".join(error.messages)))
    else:
        messages.success(request, escape(sentence))
    return redirect("desk_catalogue", pk=catalogue)


def _above(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (*ABOVE, (str(edition), reverse("desk_edition", args=[edition.pk])))
