"""The list of applications as a file: columns chosen; people in full only for those who may read them, with a purpose."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.models import Application
from gongkai.applications.people import Particulars, requesters
from gongkai.desk.applications.listing import COLUMNS, ApplicationList
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.frame import DeskForm, person_of, require_somewhere, screen
from gongkai.organs.access import Act, may_anywhere
from gongkai.organs.models import Person
from gongkai.ui.export import FORMATS, export

PRIVATE: Mapping[str, tuple[str, int, Callable[[Particulars], str]]] = {
    "name": ("申请人姓名或者名称", 24, lambda who: who.name),
    "identity": ("证件号码", 22, lambda who: who.identity),
    "phone": ("电话", 16, lambda who: who.phone),
    "email": ("电子邮箱", 24, lambda who: who.email),
    "address": ("地址", 40, lambda who: who.address),
}
"""What only those see who may read particulars, for the bodies for which they may."""
_KEPT = "application_columns"
_AT_ONCE = 500


class ExportForm(DeskForm):
    """Which columns, in which format; for particulars of people also why."""

    columns = forms.MultipleChoiceField(
        label="列",
        widget=forms.CheckboxSelectMultiple,
        choices=[(key, given.caption) for key, given in COLUMNS.items()],
        error_messages={"required": "请至少选一列。"},
        help_text="申请人一列总是隐去的，例如“张＊＊”。",
    )
    format = forms.ChoiceField(label="格式", choices=list(FORMATS.items()))

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_anywhere(person, Act.SEE_REQUESTER, timezone.localdate()):
            self.fields["private"] = forms.MultipleChoiceField(
                label="申请人的个人信息",
                widget=forms.CheckboxSelectMultiple,
                required=False,
                choices=[(key, caption) for key, (caption, _, _) in PRIVATE.items()],
                help_text="确有需要才选；只给出您有权查看的机关的，每一件都写入操作留痕。",
            )
            self.fields["purpose"] = forms.CharField(label="查看个人信息的目的", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Particulars need a purpose."""
        typed = super().clean() or {}
        if typed.get("private") and not typed.get("purpose", "").strip():
            raise ValidationError({"purpose": "要导出申请人的个人信息，请写明目的。"})
        return typed


@never_cache
def export_chosen(request: HttpRequest) -> HttpResponseBase:
    """The choice, then the file of what the list's filters (in the address) let pass."""
    require_somewhere(request, Act.SEE_APPLICATIONS)
    person = person_of(request)
    form = ExportForm(person, request.POST or None, initial={"columns": _kept(request), "format": "xlsx"})
    listed = ApplicationList()
    listed.setup(request)
    records: QuerySet[Application] = listed.get_queryset()
    if request.method == "POST" and form.is_valid():
        request.session[_KEPT] = form.typed["columns"]
        return _file(person, form, records.iterator(chunk_size=2_000))
    query = request.GET.urlencode()
    context = {
        "form": form,
        "sentence": f"按列表现在的条件，导出 {records.count()} 件。",
        "button": "导出",
        "back": f"{reverse('desk_applications')}?{query}",
    }
    status = 422 if form.errors else 200
    return screen(request, "desk/form.html", "选择列再导出", context, above=ABOVE, status=status)


def _kept(request: HttpRequest) -> list[str]:
    """The columns that the person chose last, else all."""
    return [key for key in request.session.get(_KEPT, []) if key in COLUMNS] or list(COLUMNS)


def _file(person: Person, form: ExportForm, records: Iterable[Application]) -> HttpResponseBase:
    typed = form.typed
    chosen = [COLUMNS[key] for key in COLUMNS if key in typed["columns"]]
    private = [PRIVATE[key] for key in PRIVATE if key in typed.get("private", [])]
    captions = [(given.caption, given.width) for given in chosen] + [(name, width) for name, width, _ in private]

    def rows() -> Iterator[list[Any]]:
        source = iter(records)
        while some := list(itertools.islice(source, _AT_ONCE)):
            opened = requesters(person, some, typed["purpose"].strip()) if private else {}
            for record in some:
                who = opened.get(record.pk)
                yield [given.value(record) for given in chosen] + [say(who) if who else "" for _, _, say in private]

    return export(typed["format"], "依申请公开", captions, rows())
