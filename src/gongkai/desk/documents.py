"""Documents that a body publishes of itself: the list, a new one, the page of one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from gongkai.desk.choosing import OrganField, offer
from gongkai.desk.editor import RichTextField
from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.listing import Exported, Filters, Listing, one_of
from gongkai.desk.versioned import VersionedDesk
from gongkai.disclosure.actions.attachments import attach, detach
from gongkai.disclosure.actions.documents import (
    FIELDS,
    draft_document,
    edit_document,
    obstacle_in_law,
    obstacle_to,
    publish_document,
    restore_document,
    withdraw_document,
)
from gongkai.disclosure.formats import FORMATS
from gongkai.disclosure.headings import HEADINGS, headings
from gongkai.disclosure.life import owed, timeline
from gongkai.disclosure.models import Attachment, Document, DocumentKind
from gongkai.disclosure.queries import documents_for, events_of
from gongkai.organs.access import Act, may_anywhere, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting.models import Tomb

ABOVE = (("公开文件", "/desk/documents/"),)
_HELP = {
    "heading": "按《条例》第十九条至第二十一条列出，公众从这里查到。",
    "doc_no": "例如：平政规发〔2026〕3号。规章和行政规范性文件必填。",
    "disclosure_attr": "只有“主动公开”的可以发布。",
    "effective_on": "规章和行政规范性文件填写；页面据此显示是否有效。",
    "valid_until": "行政规范性文件规定了有效期的，填最后一天；届满自动显示失效，六个月前提醒评估。",
    "early_because": "只有规章填写：自公布之日起不满三十日施行的，写明属于哪种情形。",
    "interpret": "起草时确定：与文件同步起草、审签、发布解读。",
    "uninterpreted_because": "须配套解读、还没有解读稿就要发布的，写明理由，留存备查。",
}


class DocumentForm(DeskForm):
    """What a person fills in; the headings are those of the body."""

    def __init__(self, organ: Organ, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [name for name in FIELDS if name != "body"]
        fields: dict[str, Any] = dict(forms.fields_for_model(Document, fields=plain, help_texts=_HELP))
        fields["heading"].choices = [("", "请选择"), *((duty.key, duty.short) for duty in headings(organ))]
        fields["kind"].choices = [("", "请选择"), *DocumentKind.choices]
        fields["subject"].choices = [("", "（不填）"), *fields["subject"].choices[1:]]
        for name in ("signed_on", "effective_on", "valid_until"):
            fields[name].widget = DayInput()
        self.fields |= {**fields, "body": RichTextField(required=False)}
        self.order_fields(["title", *plain, "body"])


class OrganChoice(forms.Form):
    """The body whose document it will be."""

    organ = OrganField(Act.EDIT_DOCUMENT)

    def __init__(self, organs: QuerySet[Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, organs)


class DocumentFilters(Filters):
    """By kind, heading and state."""

    kind = one_of("种类", DocumentKind.choices)
    heading = one_of("法定栏目", HEADINGS)
    live = one_of("状态", [(True, "已发布"), (False, "未发布")])

    class Meta:
        model = Document
        fields: tuple[str, ...] = ()


_AROUND = (
    ("政策解读", "desk_interpretations", "comment"),
    ("政策包", "desk_packs", "folder"),
    ("政策公开讲", "desk_talks", "media"),
    ("政府公报", "desk_gazette", "doc-full-inverse"),
    ("规范性文件清理", "desk_rounds", "tasks"),
)
"""The fields of work that start from documents."""


def _exported(document: Document) -> list[Any]:
    return [
        document.organ.name, document.index_no, document.title, document.doc_no, document.get_kind_display(),
        document.duty.short, document.signed_on, document.published_on, document.state,
    ]  # fmt: skip


class DocumentList(Listing):
    """The documents that the person may see."""

    name = "desk_documents"
    title = "公开文件"
    hint = "按标题、发文字号、索引号或机关查找"
    nothing = "这里列出起草和已经发布的公开文件。还没有，请点“起草文件”。"
    is_searchable = True
    default_ordering = "-pk"
    filterset_class = DocumentFilters
    columns = (
        TitleColumn("title", label="标题", url_name="desk_document"),
        Column("organ", label="机关", accessor="organ.name"),
        Column("kind", label="种类", accessor="get_kind_display"),
        Column("heading", label="法定栏目", accessor="duty.short"),
        Column("doc_no", label="发文字号"),
        Column("validity", label="有效性", accessor=lambda d: d.validity(timezone.localdate()) if d.live else ""),
        StatusTagColumn(
            "state", label="状态", accessor="state", primary=lambda document: document.has_unpublished_changes
        ),
        Column("published_on", label="发布日期", accessor=lambda d: day(d.published_on), sort_key="published_on"),
    )
    exported = Exported(
        "公开文件",
        (
            ("机关", 28),
            ("索引号", 28),
            ("标题", 50),
            ("发文字号", 24),
            ("种类", 16),
            ("法定栏目", 24),
            ("成文日期", 12),
            ("发布日期", 12),
            ("状态", 16),
        ),
        _exported,
    )

    def get_base_queryset(self) -> QuerySet[Document]:
        """Those documents."""
        require_somewhere(self.request, Act.SEE_DOCUMENTS)
        return documents_for(self.person, self.today).defer("body", "latest_revision__content")

    def search_queryset(self, queryset: QuerySet[Document]) -> QuerySet[Document]:
        """The words in title, numbers or the body's name."""
        words = self.search_query
        named = Q(title__icontains=words) | Q(doc_no__icontains=words) | Q(index_no__icontains=words)
        return queryset.filter(named | Q(organ__name__icontains=words)) if words else queryset

    def buttons(self) -> list[HeaderButton]:
        """To draft a document, for those who may; the fields of work around documents."""
        more = [HeaderButton(label, url=reverse(name), icon_name=icon) for label, name, icon in _AROUND]
        if not may_anywhere(self.person, Act.EDIT_DOCUMENT, self.today):
            return more
        return [HeaderButton("起草文件", url=reverse("desk_document_create"), icon_name="plus", priority=1), *more]


def document_create(request: HttpRequest) -> HttpResponse:
    """A new document; whoever drafts for several bodies chooses the body first."""
    require_somewhere(request, Act.EDIT_DOCUMENT)
    person = person_of(request)
    organs = organs_for(person, Act.EDIT_DOCUMENT, timezone.localdate()).order_by("path")
    only = organs[:2]
    chosen = OrganChoice(organs, {"organ": only[0].pk} if len(only) == 1 else request.GET or None)
    if not chosen.is_valid():
        return screen(request, "desk/choose_organ.html", "起草文件", {"form": chosen}, above=ABOVE)
    organ: Organ = chosen.cleaned_data["organ"]
    form = DocumentForm(organ, request.POST or None)
    made: list[Document] = []
    if request.method == "POST" and form.done(lambda: made.append(draft_document(person, organ, form.typed))):
        messages.success(request, "已保存为草稿，发布之前公众看不到。可以在下面添加附件。")
        return redirect("desk_document", pk=made[0].pk)
    context = {"form": form, "button": "保存草稿", "back": reverse("desk_documents")}
    return screen(request, "desk/form.html", f"起草文件：{organ}", context, above=ABOVE)


class DocumentDesk(VersionedDesk[Document]):
    """One document."""

    name = "desk_document"
    above = ABOVE
    edit_act = Act.EDIT_DOCUMENT
    publish_act = Act.PUBLISH_DOCUMENT
    template = "desk/document.html"
    preview_template = "desk/preview_document.html"

    def records(self, request: HttpRequest) -> QuerySet[Document]:
        """The documents that the person may see."""
        return documents_for(person_of(request), timezone.localdate())

    def form(self, request: HttpRequest, record: Document) -> DocumentForm:
        """The newest version."""
        draft = record.draft
        return DocumentForm(
            record.organ, request.POST or None, of=record, initial={name: getattr(draft, name) for name in FIELDS}
        )

    def edit(self, actor: Person, record: Document, typed: dict[str, Any]) -> object:
        """A new version."""
        return edit_document(actor, record, typed)

    def publish(self, actor: Person, record: Document) -> object:
        """Publication."""
        return publish_document(actor, record)

    def withdraw(self, actor: Person, record: Document, reason: str, ground: Tomb.Ground) -> object:
        """Withdrawal."""
        return withdraw_document(actor, record, reason, ground)

    def restore(self, actor: Person, record: Document, number: int) -> object:
        """An earlier version."""
        return restore_document(actor, record, number)

    def address(self, record: Document) -> str:
        """Its page on the portal."""
        return reverse("document", args=[record.organ.slug, record.pk])

    def obstacle(self, draft: Document) -> str | None:
        """What stands in the way of its publication."""
        return obstacle_to(draft) or obstacle_in_law(draft, timezone.localdate())

    def more(self, request: HttpRequest, record: Document) -> dict[str, object]:
        """Attachments, and the life of a rule."""
        on = timezone.localdate()
        act = Act.PUBLISH_DOCUMENT if record.live else Act.EDIT_DOCUMENT
        events = list(events_of(record)) if record.ruled else []
        return {
            "validity": record.validity(on) if record.live else "",
            "moments": timeline(record, events) if record.ruled else (),
            "owed": owed(record, events),
            "interpretations": record.interpretations.order_by("pk"),
            "number": record.index_no or f"#{record.pk}",
            "attachments": record.attachments.all(),
            "attach_refusal": refusal(person_of(request), act, record.organ, on),
            "formats": ",".join(FORMATS),
        }

    def attach_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file added."""
        file = request.FILES.get("file")

        def add(actor: Person, record: Document) -> None:
            if file is None:
                raise ValidationError("请先选择要添加的文件。")
            attach(actor, record, file)

        return self._done(request, pk, add, f"已添加附件“{file}”。")

    def detach_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file taken away."""
        number = request.POST.get("attachment", "")
        attachment = get_object_or_404(Attachment, document=pk, pk=int(number) if number.isdecimal() else 0)
        return self._done(request, pk, lambda actor, _: detach(actor, attachment), f"已删去附件“{attachment}”。")

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            *super().addresses(route),
            path(f"{route}<int:pk>/attach/", require_POST(desk.attach_page), name="desk_document_attach"),
            path(f"{route}<int:pk>/detach/", require_POST(desk.detach_page), name="desk_document_detach"),
        ]
