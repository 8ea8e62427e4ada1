"""What is done with people, their posts and their accounts."""

import datetime as dt
from collections.abc import Mapping

from axes.utils import reset as axes_reset
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.organs.access import Act, Refused, require, require_over
from gongkai.organs.models import Organ, Person, Post, Role
from gongkai.trail.actions import record

PERSONAL_FIELDS = {"name": "姓名", "phone": "电话", "email": "电子邮箱"}
"""What an administrator keeps up to date of a person."""


@transaction.atomic
def create_person(
    actor: Person | None, username: str, name: str, password: str | None, organ: Organ | None = None
) -> Person:
    """A new person, who must change the password at the first login; the actor's right is checked in ``organ``.

    Without a password nobody logs in by one until it is set.
    """
    if actor is not None:
        if organ is None:
            raise ValidationError("请指明人员所在机关")
        require(actor, Act.MANAGE_PEOPLE, organ, timezone.localdate())
    person = Person(username=username, name=name, must_change_password=True)
    person.set_password(password)
    person.full_clean()
    person.save()
    record(actor, "create_person", person, f"新增人员“{username}”", organ=organ, public=False)
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
        actor,
        "appoint",
        post,
        f"“{person.username}”任“{organ}”{role.label}",
        organ=organ,
        data={"since": str(since)},
        public=False,
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
        public=False,
    )
    return post


@transaction.atomic
def update_person(actor: Person, person: Person, fields: Mapping[str, str]) -> Person:
    """New personal fields; the trace names them, not what stands in them."""
    require_over(actor, Act.MANAGE_PEOPLE, person, timezone.localdate())
    strange = fields.keys() - PERSONAL_FIELDS.keys()
    if strange:
        raise ValidationError(f"不能在这里修改：{'、'.join(sorted(strange))}")
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, fields[name])
    person.clean_fields(exclude=[f.name for f in Person._meta.fields if f.name not in changed])
    person.save(update_fields=changed)
    labels = "、".join(PERSONAL_FIELDS[name] for name in changed) or "（没有改动）"
    record(
        actor, "update_person", person, f"修改人员“{person.username}”的{labels}", organ=organ_of(person), public=False
    )
    return person


@transaction.atomic
def change_password(person: Person, password: str, how: str = "修改密码") -> Person:
    """The person's own new password; whoever calls has checked the old one, or the link, and the strength of the new."""
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    record(person, "change_password", person, how, organ=organ_of(person), public=False)
    return person


@transaction.atomic
def offer_password(actor: Person, person: Person) -> str:
    """The secret of a link by which the person sets a new password, once, before it expires; the old one stays until then.

    Django's own: it dies with the use, with a login, with a new address of e-mail, and after ``PASSWORD_RESET_TIMEOUT``.
    """
    require_over(actor, Act.MANAGE_PEOPLE, person, timezone.localdate())
    if not person.is_active:
        raise ValidationError("这个账号已停用，请先恢复账号。")
    record(
        actor,
        "offer_password",
        person,
        f"为“{person.username}”开出设置密码的链接",
        organ=organ_of(person),
        public=False,
    )
    return str(default_token_generator.make_token(person))


@transaction.atomic
def resume_login(actor: Person, person: Person) -> None:
    """Let the person try to log in again at once, after too many failures."""
    require_over(actor, Act.MANAGE_PEOPLE, person, timezone.localdate())
    axes_reset(username=person.username)
    record(actor, "resume_login", person, f"解除“{person.username}”的登录暂停", organ=organ_of(person), public=False)


@transaction.atomic
def close_account(actor: Person, person: Person, reason: str) -> Person:
    """Let nobody in as the person any more: sessions and tokens end at once, and do not come back with the account."""
    require_over(actor, Act.MANAGE_PEOPLE, person, timezone.localdate())
    if actor == person:
        raise Refused("不能停用自己的账号，请由另一位系统管理员办理。")
    if not person.is_active:
        raise ValidationError("这个账号已经停用。")
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    person.tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
    record(
        actor,
        "close_account",
        person,
        f"停用“{person.username}”的账号",
        organ=organ_of(person),
        reason=reason,
        public=False,
    )
    return person


@transaction.atomic
def reopen_account(actor: Person, person: Person, reason: str) -> Person:
    """Let the person in again, with a new password (:func:`offer_password`) and new tokens."""
    require_over(actor, Act.MANAGE_PEOPLE, person, timezone.localdate())
    if person.is_active:
        raise ValidationError("这个账号没有停用。")
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(
        actor,
        "reopen_account",
        person,
        f"恢复“{person.username}”的账号",
        organ=organ_of(person),
        reason=reason,
        public=False,
    )
    return person


@transaction.atomic
def note_seen(actor: Person, person: Person) -> None:
    """Leave the trace of a look at the person's contacts."""
    record(actor, "read_person", person, f"查看人员“{person.username}”的联系方式", organ=organ_of(person), public=False)


@transaction.atomic
def choose_digest(actor: Person | None, person: Person, *, wanted: bool) -> Person:
    """Whether a person gets the daily mail: the person's own choice, on the desk or by the mail's own link."""
    if person.digest != wanted:
        person.digest = wanted
        person.save(update_fields=["digest"])
        said = f"“{person.username}”{'恢复' if wanted else '停止'}每日提醒邮件"
        record(actor, "choose_digest", person, said, organ=organ_of(person), public=False)
    return person


def claim_digest(person: Person, on: dt.date) -> bool:
    """Whether the person's mail of the day is the caller's to send: true for one caller a day."""
    mine = Person.objects.filter(Q(digest_on=None) | Q(digest_on__lt=on), pk=person.pk, digest=True, is_active=True)
    return bool(mine.update(digest_on=on))


def organ_of(person: Person) -> Organ | None:
    """The body in whose trail acts on the person's account stand: that of the latest post."""
    post = person.posts.select_related("organ").order_by("-since", "-pk").first()
    return post.organ if post else None
