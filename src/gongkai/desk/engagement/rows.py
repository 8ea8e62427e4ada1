"""The records of the room behind a figure: what a list says of them, and who may open them."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.urls import reverse

from gongkai.engagement.kinds import KINDS
from gongkai.engagement.models import Opinion, Response
from gongkai.organs.access import Act

MAY: dict[type[Model], tuple[Act, str]] = {
    **dict.fromkeys(KINDS, (Act.SEE_ENGAGEMENT, "organ")),
    Response: (Act.SEE_ENGAGEMENT, "survey__organ"),
    Opinion: (Act.SEE_ENGAGEMENT, "consultation__organ"),
}


def told_of(record: Any) -> tuple[str, str, dt.date | None, str, str]:
    """Name, note, day, body and address of a record."""
    match record:
        case Opinion():
            organ, page = record.consultation.organ, reverse("desk_opinions", args=[record.consultation_id])
            note = f"{record.get_channel_display()}，{record.label or '没有署名'}"
        case Response():
            organ, page = record.survey.organ, reverse("desk_survey_numbers", args=[record.survey_id])
            note = record.get_channel_display()
        case _:
            page = reverse(KINDS[type(record)].address, args=[record.pk])
            return str(record), record.note, record.published_on, record.organ.name, page
    return str(record), note, record.received_on, organ.name, page
