"""Bodies, for their administrators: the tree, contacts, a new name, a body below."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn

from gongkai.desk.frame import Crumb, DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.organs.access import Act, organs_for, require
from gongkai.organs.actions import CONTACT_FIELDS, create_organ, rename_organ, update_contacts
from gongkai.organs.models import Kind, Level, Organ
from gongkai.organs.queries import ancestors
from gongkai.trail.queries import entries_of
from gongkai.ui.templatetags.gongkai import day

ABOVE: tuple[Crumb, ...] = (("机关", "/desk/organs/"),)
_MADE_OF = ("name", "short_name", "slug", "level", "kind", "credit_code", "region")


class OrganFilters(Filters):
    """By level and kind."""

    level = one_of("层级", Level.choices)
    kind = one_of("性质", Kind.choices)

    class Meta:
        model = Organ
        fields: tuple[str, ...] = ()


def _indented(organ: Organ) -> str:
    return "　" * (organ.depth - 1) + organ.name


def _ended(organ: Organ) -> str:
    return f"{day(organ.abolished_on)}撤销" if organ.abolished_on else ""


class OrganList(Listing):
    """The bodies that the person administers, in the order of the tree."""

    name = "desk_organs"
    title = "机关"
    hint = "按名称、简称或曾用名查找"
    nothing = "您没有可以管理的机关。"
    is_searchable = True
    default_ordering = "path"
    filterset_class = OrganFilters
    columns = (
        TitleColumn("name", label="名称", accessor=_indented, url_name="desk_organ"),
        Column("level", label="层级", accessor="get_level_display", classname="desk-nowrap"),
        Column("kind", label="性质", accessor="get_kind_display"),
        Column("foi_unit", label="公开工作机构"),
        Column("phone", label="联系电话", classname="desk-nowrap"),
        Column("abolished_on", label="沿革", accessor=_ended),
    )
    exported = Exported(
        "机关",
        (("名称", 36), ("层级", 8), ("性质", 18), ("统一社会信用代码", 22), ("公开工作机构", 24), ("联系电话", 18)),
        lambda o: [o.name, o.get_level_display(), o.get_kind_display(), o.credit_code, o.foi_unit, o.phone],
    )

    def get_base_queryset(self) -> QuerySet[Organ]:
        """What the person administers."""
        require_somewhere(self.request, Act.MANAGE_ORGANS)
        return organs_for(self.person, Act.MANAGE_ORGANS, self.today)

    def search_queryset(self, queryset: QuerySet[Organ]) -> QuerySet[Organ]:
        """The words in the present name, the short one or a former one."""
        words = self.search_query
        named = Q(name__icontains=words) | Q(short_name__icontains=words) | Q(names__name__icontains=words)
        return queryset.filter(named).distinct() if words else queryset


class ContactForm(DeskForm):
    """What stands on the body's column: contacts and identity."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(Organ, fields=CONTACT_FIELDS)


class RenameForm(DeskForm):
    """A new name from a day on."""

    name = forms.CharField(label="新名称", max_length=80)
    on = forms.DateField(label="启用日期", widget=DayInput, help_text="这一天之前的报告和文件仍用原名称。")
    reason = forms.CharField(label="依据", max_length=500, help_text="例如机构改革方案的文号。")


class OrganForm(DeskForm):
    """A new body."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= forms.fields_for_model(
            Organ,
            fields=_MADE_OF,
            help_texts={
                "slug": "门户上的网址，用小写字母、数字和短横线，例如 pingluo-caizheng；以后不变。",
                "credit_code": "18 位，可以暂缺。",
                "region": "6 位行政区划代码；乡镇 9 位，村 12 位。",
            },
        )


def organ_of(request: HttpRequest, pk: int) -> Organ:
    """The body, for one who administers it."""
    organ = get_object_or_404(Organ, pk=pk)
    require(person_of(request), Act.MANAGE_ORGANS, organ, timezone.localdate())
    return organ


def way_to(organ: Organ) -> tuple[Crumb, ...]:
    """The way from the list to a page below that of the body."""
    return (*ABOVE, (organ.name, reverse("desk_organ", args=[organ.pk])))


def organ_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The body with its contacts, names and posts."""
    organ = organ_of(request, pk)
    initial = {name: getattr(organ, name) for name in CONTACT_FIELDS}
    form = ContactForm(request.POST or None, of=organ, initial=initial)
    if request.method == "POST" and form.done(lambda: update_contacts(person_of(request), organ, form.typed)):
        messages.success(request, f"“{organ}”的联系方式已保存，门户上已经更新。")
        return redirect("desk_organ", pk=pk)
    context = {
        "organ": organ,
        "form": form,
        "ancestors": ancestors(organ),
        "names": organ.names.all(),
        "successions": organ.successions.select_related("successor").order_by("on"),
        "inheritances": organ.inheritances.select_related("predecessor").order_by("on"),
        "posts": organ.posts.select_related("person").order_by("role", "since"),
        "entries": entries_of(organ)[:10],
    }
    return screen(request, "desk/organ.html", organ.name, context, above=ABOVE)


def organ_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """A new name."""
    organ = organ_of(request, pk)
    former = organ.name
    form = RenameForm(request.POST or None, of=organ, initial={"name": former, "on": timezone.localdate()})

    def rename() -> None:
        typed = form.typed
        rename_organ(person_of(request), Organ.objects.get(pk=pk), typed["name"], typed["on"], typed["reason"])

    if request.method == "POST" and form.done(rename):
        messages.success(request, f"“{former}”已更名为“{form.typed['name']}”，原名称保留在曾用名中。")
        return redirect("desk_organ", pk=pk)
    context = {"form": form, "button": "更名", "back": reverse("desk_organ", args=[pk])}
    return screen(request, "desk/form.html", f"更名：{former}", context, above=way_to(organ))


def organ_create(request: HttpRequest, pk: int) -> HttpResponse:
    """A body below this one."""
    parent = organ_of(request, pk)
    form = OrganForm(request.POST or None, initial={"level": parent.level, "region": parent.region})
    made: list[Organ] = []
    if request.method == "POST" and form.done(
        lambda: made.append(create_organ(person_of(request), parent, **form.typed))
    ):
        messages.success(request, f"已在“{parent}”之下设立“{made[0]}”。接下来请填写联系方式、安排人员。")
        return redirect("desk_organ", pk=made[0].pk)
    context = {"form": form, "button": "设立", "back": reverse("desk_organ", args=[pk])}
    return screen(request, "desk/form.html", "设立下级机关", context, above=way_to(parent))
