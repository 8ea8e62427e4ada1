"""What the requester does in a case: answer a request for correction or reasons, take the application back."""

from collections.abc import Callable
from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.applications.actions import casework, correction, intake, period
from gongkai.applications.actions.intake import CONTENT_LIMIT
from gongkai.applications.drafts import actions as drafts
from gongkai.applications.drafts import kinds
from gongkai.applications.facts import Fact, standing
from gongkai.applications.models import Application
from gongkai.portal.applications import guard
from gongkai.portal.applications.entry import with_case
from gongkai.portal.applications.follow import MAY_WITHDRAW
from gongkai.portal.applications.page import case_page
from gongkai.portal.guard import TooMuch, take
from gongkai.ui.rate import address_of


class Answer(NamedTuple):
    """An answer that the office waits for: the state, the office's step, words, and the act."""

    status: str
    asked_by: str
    quoted: str
    title: str
    label: str
    act: Callable[[Application, str], Application]


def _correct(application: Application, text: str) -> Application:
    return correction.receive_correction(None, application, timezone.localdate(), text)


def _explain(application: Application, text: str) -> Application:
    return period.receive_reasons(None, application, timezone.localdate(), text)


ANSWERS = {
    "correction": Answer("correcting", "request_correction", "unclear", "补正申请", "补充的内容", _correct),
    "reasons": Answer("reasoning", "request_reasons", "volume", "说明理由", "理由", _explain),
}


class AnswerForm(forms.Form):
    """What the requester writes."""

    content = forms.CharField(
        widget=forms.Textarea({"rows": 8}),
        max_length=CONTENT_LIMIT,
        error_messages={
            "required": "请写明内容。",
            "max_length": f"超过{CONTENT_LIMIT}字的上限，请写得简短些，或者作为附件。",
        },
    )


class WithdrawForm(forms.Form):
    """Why it is taken back, for who wants to say."""

    reason = forms.CharField(label="原因", required=False, max_length=200)


@with_case
def answer(request: HttpRequest, application: Application, kind: str) -> HttpResponse:
    """The form for the answer."""
    wanted = ANSWERS[kind]
    if application.status != wanted.status:
        return redirect("case")
    asked = next((fact for fact in reversed(standing(application.facts)) if fact.kind == wanted.asked_by), None)
    if asked is None:
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, label_suffix="")
    form.fields["content"].label = wanted.label
    if request.method == "POST" and form.is_valid() and _taken(request, application, wanted, form):
        return redirect("case")
    return case_page(request, application, "answer", _context(wanted, asked, form))


def _context(wanted: Answer, asked: Fact, form: forms.Form) -> dict[str, object]:
    return {
        "wanted": wanted,
        "quote": asked.data.get(wanted.quoted, ""),
        "until": asked.day("until"),
        "form": form,
        "words": kinds.WORDS,
        "accept": ",".join(f".{ending}" for ending in kinds.ENDINGS),
        "largest": drafts.LARGEST_FILE // drafts.MEGABYTE,
        "most": drafts.MOST_FILES,
    }


def _taken(request: HttpRequest, application: Application, wanted: Answer, form: forms.Form) -> bool:
    """Keep the files and take the step, all or nothing; what stands in the way is said on the form."""
    try:
        with transaction.atomic():
            for name, data in _files(request):
                casework.attach(None, application, "attachment", name, [data])
            wanted.act(application, form.cleaned_data["content"])
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    except TooMuch as error:
        form.add_error(None, str(error))
        return False
    return True


def _files(request: HttpRequest) -> list[tuple[str, bytes]]:
    """The files that were sent. ``ValidationError`` where one is not allowed: none is kept then."""
    sent = request.FILES.getlist("files")
    if len(sent) > drafts.MOST_FILES or sum(file.size or 0 for file in sent) > drafts.LARGEST_ALL:
        raise ValidationError(
            f"附件最多 {drafts.MOST_FILES} 个，总共不超过 {drafts.LARGEST_ALL // drafts.MEGABYTE} MB。"
        )
    found = []
    for file in sent:
        take(guard.UPLOAD, address_of(request), "上传得太频繁，请过一会儿再试。")
        name, size = file.name or "", file.size or 0
        if size > drafts.LARGEST_FILE:
            raise ValidationError(
                f"“{name}”超过 {drafts.LARGEST_FILE // drafts.MEGABYTE} MB 的上限，请压缩后重新选择。"
            )
        data = file.read()
        kinds.refuse_foreign(name, data)
        found.append((name, data))
    return found


@with_case
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask once more, then take the application back."""
    if application.status not in MAY_WITHDRAW:
        return redirect("case")
    form = WithdrawForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            intake.withdraw(None, application, timezone.localdate(), form.cleaned_data["reason"])
            return redirect("case")
        except ValidationError as error:
            form.add_error(None, error.messages)
    return case_page(request, application, "withdraw", {"form": form})
