"""Reports in the making on the home page: to be reviewed, signed, handed up, received, revised; quarters to look through."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.annual import collection
from gongkai.annual.library import due_dates
from gongkai.annual.manuscripts import PreCheck, Submission
from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.organs.access import Act
from gongkai.organs.models import Kind as OrganKind
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day

Found = Callable[[QuerySet[Organ]], QuerySet[Any]]


def _page(organ: Organ, year: int) -> str:
    return reverse("desk_annual_year", args=[organ.pk, year])


def _today(found: Found) -> Callable[[QuerySet[Organ], dt.date], QuerySet[Any]]:
    """What waits whatever the day."""
    return lambda organs, _day: found(organs)


def _manuscript(manuscript: Any, on: dt.date) -> Matter:
    said = f"{manuscript.get_state_display()}；{manuscript.last_by or '系统'}{day(manuscript.last_at)}办理"
    if manuscript.last_remark:
        said += f"：{manuscript.last_remark[:60]}"
    due = due_dates(dt.date(manuscript.year + 1, 1, 1)).get(OrganKind(manuscript.organ.kind))
    if due is not None:
        said += f"；法定期限 {day(due.due)}" + ("，已过" if due.due < on else "")
    return Matter(f"{manuscript.year} 年度报告", manuscript.organ, _page(manuscript.organ, manuscript.year), said)


def _handed(submission: Submission, on: dt.date) -> Matter:
    note = f"{day(submission.at)}报送“{submission.to}”"
    return Matter(f"{submission.year} 年度报告", submission.organ, _page(submission.organ, submission.year), note)


def _back(submission: Any, on: dt.date) -> Matter:
    note = f"“{submission.to}”{day(submission.returned_at)}退回：{submission.remarks[:60]}"
    address = reverse("desk_report", args=[submission.report_id])
    return Matter(f"{submission.year} 年度报告", submission.organ, address, note)


def _check(check: PreCheck, on: dt.date) -> Matter:
    title = f"{check.year} 年第 {check.quarter} 季度预检"
    return Matter(title, check.organ, _page(check.organ, check.year), f"{check.result}；{day(check.at)}检查")


def _all(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    return found


def _of_others(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    """Nobody reviews what they sent themselves."""
    return found.exclude(last_hand=person.pk)


def _to_my_body(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    """Of what was handed up somewhere beneath, what came to the person's own bodies."""
    return found.filter(to__in=person.posts.values("organ"))


_SEE, _WRITE = Act.SEE_REPORTS, Act.WRITE_REPORT
_REVIEW, _SIGN, _REVISE, _HAND, _RECEIVE, _BACK = map(
    _today,
    (
        collection.to_review,
        collection.to_sign,
        collection.to_revise,
        collection.to_hand_up,
        collection.to_receive,
        collection.sent_back,
    ),
)
for _source in (
    Source(
        "annual-review",
        Kind.DUE,
        "年度报告等待审核",
        Act.REVIEW_REPORT,
        _SEE,
        _REVIEW,
        "organ",
        _manuscript,
        _of_others,
    ),
    Source("annual-sign", Kind.DUE, "年度报告等待签发", Act.PUBLISH_REPORT, _SEE, _SIGN, "organ", _manuscript, _all),
    Source("annual-revise", Kind.DUE, "年度报告退回修改", _WRITE, _SEE, _REVISE, "organ", _manuscript, _all),
    Source("annual-sent-back", Kind.DUE, "年度报告被上级退回", Act.UPLOAD_REPORT, _SEE, _BACK, "organ", _back, _all),
    Source("annual-hand-up", Kind.DUE, "年度报告已签发，等待报送", _WRITE, _SEE, _HAND, "organ", _manuscript, _all),
    Source(
        "annual-receive", Kind.DUE, "年度报告等待接收", Act.COLLECT_REPORTS, _SEE, _RECEIVE, "to", _handed, _to_my_body
    ),
    Source(
        "annual-check", Kind.DUE, "年报季度预检有问题", _WRITE, _SEE, collection.checks_to_see, "organ", _check, _all
    ),
):
    register(_source)
