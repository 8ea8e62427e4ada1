"""Who has handed in a report of a year, and who has not: what a superior collects."""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet

from gongkai.annual.library import BOUND, due_dates
from gongkai.annual.manuscripts import Manuscript, Submission
from gongkai.annual.models import Report
from gongkai.annual.queries import open_errors_of
from gongkai.annual.rollup import REPORTING, best_reports
from gongkai.organs.models import Kind, Organ
from gongkai.organs.queries import existing


class Stage(NamedTuple):
    """How far a body's report is; ``rank`` orders them, the furthest behind first."""

    rank: int
    label: str


NOTHING, WRITING, IN_LIBRARY, HANDED, RETURNED, RECEIVED, PUBLIC = (
    Stage(rank, label)
    for rank, label in enumerate(("还没有", "编写中", "有报告，未报送", "已报送，待接收", "已退回", "已接收", "已发布"))
)


class Line(NamedTuple):
    """A body on the board."""

    organ: Organ
    stage: Stage
    report: Report | None
    open_errors: int
    due: dt.date | None
    submission: Submission | None

    def late(self, on: dt.date) -> bool:
        """Whether the law wanted the report published before the day, and it is not."""
        return self.due is not None and self.due < on and self.stage != PUBLIC


def board(organs: QuerySet[Organ], year: int) -> list[Line]:
    """A line for each of the bodies that reports for the year, in the order of the tree; a few queries in all."""
    bodies = list(
        existing(dt.date(year, 12, 31)).filter(pk__in=organs.values("pk"), kind__in=REPORTING).order_by("path")
    )
    reports = best_reports(bodies, year)
    errors = open_errors_of([report.pk for report in reports.values()])
    keys = [organ.pk for organ in bodies]
    last = {s.organ_id: s for s in Submission.objects.filter(year=year, organ__in=keys).order_by("pk")}
    writing = set(Manuscript.objects.filter(year=year, organ__in=keys).values_list("organ_id", flat=True))
    due = {kind: date.due for kind, date in due_dates(dt.date(year + 1, 1, 1)).items()}
    return [
        Line(
            organ,
            _stage(reports.get(organ.pk), last.get(organ.pk), organ.pk in writing),
            reports.get(organ.pk),
            errors.get(reports[organ.pk].pk, 0) if organ.pk in reports else 0,
            due.get(Kind(organ.kind)) if organ.level in BOUND else None,
            last.get(organ.pk),
        )
        for organ in bodies
    ]


def _stage(report: Report | None, submission: Submission | None, writing: bool) -> Stage:
    if report is not None and report.is_public:
        return RETURNED if submission is not None and submission.returned_at else PUBLIC
    if submission is not None:
        return RETURNED if submission.returned_at else RECEIVED if submission.received_at else HANDED
    if report is not None:
        return IN_LIBRARY
    return WRITING if writing else NOTHING
