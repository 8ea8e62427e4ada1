"""What is done with tokens. Each person makes, sees and revokes the own ones."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from gongkai.organs.access import Act, Refused, may_anywhere
from gongkai.organs.actions.people import organ_of
from gongkai.organs.models import Limits, Person, Token
from gongkai.trail.actions import record

SCOPES = (
    Act.SEE_REPORTS,
    Act.UPLOAD_REPORT,
    Act.DECIDE_FINDING,
    Act.PUBLISH_REPORT,
    Act.WRITE_REPORT,
    Act.COLLECT_REPORTS,
    Act.MANAGE_ORGANS,
    Act.MANAGE_PEOPLE,
    Act.SEE_TRAIL,
    Act.FOLLOW_DEADLINES,
)
"""The acts for which the interface has addresses, and a token may be good."""
LONGEST = dt.timedelta(days=366)
AT_ONCE = 20
"""Tokens that one person may have at a time."""
_BEGINNING = "gk_"
_SHOWN = len(_BEGINNING) + 5
_USE_NOTED_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def issue_token(person: Person, name: str, acts: Collection[Act], expires_on: dt.date) -> tuple[Token, str]:
    """A new token with its secret, which is told this one time; the person may do all its acts somewhere today."""
    today = timezone.localdate()
    if person.limits is not None:
        raise Refused("令牌不能用来建立令牌，请登录工作台。")
    if not acts or any(act not in SCOPES or not may_anywhere(person, act, today) for act in acts):
        raise ValidationError({"acts": "请至少选一项您的岗位允许的权限。"})
    if not today <= expires_on <= today + LONGEST:
        raise ValidationError({"expires_on": f"有效期须在今天到{today + LONGEST}之间。"})
    usable = person.tokens.filter(revoked_at=None, expires_on__gte=today)
    if usable.filter(name=name).exists():
        raise ValidationError({"name": "您已有同名的令牌，请换个名称，或先作废原来的。"})
    if usable.count() >= AT_ONCE:
        raise ValidationError(f"您已有 {AT_ONCE} 个可用的令牌，请先作废不用的。")
    secret = _BEGINNING + secrets.token_urlsafe(30)
    kept = sorted(str(act) for act in acts)
    token = Token(
        person=person, name=name, hint=secret[:_SHOWN], digest=_digest(secret), acts=kept, expires_on=expires_on
    )
    token.full_clean()
    token.save()
    data = {"acts": kept, "expires_on": str(expires_on)}
    record(person, "issue_token", token, f"建立令牌“{name}”", organ=organ_of(person), data=data, public=False)
    return token, secret


@transaction.atomic
def revoke_token(person: Person, token: Token) -> Token:
    """Let the own token be good for nothing from now on."""
    if token.person_id != person.pk:
        raise Refused("这不是您的令牌。")
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(person, "revoke_token", token, f"作废令牌“{token}”", organ=organ_of(person), public=False)
    return token


def use_token(secret: str) -> Person | None:
    """The person for whom the secret's token acts, limited to its acts; ``None`` where it is unknown or no longer good.

    The time of use is written to the minute, so that programs that ask often do not write as often.
    """
    now = timezone.now()
    found = Token.objects.select_related("person").filter(
        digest=_digest(secret), revoked_at=None, expires_on__gte=timezone.localdate(now), person__is_active=True
    )
    token = found.first()
    if token is None:
        return None
    if token.used_at is None or now - token.used_at > _USE_NOTED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)
    token.person.limits = Limits(token.name, frozenset(token.acts))
    return token.person


def _digest(secret: str) -> str:
    """Enough for a secret of 240 random bits: there is nothing to guess, so nothing that would have to be slow."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
