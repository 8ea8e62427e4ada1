"""Single sign-on against a provider over HTTP: it opens the desk to people who are registered, and to nobody else."""

import json
import signal
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from database_templates import SQLite
from ops.identity_server import identity_server
from ops.platform_program import answers, free_port, program, wait_until


class Site(NamedTuple):
    url: str
    folder: Path
    claims: dict[str, Any]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with single sign-on and one person, who has a password that must be changed."""
    folder, port = tmp_path_factory.mktemp("sso"), free_port()
    database = SQLite(folder)
    database.fresh()
    with identity_server() as (issuer, claims):
        url = f"http://127.0.0.1:{port}"
        oidc = {
            "OIDC_ISSUER": issuer,
            "OIDC_CLIENT_ID": "gongkai",
            "OIDC_CLIENT_SECRET": "s",
            "OIDC_NAME": "省统一认证",
        }
        variables = {**database.environment, **oidc, "SITE_URL": url}
        organ = ("create-organ", "某局", "--slug", "x", "--level", "县级", "--region", "640221")
        for command in (("migrate",), (*organ, "--administrator", "wangxm")):
            done = program(*command, **variables)
            assert done.wait(timeout=120) == 0, done.communicate()[0]
            done.communicate()
        process = program("serve", "--no-worker", "--workers", "1", "--port", str(port), **variables)
        wait_until(lambda: process.poll() is not None or answers(f"{url}/healthz"))
        yield Site(url, folder, claims)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)


def sign_on(site: Site, **claims: Any) -> tuple[int, str, str]:
    """Go the whole way as a browser does: status, address and text of where it ends."""
    site.claims.clear()
    site.claims.update(claims)
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    try:
        with browser.open(f"{site.url}/sso/oidc/oidc/login/?next=/desk/", timeout=60) as response:
            return response.status, response.url, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, str(error.url), error.read().decode()


def test_the_login_page_offers_it_by_name(site: Site) -> None:
    with urllib.request.urlopen(f"{site.url}/desk/login/") as response:
        assert "用省统一认证登录" in response.read().decode()


def test_a_registered_person_comes_to_the_desk_without_a_password(site: Site) -> None:
    status, url, _ = sign_on(site, sub="1", preferred_username="wangxm")
    assert (status, url) == (200, f"{site.url}/desk/")
    with sqlite3.connect(site.folder / "gongkai.sqlite3") as database:
        (summary,) = database.execute("SELECT summary FROM trail_entry WHERE act = 'log_in'").fetchone()
    database.close()
    assert summary == "单点登录"


def test_the_tie_holds_when_the_name_is_changed_elsewhere(site: Site) -> None:
    assert sign_on(site, sub="2", preferred_username="wangxm")[0] == 200
    assert sign_on(site, sub="2", preferred_username="renamed")[0] == 200


@pytest.mark.parametrize("claims", [{"sub": "9", "preferred_username": "stranger"}, {"sub": "8"}], ids=json.dumps)
def test_a_stranger_is_told_whom_to_ask(site: Site, claims: dict[str, str]) -> None:
    status, _, page = sign_on(site, **claims)
    assert status == 403
    assert "尚未在本系统登记" in page


def test_a_refusal_by_the_provider_has_a_page(site: Site) -> None:
    status, _, page = sign_on(site, sub="1", refuse=True)
    assert status == 502
    assert "单点登录没有成功" in page
