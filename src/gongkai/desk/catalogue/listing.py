"""The list of catalogues, and a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Count, Max, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.catalogue.actions.editing import adopt_standard, begin_catalogue
from gongkai.catalogue.models import Catalogue, Edition
from gongkai.catalogue.queries import catalogues_for
from gongkai.catalogue.standard import standards
from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.organs.access import Act, may_anywhere, organs_for
from gongkai.organs.models import Organ
from gongkai.ui.templatetags.gongkai import day

ABOVE = (("公开事项目录", "/desk/catalogue/"),)


class CatalogueList(Listing):
    """The catalogues that the person may see."""

    name = "desk_catalogues"
    title = "公开事项目录"
    hint = "按目录名称或机关查找"
    nothing = "这里列出各机关的公开事项目录。还没有，请点“新建目录”，可以直接采用标准目录。"
    is_searchable = True
    default_ordering = ("organ__path", "pk")
    columns = (
        TitleColumn("title", label="目录", url_name="desk_catalogue"),
        Column("organ", label="机关", accessor="organ.name"),
        Column("editions", label="版本", accessor=lambda c: f"{c.editions_count} 版{'，有草稿' if c.drafts else ''}"),
        Column("in_force", label="最近启用", accessor=lambda c: day(c.in_force)),
        Column("bodies", label="采用的单位", accessor=lambda c: c.bodies or "—"),
    )

    def get_base_queryset(self) -> QuerySet[Catalogue]:
        """Those catalogues."""
        require_somewhere(self.request, Act.SEE_COLUMN)
        return catalogues_for(self.person, self.today).annotate(
            editions_count=Count("editions", distinct=True),
            drafts=Count("editions", filter=Q(editions__in_force_on=None), distinct=True),
            in_force=Max("editions__in_force_on"),
            bodies=Count("adoptions", filter=Q(adoptions__until=None), distinct=True),
        )

    def search_queryset(self, queryset: QuerySet[Catalogue]) -> QuerySet[Catalogue]:
        """The words in the title or the body's name."""
        words = self.search_query
        return queryset.filter(Q(title__icontains=words) | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """How it stands; and a new catalogue, for those who may."""
        coverage = HeaderButton("公开情况", url=reverse("desk_coverage"), icon_name="table", priority=2)
        if not may_anywhere(self.person, Act.EDIT_CATALOGUE, self.today):
            return [coverage]
        return [HeaderButton("新建目录", url=reverse("desk_catalogue_new"), icon_name="plus", priority=1), coverage]


def field_choices() -> list[tuple[str, str]]:
    """The fields with a standard catalogue, with how many items each has."""
    return [(name, f"{name}（{len(field.items)} 项）") for name, field in standards().items()]


class NewForm(DeskForm):
    """Whose, what it is called, and the standard fields that it begins with."""

    organ = OrganField(Act.EDIT_CATALOGUE)
    title = forms.CharField(label="名称", max_length=100, help_text="例如：平罗县财政局主动公开事项目录。")
    fields_of = forms.MultipleChoiceField(
        label="采用标准目录的领域",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可以不选，以后再加入、修改，或者导入表格。",
    )

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)
        chosen: Any = self.fields["fields_of"]
        chosen.choices = field_choices()


def catalogue_new(request: HttpRequest) -> HttpResponse:
    """A new catalogue, with standard fields where some are chosen."""
    require_somewhere(request, Act.EDIT_CATALOGUE)
    person = person_of(request)
    organs = organs_for(person, Act.EDIT_CATALOGUE, timezone.localdate()).order_by("path")
    only = organs[:2]
    form = NewForm(organs, request.POST or None, initial={"organ": only[0].pk if len(only) == 1 else None})
    made: list[Edition] = []

    def begin() -> None:
        made.append(begin_catalogue(person, form.typed["organ"], form.typed["title"]))
        if form.typed["fields_of"]:
            adopt_standard(person, made[0], form.typed["fields_of"])

    if request.method == "POST" and form.done(begin):
        messages.success(request, "已建立，现在是第1版草稿。改好以后启用，公众才看到，才开始统计公开情况。")
        return redirect("desk_edition", pk=made[0].pk)
    context = {"form": form, "button": "建立", "back": reverse("desk_catalogues")}
    return screen(request, "desk/form.html", "新建目录", context, above=ABOVE)
