"""What is done with bodies and people: each act checks, writes and leaves its trace in one transaction."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.organs.access import Act, require
from gongkai.organs.models import Organ, OrganName, Person, Post, Role, Succession
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
    """Several bodies merged into one, or one split into several; the predecessors are abolished as of the day."""
    if not predecessors or not successors or (len(predecessors) > 1 and len(successors) > 1):
        raise ValidationError("合并须有一个承继机关，分立须有一个原机关")
    change = Succession.Change.SPLIT if len(successors) > 1 else Succession.Change.MERGED
    for organ in (*predecessors, *successors):
        require(actor, Act.MANAGE_ORGANS, organ, timezone.localdate())
    made = [
        Succession.objects.create(predecessor=old, successor=new, change=change, on=on, basis=basis)
        for old in predecessors
        for new in successors
    ]
    for old in predecessors:
        if old not in successors:
            old.abolished_on = on
            old.save(update_fields=["abolished_on"])
        names = "、".join(f"“{new}”" for new in successors)
        verb = "分立为" if change == Succession.Change.SPLIT else "并入"
        record(actor, "succeed", old, f"“{old}”{verb}{names}", organ=old, reason=basis, data={"on": str(on)})
    return made


@transaction.atomic
def create_person(actor: Person | None, username: str, name: str, password: str, organ: Organ | None = None) -> Person:
    """A new person, who must change the password at the first login; the actor's right is checked in ``organ``."""
    if actor is not None:
        if organ is None:
            raise ValidationError("请指明人员所在机关")
        require(actor, Act.MANAGE_PEOPLE, organ, timezone.localdate())
    person = Person(username=username, name=name, must_change_password=True)
    person.set_password(password)
    person.full_clean()
    person.save()
    record(actor, "create_person", person, f"新增人员“{username}”", organ=organ)
    return person


@transaction.atomic
def appoint(actor: Person | None, person: Person, organ: Organ, role: Role, since: dt.date) -> Post:
    """A post for the person from the day on."""
    if actor is not None:
        require(actor, Act.MANAGE_PEOPLE, organ, timezone.localdate())
    post = Post(person=person, organ=organ, role=role, since=since)
    post.full_clean()
    post.save()
    record(
        actor, "appoint", post, f"“{person.username}”任“{organ}”{role.label}", organ=organ, data={"since": str(since)}
    )
    return post


@transaction.atomic
def dismiss(actor: Person, post: Post, until: dt.date, reason: str) -> Post:
    """The last day of a post."""
    require(actor, Act.MANAGE_PEOPLE, post.organ, timezone.localdate())
    if until < post.since:
        raise ValidationError("离任日期不能早于任职日期")
    post.until = until
    post.save(update_fields=["until"])
    record(
        actor,
        "dismiss",
        post,
        f"“{post.person.username}”不再任“{post.organ}”{post.get_role_display()}",
        organ=post.organ,
        reason=reason,
        data={"until": str(until)},
    )
    return post


@transaction.atomic
def change_password(person: Person, password: str) -> Person:
    """The person's own new password; whoever calls has checked the old one and the strength of the new."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(person, "change_password", person, "修改密码")
    return person
