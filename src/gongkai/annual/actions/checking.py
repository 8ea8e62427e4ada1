"""The check of a quarter's figures, so that the year is not repaired in January."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongkai.annual.context import as_it_stands
from gongkai.annual.manuscripts import Manuscript, PreCheck
from gongkai.findings import CellRef, Severity
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.model import CellState
from gongkai.trail.actions import record

DAYS = 10
"""The checks of a quarter are made within so many days after it: one that was missed for longer is worth nothing."""


def quarter_over(on: dt.date) -> tuple[int, int] | None:
    """The year and quarter that ended in the days before; ``None`` in between, and in January, when the year is due.

    >>> quarter_over(dt.date(2026, 7, 2)), quarter_over(dt.date(2026, 8, 2)), quarter_over(dt.date(2027, 1, 2))
    ((2026, 2), None, None)
    """
    begun = on.month % 3 == 1 and on.month > 1 and on.day <= DAYS
    return (on.year, on.month // 3) if begun else None


@transaction.atomic
def pre_check(organ: Organ, year: int, quarter: int) -> PreCheck:
    """Let the rules look at the figures as they stand; what they say of texts that nobody has written yet is left out."""
    made = as_it_stands(organ, year, Manuscript.objects.filter(organ=organ, year=year).first()).made
    found = [finding.severity for finding in made.findings if isinstance(finding.where, CellRef)]
    counted = {
        "errors": found.count(Severity.ERROR),
        "warnings": found.count(Severity.WARNING),
        "missing": sum(cell.state is CellState.BLANK for cell in made.report.cells.values()),
    }
    check, new = PreCheck.objects.get_or_create(organ=organ, year=year, quarter=quarter, defaults=counted)
    if new:
        record(None, "pre_check", check, f"{check}：{check.result}", organ=organ, public=False)
    return check


@transaction.atomic
def look_through(actor: Person, check: PreCheck) -> PreCheck:
    """Say that the result of a check has been looked at: it leaves the first page."""
    require(actor, Act.WRITE_REPORT, check.organ, timezone.localdate())
    kept = PreCheck.objects.select_for_update().get(pk=check.pk)
    if kept.seen_at is None:
        kept.seen_by, kept.seen_at = actor, timezone.now()
        kept.save()
        record(actor, "see_pre_check", kept, f"看过{kept}", organ=kept.organ, public=False)
    return kept
