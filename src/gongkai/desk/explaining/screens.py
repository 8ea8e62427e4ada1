"""The lists and pages of interpretations, packs and talks."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.documents import OrganChoice
from gongkai.desk.explaining import forms as own
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Listing
from gongkai.desk.versioned import VersionedDesk
from gongkai.disclosure.actions import explaining
from gongkai.disclosure.models import Interpretation, Pack, Talk
from gongkai.disclosure.packs import pack_pdf
from gongkai.disclosure.queries import explanations_for
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting.models import Tomb


class Field(NamedTuple):
    """One kind of explanation at the desk."""

    kind: type[Any]
    name: str
    title: str
    nothing: str
    form: Callable[..., DeskForm]
    initial: Callable[[Any, Any], dict[str, Any]]

    @property
    def above(self) -> tuple[tuple[str, str], ...]:
        """The way here."""
        return (("公开文件", "/desk/documents/"), (self.title, f"/desk/{self.name}s/"))


FIELDS = {
    field.name: field
    for field in (
        Field(
            Interpretation,
            "interpretation",
            "政策解读",
            "这里列出政策解读。还没有，请点“起草”；也可以从文件的页面上起草。",
            own.InterpretationForm,
            own.initial_of_interpretation,
        ),
        Field(
            Pack, "pack", "政策包", "这里列出政策明白卡和汇编。还没有，请点“起草”。", own.PackForm, own.initial_of_pack
        ),
        Field(
            Talk,
            "talk",
            "政策公开讲",
            "这里列出政策公开讲的各期。还没有，请点“起草”。",
            own.TalkForm,
            own.initial_of_talk,
        ),
    )
}


class ExplanationList(Listing):
    """The interpretations, packs or talks that the person may see."""

    field: ClassVar[Field]
    hint = "按标题或机关查找"
    is_searchable = True
    default_ordering = "-pk"

    def get_base_queryset(self) -> QuerySet[Any]:
        """Those."""
        require_somewhere(self.request, Act.SEE_DOCUMENTS)
        return explanations_for(self.field.kind, self.person, self.today).defer("latest_revision__content")

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The words in the title or the body's name."""
        words = self.search_query
        return (
            queryset.filter(title__icontains=words) | queryset.filter(organ__name__icontains=words)
            if words
            else queryset
        )

    def buttons(self) -> list[HeaderButton]:
        """To draft one, for those who may."""
        if not may_anywhere(self.person, Act.EDIT_DOCUMENT, self.today):
            return []
        return [HeaderButton("起草", url=reverse(f"{self.name}_create"), icon_name="plus", priority=1)]


def _list_of(field: Field) -> type[ExplanationList]:
    columns = (
        TitleColumn("title", label="标题", url_name=f"desk_{field.name}"),
        Column("organ", label="机关", accessor="organ.name"),
        StatusTagColumn("state", label="状态", accessor="state", primary=lambda record: record.has_unpublished_changes),
        Column(
            "published_on", label="发布日期", accessor=lambda record: day(record.published_on), sort_key="published_on"
        ),
    )
    own_ = {"field": field, "name": f"desk_{field.name}s", "title": field.title, "nothing": field.nothing}
    return type("List", (ExplanationList,), {**own_, "above": field.above[:1], "columns": columns})


def create(request: HttpRequest, field: Field) -> HttpResponse:
    """A new one; whoever drafts for several bodies chooses the body first."""
    require_somewhere(request, Act.EDIT_DOCUMENT)
    person = person_of(request)
    organs = organs_for(person, Act.EDIT_DOCUMENT, timezone.localdate()).order_by("path")
    only = organs[:2]
    chosen = OrganChoice(organs, {"organ": only[0].pk} if len(only) == 1 else request.GET or None)
    if not chosen.is_valid():
        return screen(request, "desk/choose_organ.html", f"起草{field.title}", {"form": chosen}, above=field.above)
    organ: Organ = chosen.cleaned_data["organ"]
    form = field.form(organ, request.POST or None, initial={"documents": request.GET.get("document", "")[:60]})
    made: list[Any] = []
    if request.method == "POST" and form.done(
        lambda: made.append(explaining.draft(person, field.kind, organ, form.typed))
    ):
        messages.success(request, "已保存为草稿，发布之前公众看不到。")
        return redirect(f"desk_{field.name}", pk=made[0].pk)
    context = {"form": form, "button": "保存草稿", "back": reverse(f"desk_{field.name}s")}
    status = 422 if form.errors else 200
    return screen(request, "desk/form.html", f"起草{field.title}：{organ}", context, above=field.above, status=status)


class ExplanationDesk(VersionedDesk[Any]):
    """One of them."""

    field: ClassVar[Field]
    edit_act = Act.EDIT_DOCUMENT
    publish_act = Act.PUBLISH_DOCUMENT
    template = "desk/explaining/page.html"
    preview_template = "desk/explaining/preview.html"

    def records(self, request: HttpRequest) -> QuerySet[Any]:
        """Those that the person may see."""
        return explanations_for(self.field.kind, person_of(request), timezone.localdate())

    def form(self, request: HttpRequest, record: Any) -> DeskForm:
        """The newest version."""
        initial = self.field.initial(record.draft, record)
        return self.field.form(record.organ, request.POST or None, of=record, initial=initial)

    def edit(self, actor: Person, record: Any, typed: dict[str, Any]) -> object:
        """A new version."""
        return explaining.edit(actor, record, typed)

    def publish(self, actor: Person, record: Any) -> object:
        """Publication."""
        return explaining.publish(actor, record)

    def withdraw(self, actor: Person, record: Any, reason: str, ground: Tomb.Ground) -> object:
        """Withdrawal."""
        return explaining.withdraw(actor, record, reason, ground)

    def restore(self, actor: Person, record: Any, number: int) -> object:
        """An earlier version."""
        return explaining.restore(actor, record, number)

    def address(self, record: Any) -> str:
        """Its page on the portal."""
        return reverse(self.field.name, args=[record.organ.slug, record.pk])

    def obstacle(self, draft: Any) -> str | None:
        """What stands in the way of its publication."""
        return explaining.obstacle_to(draft)

    def more(self, request: HttpRequest, record: Any) -> dict[str, object]:
        """What belongs to a record of its kind."""
        may = refusal(person_of(request), Act.EDIT_DOCUMENT, record.organ, timezone.localdate()) is None
        return {"field": self.field.name, "label": self.field.title, "may_edit": may, **_MORE[self.field.name](record)}

    def picture_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The picture of an interpretation."""
        file = request.FILES.get("file")

        def add(actor: Person, record: Any) -> None:
            if file is None:
                raise ValidationError("请先选择图片。")
            explaining.add_picture(actor, record, file)

        return self._done(request, pk, add, "图片已保存。")

    def picture_file(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The picture itself."""
        record = self.record_of(request, pk)
        if not record.picture:
            return HttpResponse(status=404)
        return FileResponse(record.picture.open("rb"), content_type=record.media_type)

    def ledger_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is entered beside the text: copies of a pack, how often a talk was passed on."""
        record, person = self.record_of(request, pk), person_of(request)
        form = self._ledger_form(request, record)

        def enter() -> None:
            if isinstance(record, Pack):
                explaining.record_run(person, record, **form.typed)
            else:
                explaining.record_reposts(person, record, **form.typed)

        if request.method == "POST" and form.done(enter):
            messages.success(request, "已登记，统计随之计数。")
            return redirect(self.name, pk=pk)
        title = "登记印发" if isinstance(record, Pack) else "登记转发"
        context = {"form": form, "button": "登记", "back": reverse(self.name, args=[pk])}
        status = 422 if form.errors else 200
        return screen(request, "desk/form.html", f"{title}：{record}", context, above=self.above, status=status)

    def _ledger_form(self, request: HttpRequest, record: Any) -> DeskForm:
        if isinstance(record, Pack):
            return own.RunForm(request.POST or None, of=record, initial={"printed_on": timezone.localdate()})
        return own.RepostsForm(request.POST or None, of=record, initial={"reposts": record.reposts})

    def paper(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A pack as PDF, to be printed."""
        record = self.record_of(request, pk)
        try:
            pdf = pack_pdf(record.draft)
        except Unreadable as problem:
            messages.error(request, str(problem))
            return redirect(self.name, pk=pk)
        disposition = str(content_disposition_header(True, f"{record}.pdf"))
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _of_pack(record: Pack) -> dict[str, object]:
    return {"runs": record.runs.all()[:50]}


def _of_interpretation(record: Interpretation) -> dict[str, object]:
    return {"documents": record.documents.select_related("organ").defer("body").order_by("pk")}


_MORE: dict[str, Callable[[Any], dict[str, object]]] = {
    "interpretation": _of_interpretation,
    "pack": _of_pack,
    "talk": lambda _: {},
}
_BESIDE = {
    "interpretation": (("picture", "picture_page", True), ("file", "picture_file", False)),
    "pack": (("run", "ledger_page", False), ("paper", "paper", False)),
    "talk": (("reposts", "ledger_page", False),),
}


def _desk_of(field: Field) -> type[ExplanationDesk]:
    named = {"field": field, "name": f"desk_{field.name}", "above": field.above}
    return type("Desk", (ExplanationDesk,), named)


def addresses() -> list[URLPattern]:
    """The addresses of all three."""
    made: list[URLPattern] = []
    for field in FIELDS.values():
        route = f"{field.name}s/"
        desk = _desk_of(field)
        made += [
            *_list_of(field).addresses(route),
            path(f"{route}new/", partial(create, field=field), name=f"desk_{field.name}s_create"),
            *desk.addresses(route),
        ]
        page = desk()
        for name, view, posted in _BESIDE[field.name]:
            answer = getattr(page, view)
            shown = require_POST(answer) if posted else answer
            made.append(path(f"{route}<int:pk>/{name}/", shown, name=f"desk_{field.name}_{name}"))
    return made
