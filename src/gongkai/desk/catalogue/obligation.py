"""One obligation: what the law asks, by when and why then, what fulfils it; and the same asked from a document."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from gongkai.catalogue.actions.fulfilling import link, tie, tie_formed, untie
from gongkai.catalogue.actions.owing import arise, count_from, waive
from gongkai.catalogue.models import Fulfilment, Item, Obligation
from gongkai.catalogue.queries import State, items_of, with_state
from gongkai.catalogue.suggestions import best, likeness
from gongkai.desk.catalogue.coverage import ABOVE, obligation_seen
from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.disclosure.models import Document
from gongkai.disclosure.queries import documents_for
from gongkai.law.periods import histories
from gongkai.law.rhythm import Rhythm
from gongkai.organs.access import Act, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import entries_of

_LATEST = 300
"""Documents of a body that are looked at for suggestions."""


class LinkForm(DeskForm):
    """Where else it was published."""

    url = forms.URLField(label="网址", max_length=500, assume_scheme="https")
    on = forms.DateField(label="公开日期", widget=DayInput)
    evidence = forms.CharField(label="佐证", max_length=300, help_text="例如：截图存放处、核对人、核对日期。")


class DayForm(DeskForm):
    """From when the period of the law ran."""

    day = forms.DateField(label="起算日", widget=DayInput, help_text="例如批准、批复的日期；最迟日期按法定期限计算。")


class ReasonForm(DeskForm):
    """Why it does not apply."""

    reason = forms.CharField(label="不适用的理由", max_length=300)


def obligation_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One obligation; with POST what is done about it."""
    owed = obligation_seen(request, pk)
    person, on = person_of(request), timezone.localdate()
    act = request.POST.get("act", "")
    linking = LinkForm(request.POST if act == "link" else None, auto_id="link_%s")
    counting = DayForm(request.POST if act == "count" else None)
    waiving = ReasonForm(request.POST if act == "waive" else None)
    if request.method == "POST":
        done = {
            "link": lambda: linking.done(lambda: link(person, owed, **linking.typed)),
            "count": lambda: counting.done(lambda: count_from(person, [owed], counting.typed["day"])),
            "waive": lambda: waiving.done(lambda: waive(person, owed, waiving.typed["reason"])),
            "apply": lambda: _told(request, lambda: waive(person, owed, "")),
            "tie": lambda: _told(request, lambda: tie(person, owed, _document(request, owed.organ))),
            "untie": lambda: _told(request, lambda: untie(person, _fulfilment(request, owed), "登记有误，取消")),
        }.get(act, bool)()
        if done:
            return redirect("desk_obligation", pk=pk)
    context = {
        "owed": owed,
        "state": State(owed.state),
        "rhythm": Rhythm(owed.item.rhythm).label,
        "period": histories()[owed.item.period] if owed.item.period else None,
        "fulfilments": owed.fulfilments.select_related("document", "by"),
        "suggested": _suggested(owed, person) if not owed.waived_because else [],
        "refusal": refusal(person, Act.EDIT_CATALOGUE, owed.organ, on),
        "may_draft": refusal(person, Act.EDIT_DOCUMENT, owed.organ, on) is None,
        "linking": linking,
        "counting": counting,
        "waiving": waiving,
        "entries": entries_of(owed)[:20],
        "wrong": linking.errors or counting.errors or waiving.errors,
    }
    status = 422 if context["wrong"] else 200
    return screen(request, "desk/catalogue/obligation.html", str(owed), context, above=ABOVE, status=status)


def _told(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what needs no form; what is refused is said on top of the page."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as error:
        messages.error(request, escape("".join(error.messages)))
    return True


def _document(request: HttpRequest, organ: Organ) -> Document:
    seen = documents_for(person_of(request), timezone.localdate()).filter(organ=organ)
    return get_object_or_404(seen, pk=asked_number(request.POST, "document"))


def _fulfilment(request: HttpRequest, owed: Obligation) -> Fulfilment:
    return get_object_or_404(owed.fulfilments, pk=asked_number(request.POST, "fulfilment"))


def asked_number(given: QueryDict, name: str) -> int:
    """A record's number as it stands in a request; 0, which no record has, for what is none."""
    number = given.get(name, "")
    return int(number) if number.isdecimal() and len(number) < 19 else 0


def _suggested(owed: Obligation, person: Person) -> list[Document]:
    """Documents of the body that the obligation probably means, by their titles."""
    seen = documents_for(person, timezone.localdate()).filter(organ=owed.organ)
    there = owed.fulfilments.exclude(document=None).values("document")
    latest = seen.exclude(pk__in=there).order_by("-pk").only("title", "heading", "organ", "published_on", "live")
    scored = [(likeness(owed.item, one.heading, one.title), one) for one in latest.select_related(None)[:_LATEST]]
    return [one for points, one in sorted(scored, key=lambda pair: -pair[0]) if points >= 40][:8]


class ArisenForm(DeskForm):
    """Something that was formed, and has to be published."""

    item = forms.ModelChoiceField(label="目录事项", queryset=Item.objects.none(), empty_label="请选择")
    title = forms.CharField(label="信息的标题", max_length=120)
    formed_on = forms.DateField(
        label="形成日期", widget=DayInput, help_text="从这一天起算20个工作日，法律另有规定的按其规定。"
    )


def document_items(request: HttpRequest, pk: int) -> HttpResponse:
    """Which obligations a document fulfils; and those that it probably does."""
    person, on = person_of(request), timezone.localdate()
    document = get_object_or_404(documents_for(person, on), pk=pk)
    if request.method == "POST":
        _told(request, lambda: _tied(person, document, request))
        return redirect("desk_document_items", pk=pk)
    ties = Fulfilment.objects.filter(document=document).select_related("obligation__item")
    there = ties.values("obligation")
    year = (document.published_on or on).year
    open_ = with_state(Obligation.objects.filter(organ=document.organ, waived_because=""), on)
    near = open_.filter(due_on__year__gte=year - 1, due_on__year__lte=year + 1).exclude(pk__in=there)
    candidates = best(near.filter(fulfilled_on=None).select_related("item"), document.heading, document.title)
    formed = items_of(document.organ, on).filter(rhythm=Rhythm.ON_FORMATION)
    likely = sorted(formed, key=lambda item: -likeness(item, document.heading, document.title))
    context = {
        "document": document,
        "ties": ties,
        "suggested": [(one, State(one.state)) for one in candidates],
        "formed": likely,
        "refusal": refusal(person, Act.EDIT_CATALOGUE, document.organ, on),
    }
    above = (("公开文件", "/desk/documents/"), (document.title, reverse("desk_document", args=[pk])))
    return screen(request, "desk/catalogue/document.html", "对应的目录事项", context, above=above)


def _tied(person: Person, document: Document, request: HttpRequest) -> None:
    if "obligation" in request.POST:
        tie(
            person,
            get_object_or_404(Obligation, pk=asked_number(request.POST, "obligation"), organ=document.organ),
            document,
        )
    elif "item" in request.POST:
        item = items_of(document.organ, timezone.localdate()).filter(pk=asked_number(request.POST, "item")).first()
        if item is None:
            raise ValidationError("请选择目录事项。")
        tie_formed(person, item, document)
    elif "fulfilment" in request.POST:
        untie(
            person,
            get_object_or_404(Fulfilment, pk=asked_number(request.POST, "fulfilment"), document=document),
            "登记有误，取消",
        )


def arisen(request: HttpRequest) -> HttpResponse:
    """Note that something was formed that has to be published, so that its period is watched."""
    person, on = person_of(request), timezone.localdate()
    require_somewhere(request, Act.EDIT_CATALOGUE)
    organ = get_object_or_404(organs_for(person, Act.EDIT_CATALOGUE, on), pk=asked_number(request.GET, "organ"))
    form = ArisenForm(request.POST or None, initial={"formed_on": on})
    field: Any = form.fields["item"]
    field.queryset = items_of(organ, on).filter(rhythm=Rhythm.ON_FORMATION)
    made: list[Obligation] = []
    if request.method == "POST" and form.done(lambda: made.append(arise(person, organ, **form.typed))):
        messages.success(request, f"已登记，应于{made[0].due_on}前公开。")
        return redirect("desk_obligation", pk=made[0].pk)
    context = {"form": form, "button": "登记", "back": reverse("desk_coverage")}
    return screen(request, "desk/form.html", f"登记应公开的信息：{organ}", context, above=ABOVE)
