"""Consultations on the home page: what closes soon, of what the public was not told, opinions that nobody went into."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.engagement import queries
from gongkai.engagement.models import Consultation, Motion, Survey
from gongkai.organs.access import Act
from gongkai.organs.models import Organ, Person
from gongkai.ui.templatetags.gongkai import day


def _closing(consultation: Consultation, on: dt.date) -> Matter:
    return _matter(consultation, f"{day(consultation.closes_on)}截止")


def _untold(consultation: Consultation, on: dt.date) -> Matter:
    due = consultation.feedback_due_on
    late = f"，已过 {(on - due).days} 天" if due < on else ""
    return _matter(consultation, f"{day(consultation.closes_on)}截止，应于{day(due)}前公布采纳情况{late}")


def _undecided(consultation: Consultation, on: dt.date) -> Matter:
    count = consultation.waiting  # type: ignore[attr-defined]  # annotated by the query
    made = _matter(consultation, f"{count} 条意见还没有处理")
    return made._replace(address=reverse("desk_opinions", args=[consultation.pk]))


def _matter(consultation: Consultation, note: str) -> Matter:
    address = reverse("desk_consultation", args=[consultation.pk])
    return Matter(str(consultation), consultation.organ, address, note)


def _all(found: "QuerySet[Consultation]", person: Person) -> "QuerySet[Consultation]":
    return found


def _due(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Consultation]":
    return queries.awaiting_feedback(organs, on).filter(
        feedback_due_on__gte=on, feedback_due_on__lte=on + dt.timedelta(days=7)
    )


def _late(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Consultation]":
    return queries.awaiting_feedback(organs, on).filter(feedback_due_on__lt=on)


def _waiting(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Consultation]":
    return queries.with_undecided(queries.awaiting_feedback(organs, on))


def _untold_survey(survey: Survey, on: dt.date) -> Matter:
    due = survey.feedback_due_on
    late = f"，已过 {(on - due).days} 天" if due < on else ""
    note = f"{day(survey.closes_on)}截止，应于{day(due)}前公布结果{late}"
    return Matter(str(survey), survey.organ, reverse("desk_survey", args=[survey.pk]), note)


def _surveys_due(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Survey]":
    soon = on + dt.timedelta(days=7)
    return queries.surveys_without_result(organs, on).filter(feedback_due_on__gte=on, feedback_due_on__lte=soon)


def _surveys_late(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Survey]":
    return queries.surveys_without_result(organs, on).filter(feedback_due_on__lt=on)


def _unanswered(motion: Motion, on: dt.date) -> Matter:
    late = f"，已过 {(on - motion.due_on).days} 天" if motion.due_on < on else ""
    note = f"{motion.get_kind_display()}{motion.no}，应于{day(motion.due_on)}前答复{late}"
    return Matter(str(motion), motion.organ, reverse("desk_motion", args=[motion.pk]), note)


def _motions_due(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Motion]":
    return queries.unanswered(organs).filter(due_on__gte=on, due_on__lte=on + dt.timedelta(days=7))


def _motions_late(organs: "QuerySet[Organ]", on: dt.date) -> "QuerySet[Motion]":
    return queries.unanswered(organs).filter(due_on__lt=on)


_EDIT, _HANDLE, _SEE = Act.EDIT_ENGAGEMENT, Act.HANDLE_OPINIONS, Act.SEE_ENGAGEMENT
for _source in (
    Source("consultations-closing", Kind.DUE, "意见征集即将截止", _EDIT, _SEE, queries.closing_soon, "organ", _closing),
    Source("consultations-feedback", Kind.DUE, "意见采纳情况待反馈", _EDIT, _SEE, _due, "organ", _untold, _all),
    Source("consultations-late", Kind.LATE, "意见采纳情况逾期未反馈", _EDIT, _SEE, _late, "organ", _untold, _all),
    Source("opinions-waiting", Kind.DUE, "意见待处理", _HANDLE, _HANDLE, _waiting, "organ", _undecided, _all),
    Source("surveys-due", Kind.DUE, "调查结果待公布", _EDIT, _SEE, _surveys_due, "organ", _untold_survey),
    Source("surveys-late", Kind.LATE, "调查结果逾期未公布", _EDIT, _SEE, _surveys_late, "organ", _untold_survey),
    Source("motions-due", Kind.DUE, "建议提案待答复", _EDIT, _SEE, _motions_due, "organ", _unanswered),
    Source("motions-late", Kind.LATE, "建议提案逾期没有答复", _EDIT, _SEE, _motions_late, "organ", _unanswered),
):
    register(_source)
