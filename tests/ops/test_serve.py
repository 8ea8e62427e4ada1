"""The server and its worker as processes: they answer, survive what is done to them, and leave nothing behind."""

import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from database_templates import PostgreSQL, SQLite
from ops.platform_program import answers, free_port, get, program, wait_until


class Site(NamedTuple):
    url: str
    folder: Path
    process: "subprocess.Popen[str]"


def start(folder: Path, *options: str, **variables: str) -> Site:
    port = free_port()
    process = program("serve", "--port", str(port), "--workers", "1", *options, **variables)
    site = Site(f"http://127.0.0.1:{port}", folder, process)
    wait_until(lambda: process.poll() is not None or answers(f"{site.url}/healthz"))
    assert process.poll() is None, process.communicate()[0]
    return site


def stop(site: Site) -> str:
    site.process.send_signal(signal.SIGTERM)
    return site.process.communicate(timeout=60)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    database = SQLite(folder)
    database.fresh()
    made = start(folder, **database.environment, UPLOAD_LIMIT_MB="1", LOG_FORMAT="json")
    get(f"{made.url}/desk/login/")
    yield made
    log = stop(made)
    assert made.process.returncode == 0
    requests = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    assert any(line.get("path") == "/desk/login/" and line.get("status") == 200 for line in requests)


def workers(site: Site) -> list[int]:
    with sqlite3.connect(site.folder / "gongkai.sqlite3") as database:
        return [pid for (pid,) in database.execute("SELECT pid FROM jobs_worker")]


def test_it_is_ready_with_a_worker_beside_it(site: Site) -> None:
    wait_until(lambda: json.loads(get(f"{site.url}/readyz").text)["worker"])
    assert json.loads(get(f"{site.url}/readyz").text)["ready"]
    assert "登录工作台" in get(f"{site.url}/desk/login/").text


def test_an_upload_that_is_too_large_gets_its_page(site: Site) -> None:
    answer = get(f"{site.url}/desk/login/", b"x" * 3_000_000)
    assert answer.status == 413
    assert "一次最多上传 1 MB" in answer.text


def test_a_worker_that_is_killed_is_replaced(site: Site) -> None:
    wait_until(lambda: len(workers(site)) == 1)
    (killed,) = workers(site)
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: workers(site) not in ([], [killed]))
    assert get(f"{site.url}/healthz").status == 200


def test_a_second_server_on_the_same_port_says_so(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    second = program("serve", "--port", port, **SQLite(site.folder).environment)
    out, _ = second.communicate(timeout=60)
    assert second.returncode == 2
    assert f"不能在 127.0.0.1:{port} 提供服务" in out


def test_a_disk_that_is_gone_has_its_page_and_comes_back(site: Site) -> None:
    wait_until(lambda: bool(workers(site)))
    away = site.folder.with_name("away")
    site.folder.rename(away)
    answer = get(f"{site.url}/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "系统暂时不能使用" in answer.text
    ready = get(f"{site.url}/readyz")
    assert (ready.status, json.loads(ready.text)["database"]) == (503, False)
    away.rename(site.folder)
    wait_until(lambda: answers(f"{site.url}/readyz"))
    assert get(f"{site.url}/").status in {200, 404}


def test_a_database_that_is_away_has_its_page_and_comes_back(postgres: PostgreSQL, tmp_path: Path) -> None:
    site = start(tmp_path, **{**postgres.environment, "DATA_DIR": str(tmp_path)})
    wait_until(lambda: json.loads(get(f"{site.url}/readyz").text)["worker"])
    postgres.pause()
    answer = get(f"{site.url}/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "30")
    assert "系统暂时不能使用" in answer.text
    assert get(f"{site.url}/readyz").status == 503
    postgres.resume()
    wait_until(lambda: json.loads(get(f"{site.url}/readyz").text)["worker"])
    assert get(f"{site.url}/").status in {200, 404}
    assert "Traceback" not in get(f"{site.url}/").text
    stop(site)
    assert site.process.returncode == 0


def test_nothing_goes_on_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    database = SQLite(tmp_path)
    database.fresh()
    site = start(tmp_path, **database.environment)
    wait_until(lambda: bool(workers(site)))
    (worker,) = workers(site)
    site.process.kill()
    site.process.communicate()
    wait_until(lambda: not answers(f"{site.url}/healthz") and not Path(f"/proc/{worker}/cmdline").exists())


@pytest.mark.parametrize("command", ["serve", "worker"])
def test_nothing_starts_on_a_database_that_was_not_made(command: str, tmp_path: Path) -> None:
    process = program(
        command, DATA_DIR=str(tmp_path), DATABASE_URL="", DJANGO_SETTINGS_MODULE="gongkai.project.settings"
    )
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "错误：数据库还没有建立。运行 gongkai migrate。\n")
