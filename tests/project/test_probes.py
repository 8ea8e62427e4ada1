"""Health and readiness: answered to anybody who asks, whatever name the machine is called by."""

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.jobs.models import Worker
from gongkai.project.checkup import site
from gongkai.project.checkup.fault import Fault

pytestmark = pytest.mark.django_db


def test_the_process_says_that_it_lives_to_any_host(client: Client, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(0):
        assert client.get("/healthz", headers={"host": "10.0.0.7"}).json() == {"alive": True}


def test_it_is_ready_and_tells_of_a_missing_worker(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "migrations": True, "storage": True, "worker": False}
    Worker.objects.create(pk="one", host="h", pid=1, beat_at=timezone.now())
    assert client.get("/readyz").json()["worker"]


@pytest.mark.parametrize("name", ["database", "migrations", "storage"])
def test_it_is_not_ready_where_requests_cannot_be_answered(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(site.READINESS, name, lambda: Fault("坏了", "修"))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"], response.json()[name]) == (503, False, False)
