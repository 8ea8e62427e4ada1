"""A page for every step of a case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.actions.step import permit
from gongkai.applications.fold import Case, fold
from gongkai.applications.models import Application
from gongkai.applications.queries import applications_for
from gongkai.desk.applications.forms import FORMS
from gongkai.desk.applications.forms.base import StepForm
from gongkai.desk.applications.offers import obstacle
from gongkai.desk.applications.timeline import told
from gongkai.desk.frame import Crumb, person_of, screen

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
    """What the step asks, and what follows; or why it cannot be taken."""
    application = application_of(request, pk)
    if kind not in FORMS:
        raise Http404
    permit(person_of(request), application.organ, kind)
    case = fold(application.facts)
    if sentence := obstacle(case, kind):
        context = {"application": application, "sentence": sentence}
        title = FORMS[kind](application, case).title
        return screen(
            request, "desk/applications/obstacle.html", title, context, above=above(application), status=CONFLICT
        )
    form = _form(request, application, case, FORMS[kind])
    if request.method == "POST" and "more" not in request.POST and form.done(lambda: form.act(person_of(request))):
        messages.success(request, f"已记录“{form.title}”。{form.after}")
        return redirect("desk_application", pk=pk)
    drafted = case.notes.get("draft") if kind in {"joint_review", "legality_check", "reply"} else None
    shown = told(application, list(application.files.all())) if drafted else []
    context = {
        "application": application,
        "form": form,
        "back": reverse("desk_application", args=[pk]),
        "drafted": next((event for event in shown if drafted and event.number == drafted.number), None),
        "opinions": [e for e in shown if drafted and e.number > drafted.number and e.kind in _OPINIONS],
    }
    status = 422 if form.errors else 200
    template = "desk/applications/draft.html" if kind == "draft" else "desk/applications/step.html"
    return screen(request, template, form.title, context, above=above(application), status=status)


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
