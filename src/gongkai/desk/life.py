"""The life of a rule or normative document: what happened, what is still owed, and a form for what is to be recorded."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.desk.frame import DayInput, DeskForm, person_of, screen
from gongkai.disclosure.actions.life import act_of, record_stage, strike
from gongkai.disclosure.life import owed, timeline
from gongkai.disclosure.models import Document
from gongkai.disclosure.queries import document_called, documents_for, events_of
from gongkai.law.lifecycle import stages
from gongkai.organs.access import Act, refusal

_CLEANED = ("kept", "to_amend", "unlisted")


class StageForm(DeskForm):
    """A stage of life."""

    stage = forms.ChoiceField(label="环节")
    on = forms.DateField(label="日期", widget=DayInput, help_text="废止、失效的，自这一天起不再有效。")
    until = forms.DateField(label="截止日期", widget=DayInput, required=False, help_text="公开征求意见的，填截止日期。")
    reference = forms.CharField(
        label="文号、会议或者依据",
        max_length=200,
        required=False,
        help_text="例如合法性审核意见书的文号、常务会议的次数、清理结果公告的文号。",
    )
    by = forms.CharField(
        label="由哪份文件修改、废止",
        max_length=60,
        required=False,
        help_text="修改的必填：填那份文件的发文字号或者索引号，两份文件的页面互相链接。",
    )
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stage"]
        field.choices = [("", "请选择"), *choices]

    def clean_by(self) -> Document | None:
        """The document of that number."""
        words = self.cleaned_data["by"]
        found = document_called(words)
        if words and found is None:
            raise ValidationError("没有找到已发布的这份文件，请核对发文字号或者索引号。")
        return found


def life(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened to the document; with POST another stage."""
    person, on = person_of(request), timezone.localdate()
    document = get_object_or_404(documents_for(person, on), pk=pk)
    allowed = {act: refusal(person, act, document.organ, on) is None for act in _ACTS}
    form = StageForm(_choices(allowed, document), request.POST or None, of=document, initial={"on": on})

    def enter() -> None:
        typed = form.typed
        if typed["stage"] in ("abolished", "lapsed") and not (typed["reference"] or typed["by"]):
            raise ValidationError({"reference": "请写明废止或者失效的依据，例如清理结果公告的文号。"})
        record_stage(person, document, typed.pop("stage"), typed.pop("on"), **typed)

    if request.method == "POST" and form.done(enter):
        messages.success(request, "已登记。门户上的页面随之显示有效性和沿革。" if document.live else "已登记。")
        return redirect("desk_life", pk=pk)
    events = list(events_of(document))
    context = {
        "document": document,
        "form": form,
        "may": any(allowed.values()) and document.ruled,
        "moments": [
            (moment, moment.event and allowed[act_of(moment.stage.key)]) for moment in timeline(document, events)
        ],
        "owed": owed(document, events),
        "validity": document.validity(on) if document.live else "",
    }
    above = (("公开文件", reverse("desk_documents")), (str(document), reverse("desk_document", args=[pk])))
    status = 422 if form.errors else 200
    return screen(request, "desk/life.html", f"环节：{document}", context, above=above, status=status)


_ACTS = (Act.EDIT_DOCUMENT, Act.PUBLISH_DOCUMENT)


def _choices(allowed: dict[Act, bool], document: Document) -> list[tuple[str, str]]:
    """What the person may record here; the results of a clean-up come from its round."""
    return [
        (key, stage.name)
        for key, stage in stages().items()
        if stage.recorded
        and key not in _CLEANED
        and allowed[act_of(key)]
        and (document.live or act_of(key) == _ACTS[0])
    ]


@require_POST
def strike_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Strike out what was entered in error."""
    person = person_of(request)
    document = get_object_or_404(documents_for(person, timezone.localdate()), pk=pk)
    event = get_object_or_404(document.life.select_related("document__organ"), pk=number)
    try:
        with transaction.atomic():
            strike(person, event, request.POST.get("reason", ""))
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, "已划去，有效性随之重算；划去的和理由都留在操作留痕里。")
    return redirect("desk_life", pk=pk)
