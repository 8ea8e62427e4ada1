"""Vetting on the home page: what waits for one's review, what came back, mistakes to be answered.

A superior counts only what is late: how far a text has come inside a body is the body's own affair.
"""

import datetime as dt
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day
from gongkai.vetting import queries
from gongkai.vetting.models import Correction, Vetting
from gongkai.vetting.steps import ACTS, Step
from gongkai.vetting.targets import TARGETS


def _review(vetting: Vetting, on: dt.date) -> Matter:
    urgent = f"加急：{vetting.urgent_because}；" if vetting.urgent_because else ""
    errors = f"，内容检查有 {len(vetting.errors)} 处错误" if vetting.errors else ""
    note = f"{urgent}{vetting.stage_name}，{vetting.writer}于{day(vetting.submitted_at)}送审{errors}"
    return Matter(vetting.title, vetting.organ, reverse("desk_vetting", args=[vetting.pk]), note)


def _came_back(vetting: Vetting, on: dt.date) -> Matter:
    last = vetting.decisions.last()
    note = f"{last.name}退回：{last.remarks or '见校对记录'}" if last else ""
    address = reverse(TARGETS[vetting.record_type].address, args=[vetting.record_id])
    return Matter(vetting.title, vetting.organ, address, note)


def _mistake(correction: Correction, on: dt.date) -> Matter:
    late = f"，已过 {(on - correction.due_on).days} 天" if correction.due_on < on else ""
    note = f"{correction.get_source_display()}：{correction.wrong[:60]}；应于{day(correction.due_on)}前答复{late}"
    return Matter(str(correction), correction.organ, reverse("desk_correction", args=[correction.pk]), note)


def _waiting(step: Step, organs: QuerySet[Organ], on: dt.date) -> QuerySet[Vetting]:
    return queries.waiting(organs).filter(awaits__contains=step)


def _all(records: QuerySet[Any], person: Person) -> QuerySet[Any]:
    """Whatever waits at a step waits for each who may do it."""
    return records


def _returned(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Vetting]:
    return queries.returned(organs)


def _due(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Correction]:
    return queries.open_corrections(organs).filter(due_on__gte=on)


def _late(organs: QuerySet[Organ], on: dt.date) -> QuerySet[Correction]:
    return queries.open_corrections(organs).filter(due_on__lt=on)


_EDIT, _ANSWER = Act.EDIT_DOCUMENT, Act.ANSWER_CORRECTION
for _source in (
    *(
        Source(
            f"vetting-{step}", Kind.DUE, f"等您{step.label}", act, act, partial(_waiting, step), "organ", _review, _all
        )
        for step, act in ACTS.items()
    ),
    Source("vetting-returned", Kind.WRONG, "审核退回修改", _EDIT, _EDIT, _returned, "organ", _came_back),
    Source("corrections-due", Kind.DUE, "纠错待答复", _ANSWER, _ANSWER, _due, "organ", _mistake),
    Source("corrections-late", Kind.LATE, "纠错逾期未答复", _ANSWER, Act.SEE_VETTINGS, _late, "organ", _mistake),
):
    register(_source)
