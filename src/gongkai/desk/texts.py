"""The texts of the column: guide and rules."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.editor import RichTextField
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Filters, Listing, one_of
from gongkai.desk.versioned import VersionedDesk
from gongkai.disclosure.actions.texts import (
    draft_guide,
    draft_text,
    edit_text,
    publish_text,
    restore_text,
    withdraw_text,
)
from gongkai.disclosure.models import ColumnText, Part
from gongkai.disclosure.queries import texts_for
from gongkai.organs.access import Act, may_anywhere, organs_for
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting.models import Tomb

ABOVE = (("公开专栏", "/desk/texts/"),)


class TextForm(DeskForm):
    """A text."""

    title = forms.CharField(label="标题", max_length=120)
    body = RichTextField()


class NewTextForm(DeskForm):
    """A new text of a body."""

    organ = OrganField(Act.EDIT_COLUMN)
    part = forms.ChoiceField(
        label="栏目",
        choices=Part.choices,
        help_text="公开指南每个机关一份，由系统按机关资料和现行规定起草，您再修改。",
    )
    title = forms.CharField(label="标题", max_length=120, required=False, help_text="公开指南可以不填。")

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


class TextFilters(Filters):
    """By part and state."""

    part = one_of("栏目", Part.choices)
    live = one_of("状态", [(True, "已发布"), (False, "未发布")])

    class Meta:
        model = ColumnText
        fields: tuple[str, ...] = ()


class TextList(Listing):
    """The texts that the person may see."""

    name = "desk_texts"
    title = "公开专栏"
    hint = "按机关或标题查找"
    nothing = "这里列出各机关的公开指南和公开制度。还没有，请点“起草”。"
    is_searchable = True
    default_ordering = ("organ__path", "part", "pk")
    filterset_class = TextFilters
    columns = (
        TitleColumn("title", label="标题", url_name="desk_text"),
        Column("organ", label="机关", accessor="organ.name"),
        Column("part", label="栏目", accessor="get_part_display"),
        StatusTagColumn("state", label="状态", accessor="state", primary=lambda text: text.has_unpublished_changes),
        Column("published", label="最近发布", accessor=lambda text: day(text.last_published_at)),
    )

    def get_base_queryset(self) -> QuerySet[ColumnText]:
        """Those texts."""
        require_somewhere(self.request, Act.SEE_COLUMN)
        return texts_for(self.person, self.today).defer("body")

    def search_queryset(self, queryset: QuerySet[ColumnText]) -> QuerySet[ColumnText]:
        """The words in the title or the body's name."""
        words = self.search_query
        return queryset.filter(Q(title__icontains=words) | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To draft a text, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_COLUMN, self.today):
            return []
        return [HeaderButton("起草", url=reverse("desk_text_create"), icon_name="plus", priority=1)]


def text_create(request: HttpRequest) -> HttpResponse:
    """A new text: the guide out of the body's own data, a rule with a title and its text to follow."""
    require_somewhere(request, Act.EDIT_COLUMN)
    person = person_of(request)
    organs = organs_for(person, Act.EDIT_COLUMN, timezone.localdate()).order_by("path")
    only = organs[:2]
    form = NewTextForm(organs, request.POST or None, initial={"organ": only[0].pk if len(only) == 1 else None})
    made: list[ColumnText] = []

    def draft() -> None:
        typed = form.typed
        if typed["part"] == Part.GUIDE:
            made.append(draft_guide(person, typed["organ"]))
        elif not typed["title"]:
            raise ValidationError({"title": "请写明制度的标题。"})
        else:
            made.append(draft_text(person, typed["organ"], Part.RULES, typed["title"], "（请在这里录入或者粘贴正文）"))

    if request.method == "POST" and form.done(draft):
        messages.success(request, "已起草，请修改正文后保存，再由签发人发布。")
        return redirect("desk_text", pk=made[0].pk)
    context = {"form": form, "button": "起草", "back": reverse("desk_texts")}
    return screen(request, "desk/form.html", "起草专栏文本", context, above=ABOVE)


class TextDesk(VersionedDesk[ColumnText]):
    """One text."""

    name = "desk_text"
    above = ABOVE
    edit_act = Act.EDIT_COLUMN
    publish_act = Act.PUBLISH_COLUMN
    preview_template = "desk/preview_text.html"

    def records(self, request: HttpRequest) -> QuerySet[ColumnText]:
        """The texts that the person may see."""
        return texts_for(person_of(request), timezone.localdate())

    def form(self, request: HttpRequest, record: ColumnText) -> TextForm:
        """The newest version."""
        draft = record.draft
        return TextForm(request.POST or None, of=record, initial={"title": draft.title, "body": draft.body})

    def edit(self, actor: Person, record: ColumnText, typed: dict[str, Any]) -> object:
        """A new version."""
        return edit_text(actor, record, typed["title"], typed["body"])

    def publish(self, actor: Person, record: ColumnText) -> object:
        """Publication."""
        return publish_text(actor, record)

    def withdraw(self, actor: Person, record: ColumnText, reason: str, ground: Tomb.Ground) -> object:
        """Withdrawal."""
        return withdraw_text(actor, record, reason, ground)

    def restore(self, actor: Person, record: ColumnText, number: int) -> object:
        """An earlier version."""
        return restore_text(actor, record, number)

    def address(self, record: ColumnText) -> str:
        """Its page on the column."""
        if record.part == Part.GUIDE:
            return reverse("organ_part", args=[record.organ.slug, record.part])
        return reverse("rules_page", args=[record.organ.slug, record.pk])
