"""What is done with bodies."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, OrganName, Person, Succession
from gongkai.trail.actions import record, require_unchanged

CONTACT_FIELDS = (
    *("address", "postcode", "phone", "fax", "email", "office_hours", "foi_unit"),
    *("site_code", "icp_number", "police_number"),
)
"""What an administrator of the organ itself keeps up to date."""


@transaction.atomic
def create_organ(actor: Person | None, parent: Organ | None, **fields: Any) -> Organ:
    """A new body below ``parent``, or the root of a tree of its own; ``actor`` is ``None`` on the command line only.

    Raises ``ValidationError`` with messages by field.
    """
    if parent is not None and actor is not None:
        require(actor, Act.MANAGE_ORGANS, parent, timezone.localdate())
    organ = Organ(**fields)
    organ.clean_fields(exclude=("path", "depth", "numchild"))
    organ.validate_unique(exclude=("path",))
    place = parent.add_child if parent is not None else Organ.add_root
    made: Organ = place(instance=organ)  # type: ignore[no-untyped-call]
    record(actor, "create_organ", made, f"设立机关“{made}”", organ=made, data={"parent": parent and parent.pk})
    return made


@transaction.atomic
def update_contacts(actor: Person, organ: Organ, fields: Mapping[str, str], seen: int | None = None) -> Organ:
    """New contact and identity fields; others than :data:`CONTACT_FIELDS` are refused.

    ``seen`` is the version (:func:`gongkai.trail.queries.version_of`) that the person had before them; raises
    :class:`gongkai.trail.actions.Changed` where the organ has been changed since.
    """
    require(actor, Act.MANAGE_ORGANS, organ, timezone.localdate())
    if seen is not None:
        require_unchanged(organ, seen)
    strange = fields.keys() - set(CONTACT_FIELDS)
    if strange:
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    changes = {name: [getattr(organ, name), value] for name, value in fields.items() if getattr(organ, name) != value}
    for name, value in fields.items():
        setattr(organ, name, value)
    organ.clean_fields(exclude=[f.name for f in Organ._meta.fields if f.name not in fields])
    organ.save(update_fields=list(fields))
    record(actor, "update_contacts", organ, f"修改“{organ}”的联系方式", organ=organ, data=changes)
    return organ


@transaction.atomic
def rename_organ(actor: Person, organ: Organ, name: str, on: dt.date, reason: str) -> Organ:
    """A new name from the day on; the old one is kept with its days."""
    require(actor, Act.MANAGE_ORGANS, organ, timezone.localdate())
    last = organ.names.order_by("-until").first()
    since = last.until + dt.timedelta(days=1) if last else dt.date.min
    if on <= since:
        raise ValidationError(f"更名日期须晚于上一次更名的日期（{since}）")
    if name == organ.name:
        raise ValidationError("新名称与现名称相同")
    OrganName.objects.create(organ=organ, name=organ.name, since=since, until=on - dt.timedelta(days=1))
    former, organ.name = organ.name, name
    organ.full_clean(exclude=("path", "depth", "numchild"))
    organ.save(update_fields=["name"])
    record(actor, "rename_organ", organ, f"“{former}”更名为“{name}”", organ=organ, reason=reason, data={"on": str(on)})
    return organ


@transaction.atomic
def succeed(
    actor: Person,
    predecessors: Sequence[Organ],
    successors: Sequence[Organ],
    on: dt.date,
    basis: str,
) -> list[Succession]:
    """Several bodies merged into one, or one split into several, as of the day.

    A body may stand on both sides: it took the others in, or gave a part away, and goes on. Predecessors that do not
    are abolished.
    """
    if not predecessors or not successors or (len(predecessors) > 1 and len(successors) > 1):
        raise ValidationError("合并须有一个承继机关，分立须有一个原机关")
    pairs = [(old, new) for old in predecessors for new in successors if old != new]
    if not pairs:
        raise ValidationError("承继机关不能只是原机关自己")
    for organ in (*predecessors, *successors):
        require(actor, Act.MANAGE_ORGANS, organ, timezone.localdate())
    change = Succession.Change.SPLIT if len(successors) > 1 else Succession.Change.MERGED
    made = [Succession(predecessor=old, successor=new, change=change, on=on, basis=basis) for old, new in pairs]
    for succession in made:
        succession.full_clean()
        succession.save()
    for old in predecessors:
        if old not in successors:
            old.abolished_on = on
            old.save(update_fields=["abolished_on"])
    _record_succession(actor, made)
    return made


def _record_succession(actor: Person, made: Sequence[Succession]) -> None:
    """A trace at every body that changed, on either side."""
    old = "、".join(f"“{one}”" for one in dict.fromkeys(s.predecessor for s in made))
    new = "、".join(f"“{one}”" for one in dict.fromkeys(s.successor for s in made))
    if made[0].change == Succession.Change.MERGED:
        summary = f"{old}并入{new}"
    else:
        summary = f"{old}分立为{new}" if made[0].predecessor.abolished_on else f"由{old}分出{new}"
    for organ in dict.fromkeys(one for s in made for one in (s.predecessor, s.successor)):
        data = {"on": str(made[0].on)}
        record(actor, "succeed", organ, summary, organ=organ, reason=made[0].basis, data=data)
