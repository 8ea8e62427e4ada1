"""One body's report of a year: where it stands, what it would say today, and the next step."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from gongkai.annual.context import as_it_stands
from gongkai.annual.library import due_dates
from gongkai.annual.manuscripts import Basis, Manuscript, PreCheck, Step, Submission
from gongkai.annual.rollup import best_reports
from gongkai.annual.standing import Standing
from gongkai.desk.annual.frame import ABOVE, Asked, asked, told
from gongkai.desk.frame import person_of, screen
from gongkai.organs.access import Act, refusal
from gongkai.organs.models import Kind, Organ
from gongkai.trail.queries import version_of

State = Manuscript.State


def year_page(request: HttpRequest, organ: int, year: int) -> HttpResponse:
    """The page."""
    given = asked(request, organ, year)
    return show(request, given)


def show(request: HttpRequest, given: Asked, typed: dict[str, str] | None = None) -> HttpResponse:
    """The page; ``typed`` is what stood in the form that was refused."""
    organ, manuscript = given.organ, given.manuscript
    today = as_it_stands(organ, given.year, manuscript)
    person, on = person_of(request), timezone.localdate()
    handed = list(submissions(organ, given.year))
    submission = handed[0] if handed else None
    steps = list(manuscript.steps.select_related("by")) if manuscript else []
    context: dict[str, Any] = {
        "organ": organ,
        "year": given.year,
        "manuscript": manuscript,
        "report": manuscript.report if manuscript else None,
        "seen": version_of(manuscript) if manuscript else 0,
        "freeze": today.standing.freeze,
        "made": today.made,
        "findings": told(today.made.findings),
        "missing": today.missing,
        "stages": stages(given, today.standing, steps, submission),
        "deadline": deadline(organ, given.year),
        "submissions": handed,
        "open_submission": submission if submission and submission.returned_at is None else None,
        "returned": submission if submission and submission.returned_at else None,
        "government": organ.kind == Kind.GOVERNMENT,
        "bases": Basis.choices,
        "has_last_year": bool(best_reports([organ], given.year - 1)) or _begun(organ, given.year - 1),
        "may": {act.value: refusal(person, act, organ, on) for act in _ACTS},
        "may_collect": submission and refusal(person, Act.COLLECT_REPORTS, submission.to, on) is None,
        "quarter": (on.month - 1) // 3 + 1 if on.year == given.year else 0,
        "check": PreCheck.objects.filter(organ=organ, year=given.year).order_by("-quarter").first(),
        "steps": steps,
        "versions": manuscript.versions.select_related("by")[:10] if manuscript else (),
        "typed": typed or {},
    }
    status = 200 if typed is None else 422
    return screen(
        request, "desk/annual/year.html", f"{organ.name} {given.year} 年度报告", context, above=ABOVE, status=status
    )


_ACTS = (Act.WRITE_REPORT, Act.REVIEW_REPORT, Act.PUBLISH_REPORT, Act.FREEZE_FIGURES, Act.UPLOAD_REPORT)


def _begun(organ: Organ, year: int) -> bool:
    return Manuscript.objects.filter(organ=organ, year=year).exists()


def submissions(organ: Organ, year: int) -> Any:
    """The times the report was handed up, the last one first."""
    return Submission.objects.filter(organ=organ, year=year).select_related("to", "report", "by")


def deadline(organ: Organ, year: int) -> Any:
    """The day by which the law wants the report published; ``None`` for bodies that it does not bind."""
    return due_dates(dt.date(year + 1, 1, 1)).get(Kind(organ.kind))


class Stage(NamedTuple):
    """A stage on the way of a report: done, the present one, or to come."""

    name: str
    state: str
    note: str = ""


def stages(given: Asked, stands: Standing, taken: Iterable[Step], submission: Submission | None) -> list[Stage]:
    """The way of the report with the stage that it is in."""
    manuscript = given.manuscript
    steps = {step.kind: step for step in taken}
    state = manuscript.state if manuscript else ""
    report = manuscript.report if manuscript else None
    handed = submission is not None and submission.returned_at is None
    reached = {
        "编写": bool(manuscript and state != State.WRITING),
        "审核": state in (State.REVIEWED, State.SIGNED),
        "签发": state == State.SIGNED,
        "发布": bool(report and report.is_public),
        "报送": handed,
    }
    days = {
        "编写": steps.get(Step.Kind.SENT),
        "审核": steps.get(Step.Kind.PASSED),
        "签发": steps.get(Step.Kind.SIGNED),
    }
    present = next((name for name, done in reached.items() if not done), "")
    frozen = Stage("冻结数据", "done" if stands.freeze else "open", _day(stands.freeze))
    found = [
        Stage(name, "done" if done else "now" if name == present else "open", _day(days.get(name)) if done else "")
        for name, done in reached.items()
    ]
    return [frozen, *found]


def _day(thing: Any) -> str:
    if thing is None:
        return ""
    at = timezone.localtime(thing.at)
    return f"{at.month}月{at.day}日"


@xframe_options_sameorigin
def preview(request: HttpRequest, organ: int, year: int) -> HttpResponse:
    """The report as it would be today, with its findings in their places: a page of its own, shown in a frame."""
    from gongkai.report.writers.html import write_audit
    from gongkai.report.writers.results import Audited

    given = asked(request, organ, year)
    made = as_it_stands(given.organ, given.year, given.manuscript).made
    response = HttpResponse(write_audit(Audited(given.organ.name, made.report, made.findings)))
    response["Cache-Control"] = "private, no-store"
    return response
