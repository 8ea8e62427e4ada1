"""Who has handed in a report of a year, and who has not: what a superior collects."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.annual.library import BOUND, due_dates
from gongkai.annual.manuscripts import Manuscript, PreCheck, Step, Submission
from gongkai.annual.models import Report
from gongkai.annual.queries import open_errors_of
from gongkai.annual.rollup import REPORTING, best_reports
from gongkai.organs.models import Kind, Organ, Post, Role
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


def to_review(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """The reports that were sent for review."""
    return _written(organs).filter(state=Manuscript.State.REVIEW)


def to_sign(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """The reports that passed review."""
    return _written(organs).filter(state=Manuscript.State.REVIEWED)


def to_revise(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """The reports that came back, from the review or from the superior, and were not sent again."""
    return _written(organs).filter(state=Manuscript.State.WRITING, last_kind=Step.Kind.RETURNED)


def to_hand_up(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """The reports that are signed and not with the superior, where there is one."""
    handed = Submission.objects.filter(organ=OuterRef("organ"), year=OuterRef("year"), returned_at=None)
    signed = _written(organs).filter(state=Manuscript.State.SIGNED, organ__depth__gt=1)
    return signed.exclude(Exists(handed))


def _written(organs: QuerySet[Organ]) -> "QuerySet[Any]":
    """Manuscripts, each with its last step: ``last_kind``, ``last_by`` (name), ``last_hand`` (key), ``last_at``, ``last_remark``."""
    steps = Step.objects.filter(manuscript=OuterRef("pk")).order_by("-pk")
    fields = {"kind": "kind", "by": "by__name", "hand": "by", "at": "at", "remark": "remark"}
    last = {f"last_{name}": Subquery(steps.values(field)[:1]) for name, field in fields.items()}
    return Manuscript.objects.filter(organ__in=organs).select_related("organ").annotate(**last)


def to_receive(organs: QuerySet[Organ]) -> QuerySet[Submission]:
    """The reports that were handed up to the bodies and are neither received nor returned."""
    waiting = Submission.objects.filter(to__in=organs, received_at=None, returned_at=None)
    return waiting.select_related("organ", "to")


def sent_back(organs: QuerySet[Organ]) -> QuerySet[Submission]:
    """The reports made elsewhere that the superior returned and nobody handed up again."""
    later = Submission.objects.filter(organ=OuterRef("organ"), year=OuterRef("year"), pk__gt=OuterRef("pk"))
    written = Manuscript.objects.filter(organ=OuterRef("organ"), year=OuterRef("year"))
    returned = Submission.objects.filter(organ__in=organs, returned_at__isnull=False).select_related("organ", "to")
    return returned.exclude(Exists(later)).exclude(Exists(written))


def checks_to_see(organs: QuerySet[Organ], on: dt.date) -> QuerySet[PreCheck]:
    """The checks of the year's quarters that found something and that nobody has looked through."""
    found = PreCheck.objects.filter(organ__in=organs, year=on.year, seen_at=None).select_related("organ")
    return found.exclude(errors=0, warnings=0, missing=0)


def unchecked(year: int, quarter: int) -> QuerySet[Organ]:
    """The bodies that report, have somebody to write it, and were not checked for the quarter."""
    on = dt.date(year, 3 * quarter, 28)
    writers = Post.objects.filter(organ=OuterRef("pk"), role=Role.OFFICER, until=None)
    checks = PreCheck.objects.filter(organ=OuterRef("pk"), year=year, quarter=quarter)
    return existing(on).filter(Exists(writers), ~Exists(checks), kind__in=REPORTING).order_by("path")
