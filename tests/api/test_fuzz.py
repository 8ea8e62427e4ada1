"""Whatever a program sends, the interface answers as its description says, and never with a fault of its own."""

import itertools
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gongkai.organs.actions import appoint, issue_token
from gongkai.organs.actions.tokens import SCOPES
from gongkai.organs.models import Organ, Person, Role

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
PUBLIC, STAFF = 25, 10
"""Examples for each operation."""


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the connection whose transaction the test undoes, as Django's own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def secret(reports: object) -> str:
    """A token for everything, of a person in every role."""
    signer, county = Person.objects.get(username="signer"), Organ.objects.get(slug="pingluo")
    for role in Role:
        appoint(None, signer, county, role, timezone.localdate())
    return issue_token(Person.objects.get(pk=signer.pk), "试", SCOPES, timezone.localdate())[1]


@pytest.mark.usefixtures("_one_connection")
def test_no_request_breaks_it(secret: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    addresses = (f"2001:db8::{number:x}" for number in itertools.count(1))
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == 39
    for operation in operations:
        staff = "/staff/" in operation.path
        tokens = itertools.cycle([secret, secret, secret, "gk_unknown", ""] if staff else [""])

        @settings(
            max_examples=STAFF if staff else PUBLIC,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            derandomize=True,
        )
        @given(case=operation.as_strategy())
        def fuzz(case: schemathesis.Case) -> None:
            token = next(tokens)  # noqa: B023  (called within the turn)
            case.headers = {"X-Forwarded-For": next(addresses)} | (
                {"Authorization": f"Bearer {token}"} if token else {}
            )
            response = case.call()
            case.validate_response(response, checks=CHECKS)

        with transaction.atomic():
            fuzz()
            transaction.set_rollback(True)
