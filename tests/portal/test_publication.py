"""The portal as files: what a reader gets, nothing more and nothing half; and without database or Python."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from database_templates import PostgreSQL, SQLite
from gongkai.annual.actions import publish_report, upload_report, withdraw_report
from gongkai.annual.models import Report
from gongkai.organs.actions import appoint, create_organ, create_person, rename_organ
from gongkai.organs.models import Organ, Person, Role
from gongkai.portal.publication.pages import Away
from gongkai.portal.publication.publish import publish
from ops.platform_program import answers, free_port, get, program, wait_until

ROOT = Path(__file__).parents[2]
SAMPLE = next((ROOT / "samples" / "reports").glob("001*"))
REPORT = "o/pingluo-office/reports/2022/index.html"
EXTRA = {"404.html": "没有这个页面".encode(), "503.html": "暂时".encode()}


def make_region() -> Person:
    fields = {"level": "county", "region": "640221"}
    county = create_organ(None, None, name="平罗县人民政府", slug="pingluo", kind="government", **fields)
    office = create_organ(None, county, name="平罗县政府办公室", slug="pingluo-office", kind="office", **fields)
    create_organ(None, county, name="平罗县水务局", slug="water", kind="department", **fields)
    person = create_person(None, "signer", "某人", "Quiet-Lake-2026")
    for role in (Role.OFFICER, Role.SIGNER, Role.ADMINISTRATOR):
        appoint(None, person, office, role, dt.date(2026, 1, 1))
    return person


def make_report(person: Person, work_off: Callable[[], None]) -> Report:
    office = Organ.objects.get(slug="pingluo-office")
    file = upload_report(person, office, SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes()))
    work_off()
    return publish_report(person, file.reports.get())


@pytest.mark.django_db
class TestFolder:
    @pytest.fixture
    def person(self) -> Person:
        return make_region()

    @pytest.fixture
    def report(self, person: Person, work_off: Callable[[], None]) -> Report:
        return make_report(person, work_off)

    def test_every_page_stands_there_as_the_site_shows_it(self, client, report: Report, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        publish(tmp_path, EXTRA)
        site = tmp_path / "site"
        for address, name in (
            ("/", "index.html"),
            ("/organs/?level=county", "organs/index?level=county.html"),
            ("/o/pingluo-office/guide/", "o/pingluo-office/guide/index.html"),
            ("/o/pingluo-office/reports/2022/", REPORT),
            ("/o/pingluo-office/reports/2022.json", "o/pingluo-office/reports/2022.json"),
            ("/feed/", "feed/index.atom"),
        ):
            assert (site / name).read_bytes() == client.get(address, headers={"host": "127.0.0.1:8000"}).content, name
        assert (site / "sitemap.xml").is_file()
        assert (site / "static/ui/portal.css").is_file()
        assert (site / "404.html").read_text() == "没有这个页面"
        assert not list(site.glob("desk*")) + list(site.glob("search*")) + list(site.glob("api*"))

    def test_only_what_changed_is_written(self, person: Person, report: Report, tmp_path: Path) -> None:
        publish(tmp_path, EXTRA)
        assert publish(tmp_path, EXTRA)[:2] == (0, 0)
        untouched = tmp_path / "site/o/water/guide/index.html"
        os.utime(untouched, (1, 1))
        rename_organ(person, report.organ, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
        assert publish(tmp_path, EXTRA).written > 3
        assert "平罗县政府办" in (tmp_path / "site/o/pingluo-office/guide/index.html").read_text()
        assert "平罗县政府办" in (tmp_path / "site/o/pingluo/index.html").read_text(), "the body above lists it"
        assert untouched.stat().st_mtime == 1

    def test_what_is_withdrawn_is_gone(self, person: Person, report: Report, tmp_path: Path) -> None:
        publish(tmp_path, EXTRA)
        withdraw_report(person, report, "内容有误")
        assert publish(tmp_path, EXTRA).removed >= 4
        assert not list(tmp_path.glob("site/o/pingluo-office/reports/2022*"))
        assert "2022年政府信息公开工作年度报告" not in (tmp_path / "site/index.html").read_text()

    def test_a_run_that_breaks_off_takes_nothing_away_and_the_next_one_mends_it(
        self, person: Person, report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(tmp_path, EXTRA)
        rename_organ(person, report.organ, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
        with monkeypatch.context() as patch:
            patch.setattr("gongkai.portal.columns.public_reports", broken)
            with pytest.raises(Away, match="500"):
                publish(tmp_path, EXTRA)
        assert (tmp_path / "site" / REPORT).is_file()
        (tmp_path / "site/left.html").write_text("by a run that was killed")
        assert publish(tmp_path, EXTRA).removed == 1
        assert "平罗县政府办" in (tmp_path / "site" / REPORT).read_text()

    def test_who_reads_while_a_page_is_replaced_gets_the_whole_page(
        self, person: Person, report: Report, tmp_path: Path
    ) -> None:
        publish(tmp_path, EXTRA)
        path = tmp_path / "site" / REPORT
        before = path.read_bytes()
        with path.open("rb") as reading:
            start = reading.read(100)
            rename_organ(person, report.organ, "平罗县政府办", dt.date(2026, 5, 1), "机构改革")
            publish(tmp_path, EXTRA)
            assert start + reading.read() == before
        assert path.read_bytes() != before


def broken(*_: object) -> None:
    raise RuntimeError("broken")


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[Path, int], str]]:
    """nginx as the documentation tells to set it up, over a folder, before a platform at a port; where it answers."""
    if shutil.which("nginx") is None:
        pytest.skip("没有 nginx")
    started: list[subprocess.Popen[bytes]] = []

    def start(folder: Path, platform: int) -> str:
        text = (ROOT / "docs/how-to/publish.md").read_text()
        (server,) = re.findall(r"```nginx\n(.*?)```", text, re.DOTALL)
        port = free_port()
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{port};"),
            ("server_name gk.example.gov.cn;", ""),
            ("/var/www/gongkai", str(folder)),
            ("http://127.0.0.1:8000", f"http://127.0.0.1:{platform}"),
        ):
            assert old in server
            server = server.replace(old, new)
        temporary = "".join(f"{kind}_temp_path {tmp_path}/{kind}; " for kind in TEMPORARY)
        (tmp_path / "nginx.conf").write_text(
            f"daemon off; {'user root;' if os.geteuid() == 0 else ''} pid {tmp_path}/pid; error_log {tmp_path}/log; "
            f"events {{}} http {{ include /etc/nginx/mime.types; access_log off; {temporary} {server} }}"
        )
        started.append(subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-p", str(tmp_path)]))
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/"))
        return f"http://127.0.0.1:{port}"

    yield start
    for process in started:
        process.terminate()
        process.wait()


TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def test_the_portal_stays_up_without_database_and_platform(
    each_database: SQLite | PostgreSQL,
    nginx: Callable[[Path, int], str],
    work_off: Callable[[], None],
    tmp_path: Path,
) -> None:
    """``gongkai serve`` publishes by itself what is done; then both are stopped, and the pages are still there."""
    person = make_region()
    port = free_port()
    variables = {**each_database.environment, "PUBLISH_DIR": str(tmp_path / "www"), "SITE_URL": "http://127.0.0.1"}
    server = program("serve", "--port", str(port), "--workers", "1", "--no-worker", **variables)
    try:
        wait_until((tmp_path / "www/site/503.html").is_file)
        make_report(person, work_off)
        wait_until((tmp_path / "www/site" / REPORT).is_file)
        site = nginx(tmp_path / "www", port)
        assert get(f"{site}/search/?q=1").status == 200
        assert 'class="large' in get(f"{site}/organs/", Cookie="large=1").text
    finally:
        server.terminate()
        server.communicate(timeout=60)
    if isinstance(each_database, PostgreSQL):
        each_database.pause()
    _is_up(site)


def _is_up(site: str) -> None:
    assert "/o/pingluo-office/reports/2022/" in get(f"{site}/").text
    assert "一、本年新收政府信息公开申请数量" in get(f"{site}/o/pingluo-office/reports/2022/").text
    assert "平罗县水务局" in get(f"{site}/organs/?level=county").text
    assert json.loads(get(f"{site}/o/pingluo-office/reports/2022.json").text)["year"] == 2022
    feed = get(f"{site}/feed/")
    assert (feed.status, feed.headers["Content-Type"]) == (200, "application/atom+xml")
    assert get(f"{site}/static/ui/portal.css").status == 200
    assert 'class="large' not in get(f"{site}/organs/", Cookie="large=1").text, "the standard page, rather than none"
    assert get(f"{site}/", **{"If-None-Match": get(f"{site}/").headers["ETag"]}).status == 304
    for address in ("/search/?q=1", "/o/nowhere/", "/organs/?x=../../../published.json"):
        answer = get(f"{site}{address}")
        assert (answer.status, "系统暂时不能使用" in answer.text) == (502, True), address
    assert "没有这个页面" in get(f"{site}/o/").text, "a folder without a page"
    for address in ("/published.json", "/../published.json"):
        assert get(f"{site}{address}").status in {400, 502}, address
