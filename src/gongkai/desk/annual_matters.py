"""Annual reports on the home page: not yet published, with errors, not readable, not finished."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.annual import library
from gongkai.annual.models import Report, ReportFile
from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.organs.access import Act
from gongkai.organs.models import Kind as OrganKind
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day


def _missing(organ: Organ, on: dt.date) -> Matter:
    deadline = library.due_dates(on)[OrganKind(organ.kind)]
    note = f"法定期限 {day(deadline.due)}（条例第四十九条）"
    if deadline.due < on:
        note += f"，已过 {(on - deadline.due).days} 天"
    elif deadline.why:
        note += f"；{deadline.why}"
    address = reverse("desk_annual_year", args=[organ.pk, on.year - 1])
    return Matter(f"公布 {on.year - 1} 年度报告", organ, address, note)


def _report(report: Report, on: dt.date) -> Matter:
    note = f"错误 {report.errors} 处，存疑 {report.warnings} 处，{day(report.audited_at)}审核"
    return Matter(str(report), report.organ, reverse("desk_report", args=[report.pk]), note)


def _file(file: ReportFile, on: dt.date) -> Matter:
    note = file.problem or "审核没有完成，请重新审核"
    return Matter(file.name, file.organ, reverse("desk_report_file", args=[file.pk]), note)


def _failed(organs: QuerySet[Organ], on: dt.date) -> QuerySet[ReportFile]:
    return library.unfinished_files(organs).select_related("organ")


def _unreadable(organs: QuerySet[Organ], on: dt.date) -> QuerySet[ReportFile]:
    return library.unreadable_files(organs).select_related("organ")


def _undecided(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Report]:
    return library.undecided_reports(organs).select_related("organ")


def _publishable(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Report]:
    return library.publishable_reports(organs).select_related("organ")


def _all(found: "QuerySet[Any]", person: Person) -> "QuerySet[Any]":
    return found


_SEE = Act.SEE_REPORTS
for _source in (
    Source(
        "reports-due", Kind.DUE, "年度报告即将到期", Act.UPLOAD_REPORT, _SEE, library.due_bodies, "pk", _missing, _all
    ),
    Source(
        "reports-ready", Kind.DUE, "年度报告等待发布", Act.PUBLISH_REPORT, _SEE, _publishable, "organ", _report, _all
    ),
    Source(
        "reports-late",
        Kind.LATE,
        "年度报告逾期未公布",
        Act.UPLOAD_REPORT,
        _SEE,
        library.overdue_bodies,
        "pk",
        _missing,
        _all,
    ),
    Source(
        "reports-errors", Kind.WRONG, "年度报告有错误待处理", Act.DECIDE_FINDING, _SEE, _undecided, "organ", _report
    ),
    Source("files-unreadable", Kind.WRONG, "上传的文件不能读取", Act.UPLOAD_REPORT, _SEE, _unreadable, "organ", _file),
    Source("files-unfinished", Kind.WRONG, "审核没有完成", Act.UPLOAD_REPORT, _SEE, _failed, "organ", _file),
):
    register(_source)
