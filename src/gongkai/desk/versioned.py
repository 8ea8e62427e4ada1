"""What the desk does with a record that has versions: edit, preview, publish, withdraw, look at earlier ones, restore.

A field of work subclasses :class:`VersionedDesk` with its record, acts and form.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.frame import Crumb, DeskForm, person_of, screen
from gongkai.desk.vetting.side import side
from gongkai.disclosure.versions import Versioned, version_of_record
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Organ, Person
from gongkai.trail.queries import entries_of
from gongkai.vetting.models import Tomb

R = TypeVar("R", bound=Versioned)


class VersionedDesk(Generic[R]):
    """The screens of one kind of record; ``name`` opens the names of their addresses."""

    name: ClassVar[str]
    above: ClassVar[tuple[Crumb, ...]]
    edit_act: ClassVar[Act]
    publish_act: ClassVar[Act]
    template: ClassVar[str] = "desk/versioned.html"
    preview_template: ClassVar[str]

    def records(self, request: HttpRequest) -> QuerySet[R]:
        """The records that the person may see."""
        raise NotImplementedError

    def form(self, request: HttpRequest, record: R) -> DeskForm:
        """The form with the newest version."""
        raise NotImplementedError

    def edit(self, actor: Person, record: R, typed: dict[str, Any]) -> object:
        """Save what was typed as a new version."""
        raise NotImplementedError

    def publish(self, actor: Person, record: R) -> object:
        """Put the newest version before the public."""
        raise NotImplementedError

    def withdraw(self, actor: Person, record: R, reason: str, ground: Tomb.Ground) -> object:
        """Take it from the public."""
        raise NotImplementedError

    def restore(self, actor: Person, record: R, number: int) -> object:
        """Take up an earlier version."""
        raise NotImplementedError

    def address(self, record: R) -> str:
        """Where the public finds it."""
        raise NotImplementedError

    def obstacle(self, draft: R) -> str | None:
        """What stands in the way of publication, whoever wants it."""
        return None

    def more(self, request: HttpRequest, record: R) -> dict[str, object]:
        """What else the page shows."""
        return {}

    def record_of(self, request: HttpRequest, pk: int) -> R:
        """The record, for a person who may see it."""
        return get_object_or_404(self.records(request), pk=pk)

    def page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form with the newest version; beside it what can be done, the versions and the trail."""
        record = self.record_of(request, pk)
        person, on = person_of(request), timezone.localdate()
        form = self.form(request, record)
        if request.method == "POST" and form.done(lambda: self.edit(person, record, form.typed)):
            sentence = "公众看到的仍是已发布的版本，发布以后才更新。" if record.live else "发布之前公众看不到。"
            messages.success(request, f"已保存为新草稿。{sentence}")
            return redirect(self.name, pk=pk)
        draft = record.draft
        vetted = side(record, person, on)
        context = {
            **vetted,
            "record": record,
            "draft": draft,
            "form": form,
            "edit_refusal": refusal(person, self.edit_act, record.organ, on),
            "publish_refusal": refusal(person, self.publish_act, record.organ, on)
            or (None if record.live and not record.has_unpublished_changes else self.obstacle(draft))
            or vetted.get("vetting_obstacle"),
            "withdraw_refusal": refusal(person, self.publish_act, record.organ, on),
            "may_report": record.live and refusal(person, Act.SEE_VETTINGS, record.organ, on) is None,
            "versions": record.versions[:20],
            "entries": entries_of(record)[:20],
            "public_address": self.address(record) if record.live else "",
            "addresses": {act: reverse(f"{self.name}_{act}", args=[pk]) for act in _ACTS},
        }
        return screen(request, self.template, str(draft), {**context, **self.more(request, record)}, above=self.above)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The newest version, or an earlier one (``?version=``), as the public would see it."""
        record = self.record_of(request, pk)
        number = request.GET.get("version", "")
        shown = self._version(record, number) if number else record.draft
        context = {
            "record": shown,
            "organ": record.organ,
            "site_organ": Organ.objects.filter(depth=1).order_by("path").first(),
            "back": reverse(self.name, args=[pk]),
            "earlier": number,
            "today": timezone.localdate(),
        }
        return render(request, self.preview_template, context)

    def _version(self, record: R, number: str) -> R:
        if not number.isdecimal() or not record.versions.filter(pk=number[:18]).exists():
            raise Http404
        return version_of_record(record, int(number))

    def _done(self, request: HttpRequest, pk: int, act: Callable[[Person, R], object], sentence: str) -> HttpResponse:
        record = self.record_of(request, pk)
        try:
            with transaction.atomic():
                act(person_of(request), record)
        except ValidationError as error:
            messages.error(request, "".join(error.messages))
        else:
            messages.success(request, sentence)
        return redirect(self.name, pk=pk)

    def publish_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publication."""
        return self._done(request, pk, self.publish, "已发布，公众现在可以在门户上看到。")

    def withdraw_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdrawal, with its reason."""
        reason, chosen = request.POST.get("reason", ""), request.POST.get("ground", "")
        ground = Tomb.Ground(chosen) if chosen in Tomb.Ground.values else Tomb.Ground.OTHER
        sentence = "已从门户撤下，理由已经留痕。需要时可以再次发布。"
        return self._done(request, pk, lambda actor, record: self.withdraw(actor, record, reason, ground), sentence)

    def restore_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An earlier version taken up again."""
        number = request.POST.get("version", "")

        def restore(actor: Person, record: R) -> None:
            self._version(record, number)
            self.restore(actor, record, int(number))

        return self._done(request, pk, restore, "已把那个版本恢复为新草稿，请核对后发布。")

    @classmethod
    def addresses(cls, route: str) -> list[URLPattern]:
        """The addresses below ``route``."""
        desk = cls()
        return [
            path(f"{route}<int:pk>/", desk.page, name=cls.name),
            path(f"{route}<int:pk>/preview/", desk.preview, name=f"{cls.name}_preview"),
            path(f"{route}<int:pk>/publish/", require_POST(desk.publish_page), name=f"{cls.name}_publish"),
            path(f"{route}<int:pk>/withdraw/", require_POST(desk.withdraw_page), name=f"{cls.name}_withdraw"),
            path(f"{route}<int:pk>/restore/", require_POST(desk.restore_page), name=f"{cls.name}_restore"),
        ]


_ACTS = ("preview", "publish", "withdraw", "restore")
