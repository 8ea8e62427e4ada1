"""Texts of a body's column. Each act checks, writes and leaves its trace in one transaction.

An ``actor`` of ``None`` is the system: what is taken over by a command.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.disclosure.guide import guide_of, guide_title
from gongkai.disclosure.models import ColumnText, Part
from gongkai.disclosure.richtext import cleaned
from gongkai.disclosure.versions import keep_draft, put_live, take_down, version_of_record
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.trail.actions import record
from gongkai.vetting.actions.after import bury, lift
from gongkai.vetting.actions.review import void
from gongkai.vetting.models import Tomb
from gongkai.vetting.queries import obstacle_to_publication


@transaction.atomic
def draft_text(actor: Person | None, organ: Organ, part: Part, title: str, body: str) -> ColumnText:
    """A new text, as a draft. A body has one guide: ``ValidationError`` for a second."""
    if actor is not None:
        require(actor, Act.EDIT_COLUMN, organ, timezone.localdate())
    text = ColumnText(organ=organ, part=part, live=False)
    keep_draft(text, {"title": title, "body": cleaned(body)}, actor)
    record(actor, "draft_text", text, f"起草“{organ}”的“{title}”", organ=organ, public=False)
    return text


def draft_guide(actor: Person | None, organ: Organ) -> ColumnText:
    """A guide out of the body's own data and the law, for the body to go over."""
    return draft_text(actor, organ, Part.GUIDE, guide_title(organ), guide_of(organ, timezone.localdate()))


@transaction.atomic
def edit_text(actor: Person, text: ColumnText, title: str, body: str) -> ColumnText:
    """A new version of the text; the public sees it once it is published."""
    require(actor, Act.EDIT_COLUMN, text.organ, timezone.localdate())
    keep_draft(text, {"title": title, "body": cleaned(body)}, actor)
    record(actor, "edit_text", text, f"修改“{text.organ}”的“{title}”", organ=text.organ, public=False)
    return text


@transaction.atomic
def restore_text(actor: Person, text: ColumnText, number: int) -> ColumnText:
    """Take an earlier version up again as the newest draft. Raises ``Revision.DoesNotExist``."""
    require(actor, Act.EDIT_COLUMN, text.organ, timezone.localdate())
    earlier = version_of_record(text, number)
    keep_draft(text, {"title": earlier.title, "body": earlier.body}, actor)
    record(
        actor, "restore_text", text, f"恢复“{text}”的较早版本", organ=text.organ, data={"version": number}, public=False
    )
    return text


@transaction.atomic
def publish_text(actor: Person | None, text: ColumnText) -> ColumnText:
    """Put the newest version on the column."""
    if actor is not None:
        require(actor, Act.PUBLISH_COLUMN, text.organ, timezone.localdate())
        if obstacle := obstacle_to_publication(text, text.organ):
            raise ValidationError(obstacle)
    text = put_live(text)
    lift(text)
    record(
        actor,
        "publish_text",
        text,
        f"发布“{text.organ}”的“{text}”",
        organ=text.organ,
        data={"version": text.live_revision_id},
    )
    return text


@transaction.atomic
def withdraw_text(actor: Person, text: ColumnText, reason: str, ground: Tomb.Ground = Tomb.Ground.OTHER) -> ColumnText:
    """Take the text off the column."""
    require(actor, Act.PUBLISH_COLUMN, text.organ, timezone.localdate())
    take_down(text, reason)
    bury(actor, text, ground, reason)
    void(text, text.organ)
    record(actor, "withdraw_text", text, f"撤下“{text.organ}”的“{text}”", organ=text.organ, reason=reason)
    return text
