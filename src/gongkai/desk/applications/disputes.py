"""Review and litigation over a case: by instance, with deadlines and results."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from gongkai.applications.actions import disputes
from gongkai.applications.actions.casework import attach
from gongkai.applications.models import Application, CaseFile, Dispute
from gongkai.desk.applications.forms.base import a_day, line
from gongkai.desk.applications.steps import above, application_of
from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.law.results import results
from gongkai.organs.access import Act, require
from gongkai.organs.models import Person


class DisputeForm(DeskForm):
    """A form about a dispute; ``after`` says what follows, ``paper`` what the document that goes with it is."""

    title = ""
    button = "登记"
    after = ""
    paper = "dispute"

    def __init__(self, application: Application, dispute: Dispute | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, of=application, **kwargs)
        self.application, self.dispute = application, dispute
        label = f"{CaseFile.KINDS[self.paper]}（扫描件）"
        self.fields["file"] = forms.FileField(label=label, required=False)
        self.prepare()

    def prepare(self) -> None:
        """Fill in what follows from the dispute."""

    def keep(self, actor: Person, dispute: Dispute) -> None:
        """Put the file into the case, to the instance under way."""
        if given := self.typed["file"]:
            last = dispute.instances.last()
            attach(actor, self.application, self.paper, given.name, given.chunks(), instance=last)

    def act(self, actor: Person) -> Dispute:
        """Record it."""
        raise NotImplementedError


class File(DisputeForm):
    """A dispute begins."""

    title, paper = "登记复议、诉讼", "pleading"
    after = "书面答复（答辩状）的届满日由系统按复议法、行政诉讼法算出，列入首页。"
    court = forms.ChoiceField(label="途径", choices=Dispute.Court.choices)
    body = line("复议机关或者法院", longest=80)
    docket = line("案号", required=False, longest=80)
    received_on = a_day("收到申请书（起诉状）副本之日")
    simplified = forms.BooleanField(label="复议适用简易程序", required=False)

    def act(self, actor: Person) -> Dispute:
        """File it."""
        typed = self.typed
        return disputes.file_dispute(
            actor,
            self.application,
            Dispute.Court(typed["court"]),
            typed["body"],
            typed["received_on"],
            typed["docket"],
            simplified=typed["simplified"],
        )


class AnswerForm(DisputeForm):
    """The written answer."""

    title, paper = "登记书面答复（答辩状）", "defence"
    after = "答复期限了结，等待审理。"
    on = a_day("提出之日")

    def act(self, actor: Person) -> Dispute:
        """Record it."""
        return disputes.answer_dispute(actor, self.of_dispute, self.typed["on"])

    @property
    def of_dispute(self) -> Dispute:
        """The dispute."""
        return _there(self.dispute)


class Conclude(AnswerForm):
    """The decision or judgment."""

    title, paper = "登记决定、裁判", "ruling"
    after = "结果计入年报附表四。决定或者判决要求重新答复的，随后登记“重新答复”。"
    result = forms.ChoiceField(label="结果")
    on = a_day("决定、裁判之日")

    def prepare(self) -> None:
        """Offer the results of the court, by the columns of table 4."""
        field: Any = self.fields["result"]
        columns: dict[str, list[tuple[str, str]]] = {"upheld": [], "corrected": [], "other": []}
        for result in results().values():
            if result.court == self.of_dispute.court and result.column in columns:
                columns[result.column].append((result.key, f"{result.name}（{'、'.join(result.basis)}）"))
        names = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果"}
        field.choices = [("", "请选择"), *((names[key], found) for key, found in columns.items())]

    def act(self, actor: Person) -> Dispute:
        """Conclude."""
        return disputes.conclude(actor, self.of_dispute, self.typed["on"], self.typed["result"])


class Appeal(AnswerForm):
    """The next instance."""

    title, paper = "登记上诉、再审", "pleading"
    after = "案件恢复为尚未审结，重新计算答辩期限。"
    body = line("法院", longest=80)
    docket = line("案号", required=False, longest=80)
    on = a_day("收到上诉状（申请书）副本之日")

    def act(self, actor: Person) -> Dispute:
        """Begin it."""
        typed = self.typed
        return disputes.appeal(actor, self.of_dispute, typed["body"], typed["on"], typed["docket"])


class Reopen(AnswerForm):
    """A new reply, as ordered."""

    title, paper = "重新答复", "ruling"
    after = "申请回到“办理中”，期限从决定、判决起重新计算；不作为新收申请统计。"
    on = a_day("收到决定、判决之日")
    until = a_day("决定、判决限定的答复日期", "没有限定的留空，按20个工作日计算。", required=False)

    def act(self, actor: Person) -> Dispute:
        """Reopen."""
        disputes.reopen(actor, self.application, self.of_dispute, self.typed["on"], self.typed["until"])
        return self.of_dispute


_FORMS: dict[str, type[DisputeForm]] = {
    "file": File,
    "answer": AnswerForm,
    "conclude": Conclude,
    "appeal": Appeal,
    "reopen": Reopen,
}


def file(request: HttpRequest, pk: int) -> HttpResponse:
    """A new dispute."""
    return _act(request, application_of(request, pk), None, "file")


def act(request: HttpRequest, pk: int, dispute: int, what: str) -> HttpResponse:
    """What happens in a dispute."""
    application = application_of(request, pk)
    return _act(request, application, get_object_or_404(application.disputes.all(), pk=dispute), what)


def _act(request: HttpRequest, application: Application, dispute: Dispute | None, what: str) -> HttpResponse:
    require(person_of(request), Act.HANDLE_APPLICATION, application.organ, timezone.localdate())
    form = _FORMS[what](application, dispute, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.done(_done(form, person_of(request))):
        messages.success(request, f"已记录“{form.title}”。{form.after}")
        return redirect("desk_application", pk=application.pk)
    context = {"application": application, "form": form, "back": reverse("desk_application", args=[application.pk])}
    status = 422 if form.errors else 200
    return screen(request, "desk/applications/step.html", form.title, context, above=above(application), status=status)


def _done(form: DisputeForm, actor: Person) -> Callable[[], None]:
    def do() -> None:
        form.keep(actor, form.act(actor))

    return do


def _there(dispute: Dispute | None) -> Dispute:
    if dispute is None:
        raise ValueError("没有案件")
    return dispute
