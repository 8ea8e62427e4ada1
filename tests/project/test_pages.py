"""Pages of faults, headers, what is refused before it is read, and what is given out."""

import errno
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from gongkai.organs.access import Refused
from gongkai.project import urls
from gongkai.project.headers import client_address

FAULTS = {
    "away": OperationalError("server closed the connection unexpectedly"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "full-database": OperationalError("database or disk is full"),
    "bug": RuntimeError("/secret/path"),
    "refused": Refused("您的岗位不能发布年度报告，请联系本机关的系统管理员。"),
}


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    raise FAULTS[kind]


@pytest.fixture
def anyone() -> Iterator[Client]:
    """A visitor of a site that has addresses where things go wrong."""
    urls.urlpatterns.insert(0, path("fail/<str:kind>", fail))
    from django.urls import clear_url_caches

    clear_url_caches()
    yield Client(raise_request_exception=False)
    urls.urlpatterns.pop(0)
    clear_url_caches()


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("away", 503, "系统暂时不能使用"),
        ("full", 507, "存储空间不足"),
        ("full-database", 507, "存储空间不足"),
        ("bug", 500, "编号"),
        ("refused", 403, "您的岗位不能发布年度报告"),
    ],
)
def test_every_fault_has_a_page_in_plain_words_without_a_database(
    anyone: Client, kind: str, status: int, words: str
) -> None:
    response = anyone.get(f"/fail/{kind}")
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "secret" not in page
    assert "不" in page
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.get("Retry-After") == ("30" if status == 503 else None)


def test_a_program_is_answered_in_json(anyone: Client) -> None:
    response = anyone.get("/fail/away", headers={"accept": "application/json"})
    assert response.status_code == 503
    assert response.json()["detail"] == "系统暂时不能使用"


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(anyone: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.UPLOAD_LIMIT = 2**20
    response = anyone.post("/desk/login/", b"x" * (2**20 + 1), content_type="application/octet-stream")
    assert response.status_code == 413
    assert "一次最多上传 1 MB" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_to_reload() -> None:
    response = Client(enforce_csrf_checks=True).post("/desk/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "这个页面打开得太久了" in response.content.decode()


@pytest.mark.django_db
def test_a_page_that_is_not_there(client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404


@pytest.mark.django_db
def test_nothing_is_asked_of_other_sites_and_nothing_runs_that_is_not_ours(client: Client) -> None:
    response = client.get("/desk/login/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy
    nonce = policy.split("'nonce-")[1].split("'")[0]
    assert f'<style nonce="{nonce}">' in response.content.decode()
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [(0, "6.6.6.6", "127.0.0.1"), (1, "6.6.6.6, 10.1.1.1", "10.1.1.1"), (2, "10.1.1.1", "127.0.0.1")],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies: int, forwarded: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = proxies
    assert client_address(rf.get("/", headers={"x-forwarded-for": forwarded})) == expected


@pytest.mark.django_db
def test_images_are_given_out_and_nothing_that_runs(client: Client) -> None:
    for name in ("shown.png", "evil.svg", "evil.html"):
        storages["public"].save(name, ContentFile(b"content"))
    response = client.get("/media/shown.png")
    assert b"".join(response.streaming_content) == b"content"  # type: ignore[attr-defined]
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert [client.get(f"/media/{name}").status_code for name in ("evil.svg", "evil.html", "../gongkai.sqlite3")] == [
        404,
        404,
        404,
    ]
