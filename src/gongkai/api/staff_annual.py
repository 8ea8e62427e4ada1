"""Reports on their way: how far each body's is, handing up to the superior, receiving, returning with remarks."""

import datetime as dt
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Body, Query, Router, Schema
from pydantic import Field

from gongkai.annual.actions.handing import hand_up, receive, return_report
from gongkai.annual.collection import Line, board
from gongkai.annual.compiling import years
from gongkai.annual.manuscripts import Manuscript, Submission
from gongkai.annual.standing import current_freeze
from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.pages import Page, Paging, cut
from gongkai.api.problems import STAFF_PROBLEMS
from gongkai.api.staff_reports import report_of
from gongkai.api.tokens import Token, person_of
from gongkai.organs.access import Act, organs_for, within_reach
from gongkai.organs.models import Organ
from gongkai.organs.queries import beneath

router = Router(tags=["编报和报送"])
SEE, SUBMIT, COLLECT = Token(Act.SEE_REPORTS), Token(Act.WRITE_REPORT), Token(Act.COLLECT_REPORTS)


class SubmissionItem(Schema):
    """A report handed up."""

    id: int = Field(description="报送的编号")
    organ: str = Field(description="报送机关的标识")
    to: str = Field(description="接收机关的标识")
    year: int = Field(description="年度")
    report: int = Field(description="报告的编号")
    state: Literal["waiting", "received", "returned"] = Field(description="待接收、已接收、已退回")
    at: dt.datetime = Field(description="报送时间")
    received_at: dt.datetime | None = Field(description="接收时间")
    returned_at: dt.datetime | None = Field(description="退回时间")
    remarks: str = Field(description="退回意见，没有退回的为空")


class SubmissionFilter(Schema):
    """Which of them."""

    organ: str = Field("", max_length=60, pattern=PLAIN, description="报送机关的标识")
    to: str = Field("", max_length=60, pattern=PLAIN, description="接收机关的标识")
    year: int | None = Field(None, ge=2008, le=2100, description="年度")
    state: Literal["waiting", "received", "returned"] | None = Field(None, description="办到哪一步")


class SubmissionPaging(SubmissionFilter, Paging):
    """Which of them, and which page."""


class SubmissionPage(Page):
    """A page of submissions."""

    items: list[SubmissionItem] = Field(description="后报送的在前")


class Remarks(Schema):
    """What is to be changed."""

    remarks: str = Field(max_length=5000, pattern=PLAIN, description="退回意见，填报单位会看到")


class Standing(Schema):
    """How far a body's report of a year is."""

    organ: str = Field(description="机关的标识")
    organ_name: str = Field(description="机关")
    year: int = Field(description="年度")
    stage: str = Field(description="情况，与工作台“编报情况”相同")
    report: int | None = Field(description="最能代表它的报告的编号；没有的为 null")
    open_errors: int = Field(description="没有处理的错误")
    due: dt.date | None = Field(description="法定期限；法律没有规定的为 null")
    late: bool = Field(description="期限已过而没有公布")


class StandingPage(Page):
    """A page of them."""

    items: list[Standing] = Field(description="按机关的顺序")


class Written(Standing):
    """A body's report of a year with its manuscript."""

    manuscript: Literal["writing", "review", "reviewed", "signed"] | None = Field(
        description="文稿：编写中、送审中、待签发、已签发；没有在平台上编写的为 null"
    )
    version: int = Field(description="文稿的版本；没有的为 0")
    frozen_at: dt.datetime | None = Field(description="数据冻结的时间；没有冻结的为 null")
    submissions: list[SubmissionItem] = Field(description="历次报送，后报送的在前")


class StandingPaging(Paging):
    """Of which year, and which bodies."""

    year: int = Field(ge=2021, le=2100, description="年度")
    organ: str = Field("", max_length=60, pattern=PLAIN, description="机关的标识，连同其全部下级")


@router.get(
    "/annual", response={200: StandingPage, **STAFF_PROBLEMS}, auth=SEE, summary="编报情况", operation_id="collection"
)
def collection(request: HttpRequest, filters: Query[StandingPaging]) -> dict[str, Any]:
    """您能查看的机关，某一年度的报告各办到哪一步。"""
    organs = _organs(request)
    if filters.organ:
        organs = organs.filter(pk__in=beneath(organ_named(filters.organ)))
    lines = board(organs, _year(filters.year))
    begin = (filters.page - 1) * filters.size
    items = [_standing(line, filters.year) for line in lines[begin : begin + filters.size]]
    return {"items": items, "total": len(lines), "page": filters.page, "size": filters.size}


@router.get(
    "/annual/{slug:slug}/{int:year}",
    response={200: Written, **STAFF_PROBLEMS},
    auth=SEE,
    summary="一个机关一个年度的编报情况",
    operation_id="written",
)
def written(request: HttpRequest, slug: str, year: int) -> dict[str, Any]:
    """报告和文稿办到哪一步，历次报送和退回意见。"""
    organs = _organs(request).filter(slug=slug)
    line = next(iter(board(organs, _year(year))), None)
    if line is None:
        raise Http404("没有这个机关，它在这个年度不编报告，或者您不能查看。")
    manuscript = Manuscript.objects.filter(organ=line.organ, year=year).first()
    freeze = current_freeze(line.organ, year)
    handed = Submission.objects.filter(organ=line.organ, year=year).select_related("organ", "to")
    return {
        **_standing(line, year),
        "manuscript": manuscript.state if manuscript else None,
        "version": manuscript.number if manuscript else 0,
        "frozen_at": freeze.at if freeze else None,
        "submissions": [_item(submission) for submission in handed],
    }


@router.get(
    "/submissions",
    response={200: SubmissionPage, **STAFF_PROBLEMS},
    auth=SEE,
    summary="报送列表",
    operation_id="submissions",
)
def submissions(request: HttpRequest, filters: Query[SubmissionPaging]) -> dict[str, Any]:
    """您能查看的机关的报送：待接收的、已接收的、已退回的。"""
    found = _visible(request)
    for name in ("organ", "to"):
        if slug := getattr(filters, name):
            found = found.filter(**{name: organ_named(slug)})
    if filters.year:
        found = found.filter(year=filters.year)
    if filters.state:
        found = found.filter(_STATES[filters.state])
    shown, place = cut(found, filters)
    return {"items": [_item(submission) for submission in shown], **place}


@router.post(
    "/reports/{int:pk}/submit",
    response={200: SubmissionItem, **STAFF_PROBLEMS},
    auth=SUBMIT,
    summary="报送上级",
    operation_id="submit",
)
def submit(request: HttpRequest, pk: int) -> dict[str, Any]:
    """向上级机关报送；报送后内容锁定，上级退回才能修改。"""
    return _item(hand_up(person_of(request), report_of(request, pk)))


@router.post(
    "/submissions/{int:pk}/receive",
    response={200: SubmissionItem, **STAFF_PROBLEMS},
    auth=COLLECT,
    summary="接收",
    operation_id="receive",
)
def take(request: HttpRequest, pk: int) -> dict[str, Any]:
    """接收下级报送的报告。"""
    return _item(receive(person_of(request), _submission(request, pk)))


@router.post(
    "/submissions/{int:pk}/return",
    response={200: SubmissionItem, **STAFF_PROBLEMS},
    auth=COLLECT,
    summary="退回",
    operation_id="give_back",
)
def give_back(request: HttpRequest, pk: int, given: Body[Remarks]) -> dict[str, Any]:
    """退回下级报送的报告，须写明意见；填报单位可以修改后重新报送，已发布的仍在门户上。"""
    return _item(return_report(person_of(request), _submission(request, pk), given.remarks))


_STATES = {
    "waiting": Q(received_at=None, returned_at=None),
    "received": Q(received_at__isnull=False, returned_at=None),
    "returned": Q(returned_at__isnull=False),
}


def _organs(request: HttpRequest) -> QuerySet[Organ]:
    return organs_for(person_of(request), Act.SEE_REPORTS, timezone.localdate())


def _year(year: int) -> int:
    if year not in years(timezone.localdate()):
        raise Http404(f"没有 {year} 年度的编报情况。")
    return year


def _visible(request: HttpRequest) -> QuerySet[Submission]:
    reach = within_reach(person_of(request), Act.SEE_REPORTS, timezone.localdate(), "organ__")
    return Submission.objects.filter(reach).select_related("organ", "to")


def _submission(request: HttpRequest, pk: int) -> Submission:
    found = _visible(request).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这次报送，或者您不能查看。")
    return found


def _standing(line: Line, year: int) -> dict[str, Any]:
    return {
        "organ": line.organ.slug,
        "organ_name": line.organ.name,
        "year": year,
        "stage": line.stage.label,
        "report": line.report.pk if line.report else None,
        "open_errors": line.open_errors,
        "due": line.due,
        "late": line.late(timezone.localdate()),
    }


def _item(submission: Submission) -> dict[str, Any]:
    state = "returned" if submission.returned_at else "received" if submission.received_at else "waiting"
    names = ("at", "received_at", "returned_at", "remarks", "year")
    return {
        "id": submission.pk,
        "organ": submission.organ.slug,
        "to": submission.to.slug,
        "report": submission.report_id,
        "state": state,
        **{name: getattr(submission, name) for name in names},
    }
