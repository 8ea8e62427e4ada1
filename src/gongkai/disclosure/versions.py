"""What is edited as a draft, published in a version, and can go back to an earlier one: Wagtail's revisions.

The row holds what the public sees; before the first publication it holds the draft. Later drafts are revisions only.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models.draft_state import DraftStateMixin
from wagtail.models.revisions import Revision, RevisionMixin

from gongkai.organs.models import Organ, Person


class Versioned(DraftStateMixin, RevisionMixin, models.Model):
    """A record with versions. ``kept`` are the fields that belong to the record as a whole, not to a version."""

    kept: ClassVar[tuple[str, ...]] = ()
    wagtail_reference_index_ignore = True

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="+", verbose_name="机关", editable=False)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True, editable=False)
    withdrawn_because = models.CharField("撤下的理由", max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(cls, data: Any, check_fks: bool = False, strict_fks: bool = False) -> Self:
        """A version as it was stored. What it refers to is kept with the record, so nothing has to be looked up."""
        version: Self = super().from_serializable_data(data, check_fks, strict_fks)  # type: ignore[no-untyped-call]
        return version

    def with_content_json(self, content: Mapping[str, Any]) -> Self:
        """The record as a version has it; what belongs to the record as a whole stays."""
        version: Self = super().with_content_json(content)  # type: ignore[no-untyped-call]
        for name in ("organ", "withdrawn_at", "withdrawn_because", "last_published_at", "live_revision_id", *self.kept):
            setattr(version, name, getattr(self, name))
        return version

    @property
    def draft(self) -> Self:
        """The newest version, published or not."""
        newest: Self = self.get_latest_revision_as_object()  # type: ignore[no-untyped-call]
        return newest

    @property
    def versions(self) -> "models.QuerySet[Revision]":
        """All versions, newest first."""
        revisions: models.QuerySet[Revision] = self.revisions.select_related("user").order_by("-pk")
        return revisions

    @property
    def state(self) -> str:
        """How far it has come, as an officer says it."""
        if self.live:
            return "已发布，有新草稿" if self.has_unpublished_changes else "已发布"
        return "已撤下" if self.withdrawn_at else "草稿"


Record = TypeVar("Record", bound=Versioned)


def keep_draft(record: Versioned, fields: Mapping[str, Any], actor: Person | None) -> None:
    """Store the fields as the record's newest version; what the public sees stays. ``ValidationError`` by field."""
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    if not record.live:
        record.save()
    record.save_revision(user=actor, clean=False)  # type: ignore[no-untyped-call]


def put_live(record: Record) -> Record:
    """Let the public see the newest version; gives back the record as it is then."""
    if record.live and not record.has_unpublished_changes:
        raise ValidationError("没有新的修改，公众看到的已经是最新版本。")
    record.withdrawn_at, record.withdrawn_because = None, ""
    revision = record.latest_revision
    revision.content_object = record
    publication = PublishRevisionAction(revision, log_action=False, previous_revision=revision)  # asks for no other
    publication.execute(skip_permission_checks=True)
    published: Record = publication.object
    return published


def take_down(record: Versioned, reason: str) -> None:
    """Take it from the public; the reason stays with it, and a note in its place says that it was withdrawn."""
    if not record.live:
        raise ValidationError(f"“{record}”没有在门户上。")
    if not reason.strip():
        raise ValidationError("撤下须写明理由。")
    record.withdrawn_at, record.withdrawn_because = timezone.now(), reason.strip()[:500]
    record.unpublish(log_action=False)  # type: ignore[no-untyped-call]


def version_of_record(record: Record, number: int) -> Record:
    """The record as an earlier version has it. Raises ``Revision.DoesNotExist``."""
    return record.with_content_json(record.revisions.get(pk=number).content)
