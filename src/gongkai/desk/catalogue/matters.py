"""What should be public on the home page: missing, and falling due."""

import datetime as dt

from django.urls import reverse

from gongkai.catalogue import queries
from gongkai.catalogue.models import Obligation
from gongkai.desk.matters import Kind, Matter, Source, register
from gongkai.organs.access import Act
from gongkai.ui.templatetags.gongkai import day


def _owed(owed: Obligation, on: dt.date) -> Matter:
    late = f"，已过 {(on - owed.due_on).days} 天" if owed.due_on < on else ""
    note = f"{owed.item.field} · {owed.item.time_limit}；应于{day(owed.due_on)}前公开{late}"
    return Matter(str(owed), owed.organ, reverse("desk_obligation", args=[owed.pk]), note)


for _source in (
    Source(
        "catalogue-missing",
        Kind.LATE,
        "应公开未公开",
        Act.EDIT_DOCUMENT,
        Act.SEE_COLUMN,
        queries.missing,
        "organ",
        _owed,
    ),
    Source(
        "catalogue-due", Kind.DUE, "即将到期的公开事项", Act.EDIT_DOCUMENT, Act.SEE_COLUMN, queries.soon, "organ", _owed
    ),
):
    register(_source)
