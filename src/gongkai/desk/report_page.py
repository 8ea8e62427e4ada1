"""One report: its findings and what people decide on them, its publication, its other years."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.annual.actions import decide, publish_report, withdraw_report
from gongkai.annual.actions.library import obstacle
from gongkai.annual.audited import finding_from_data
from gongkai.annual.models import FindingDecision, Report, ReportFinding
from gongkai.annual.queries import decided, open_errors, other_years, reports_for
from gongkai.desk.frame import person_of, screen
from gongkai.desk.report_files import FORMATS
from gongkai.desk.report_upload import ABOVE
from gongkai.findings import Severity
from gongkai.organs.access import Act, refusal
from gongkai.report.writers.wording import MARKS, advice, place, quote, values
from gongkai.trail.queries import entries_of

Verdict = FindingDecision.Verdict


class Shown(NamedTuple):
    """A finding in words, with its decision."""

    found: Any
    severity: Severity
    mark: str
    place: str
    quote: str
    values: list[tuple[str, str]]
    advice: list[tuple[str, str]]
    typed: str
    decided: str


def report_of(request: HttpRequest, pk: int) -> Report:
    """The report, for a person who may see it."""
    return get_object_or_404(reports_for(person_of(request), timezone.localdate()), pk=pk)


def report_page(request: HttpRequest, pk: int, typed: dict[str, str] | None = None) -> HttpResponse:
    """The page; ``typed`` is what stood in the form that was refused."""
    report = report_of(request, pk)
    person, on, organ = person_of(request), timezone.localdate(), report.organ
    may_publish, may_decide = (refusal(person, act, organ, on) for act in (Act.PUBLISH_REPORT, Act.DECIDE_FINDING))
    findings = [_shown(report, found, typed or {}) for found in decided(report)]
    context = {
        "report": report,
        "findings": findings,
        "undecided": sum(f.found.verdict is None for f in findings),
        "open_errors": open_errors(report),
        "publish_refusal": may_publish or (None if report.is_public else obstacle(report)),
        "decide_refusal": may_decide,
        "audit_refusal": refusal(person, Act.UPLOAD_REPORT, organ, on),
        "others": other_years(report, reports_for(person, on)),
        "formats": FORMATS,
        "entries": entries_of(report)[:20],
        "typed": typed or {},
        "ticked": request.POST.getlist("finding"),
    }
    return screen(request, "desk/report.html", str(report), context, above=ABOVE, status=200 if typed is None else 422)


def _shown(report: Report, found: Any, typed: dict[str, str]) -> Shown:
    finding, form = finding_from_data(found.data), _form(report)
    return Shown(
        found,
        finding.severity,
        MARKS[finding.severity],
        place(finding.where, form),
        quote(finding.where),
        values(finding, form),
        advice(finding),
        typed.get(f"reason-{found.fingerprint}", ""),
        Verdict(found.verdict).label if found.verdict else "",
    )


def _form(report: Report) -> Any:
    from gongkai.report.form import FORMS

    return FORMS[report.form]


@require_POST
def report_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decisions on one finding (``one``: ``verdict:fingerprint``) or on those that are ticked (``finding``)."""
    report = report_of(request, pk)
    post = request.POST
    verdict, _, one = post.get("one", "").partition(":")
    chosen = [one] if one else post.getlist("finding")
    reason = post.get(f"reason-{one}" if one else "reason", "")
    return _done(request, report, lambda: _decide(request, report, chosen, verdict or post.get("verdict", ""), reason))


def _decide(request: HttpRequest, report: Report, chosen: list[str], verdict: str, reason: str) -> str:
    if not chosen:
        raise ValidationError("请先勾选要处理的问题。")
    if verdict not in Verdict.values:
        raise ValidationError("请选择“属实”或“不是问题”。")
    findings: list[ReportFinding] = list(report.findings.filter(fingerprint__in=chosen))
    if {finding.fingerprint for finding in findings} != set(chosen):
        raise ValidationError("报告在您查看期间重新审核过，有的问题已经不在。请核对下面新的结果再处理。")
    for finding in findings:
        decide(person_of(request), finding, Verdict(verdict), reason)
    return f"已认定 {len(findings)} 处“{Verdict(verdict).label}”。" + _next(report)


def _next(report: Report) -> str:
    errors = decided(report).filter(Q(verdict=None), severity="error").count()
    return f"还有 {errors} 处错误没有处理。" if errors else "错误都已处理，可以由签发人发布。"


@require_POST
def report_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publication; the reason where errors are left."""
    report = report_of(request, pk)

    def publish() -> str:
        publish_report(person_of(request), report, request.POST.get("publish_reason", ""))
        return "已发布，公众现在可以在门户上看到。原来发布的同年度报告（如有）已由它代替。"

    return _done(request, report, publish)


@require_POST
def report_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdrawal, with its reason."""
    report = report_of(request, pk)

    def withdraw() -> str:
        withdraw_report(person_of(request), report, request.POST.get("withdraw_reason", ""))
        return "已从门户撤下，理由已经留痕。"

    return _done(request, report, withdraw)


def _done(request: HttpRequest, report: Report, act: Callable[[], str]) -> HttpResponse:
    """Do all of it or nothing, and go back to the page; what was typed into a form that is refused stays there."""
    try:
        with transaction.atomic():
            sentence = act()
    except ValidationError as error:
        messages.error(request, "".join(error.messages))
        return report_page(request, report.pk, {name: str(text) for name, text in request.POST.items()})
    messages.success(request, sentence)
    return redirect("desk_report", pk=report.pk)
