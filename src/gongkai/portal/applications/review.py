"""Going over the application, handing it in, the receipt."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.forms import ChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from gongkai.applications.actions.intake import code_of
from gongkai.applications.drafts import actions
from gongkai.applications.drafts.models import Answers, Draft
from gongkai.law.receipt import channels
from gongkai.organs.models import Organ
from gongkai.portal.applications import drafting, guard, steps
from gongkai.portal.applications.apply import FIRST, address_of, frame, organ_of
from gongkai.portal.applications.forms import StepForm
from gongkai.portal.applications.private import private
from gongkai.portal.guard import PersonForm, TooMuch


class Line(NamedTuple):
    """A question and its answer; ``problem`` is what is wrong with it."""

    label: str
    answer: str
    problem: str


class Group(NamedTuple):
    """The answers of a page, and where they are changed."""

    title: str
    address: str
    lines: list[Line]


@private
def review_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was answered; with POST it is handed in."""
    organ = organ_of(slug)
    draft = drafting.draft_of(request, organ)
    if draft is None:
        return redirect("apply_step", slug, FIRST.slug)
    if draft.application:
        return redirect("apply_receipt", slug)
    form = PersonForm(
        str(draft.pk), draft.started_at, request.POST if request.method == "POST" else None, label_suffix=""
    )
    status = 200
    if request.method == "POST" and not _lacking(draft) and _complete(draft.answers) and form.is_valid():
        try:
            guard.may_submit(request, organ)
            actions.hand_in(draft, steps.intake_of(draft.answers))
            return redirect("apply_receipt", slug)
        except TooMuch as error:
            form.add_error(None, str(error))
            status = 429
        except ValidationError as error:
            form.add_error(None, error.messages)
    return _shown(request, organ, draft, form, status)


def _shown(request: HttpRequest, organ: Organ, draft: Draft, form: PersonForm, status: int) -> HttpResponse:
    groups = [_group(organ, step.slug, step.title, answered) for step, answered in steps.all_bound(draft.answers)]
    context: dict[str, object] = {
        "groups": groups,
        "problems": [
            *(
                (group.address, f"{group.title}：{line.problem}")
                for group in groups
                for line in group.lines
                if line.problem
            ),
            *((address_of(organ, steps.FILES), problem) for problem in _lacking(draft)),
        ],
        "files": draft.files.all(),
        "form": form,
        "web": channels()["web"],
        "earlier": address_of(organ, steps.FILES),
        "step": {"title": "核对并提交"},
    }
    return frame(request, organ, "review", steps.REVIEW, context, status)


def _group(organ: Organ, slug: str, title: str, form: StepForm) -> Group:
    form.is_valid()
    lines = [Line(str(field.label), _answer(form, field.name), " ".join(map(str, field.errors))) for field in form]
    return Group(title, f"{address_of(organ, slug)}?back={steps.REVIEW}", lines)


def _answer(form: StepForm, name: str) -> str:
    """The answer in words."""
    value = str(form[name].value() or "")
    field = form.fields[name]
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    return value


def _lacking(draft: Draft) -> list[str]:
    """The papers that are missing: whoever acts for another shows the power to."""
    if not steps.has_agent(draft.answers) or draft.files.filter(kind="authorization").exists():
        return []
    return ["附件：有代理人的，请上传申请人签名或者盖章的授权委托书。"]


def _complete(answers: Answers) -> bool:
    return all(form.is_valid() for _, form in steps.all_bound(answers))


@private
def receipt_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The receipt, for the browser that handed the application in, for a day: number, query code, what happens next."""
    organ = organ_of(slug)
    draft = drafting.draft_of(request, organ)
    if draft is None or draft.application is None:
        return redirect("apply_step", slug, FIRST.slug)
    if timezone.now() - draft.written_at > actions.KEPT_AFTER:
        return redirect("follow")
    application = draft.application
    context: dict[str, object] = {
        "application": application,
        "code": code_of(application),
        "files": application.files.count(),
        "web": channels()["web"],
        "step": {"title": "回执"},
    }
    return frame(request, organ, "receipt", "receipt", context)
