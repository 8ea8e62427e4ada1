"""Drafting, publishing and taking down, alike for every kind of record. Each act leaves its trace in one transaction.

An ``actor`` of ``None`` is the system: what is taken over by a command.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.disclosure.richtext import cleaned
from gongkai.disclosure.versions import keep_draft, put_live, take_down, version_of_record
from gongkai.engagement.kinds import KINDS
from gongkai.engagement.models import Published
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record as leave_trace
from gongkai.vetting.actions.after import bury, lift
from gongkai.vetting.actions.review import void
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import obstacle_to_publication

R = TypeVar("R", bound=Published)


@transaction.atomic
def draft(actor: Person | None, record: R, fields: Mapping[str, Any]) -> R:
    """Keep a new record (not stored yet, with its body) as a draft. ``ValidationError`` by field."""
    _permit(actor, Act.EDIT_ENGAGEMENT, record.organ)
    record.live = False
    keep_draft(record, _checked(record, fields), actor)
    _trace(actor, record, "draft", "起草", public=False)
    return record


@transaction.atomic
def edit(actor: Person | None, record: R, fields: Mapping[str, Any]) -> R:
    """A new version; the public sees it once it is published."""
    _permit(actor, Act.EDIT_ENGAGEMENT, record.organ)
    keep_draft(record, _checked(record, fields), actor)
    _trace(actor, record, "edit", "修改", public=False)
    return record


@transaction.atomic
def restore(actor: Person, record: R, number: int) -> R:
    """Take an earlier version up again as the newest draft. Raises ``Revision.DoesNotExist``."""
    _permit(actor, Act.EDIT_ENGAGEMENT, record.organ)
    earlier = version_of_record(record, number)
    keep_draft(record, _checked(record, {name: getattr(earlier, name) for name in record.FIELDS}), actor)
    _trace(actor, record, "restore", "恢复较早版本：", data={"version": number}, public=False)
    return record


@transaction.atomic
def publish(actor: Person | None, record: R, since: dt.date | None = None) -> R:
    """Put the newest version on the portal; the first time it gets its number and its day.

    ``since`` is the day on which it was published elsewhere before it was taken over; people publish today.
    """
    today = timezone.localdate()
    if actor is not None:
        require(actor, Act.PUBLISH_ENGAGEMENT, record.organ, today)
        if since not in (None, today):
            raise ValidationError("发布日期是发布的当天，不能另填。")
        obstacle = KINDS[type(record)].obstacle(record.draft) or obstacle_to_publication(record, record.organ)
        if obstacle:
            raise ValidationError(obstacle)
    if record.serial is None:
        _number(record, since or today)
    record = put_live(record)
    lift(record)
    _trace(actor, record, "publish", "发布", data={"number": record.number, "version": record.live_revision_id})
    return record


@transaction.atomic
def withdraw(actor: Person, record: R, reason: str, ground: Tomb.Ground = Tomb.Ground.OTHER) -> R:
    """Take the record off the portal; in its place stands since when and on what ground it is gone."""
    require(actor, Act.PUBLISH_ENGAGEMENT, record.organ, timezone.localdate())
    take_down(record, reason)
    bury(actor, record, ground, reason, record.number)
    void(record, record.organ)
    _trace(actor, record, "withdraw", "撤下", reason=reason)
    return record


def _permit(actor: Person | None, act: Act, organ: Organ) -> None:
    if actor is not None:
        require(actor, act, organ, timezone.localdate())


def _checked(record: Published, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the kind's rules let them be stored; rich text cleaned."""
    if strange := fields.keys() - set(record.FIELDS):
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    texts = {name: cleaned(fields.get(name) or "") for name in record.TEXTS}
    return KINDS[type(record)].checked(record.organ, {**fields, **texts})


def _number(record: Published, first: dt.date) -> None:
    """The next number of the body and year; whoever else publishes for the body waits."""
    Organ.objects.select_for_update().get(pk=record.organ_id)
    given = type(record)._default_manager.filter(organ=record.organ, year=first.year)
    record.year, record.published_on = first.year, first
    record.serial = (given.aggregate(last=Max("serial"))["last"] or 0) + 1


def _trace(actor: Person | None, record: Published, act: str, said: str, **more: Any) -> None:
    label = KINDS[type(record)].label
    name = f"{act}_{record._meta.model_name}"
    leave_trace(actor, name, record, f"{said}{label}“{record}”", organ=record.organ, **more)
