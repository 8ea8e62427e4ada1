"""Complaints at the desk: what waits for an answer with its clock, the organ's account, the answer."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.actions import complaints
from gongkai.applications.actions.complaints import complaints_for
from gongkai.applications.complaints import Complaint
from gongkai.applications.queries import applications_for
from gongkai.desk.applications.steps import ABOVE
from gongkai.desk.frame import Crumb, DeskForm, paged, person_of, screen
from gongkai.organs.access import Act, refusal, require_anywhere
from gongkai.organs.models import Person

_HERE: Crumb = ("投诉举报", "/desk/applications/complaints/")


class Explain(DeskForm):
    """The organ's account."""

    text = forms.CharField(label="情况说明", max_length=3_000, widget=forms.Textarea(attrs={"rows": 5}))

    def act(self, actor: Person, complaint: Complaint) -> None:
        """Keep it."""
        complaints.explain(actor, complaint, self.typed["text"])


class Answer(DeskForm):
    """What was found."""

    finding = forms.ChoiceField(label="处理结果", choices=[("", "请选择"), *Complaint.Finding.choices])
    text = forms.CharField(
        label="对申请人的答复",
        max_length=3_000,
        help_text="查明了什么，责令机关做什么、到什么时候。申请人凭编号和查询码看到。",
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def act(self, actor: Person, complaint: Complaint) -> None:
        """Answer."""
        complaints.answer(actor, complaint, self.typed["finding"], self.typed["text"])


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """The complaints, open ones first."""
    person, today = person_of(request), timezone.localdate()
    require_anywhere(person, Act.SEE_APPLICATIONS, today)
    found = complaints_for(person, today)
    context = {
        "page": paged(request, found),
        "today": today,
        "open": found.filter(answered_on=None).count(),
        "late": found.filter(answered_on=None, due_on__lt=today).count(),
    }
    return screen(request, "desk/applications/complaints.html", _HERE[0], context, above=ABOVE)


@never_cache
def one(request: HttpRequest, pk: str) -> HttpResponse:
    """A complaint with what is said in it; both forms are sent here."""
    person, today = person_of(request), timezone.localdate()
    complaint = get_object_or_404(complaints_for(person, today), pk=pk)
    organ, what = complaint.application.organ, request.POST.get("what", "")
    kinds: dict[str, tuple[type[DeskForm], Act]] = {
        "explain": (Explain, Act.HANDLE_APPLICATION),
        "answer": (Answer, Act.ANSWER_COMPLAINT),
    }
    forms_: dict[str, Any] = {
        name: form(request.POST if what == name else None, of=complaint, prefix=name)
        for name, (form, act) in kinds.items()
        if refusal(person, act, organ, today) is None and not complaint.answered_on
    }
    chosen = forms_.get(what)
    if chosen is not None and chosen.done(lambda: chosen.act(person, complaint)):
        said = {"explain": "已存入说明，答复投诉的机关能看到。", "answer": "已答复，申请人凭编号和查询码看到。"}
        messages.success(request, said[what])
        return redirect("desk_complaint", pk=pk)
    context = {
        "complaint": complaint,
        "words": complaint.words,
        "application": complaint.application,
        "today": today,
        "sees_case": applications_for(person, today).filter(pk=complaint.application_id).exists(),
        **forms_,
    }
    status = 422 if chosen is not None and chosen.errors else 200
    return screen(
        request, "desk/applications/complaint.html", str(complaint), context, above=(*ABOVE, _HERE), status=status
    )
