"""Pages held in memory: quick, never of yesterday, never for one who is logged in, the same in every process."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from database_templates import PostgreSQL, SQLite
from gongkai.annual.actions import publish_report, upload_report, withdraw_report
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ
from gongkai.organs.models import Organ, Person, Role
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


@pytest.mark.django_db
class TestOneProcess:
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
        client.get(PAGE)
        client.force_login(keeper, backend="django.contrib.auth.backends.ModelBackend")
        response = client.get(PAGE)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers

    def test_who_reads_in_large_print_gets_large_print(self, client: Client, office: Organ) -> None:
        client.get(PAGE)
        client.cookies["large"] = "1"
        assert 'class="large' in client.get(PAGE).content.decode()
        del client.cookies["large"]
        assert 'class="large' not in client.get(PAGE).content.decode()

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
