"""A page for every step of a case."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.actions.correspondence import Preview
from gongkai.applications.actions.step import permit
from gongkai.applications.fold import Case, fold
from gongkai.applications.models import Application, Letter
from gongkai.applications.queries import applications_for
from gongkai.desk.applications.forms import FORMS
from gongkai.desk.applications.forms.base import StepForm
from gongkai.desk.applications.offers import act_of, obstacle
from gongkai.desk.applications.timeline import told
from gongkai.desk.frame import Crumb, person_of, screen
from gongkai.findings import Finding
from gongkai.law.letters import letters
from gongkai.letters import render
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Person
from gongkai.report.readers.errors import Unreadable

ABOVE: tuple[Crumb, ...] = (("依申请公开", "/desk/applications/"),)
CONFLICT = 409
"""The status of a page that says why a step cannot be taken now."""


def application_of(request: HttpRequest, pk: int) -> Application:
    """The application, for a person who may see it."""
    applications = applications_for(person_of(request), timezone.localdate())
    return get_object_or_404(applications.prefetch_related("events"), pk=pk)


def above(application: Application) -> tuple[Crumb, ...]:
    """The way to a page of a case."""
    return (*ABOVE, (application.number, reverse("desk_application", args=[application.pk])))


@never_cache
def step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What the step asks, its letter, and what follows; or why it cannot be taken."""
    application, person = application_of(request, pk), person_of(request)
    if kind not in FORMS:
        raise Http404
    may_take = _may_take(person, application, kind)
    case = fold(application.facts)
    if sentence := obstacle(case, kind):
        context = {"application": application, "sentence": sentence}
        title = FORMS[kind](application, case).title
        return screen(
            request, "desk/applications/obstacle.html", title, context, above=above(application), status=CONFLICT
        )
    form = _form(request, application, case, FORMS[kind])
    if request.method == "POST" and (answer := _answer(request, form, may_take=may_take)):
        return answer
    return _page(request, form, may_take=may_take)


def _may_take(person: Person, application: Application, kind: str) -> bool:
    """Whether the person takes the step; ``False`` for who may only prepare its letter. Raises ``Refused``."""
    if FORMS[kind].letter and not refusal(person, Act.HANDLE_APPLICATION, application.organ, timezone.localdate()):
        return not refusal(person, act_of(kind), application.organ, timezone.localdate())
    permit(person, application.organ, kind)
    return True


def _answer(request: HttpRequest, form: StepForm, *, may_take: bool) -> HttpResponse | None:
    """What follows on the button that was pressed; ``None`` where the page is shown again."""
    person, application = person_of(request), form.application
    if "more" in request.POST or "look" in request.POST:
        return _printed(form, person) if request.POST.get("look") == "pdf" else None
    if "write" in request.POST or not may_take:
        written: list[Letter] = []
        if not form.letter_there or not form.done(lambda: written.append(form.write(person))):
            return None
        messages.success(request, f"已生成《{written[0].name}》，还没有发出。{_signer(written[0], may_take=may_take)}")
        return redirect("desk_application_letter", pk=application.pk, letter=written[0].pk)
    if not form.done(lambda: form.act(person)):
        return None
    messages.success(request, f"已记录“{form.title}”。{form.after}")
    return redirect("desk_application", pk=application.pk)


def _signer(letter: Letter, *, may_take: bool) -> str:
    if may_take:
        return "可以下载到 Word 里改，改好传回；发出时回到这一步。"
    return f"由{letters()[letter.kind].sign_off.label}签发。"


def _printed(form: StepForm, person: Person) -> HttpResponse | None:
    """The letter as PDF, to be looked at; nothing is kept."""
    looked = _looked(form, person)
    if looked is None:
        return None
    try:
        made = render(looked.content)
    except Unreadable as error:
        form.add_error(None, str(error))
        return None
    response = HttpResponse(made.pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="preview.pdf"'
    return response


def _looked(form: StepForm, person: Person) -> Preview | None:
    """The letter as it would be; what stands in the way is said in the form."""
    if not form.is_valid():
        return None
    try:
        return form.look(person)
    except ValidationError as error:
        form.add_error(None, error)
        return None


def _page(request: HttpRequest, form: StepForm, *, may_take: bool) -> HttpResponse:
    """The form, beside it the letter where it was asked for."""
    application, case, kind = form.application, form.case, form.kind
    looked = _looked(form, person_of(request)) if "look" in request.POST and not form.errors else None
    drafted = case.notes.get("draft") if kind in {"joint_review", "legality_check", "reply"} else None
    shown = told(application, list(application.files.all())) if drafted else []
    letter = application.letters.filter(file=drafted.data["letter"]).first() if drafted else None
    context = {
        "application": application,
        "form": form,
        "back": reverse("desk_application", args=[application.pk]),
        "drafted": next((event for event in shown if drafted and event.number == drafted.number), None),
        "opinions": [e for e in shown if drafted and e.number > drafted.number and e.kind in _OPINIONS],
        "looked": looked,
        "sheet": as_sheet(looked.lines) if looked else [],
        "found": [*map(said, looked.findings)] if looked else [],
        "may_take": may_take,
        "letter": letter,
        "letter_found": letter.findings if letter else [],
    }
    status = 422 if form.errors else 200
    template = "desk/applications/draft.html" if kind == "draft" else "desk/applications/step.html"
    return screen(request, template, form.title, context, above=above(application), status=status)


def as_sheet(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The lines of a letter, each with how it is set: head, addressee, text, signature."""
    looks = []
    for number, line in enumerate(lines):
        look = "head" if number < _HEAD else "text"
        if look == "text" and len(line) < _SHORT:
            look = "sign" if line == lines[0] or _DAY.fullmatch(line) else "to" if line.endswith("：") else look
        looks.append((line, look))
    return looks


_HEAD, _SHORT = 3, 60
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def said(found: Finding) -> dict[str, Any]:
    """A finding of a letter for the page."""
    return {**msgspec.to_builtins(found), "label": found.severity.label}


_OPINIONS = {"joint_review", "legality_check"}


def _form(request: HttpRequest, application: Application, case: Case, form: type[StepForm]) -> StepForm:
    """The form as it was sent; one that asks for another part begins anew with what was typed."""
    if request.method != "POST":
        return form(application, case)
    if "more" in request.POST:
        typed: dict[str, Any] = {name: str(value) for name, value in request.POST.items()}
        typed["parts"] = str(int(typed["parts"]) + int(typed["more"])) if typed.get("parts", "").isdecimal() else "1"
        return form(application, case, initial=typed)
    return form(application, case, request.POST, request.FILES)
