"""Handing in reports, and watching how they are read and audited."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import Field

from gongkai.annual import actions
from gongkai.annual.models import ReportFile
from gongkai.annual.queries import files_for
from gongkai.api.organs import PLAIN, organ_named
from gongkai.api.problems import STAFF_PROBLEMS, Problem
from gongkai.api.tokens import Token, person_of
from gongkai.jobs.models import Job
from gongkai.jobs.queries import latest
from gongkai.organs.access import Act

router = Router(tags=["办理年度报告"])
SEE, UPLOAD = Token(Act.SEE_REPORTS), Token(Act.UPLOAD_REPORT)


class Reading(Schema):
    """How far the reading of a file is."""

    file: int = Field(description="文件的编号")
    organ: str = Field(description="机关的标识")
    name: str = Field(description="文件名")
    size: int = Field(description="字节数")
    sha256: str = Field(description="SHA-256 摘要")
    uploaded_at: dt.datetime = Field(description="上传时间")
    state: Job.State | None = Field(description="读取和审核的状态")
    percent: int | None = Field(description="进度，百分之几")
    message: str = Field(description="正在做什么，或没有完成、不能读取的原因")
    reports: list[int] = Field(description="读出的报告的编号")


class UploadTarget(Schema):
    """For which body."""

    organ: str = Field(max_length=60, pattern=PLAIN, description="机关的标识")


@router.post(
    "/files",
    response={202: Reading, **STAFF_PROBLEMS, 413: Problem},
    auth=UPLOAD,
    summary="上传年度报告",
    operation_id="upload",
)
def upload(
    request: HttpRequest,
    target: Form[UploadTarget],
    file: File[UploadedFile],
) -> Status[dict[str, Any]]:
    """为机关上传一个文件，随即在后台读取并审核；格式和大小的限制与工作台相同。内容相同的只保存一份。"""
    taken = actions.upload_report(person_of(request), organ_named(target.organ), file)
    return Status(202, _reading(taken))


@router.get(
    "/files/{int:pk}",
    response={200: Reading, **STAFF_PROBLEMS},
    auth=SEE,
    summary="读取和审核的进度",
    operation_id="reading",
)
def reading(request: HttpRequest, pk: int) -> dict[str, Any]:
    """一个文件读到哪里、读出哪些报告；没有完成的，message 说明原因。"""
    return _reading(_file(request, pk))


@router.post(
    "/files/{int:pk}/audit",
    response={202: Reading, **STAFF_PROBLEMS},
    auth=UPLOAD,
    summary="重新审核",
    operation_id="audit_again",
)
def audit_again(request: HttpRequest, pk: int) -> Status[dict[str, Any]]:
    """再读一次、审一次；已作出的认定不受影响。"""
    return Status(202, _reading(actions.audit_again(person_of(request), _file(request, pk))))


def _file(request: HttpRequest, pk: int) -> ReportFile:
    found = files_for(person_of(request), timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404("没有这个文件，或者您不能查看。")
    return found


def _reading(file: ReportFile) -> dict[str, Any]:
    job = latest(file, actions.AUDIT)
    return {
        "file": file.pk,
        "organ": file.organ.slug,
        **{name: getattr(file, name) for name in ("name", "size", "sha256", "uploaded_at")},
        "state": job and job.state,
        "percent": job and job.percent,
        "message": (job and (job.error or job.message)) or file.problem,
        "reports": [report.pk for report in file.reports.order_by("part")],
    }
