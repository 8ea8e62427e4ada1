"""What an office's letters are written on: its own templates, and what they say of remedies and of paying."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.applications.papers import Letterhead, LetterTemplate
from gongkai.law.letters import letters
from gongkai.letters import problems
from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, Person
from gongkai.report.readers.errors import Unreadable
from gongkai.trail.actions import record


def template_of(organ: Organ, kind: str) -> LetterTemplate | None:
    """The template that the organ uses for a letter: its own, else that of the nearest body above, else ours."""
    return templates_of(organ).get(kind)


def templates_of(organ: Organ) -> dict[str, LetterTemplate]:
    """The templates that take the place of ours at an organ, by letter."""
    above: list[Organ] = list(organ.get_ancestors())  # type: ignore[no-untyped-call]
    found = LetterTemplate.objects.filter(organ__in=[*above, organ], withdrawn_at=None).select_related("organ")
    nearest = sorted(found.order_by("pk"), key=lambda template: template.organ.depth)
    return {template.kind: template for template in nearest}


@transaction.atomic
def set_template(actor: Person, organ: Organ, kind: str, name: str, content: bytes) -> LetterTemplate:
    """Use a template of the office's own from now on. ``ValidationError`` with every fault and its place."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    if kind not in letters():
        raise ValidationError("没有这种文书。")
    try:
        faults = problems(kind, content)
    except Unreadable as error:
        raise ValidationError(str(error)) from error
    if faults:
        raise ValidationError([f"第{f.paragraph}段{f.message}" if f.paragraph else f.message for f in faults])
    template = LetterTemplate.objects.create(organ=organ, kind=kind, name=name[:200], content=content, added_by=actor)
    record(actor, "set_template", template, f"启用文书模板：{template}", organ=organ)
    return template


@transaction.atomic
def withdraw_template(actor: Person, template: LetterTemplate) -> None:
    """Go back to the template that was in use before, or to ours."""
    require(actor, Act.REGISTER_APPLICATION, template.organ, timezone.localdate())
    template.withdrawn_at = timezone.now()
    template.save(update_fields=["withdrawn_at"])
    record(actor, "withdraw_template", template, f"停用文书模板：{template}", organ=template.organ)


@transaction.atomic
def set_letterhead(actor: Person, organ: Organ, **words: str) -> Letterhead:
    """What the organ's letters say of remedies: ``review_organ``, ``court``, ``superior``, ``online_review``; and of ``payment``."""
    require(actor, Act.REGISTER_APPLICATION, organ, timezone.localdate())
    head, _ = Letterhead.objects.update_or_create(organ=organ, defaults={k: v.strip() for k, v in words.items()})
    head.full_clean()
    record(actor, "set_letterhead", head, f"修改文书上的机关信息：{organ}", organ=organ, data=dict(words))
    return head
