"""One item of an edition: written, changed, taken out; or read, where the edition is in force."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue.actions.editing import drop_item, keep_item
from gongkai.catalogue.models import ELEMENTS, Edition, Item, period_choices
from gongkai.catalogue.queries import catalogues_for
from gongkai.catalogue.vocabulary import Channel, TierOf
from gongkai.desk.catalogue.edition import edition_of
from gongkai.desk.catalogue.listing import ABOVE
from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.organs.access import Act, refusal

_HELP = {
    "field": "例如：财政预决算、社会救助；也可以写本机关自己的业务。",
    "basis": "写明法律、法规、规章的名称和条文。",
    "time_limit": "给公众看的文字，例如：信息形成或者变更之日起20个工作日内。",
    "audience_note": "公开对象是特定群体的填写，例如：被征地村组和农户。",
    "rhythm": "系统据此列出应公开的事项：每年、每季度、每月到期提醒；“信息形成后”的，有了再登记。",
    "month": "公开频次是“每年”的填写最迟的月和日。",
    "within": "公开频次是每半年、每季度、每月的，期满后多少日内公开。",
    "period": "有法定期限的选择；登记起算日（例如批复日期）以后，最迟日期按它计算。",
    "heading": "《条例》第十九条至第二十一条的栏目，起草文件时据此提示对应的事项。",
}


class ItemForm(DeskForm):
    """The seven elements, and what programs need to know of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made: dict[str, Any] = dict(forms.fields_for_model(Item, fields=ELEMENTS, help_texts=_HELP))
        for name, choices in (("channels", Channel.choices), ("tiers", TierOf.choices)):
            made[name] = forms.MultipleChoiceField(
                label=Item._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                required=name == "channels",
            )
        made["period"] = forms.ChoiceField(
            label="法定期限", choices=[("", "（没有）"), *period_choices()], required=False, help_text=_HELP["period"]
        )
        for name in ("content", "basis"):
            made[name].widget.attrs["rows"] = 3
        self.fields |= made
        self.order_fields(list(ELEMENTS))


def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item of a draft."""
    edition = edition_of(request, pk)
    return _edited(request, edition, None, {"field": request.GET.get("field", ""), "channels": ["site"]})


def item_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An item."""
    seen = catalogues_for(person_of(request), timezone.localdate()).order_by().values("pk")
    found = Item.objects.select_related("edition__catalogue", "edition__organ")
    item = get_object_or_404(found, pk=pk, edition__catalogue__in=seen)
    if item.edition.live or refusal(person_of(request), Act.EDIT_CATALOGUE, item.edition.organ, timezone.localdate()):
        context = {"item": item, "edition": item.edition}
        return screen(request, "desk/catalogue/item.html", item.name, context, above=_above(item.edition))
    return _edited(request, item.edition, item, {name: getattr(item, name) for name in ELEMENTS})


def _edited(request: HttpRequest, edition: Edition, item: Item | None, initial: dict[str, Any]) -> HttpResponse:
    form = ItemForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.done(lambda: keep_item(person_of(request), edition, form.typed, item)):
        messages.success(request, f"已保存“{form.typed['name']}”。")
        return redirect("desk_edition", pk=edition.pk)
    context = {
        "form": form,
        "button": "保存",
        "back": reverse("desk_edition", args=[edition.pk]),
        "drop": reverse("desk_item_drop", args=[item.pk]) if item else "",
    }
    title = f"修改事项：{item}" if item else "增加事项"
    return screen(request, "desk/catalogue/item_form.html", title, context, above=_above(edition))


@require_POST
def item_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """An item taken out of a draft."""
    item = get_object_or_404(Item.objects.select_related("edition__organ", "edition__catalogue"), pk=pk)
    edition_of(request, item.edition_id)
    drop_item(person_of(request), item)
    messages.success(request, f"已删去“{item.name}”。启用的版本里有的，这一版启用以后不再要求公开。")
    return redirect("desk_edition", pk=item.edition_id)


def _above(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (*ABOVE, (str(edition), reverse("desk_edition", args=[edition.pk])))
