"""People in every role, named after their posts: nobody is invented."""

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from gongkai.organs.actions import appoint, change_password, create_person
from gongkai.organs.models import Organ, Person, Role

SINCE = dt.date(2019, 1, 1)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Account(NamedTuple):
    """Somebody who can log in: where, as what, with which password."""

    username: str
    organ: str
    role: Role
    password: str


_ALL = "wuzhong-office"
_SEATS: tuple[tuple[str, tuple[Role, ...]], ...] = (
    ("ningxia", (Role.ADMINISTRATOR,)),
    ("wuzhong", (Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AUDITOR)),
    (_ALL, tuple(role for role in Role if role not in {Role.ADMINISTRATOR, Role.SUPERVISOR, Role.AUDITOR})),
    ("shizuishan", (Role.SUPERVISOR,)),
    ("pingluo-office", (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER)),
    ("hongsibao", (Role.OFFICER, Role.SIGNER)),
    ("yanchi-office", (Role.OFFICER, Role.REVIEWER_1, Role.SIGNER)),
    ("wuzhong-water", (Role.OFFICER,)),
    ("hongsibao-hongsibaozhen-village-1", (Role.OFFICER, Role.SIGNER)),
)


def accounts(seed: int) -> Iterator[Account]:
    """Who can log in: every role once in Wuzhong, and who is needed where the other reports come from."""
    for organ, roles in _SEATS:
        for role in roles:
            username = f"{organ}-{role.value.replace('_', '-')}"
            yield Account(username, organ, role, _password(seed, username))


def make_people(seed: int) -> dict[str, Person]:
    """Register everybody, with a post and a password of their own; by username."""
    return {account.username: _make(account) for account in accounts(seed)}


def _make(account: Account) -> Person:
    organ = Organ.objects.get(slug=account.organ)
    person = create_person(None, account.username, f"{organ.name}{account.role.label}"[:40], None, organ)
    appoint(None, person, organ, account.role, SINCE)
    return change_password(person, account.password)


def _password(seed: int, username: str) -> str:
    """Three groups of letters; the same for the same seed, for demonstrations are repeated.

    >>> len(_password(1, "wuzhong-office-officer"))
    14
    """
    chance = Random(f"{seed}:{username}")  # noqa: S311  (known on purpose)
    return "-".join("".join(chance.choices(_ALPHABET, k=4)) for _ in range(3))
