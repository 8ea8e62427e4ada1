"""How soon 年报数据, the library and the boards answer over 100,000 published reports, and how everything streams.

``python bench/observatory.py [--reports 100000] [--database sqlite|postgresql]``. The reports are made-up ones, stored
whole, each for another body or year, with findings and the sketch of their text. Each page is asked for over Django's own
client, once to warm up and then five times under other addresses; the median counts, by the clock and in processor time
(of this process: PostgreSQL's own is not in it). Of a download the first piece counts, and how many reports a second follow.
"""

import argparse
import itertools
import logging
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ["DJANGO_SETTINGS_MODULE"] = "settings_for_tests"

import django  # noqa: E402

django.setup()

import datetime as dt  # noqa: E402

from django.core.cache import caches  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from database_templates import PostgreSQL, SQLite  # noqa: E402
from generator.draft import random_report  # noqa: E402
from gongkai.annual.models import Report, ReportFile, ReportFinding, ReportSketch, ReportTally  # noqa: E402
from gongkai.annual.tallies import tallied  # noqa: E402
from gongkai.organs.actions import appoint, create_organ, create_person  # noqa: E402
from gongkai.organs.models import Organ, Person, Role  # noqa: E402
from gongkai.project import environment  # noqa: E402
from gongkai.report.sketches import sketch_of  # noqa: E402
from gongkai.report.writers.data import report_data  # noqa: E402

YEARS = range(2008, 2026)
TIMES, DIFFERENT, A_TIME, COUNTIES, PIECES = 5, 1_000, 2_000, 20, 2_000
SUMS = """SELECT r.year, COUNT(*), SUM(t.received), SUM(t.concluded), SUM(t.granted + t.partial) FROM annual_report r
JOIN annual_reporttally t ON t.report_id = r.id WHERE r.published_at IS NOT NULL AND r.withdrawn_at IS NULL GROUP BY r.year"""
PUBLIC = (
    ("年报数据：历年合计和办理结果", "/data/"),
    ("年报数据：只看县级", "/data/?level=county"),
    ("年报数据：一个县连同下级", "/data/?organ=county3"),
    ("排序：新收申请", "/data/ranking/?measure=received"),
    ("排序：公开率，第 20 页", "/data/ranking/?measure=granted_share&page=20"),
    ("六个机关并排比较", "/data/compare/?o=o1&o=o2&o=o3&o=o4&o=o5&o=o6"),
    ("一个机关历年", "/o/o7/data/"),
    ("年报列表：第 1 页", "/reports/"),
    ("年报列表：第 2000 页", "/reports/?page=2000"),
    ("年报列表：一个年度，第 50 页", "/reports/?year=2019&page=50"),
    ("一份年报", "/o/o7/reports/2019/"),
    ("接口：年报列表第 400 页", "/api/v1/reports?page=400&size=200"),
)
DESK = (
    ("年报库：第 1 页", "/desk/reports/"),
    ("年报库：第 500 页", "/desk/reports/?p=500"),
    ("年报库：已发布的", "/desk/reports/?state=public"),
    ("年报库：按机关和年度", "/desk/reports/?organ={organ}&year=2020"),
    ("年报库：按文字查找", "/desk/reports/?q=第7号"),
    ("问题汇总：一个年度", "/desk/reports/errors/?year=2020"),
    ("文字雷同：一个年度", "/desk/reports/reuse/?year=2020"),
    ("文字雷同：一个县", "/desk/reports/reuse/?year=2020&organ={county}"),
    ("编报情况", "/desk/annual/?year=2025"),
)
DOWNLOADS = (
    ("全部指标（CSV）", "/data/measures.csv"),
    ("全部单元格（CSV）", "/api/v1/figures.csv"),
    ("全部年报（JSON Lines）", "/api/v1/reports.jsonl"),
)


def main() -> None:
    """Make the databases and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=100_000, help="how many reports there are")
    options.add_argument("--database", choices=["sqlite", "postgresql"], action="append")
    chosen = options.parse_args()
    logging.disable(logging.INFO)  # the access log is not what is measured
    for kind in chosen.database or ["sqlite", "postgresql"]:
        database = opened(kind)
        began = time.perf_counter()
        make(chosen.reports)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        made = time.perf_counter() - began
        print(f"\nPython {sys.version.split()[0]}，{kind}，年报 {chosen.reports} 份（{made:.0f} 秒做成）\n")
        print(f"{'页面':<24}{'毫秒（中位）':>10}{'处理器':>8}{'查询数':>8}")
        for title, address in (*PUBLIC, *DESK):
            print(f"{title:<24}{measure(address):>12}", flush=True)
        with connection.cursor() as cursor:
            spent, used = median(lambda: cursor.execute(SUMS) or cursor.fetchall())
        print(f"{'手写 SQL，只求历年合计':<24}{spent:>12.0f}{used:>10.0f}")
        for title, address in DOWNLOADS:
            print(f"{title:<24}{download(address)}", flush=True)
        connections.close_all()
        database.drop()


def opened(kind: str) -> SQLite | PostgreSQL:
    """A fresh database, to which Django's connection leads."""
    folder = Path(os.environ["DATA_DIR"])
    database = {"sqlite": SQLite, "postgresql": PostgreSQL}[kind](folder)
    connections.close_all()
    database.fresh()
    config = environment.database(database.environment["DATABASE_URL"], folder)
    connections.settings["default"] = config
    connections.configure_settings(connections.settings)
    del connections["default"]
    for kept in caches.all():
        kept.clear()
    return database


def make(reports: int) -> None:
    """The bodies in twenty counties, one who oversees them all, and for each body a report a year."""
    fields = {"region": "640000", "level": "city"}
    root = create_organ(None, None, name="某市人民政府", slug="city", kind="government", **fields)
    person = create_person(None, "supervisor", "监督人员", "Quiet-Lake-2026")
    person.must_change_password = False
    person.save()
    appoint(None, person, root, Role.SUPERVISOR, dt.date(2020, 1, 1))
    organs = bodies(root, -(-reports // len(YEARS)))
    contents = [(report_data(made, ""), made) for made in map(random_report, range(DIFFERENT))]
    tallies = [tallied(made) for _, made in contents]
    sketches = [sketch_of(made) for _, made in contents]
    now = timezone.now()
    pairs = itertools.islice(itertools.product(organs, YEARS), reports)
    while piece := list(itertools.islice(pairs, A_TIME)):
        files = ReportFile.objects.bulk_create(
            ReportFile(organ=organ, content="r", name="报告.docx", sha256=f"{organ.pk}-{year}", size=1)
            for organ, year in piece
        )
        kept = Report.objects.bulk_create(
            Report(
                file=file, organ=organ, organ_name=organ.name, year=year, form="2021", title=f"{organ}{year}年",
                data=contents[file.pk % DIFFERENT][0], errors=file.pk % 10 == 0, warnings=file.pk % 3, audited_at=now,
                published_at=now,
            )
            for file, (organ, year) in zip(files, piece, strict=True)
        )  # fmt: skip
        which = [(report, report.file_id % DIFFERENT) for report in kept]
        ReportTally.objects.bulk_create(ReportTally(report=report, **tallies[at]) for report, at in which)
        ReportSketch.objects.bulk_create(ReportSketch(report=report, marks=sketches[at]) for report, at in which)
        ReportFinding.objects.bulk_create(
            ReportFinding(
                report=report, number=number, rule=f"B{1 + report.pk % 6}", fingerprint=f"{report.pk % 997}",
                severity="error" if number <= report.errors else "warning", data={},
            )
            for report in kept
            for number in range(1, 1 + report.errors + report.warnings)
        )  # fmt: skip


def bodies(root: Organ, count: int) -> list[Organ]:
    """Counties, and the other bodies beneath them in turn."""
    fields = {"region": "640000", "level": "county"}
    made = []
    for number in range(count):
        slug, kind = (f"county{number}", "government") if number < COUNTIES else (f"o{number - COUNTIES}", "department")
        organ = Organ(name=f"第{number}号机关", slug=slug, kind=kind, **fields)
        turn, above = divmod(number, COUNTIES)
        path = root.path + Organ._int2str(above + 1).rjust(Organ.steplen, "0")
        organ.path = path if turn == 0 else path + Organ._int2str(turn).rjust(Organ.steplen, "0")
        organ.depth, organ.numchild = (2, -(-count // COUNTIES) - 1) if turn == 0 else (3, 0)
        made.append(organ)
    Organ.objects.filter(pk=root.pk).update(numchild=min(count, COUNTIES))
    return Organ.objects.bulk_create(made, batch_size=A_TIME)


def client(address: str) -> Client:
    """Somebody with a browser; for the desk, the supervisor."""
    browser = Client(headers={"Host": "127.0.0.1"})
    if address.startswith("/desk/"):
        browser.force_login(Person.objects.get(username="supervisor"), "django.contrib.auth.backends.ModelBackend")
    return browser


def measure(address: str) -> str:
    """Milliseconds, processor time and queries of a page."""
    keys = dict(Organ.objects.filter(slug__in=("o7", "county3")).values_list("slug", "pk"))
    address = address.format(organ=keys["o7"], county=keys["county3"])
    browser = client(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    asked = len(queries)
    if slow := os.environ.get("SLOW"):
        for query in queries:
            if float(query["time"]) > float(slow):
                print(f"    {query['time']} {query['sql'][:1500]}")

    def ask(count: Any = itertools.count()) -> object:  # noqa: B008  (another address each time: no page is held)
        for kept in caches.all():
            kept.clear()
        return browser.get(f"{address}{'&' if '?' in address else '?'}n={next(count)}")

    spent, used = median(ask)
    return f"{spent:.0f}{used:>10.0f}{asked:>9}"


def download(address: str) -> str:
    """The milliseconds of the first pieces, and how many pieces a second follow."""
    for kept in caches.all():
        kept.clear()
    began = time.perf_counter()
    pieces = iter(client(address).get(address).streaming_content)
    next(pieces), next(pieces)
    first, began = 1000 * (time.perf_counter() - began), time.perf_counter()
    count = sum(1 for _ in itertools.islice(pieces, PIECES))
    return f"{first:>12.0f}　然后每秒 {count / (time.perf_counter() - began):.0f} 份"


def median(task: Callable[[], object]) -> tuple[float, float]:
    """The medians of the task's times, in milliseconds: by the clock, and of the processor."""
    taken, used = [], []
    for _ in range(TIMES):
        began, worked = time.perf_counter(), time.process_time()
        task()
        taken.append(1000 * (time.perf_counter() - began))
        used.append(1000 * (time.process_time() - worked))
    return statistics.median(taken), statistics.median(used)


if __name__ == "__main__":
    main()
