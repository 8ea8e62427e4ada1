"""A county bureau with an officer who drafts and a signer who publishes, and a draft before the public."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from disclosure.conftest import bureau, county, holder, officer, signer  # noqa: F401
from gongkai.engagement.actions.publishing import draft, publish
from gongkai.engagement.models import Consultation
from gongkai.organs.models import Organ, Person

_TERMS = re.compile(r"(.)加(.)等于几")
Enter = Callable[[Person], Client]


def days(number: int) -> dt.date:
    """So many days from today."""
    return timezone.localdate() + dt.timedelta(days=number)


@pytest.fixture
def enter() -> Enter:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def fields() -> dict[str, object]:
    return {
        "title": "平罗县养犬管理办法",
        "kind": "rule",
        "opens_on": days(0),
        "closes_on": days(30),
        "short_because": "",
        "ways": "来信请寄示例路1号",
        "explanation": "<p>为了规范养犬。</p>",
        "body": "<p>第一条　为了规范养犬行为，制定本办法。</p>",
    }


@pytest.fixture
def consultation(bureau: Organ, officer: Person, signer: Person, fields: dict[str, object]) -> Consultation:  # noqa: F811
    return publish(signer, draft(officer, Consultation(organ=bureau), fields))


@pytest.fixture
def over(consultation: Consultation) -> Consultation:
    """One that closed yesterday."""
    Consultation.objects.filter(pk=consultation.pk).update(opens_on=days(-31), closes_on=days(-1))
    consultation.refresh_from_db()
    return consultation


@pytest.fixture
def hold() -> Callable[..., Person]:
    """Somebody new with a post."""
    return holder


def filled(shown: str, **more: str) -> dict[str, str]:
    """The form as somebody fills it in who can read."""
    first, second = ("零一二三四五六七八九".index(word) for word in _TERMS.search(shown).groups())  # type: ignore[union-attr]
    (began,) = re.findall(r'name="began" value="([^"]+)"', shown)
    return {"began": began, "sum": str(first + second), "author": "unnamed", **more}
