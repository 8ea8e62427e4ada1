"""Findings of the audit, and what people decide on them."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Body, Router, Schema, Status
from pydantic import Field

from gongkai.annual import actions
from gongkai.annual.models import FindingDecision, ReportFinding
from gongkai.annual.queries import decided
from gongkai.api.organs import PLAIN
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.staff_reports import SEE, report_of
from gongkai.api.tokens import Token, person_of
from gongkai.organs.access import Act

router = Router(tags=["办理年度报告"])
DECIDE = Token(Act.DECIDE_FINDING)


class FindingItem(Schema):
    """A finding with the latest decision on it."""

    number: int = Field(description="序号")
    fingerprint: str = Field(description="指纹：重新审核后不变，处理时以它指明问题")
    rule: str = Field(description="规则")
    severity: str = Field(description="程度：error、warning、info")
    message: str = Field(description="说明")
    data: dict[str, Any] = Field(description="位置、应填、实填、依据等，与 gongkai audit 输出的相同")
    verdict: FindingDecision.Verdict | None = Field(description="认定")
    reason: str | None = Field(description="认定的理由")
    by: str | None = Field(description="认定人")
    at: dt.datetime | None = Field(description="认定时间")


class Decision(Schema):
    """A decision on a finding."""

    fingerprint: str = Field(max_length=16, pattern=PLAIN, description="问题的指纹")
    verdict: FindingDecision.Verdict = Field(description="认定")
    reason: str = Field("", max_length=500, pattern=PLAIN, description="理由；认定不是问题的必须填写")


@router.get(
    "/reports/{int:pk}/findings",
    response={200: list[FindingItem], **STAFF_PROBLEMS},
    auth=SEE,
    summary="一份报告的问题",
    operation_id="findings",
)
def findings(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """最近一次审核的全部问题，及对每处问题的最新认定。"""
    return [_finding(found) for found in decided(report_of(request, pk))]


@router.post(
    "/reports/{int:pk}/decisions",
    response={201: FindingItem, **STAFF_PROBLEMS},
    auth=DECIDE,
    summary="认定一处问题",
    operation_id="decide",
)
def decide(request: HttpRequest, pk: int, decision: Body[Decision]) -> Status[dict[str, Any]]:
    """认定属实（confirmed）或不是问题（dismissed）；再次认定即改为新的认定。"""
    report = report_of(request, pk)
    found: ReportFinding | None = report.findings.filter(fingerprint=decision.fingerprint).first()
    if found is None:
        raise Http404("报告中没有这处问题，可能已经重新审核。")
    actions.decide(person_of(request), found, decision.verdict, decision.reason)
    return Status(201, _finding(decided(report).get(pk=found.pk)))


def _finding(found: Any) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ("number", "fingerprint", "rule", "severity", "data", "verdict")},
        "message": found.data["message"],
        "reason": found.verdict_reason,
        "by": found.verdict_by,
        "at": found.verdict_at,
    }
