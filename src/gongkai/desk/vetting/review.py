"""One vetting: the text with what the check found in it, the steps, the decision that is to be made."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST

from gongkai.desk.frame import DeskForm, person_of, screen
from gongkai.desk.vetting.listing import ABOVE
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Person
from gongkai.report.readers.errors import Unreadable
from gongkai.scan.markup import Mark, Marked
from gongkai.trail.queries import entries_of
from gongkai.vetting.actions.review import override, pass_on, send_back, take_back
from gongkai.vetting.models import Vetting
from gongkai.vetting.queries import chain_of, may_do, vettings_for
from gongkai.vetting.steps import PROOF, Gate, gates_of, name_of
from gongkai.vetting.targets import target_of

_PROOFS = 3
"""Rows for errors found; further ones are entered by saving again, or in the remarks."""


class DecisionForm(DeskForm):
    """Gates, remarks, errors found; a reason where the same person goes on."""

    remarks = forms.CharField(
        label="审核意见",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="退回的，写明要改什么。",
    )

    def __init__(self, vetting: Vetting, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, of=vetting, **kwargs)
        stage = vetting.stage or ()
        self.fields["gates"] = forms.MultipleChoiceField(
            label="逐项核对",
            required=False,
            choices=[(gate.value, f"{gate.label}：{gate.question}") for gate in gates_of(stage)],
            widget=forms.CheckboxSelectMultiple,
        )
        last = vetting.decisions.last()
        twice = person.pk in (vetting.writer_id, last.person_id if last else None)
        chain = chain_of(vetting.organ)
        if twice and chain is not None and chain.repeat_allowed:
            self.fields["again_because"] = forms.CharField(label="仍由您审的理由", max_length=300, required=False)
        for n in range(_PROOFS):
            self.fields[f"quote{n}"] = forms.CharField(max_length=300, required=False, label=f"第{n + 1}处原文")
            self.fields[f"correction{n}"] = forms.CharField(max_length=300, required=False, label=f"第{n + 1}处改为")
            self.fields[f"gate{n}"] = forms.ChoiceField(
                choices=Gate.choices, initial=Gate.WORDING, required=False, label=f"第{n + 1}处属于"
            )
        self.order_fields(["gates", "again_because", "remarks"])

    @property
    def main(self) -> list[Any]:
        """The fields above the table of errors."""
        return [self[name] for name in self.fields if name in ("gates", "again_because", "remarks")]

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of the table of errors."""
        return [(self[f"quote{n}"], self[f"correction{n}"], self[f"gate{n}"]) for n in range(_PROOFS)]

    @property
    def proofs_open(self) -> bool:
        """Whether any of them has something in it already."""
        return any(quote.value() for quote, _, _ in self.rows)

    @property
    def proofs(self) -> list[dict[str, str]]:
        """The errors entered."""
        typed = self.cleaned_data
        return [
            {
                "quote": typed[f"quote{n}"],
                "correction": typed[f"correction{n}"],
                "gate": typed[f"gate{n}"] or Gate.WORDING,
            }
            for n in range(_PROOFS)
            if typed.get(f"quote{n}")
        ]


class Milestone(NamedTuple):
    """A stage with what was decided on it."""

    name: str
    decision: Any
    current: bool
    late: bool


def review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page; with POST the decision."""
    person, on = person_of(request), timezone.localdate()
    vetting = get_object_or_404(vettings_for(person, on), pk=pk)
    may = may_do(person, vetting, on)
    form = DecisionForm(vetting, person, request.POST or None) if may else None
    if request.method == "POST" and form is not None and form.done(lambda: _decide(request, person, vetting, form)):
        vetting.refresh_from_db()
        _say(request, vetting)
        return redirect("desk_vetting", pk=pk)
    return screen(request, "desk/vetting/review.html", vetting.title, _context(vetting, person, form), above=ABOVE)


def _context(vetting: Vetting, person: Person, form: DecisionForm | None) -> dict[str, object]:
    on = timezone.localdate()
    record = vetting.record
    target = target_of(record)
    current = target.version(record) == vetting.version
    content = target.content(record)
    overrides = {one.fingerprint: one for one in vetting.overrides.select_related("person")}
    unanswered = sum(finding["fingerprint"] not in overrides for finding in vetting.errors)
    return {
        "vetting": vetting,
        "form": form,
        "milestones": _milestones(vetting),
        "stage": name_of(vetting.stage) if vetting.stage else "",
        "proof": "、".join(PROOF[step] for step in vetting.stage or () if step in PROOF),
        "current": current,
        "texts": _texts(vetting, content.parts) if current else [],
        "files": content.files,
        "findings": [(finding, overrides.get(finding["fingerprint"])) for finding in vetting.findings],
        "unanswered": unanswered,
        "may_override": refusal(person, Act.OVERRIDE_CHECK, vetting.organ, on) is None
        and vetting.writer_id != person.pk,
        "may_take_back": vetting.state == "open" and refusal(person, target.edit_act, vetting.organ, on) is None,
        "proofs": vetting.proofs.select_related("found_by"),
        "address": reverse(target.address, args=[record.pk]),
        "preview": reverse(f"{target.address}_preview", args=[record.pk]),
        "entries": entries_of(vetting)[:20],
    }


def _texts(vetting: Vetting, parts: Any) -> list[tuple[str, SafeString]]:
    """The texts with marks; they were cleaned when they were saved, and marks are put in by a parser."""
    shown = []
    for number, part in enumerate(parts, 1):  # passage 0 is the title
        marks = [
            Mark(f["start"], f["end"], f["fingerprint"], f["severity"])
            for f in vetting.findings
            if f["passage"] == number
        ]
        try:
            html = Marked(part.html, part.place).html(marks)
        except Unreadable as problem:
            html = f"<p>{problem}</p>"
        shown.append((part.place, mark_safe(html)))  # noqa: S308
    return shown


def _milestones(vetting: Vetting) -> list[Milestone]:
    decisions = {decision.stage: decision for decision in vetting.decisions.select_related("person", "stood_in_for")}
    return [
        Milestone(name_of(stage), decisions.get(n), bool(vetting.awaits) and n == vetting.reached, n >= vetting.before)
        for n, stage in enumerate(vetting.steps)
    ]


def _decide(request: HttpRequest, person: Person, vetting: Vetting, form: DecisionForm) -> None:
    typed = form.typed
    again = typed.get("again_because", "")
    if request.POST.get("decision") == "return":
        send_back(person, vetting, typed["remarks"], form.proofs, again)
    else:
        pass_on(person, vetting, typed["gates"], typed["remarks"], again, form.proofs)


def _say(request: HttpRequest, vetting: Vetting) -> None:
    match vetting.state:
        case Vetting.State.RETURNED:
            sentence = f"已退回{vetting.writer}修改，他的首页上会看到您的意见。"
        case Vetting.State.PASSED if not vetting.awaits:
            sentence = "审核结束，可以由签发人签发、发布。"
        case _:
            sentence = f"已通过，下一步是{vetting.stage_name}。"
    messages.success(request, sentence)


@require_POST
def override_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for an error of the content check."""
    fingerprint = request.POST.get("fingerprint", "")

    def answer(person: Person, vetting: Vetting) -> None:
        override(person, vetting, fingerprint, request.POST.get("reason", ""))

    return _done(request, pk, answer, "已放行，您的姓名和理由已经留痕。", "#findings")


@require_POST
def take_back_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the version back."""

    def back(person: Person, vetting: Vetting) -> None:
        take_back(person, vetting, request.POST.get("reason", ""))

    return _done(request, pk, back, "已撤回，改好以后可以重新送审。")


def _done(request: HttpRequest, pk: int, act: Any, sentence: str, anchor: str = "") -> HttpResponse:
    person = person_of(request)
    vetting = get_object_or_404(vettings_for(person, timezone.localdate()), pk=pk)
    try:
        with transaction.atomic():
            act(person, vetting)
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
    else:
        messages.success(request, sentence)
    return redirect(f"{reverse('desk_vetting', args=[pk])}{anchor}")
