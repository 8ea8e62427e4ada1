"""The pages on which somebody writes an application: a few questions each; what is typed is kept, right or wrong."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications.drafts import actions
from gongkai.applications.drafts.models import Draft
from gongkai.organs.models import Kind, Organ
from gongkai.organs.queries import ancestors
from gongkai.portal.applications import drafting, guard, steps
from gongkai.portal.applications.forms import StepForm
from gongkai.portal.applications.private import private
from gongkai.portal.applications.steps import Step
from gongkai.portal.applications.suggestions import find
from gongkai.portal.columns import ColumnPart
from gongkai.portal.frame import page
from gongkai.portal.guard import TooMuch

FIRST = steps.STEPS[0]
NO_ORGAN_OF_ADMINISTRATION = {Kind.VILLAGE_COMMITTEE, Kind.PUBLIC_ENTERPRISE}
"""Bodies that 条例 Art. 27 does not name: nobody can apply to them by it (Art. 55)."""


def takes_applications(organ: Organ) -> bool:
    """Whether one can apply to the body: an organ of administration, or one empowered, that exists."""
    return Kind(organ.kind) not in NO_ORGAN_OF_ADMINISTRATION and (
        organ.abolished_on is None or organ.abolished_on > timezone.localdate()
    )


def organ_of(slug: str) -> Organ:
    """The body that takes applications under the address. Raises ``Http404``."""
    organ = get_object_or_404(Organ, slug=slug)
    if not takes_applications(organ):
        raise Http404
    return organ


@private
def step_page(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """One page of questions."""
    organ = organ_of(slug)
    current = steps.BY_SLUG.get(step)
    if current is None:
        raise Http404
    draft = drafting.draft_of(request, organ)
    if draft and draft.application:
        return redirect("apply_receipt", slug)
    if draft is None and current is not FIRST:
        return redirect("apply_step", slug, FIRST.slug)
    if request.method == "POST":
        return _answered(request, organ, draft, current)
    form = steps.shown(current, draft.answers if draft else {})
    return asked(request, organ, current, form)


def _answered(request: HttpRequest, organ: Organ, draft: Draft | None, step: Step) -> HttpResponse:
    """Keep the answers; on to the next page where they will do, else the same page with what is wrong."""
    if draft is None:
        try:
            guard.may_begin(request)
        except TooMuch as error:
            form = step.form({}, request.POST)
            form.full_clean()
            form.add_error(None, str(error))
            return asked(request, organ, step, form, 429)
        draft = actions.begin(organ)
    fields = step.form(draft.answers).fields
    draft = actions.write(draft, step.slug, {name: request.POST.getlist(name) for name in fields})
    form = steps.bound(step, draft.answers)
    good = form.is_valid()
    response = HttpResponseRedirect(_next(request, organ, step)) if good else asked(request, organ, step, form)
    drafting.remember(response, draft)
    return response


def _next(request: HttpRequest, organ: Organ, step: Step) -> str:
    """Back to the review where the person came from there; after what is wanted, a look at what is public."""
    if request.POST.get("back") == steps.REVIEW:
        return reverse("apply_review", args=[organ.slug])
    if step is FIRST:
        return reverse("apply_found", args=[organ.slug])
    return address_of(organ, steps.after(step.slug))


def address_of(organ: Organ, slug: str) -> str:
    """Where a page of the application stands."""
    names = {steps.FILES: "apply_files", steps.REVIEW: "apply_review"}
    if slug in names:
        return reverse(names[slug], args=[organ.slug])
    return reverse("apply_step", args=[organ.slug, slug])


def asked(request: HttpRequest, organ: Organ, step: Step, form: StepForm, status: int = 200) -> HttpResponse:
    """The page of a step."""
    earlier = steps.before(step.slug)
    context = {
        "step": step,
        "form": form,
        "first": step is FIRST,
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "earlier": address_of(organ, earlier) if earlier else reverse("organ_part", args=[organ.slug, "apply"]),
    }
    return frame(request, organ, "step", step.slug, context, status)


def frame(
    request: HttpRequest, organ: Organ, template: str, slug: str, context: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page of the application to a body, with how far one has come."""
    whole = {
        "organ": organ,
        "ancestors": ancestors(organ),
        "part": ColumnPart.APPLY,
        "number": steps.ORDER.index(slug) + 1 if slug in steps.ORDER else 0,
        "total": len(steps.ORDER),
        "kept_days": actions.KEPT.days,
        **context,
    }
    return page(request, f"portal/applications/{template}.html", whole, status)


@private
def found_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What may be public already; straight on where there is nothing."""
    organ = organ_of(slug)
    draft = drafting.draft_of(request, organ)
    if draft is None or draft.application:
        return redirect("apply_step", slug, FIRST.slug)
    content = (draft.answers.get(FIRST.slug, {}).get("content") or [""])[0]
    found = find(content, organ)
    onward = address_of(organ, steps.after(FIRST.slug))
    if not found:
        return redirect(onward)
    context = {"suggestions": found, "onward": onward, "earlier": address_of(organ, FIRST.slug)}
    return frame(request, organ, "found", FIRST.slug, context)


@require_POST
@private
def discard(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget what was typed; the receipt of what was handed in as well."""
    organ = organ_of(slug)
    draft = drafting.draft_of(request, organ)
    if draft is not None:
        actions.forget(draft)
    response = redirect("organ_part", slug, "apply")
    drafting.forget(response, organ)
    return response
