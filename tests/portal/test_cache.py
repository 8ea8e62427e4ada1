"""Pages held in memory: quick, never of yesterday, never for one who is logged in, the same in every process."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import ClientHandler

from database_templates import PostgreSQL, SQLite
from gongkai.annual.actions import publish_report, upload_report, withdraw_report
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ
from gongkai.organs.models import Organ, Person, Role
from gongkai.project.wsgi import application
from ops.platform_program import answers, free_port, get, program, wait_until

SAMPLE = next((Path(__file__).parents[2] / "samples" / "reports").glob("001*"))
SINCE = dt.date(2026, 1, 1)
PAGE = "/o/pingluo-office/"


def make_office() -> tuple[Organ, Person]:
    fields = {"level": "county", "region": "640221"}
    office = create_organ(None, None, name="平罗县人民政府办公室", slug="pingluo-office", kind="office", **fields)
    person = create_person(None, "signer", "某人", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER, Role.ADMINISTRATOR):
        appoint(None, person, office, role, SINCE)
    return office, person


class FromOutside(ClientHandler):
    """Asks the whole application as a server does, not Django alone."""

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """What is sent, header by header."""
        sent: list[tuple[str, list[tuple[str, str]]]] = []
        body = application(request.environ, lambda *line: sent.append(line))
        status, headers = sent[-1]
        response = HttpResponse(b"".join(body), status=int(status.split()[0]))
        del response.headers["Content-Type"]
        for name, value in headers:
            response.headers[name] = value
        return response


@pytest.mark.django_db
class TestOneProcess:
    @pytest.fixture
    def client(self, monkeypatch: pytest.MonkeyPatch) -> Client:
        monkeypatch.setattr(
            connection, "close_if_unusable_or_obsolete", lambda: None
        )  # it holds the test's transaction
        client = Client()
        client.handler = FromOutside()
        return client

    @pytest.fixture
    def office(self) -> Organ:
        return make_office()[0]

    @pytest.fixture
    def keeper(self, office: Organ) -> Person:
        return Person.objects.get()

    def test_a_page_shown_again_costs_one_question(
        self, client: Client, office: Organ, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        first = client.get(PAGE)
        with django_assert_num_queries(1):
            again = client.get(PAGE)
        assert again.content == first.content
        assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
        assert again.headers["X-Request-ID"] != first.headers["X-Request-ID"]

    def test_a_browser_that_has_the_page_is_told_so(self, client: Client, office: Organ, keeper: Person) -> None:
        first = client.get(PAGE)
        assert first.headers["Cache-Control"] == "no-cache"
        known = client.get(PAGE, headers={"if-none-match": first.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        rename_organ(keeper, office, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
        assert client.get(PAGE, headers={"if-none-match": first.headers["ETag"]}).status_code == 200

    def test_a_new_name_is_shown_at_once(self, client: Client, office: Organ, keeper: Person) -> None:
        for address in ("/", "/organs/", PAGE):
            client.get(address)
        rename_organ(keeper, office, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
        for address in ("/", "/organs/", PAGE):
            assert "平罗县政府办" in client.get(address).content.decode()

    def test_acts_that_nobody_sees_leave_pages_where_they_are(
        self, client: Client, office: Organ, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        client.get(PAGE)
        create_person(None, "another", "某人", "Quiet-Lake-2026", office)
        with django_assert_num_queries(1):
            client.get(PAGE)

    def test_nothing_is_held_for_who_is_logged_in(self, client: Client, keeper: Person) -> None:
        client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
        for _ in range(2):
            response = client.get(PAGE)
            assert response.headers["Cache-Control"] == "private, no-store"
            assert "ETag" not in response.headers
        assert client.get(PAGE, headers={"authorization": "Bearer x"}).headers["Cache-Control"] == "private, no-store"

    def test_what_is_made_for_who_is_logged_in_is_shown_to_nobody_else(
        self, client: Client, keeper: Person, django_assert_num_queries
    ) -> None:  # type: ignore[no-untyped-def]
        first = client.get(PAGE)
        client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
        client.get(PAGE)
        client.cookies.clear()
        with django_assert_num_queries(1):
            assert client.get(PAGE).headers["ETag"] == first.headers["ETag"]

    @pytest.mark.parametrize("cookie", ["large", "contrast"])
    def test_readers_get_pages_as_they_chose_to_read(self, client: Client, office: Organ, cookie: str) -> None:
        for _ in range(2):
            client.cookies[cookie] = "1"
            assert f'class="{cookie}' in " ".join(client.get(PAGE).content.decode().split())
            del client.cookies[cookie]
            assert f'class="{cookie}' not in client.get(PAGE).content.decode()

    def test_only_the_page_asked_for_is_shown(self, client: Client, office: Organ) -> None:
        """Host, path and query tell pages apart; where one ends and the next begins cannot be feigned."""
        client.get(PAGE)
        assert client.get(PAGE, headers={"host": "elsewhere.invalid"}).status_code == 400
        assert "没有这个页面" in client.get(PAGE + "%0A").content.decode()
        assert b"?a=1" in client.get("/organs/", {"a": "1"}).content
        assert b"?a=1" not in client.get("/organs/").content
        assert b"?a=2" in client.get("/organs/", {"a": "2"}).content

    def test_asking_for_the_head_gets_the_same_headers(self, client: Client, office: Organ) -> None:
        made = client.head(PAGE)
        page = client.get(PAGE)
        held = client.head(PAGE)
        for name in ("ETag", "Content-Length", "Content-Security-Policy", "Cache-Control", "Vary"):
            assert made.headers[name] == page.headers[name] == held.headers[name]
        assert (made.content, held.content) == (b"", b"")

    def test_what_is_sent_is_not_answered_from_what_was_asked(self, client: Client, office: Organ) -> None:
        client.get(PAGE)
        assert client.post("/preferences/", {"large": "1", "next": PAGE}).status_code == 302
        assert client.options(PAGE).headers.get("ETag") is None

    @pytest.mark.parametrize("known", ["*", '"other", {}', "W/{}"])
    def test_whoever_has_the_page_is_told_so_with_an_entry_in_the_log(
        self, client: Client, office: Organ, caplog: pytest.LogCaptureFixture, known: str
    ) -> None:
        etag = client.get(PAGE).headers["ETag"]
        caplog.clear()
        caplog.set_level("INFO", logger="gongkai.access")
        response = client.get(PAGE, headers={"if-none-match": known.format(etag)})
        assert (response.status_code, response.content) == (304, b"")
        assert set(response.headers) == {"ETag", "Cache-Control", "Vary", "X-Request-ID"}
        assert [record.facts["status"] for record in caplog.records] == [304]  # type: ignore[attr-defined]

    @pytest.mark.usefixtures("office")
    @pytest.mark.parametrize("address", ["/search/?q=平罗", "/desk/login/", "/o/nowhere/", "/readyz"])
    def test_what_is_not_the_same_for_everybody_is_not_held(self, client: Client, address: str) -> None:
        assert "ETag" not in client.get(address).headers


def test_what_one_process_does_shows_in_every_other(
    each_database: SQLite | PostgreSQL, work_off: Callable[[], None]
) -> None:
    office, signer = make_office()
    file = upload_report(signer, office, SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes()))
    work_off()
    report = publish_report(signer, file.reports.get())
    ports = [free_port(), free_port()]
    options = ("--workers", "1", "--no-worker")
    servers = [program("serve", "--port", str(port), *options, **each_database.environment) for port in ports]
    sites = [f"http://127.0.0.1:{port}" for port in ports]
    try:
        for site in sites:
            wait_until(lambda site=site: answers(f"{site}/healthz"))  # type: ignore[misc]
        _withdrawn_at_the_next_request(sites, lambda: withdraw_report(signer, report, "内容有误"))
        _addresses_are_counted_together(sites)
        if isinstance(each_database, PostgreSQL):
            _shown_on_while_the_database_is_away(sites, each_database)
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            server.communicate(timeout=60)


def _withdrawn_at_the_next_request(sites: list[str], withdraw: Callable[[], object]) -> None:
    pages = [f"{site}{PAGE}reports/2022/" for site in sites]
    files = [f"{site}{PAGE}reports/2022.json" for site in sites]
    assert [get(url).status for url in (pages + files) * 2] == [200] * 8
    assert get(pages[0]).headers["ETag"] == get(pages[1]).headers["ETag"]
    withdraw()
    assert [get(url).status for url in pages + files] == [404] * 4
    assert not any("2022年政府信息公开工作年度报告" in get(f"{site}/reports/").text for site in sites)


def _addresses_are_counted_together(sites: list[str]) -> None:
    answered = [0, 0]
    for number in range(400):
        turn = number % 2
        if get(f"{sites[turn]}/api/v1/organs").status == 429:
            break
        answered[turn] += 1
    assert max(answered) < 120 <= sum(answered)


def _shown_on_while_the_database_is_away(sites: list[str], database: PostgreSQL) -> None:
    assert get(f"{sites[0]}/organs/").status == 200
    database.pause()
    assert get(f"{sites[0]}/organs/").status == 200, "shown before"
    assert get(f"{sites[0]}/search/?q=1").status == 503
    database.resume()
    wait_until(lambda: get(f"{sites[0]}/search/?q=1").status == 200)
