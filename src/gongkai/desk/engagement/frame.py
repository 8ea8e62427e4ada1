"""What the screens of every kind of published record have in common."""

from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.documents import OrganChoice
from gongkai.desk.editor import RichTextField
from gongkai.desk.frame import DayInput, DeskForm, person_of, require_somewhere, screen
from gongkai.desk.versioned import VersionedDesk
from gongkai.disclosure.formats import FORMATS
from gongkai.engagement.actions import enclosures, publishing
from gongkai.engagement.kinds import KINDS
from gongkai.engagement.models import Published
from gongkai.engagement.models.enclosure import enclosures_of
from gongkai.engagement.queries import records_for
from gongkai.organs.access import Act, organs_for, refusal
from gongkai.organs.models import Organ, Person
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import chain_of

R = TypeVar("R", bound=Published)


class RecordForm(DeskForm):
    """The fields of a kind of record; rich text in the editor, days with the browser's calendar."""

    def __init__(self, model: type[Published], helps: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = [name for name in model.FIELDS if name not in model.TEXTS]
        fields: dict[str, Any] = dict(forms.fields_for_model(model, fields=plain, help_texts=helps))
        for name, field in fields.items():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
            elif isinstance(field, forms.TypedChoiceField) and not field.initial:
                options: Any = field.choices
                field.choices = [("", "请选择"), *list(options)[1:]]
            elif isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 5
            fields[name] = field
        for name in model.TEXTS:
            fields[name] = RichTextField(str(model._meta.get_field(name).verbose_name), required=False)  # type: ignore[union-attr]
            fields[name].widget.attrs["rows"] = 16
            fields[name].help_text = helps.get(name) or fields[name].help_text
        self.fields |= fields
        self.order_fields(model.FIELDS)


class PublishedDesk(VersionedDesk[R]):
    """The screens of one kind; beside those of every record with versions a new one, and its files."""

    model: ClassVar[type[Published]]
    new_title: ClassVar[str]
    helps: ClassVar[dict[str, str]] = {}
    starts: ClassVar[dict[str, Any]] = {}
    edit_act = Act.EDIT_ENGAGEMENT
    publish_act = Act.PUBLISH_ENGAGEMENT
    template = "desk/engagement/record.html"

    def records(self, request: HttpRequest) -> "QuerySet[R]":
        """Those that the person may see."""
        return records_for(cast("type[R]", self.model), person_of(request), timezone.localdate())

    def form(self, request: HttpRequest, record: R) -> RecordForm:
        """The newest version."""
        newest = record.draft
        initial = {name: getattr(newest, name) for name in self.model.FIELDS}
        return RecordForm(self.model, self.helps, request.POST or None, of=record, initial=initial)

    def edit(self, actor: Person, record: R, typed: dict[str, Any]) -> object:
        """A new version."""
        return publishing.edit(actor, record, typed)

    def publish(self, actor: Person, record: R) -> object:
        """Publication."""
        return publishing.publish(actor, record)

    def withdraw(self, actor: Person, record: R, reason: str, ground: Tomb.Ground) -> object:
        """Withdrawal."""
        return publishing.withdraw(actor, record, reason, ground)

    def restore(self, actor: Person, record: R, number: int) -> object:
        """An earlier version."""
        return publishing.restore(actor, record, number)

    def obstacle(self, draft: R) -> str | None:
        """What stands in the way of its publication."""
        return KINDS[self.model].obstacle(draft)

    def more(self, request: HttpRequest, record: R) -> dict[str, object]:
        """Its files."""
        refused = refusal(person_of(request), enclosures.may_change(record), record.organ, timezone.localdate())
        if record.live and chain_of(record.organ) is not None:
            refused = "已发布的附件不能直接改动：请先撤下，改好以后重新送审、发布。"
        return {
            "enclosures": enclosures_of(record),
            "enclose_refusal": refused,
            "formats": ",".join(FORMATS),
            "enclose": reverse(f"{self.name}_enclose", args=[record.pk]),
            "unenclose": reverse(f"{self.name}_unenclose", args=[record.pk]),
        }

    def create(self, request: HttpRequest) -> HttpResponse:
        """A new record; whoever drafts for several bodies chooses the body first."""
        require_somewhere(request, Act.EDIT_ENGAGEMENT)
        person = person_of(request)
        organs = organs_for(person, Act.EDIT_ENGAGEMENT, timezone.localdate()).order_by("path")
        only = organs[:2]
        chosen = OrganChoice(organs, {"organ": only[0].pk} if len(only) == 1 else request.GET or None)
        if not chosen.is_valid():
            return screen(request, "desk/choose_organ.html", self.new_title, {"form": chosen}, above=self.above)
        organ: Organ = chosen.cleaned_data["organ"]
        form = RecordForm(self.model, self.helps, request.POST or None, initial=self.starts)
        made: list[Published] = []
        blank = self.model(organ=organ)
        if request.method == "POST" and form.done(lambda: made.append(publishing.draft(person, blank, form.typed))):
            messages.success(request, "已保存为草稿，发布之前公众看不到。可以在下面添加附件。")
            return redirect(self.name, pk=made[0].pk)
        context = {"form": form, "button": "保存草稿", "back": self.above[-1][1]}
        status = 422 if form.errors else 200
        return screen(request, "desk/form.html", f"{self.new_title}：{organ}", context, above=self.above, status=status)

    def enclose_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file added."""
        file = request.FILES.get("file")

        def add(actor: Person, record: R) -> None:
            if file is None:
                raise ValidationError("请先选择要添加的文件。")
            enclosures.enclose(actor, record, file)

        return self._done(request, pk, add, f"已添加附件“{file}”。")

    def unenclose_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A file taken away."""
        number = request.POST.get("enclosure", "")
        record = self.record_of(request, pk)
        enclosure = get_object_or_404(enclosures_of(record), pk=int(number) if number.isdecimal() else 0)
        return self._done(
            request, pk, lambda actor, _: enclosures.remove(actor, enclosure), f"已删去附件“{enclosure}”。"
        )

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            path(f"{route}new/", desk.create, name=f"{cls.name}_create"),
            *super().addresses(route),
            path(f"{route}<int:pk>/enclose/", require_POST(desk.enclose_page), name=f"{cls.name}_enclose"),
            path(f"{route}<int:pk>/unenclose/", require_POST(desk.unenclose_page), name=f"{cls.name}_unenclose"),
        ]
